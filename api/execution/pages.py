"""Connections: pages of records, told part by part as they were selected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.levels import KEY, TEXT, Row, Shape
from api.execution.listing import Listing
from api.execution.run import Run
from api.execution.selections import Chosen, Selections
from api.execution.values import text_of
from api.identity import cursor


@dataclass(frozen=True, slots=True)
class Found:
    """One page of one owner."""

    rows: Sequence[Sequence[Row]]
    """Its records, once for each shape in which they are shown."""
    more: bool
    """Whether others follow."""
    after: bool
    """Whether the page was asked for with a cursor."""
    total: int | None
    """How many records there are in all, where that was asked for."""

    def cursor(self, place: int) -> str:
        """Return the cursor of the record at a place of the page, null where the page is empty."""
        return f'"{cursor(self.rows[0][place][KEY])}"' if self.rows[0] else "null"


Part = Callable[[Found], str]
ItemPart = Callable[[Found, int], str]
ShapeOf = Callable[[Chosen, bool], Shape]
"""Plans a field that holds a record of the list; says whether the record counts towards the limit."""
INFO: Mapping[str, Part] = {
    "hasNextPage": lambda found: "true" if found.more else "false",
    "hasPreviousPage": lambda found: "true" if found.after else "false",
    "startCursor": lambda found: found.cursor(0),
    "endCursor": lambda found: found.cursor(-1),
    "__typename": lambda _: '"PageInfo"',
}
EMPTY = Shape(("''",), (), 0)


class Page:
    """How a connection is told: the shapes of the records that it needs, and a text for each page."""

    def __init__(self, selections: Selections, chosen: Chosen, shape_of: ShapeOf, types: Mapping[str, Any]) -> None:
        self.selections, self.shape_of, self.types = selections, shape_of, types
        self.shapes: list[Shape] = []
        self.counts, self.whole = False, True
        self.parts = [(one.key, self._part(one, chosen.type_name)) for one in self._below(chosen)]
        self.shapes = self.shapes or [EMPTY]

    @property
    def joined(self) -> bool:
        """Tell whether nothing but the texts of its records is shown, so that SQL can join them."""
        return self.whole and len(self.shapes) == 1 and not self.shapes[0].slots

    def tell(self, found: Found) -> str:
        """Return the text of a page."""
        return _object(self.parts, found)

    def of(self, run: Run, listing: Listing, count: int, total: int | None) -> str:
        """Fetch and tell the page at the beginning of a list."""
        if self.joined:
            return self.all_joined(run, listing, count, total)
        fetched = [self.rows(run, shape, listing, count) for shape in self.shapes]
        pages = [shape.filled(run, {"": list(some[:count])}, ("",))[""] for shape, some in zip(self.shapes, fetched, strict=True)]
        return self.tell(Found(pages, len(fetched[0]) > count, listing.after, total))

    def rows(self, run: Run, shape: Shape, listing: Listing, count: int) -> Sequence[Row]:
        """Fetch the records of a page, and one more where others follow."""
        return run.select(listing.rows(shape), *listing.parameters, count + 1)

    def all_joined(self, run: Run, listing: Listing, count: int, total: int | None, often: int = 1) -> str:
        """Fetch the text of a whole page, which will be shown so often, and tell it."""
        ((number, text),) = run.select(listing.joined(self.shapes[0]), *listing.parameters, count)
        run.spend(self.shapes[0].records * number * often)
        return self.tell(Found([[("", "", text)]], more=False, after=listing.after, total=total))

    def _below(self, chosen: Chosen) -> list[Chosen]:
        return self.selections.below(chosen, self.types[chosen.type_name])

    def _part(self, one: Chosen, type_name: str) -> Part:
        match one.name:
            case "totalCount":
                self.counts = True
                return lambda found: str(found.total)
            case "nodes":
                number = self._shape(one)
                return lambda found: f"[{','.join([row[TEXT] for row in found.rows[number]])}]"
            case "edges":
                self.whole = False
                items = [(below.key, self._item(below, one.type_name)) for below in self._below(one)]
                return lambda found: f"[{','.join([_item(items, found, place) for place in range(len(found.rows[0]))])}]"
            case "pageInfo":
                self.whole = False
                parts = [(below.key, INFO[below.name]) for below in self._below(one)]
                return lambda found: _object(parts, found)
        return lambda _: text_of(type_name)

    def _item(self, one: Chosen, type_name: str) -> ItemPart:
        match one.name:
            case "cursor":
                return lambda found, place: found.cursor(place)
            case "node":
                number = self._shape(one)
                return lambda found, place: str(found.rows[number][place][TEXT])
        return lambda *_: text_of(type_name)

    def _shape(self, one: Chosen) -> int:
        self.shapes.append(self.shape_of(one, not self.shapes))
        return len(self.shapes) - 1


def _object(parts: list[tuple[str, Part]], found: Found) -> str:
    return "{" + ",".join([f'"{key}":{part(found)}' for key, part in parts]) + "}"


def _item(parts: list[tuple[str, ItemPart]], found: Found, place: int) -> str:
    return "{" + ",".join([f'"{key}":{part(found, place)}' for key, part in parts]) + "}"
