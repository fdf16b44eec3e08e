"""Relay connections: pages of a list with their count."""

from typing import Generic, TypeVar

import strawberry

from api.identity import cursor
from kb.errors import BadArgument

T = TypeVar("T")
PAGE, LARGEST_PAGE = 20, 100


@strawberry.type(description="Where a page ends and whether there is another.")
class PageInfo:
    """Where a page ends and whether there is another."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    end_cursor: str | None = strawberry.field(description="Pass it as `after` to get what follows.")


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
    page_info: PageInfo = strawberry.field(description="Whether more follow.")
    total_count: int = strawberry.field(description="How many items the whole list has.")


def size(first: int | None) -> int:
    """Return how many items a page is to have. Raises BadArgument beyond the limits."""
    wanted = PAGE if first is None else first
    if not 0 <= wanted <= LARGEST_PAGE:
        raise BadArgument("first", wanted, f"ask for 0 to {LARGEST_PAGE} items and page on with `after`")
    return wanted


def page(items: list[tuple[str, T]], wanted: int, total: int) -> Connection[T]:
    """Make a page of keyed items, of which one more than `wanted` was fetched where there is one."""
    shown = items[:wanted]
    edges = [Edge(cursor=cursor(key), node=item) for key, item in shown]
    info = PageInfo(has_next_page=len(items) > wanted, end_cursor=edges[-1].cursor if edges else None)
    return Connection(edges=edges, nodes=[item for _, item in shown], page_info=info, total_count=total)
