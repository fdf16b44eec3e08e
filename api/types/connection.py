"""Relay connections: pages of a list with their count."""

from typing import Annotated, Generic, TypeVar

import strawberry

from api.identity import cursor
from kb.errors import BadArgument

T = TypeVar("T")
PAGE, LARGEST_PAGE = 20, 100
FIRST = Annotated[int | None, strawberry.argument(description=f"How many items, at most {LARGEST_PAGE}.")]
AFTER = Annotated[str | None, strawberry.argument(description="The `endCursor` of the page before.")]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether the page was asked for with `after`; lists are read forwards only.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item of the page; null when it is empty.")
    end_cursor: str | None = strawberry.field(description="Pass it as `after` to get what follows; null when the page is empty.")


@strawberry.type(description="One item of a page, with its cursor.")
class Edge(Generic[T]):
    """One item of a page, with its cursor."""

    cursor: str = strawberry.field(description="Where in the list the item stands.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The items of the page with their cursors.")
    nodes: list[T] = strawberry.field(description="The items of the page alone.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    total_count: int = strawberry.field(description="How many items the whole list has.")


def size(first: int | None) -> int:
    """Return how many items a page is to have. Raises BadArgument beyond the limits."""
    wanted = PAGE if first is None else first
    if not 0 <= wanted <= LARGEST_PAGE:
        raise BadArgument("first", wanted, f"ask for 0 to {LARGEST_PAGE} items and page on with `after`")
    return wanted


def page(items: list[tuple[str, T]], more: bool, total: int, after: str | None) -> Connection[T]:
    """Make a page of keyed items; `more` says whether others follow, `total` how many there are in all."""
    edges = [Edge(cursor=cursor(key), node=item) for key, item in items]
    info = PageInfo(
        has_next_page=more,
        has_previous_page=after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=[edge.node for edge in edges], page_info=info, total_count=total)
