"""Connections: pages of records, told part by part as they were selected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.listing import Listing
from api.execution.pieces import Key, Level
from api.execution.run import Run
from api.execution.selections import Chosen, Selections
from api.execution.values import text_of
from api.identity import cursor


@dataclass(frozen=True, slots=True)
class Found:
    """One page of one owner."""

    keys: list[str]
    """Keys of its records."""
    more: bool
    """Whether others follow."""
    after: bool
    """Whether the page was asked for with a cursor."""
    total: int | None
    """How many records there are in all, where that was asked for."""

    def cursor(self, place: int) -> str:
        """Return the cursor of the record at a place of the page, null where the page is empty."""
        return f'"{cursor(self.keys[place])}"' if self.keys else "null"


Texts = list[Mapping[Key, str]]
"""Texts of records by their keys, for each way in which they are shown."""
Part = Callable[[Found, Texts], str]
ItemPart = Callable[[Found, Texts, int], str]
LevelOf = Callable[[Chosen, bool], Level]
"""Plans a field that holds a record of the list; says whether the record counts towards the limit."""
INFO: Mapping[str, Part] = {
    "hasNextPage": lambda found, _: "true" if found.more else "false",
    "hasPreviousPage": lambda found, _: "true" if found.after else "false",
    "startCursor": lambda found, _: found.cursor(0),
    "endCursor": lambda found, _: found.cursor(-1),
    "__typename": lambda *_: '"PageInfo"',
}


class Page:
    """How a connection is told: the levels of the records that it needs, and a text for each page."""

    def __init__(self, selections: Selections, chosen: Chosen, level_of: LevelOf, types: Mapping[str, Any]) -> None:
        self.selections, self.level_of, self.types = selections, level_of, types
        self.levels: list[Level] = []
        self.counts = False
        self.parts = [(one.key, self._part(one, chosen.type_name)) for one in self._below(chosen)]

    def texts(self, run: Run, keys: Sequence[Key]) -> Texts:
        """Return the texts of the records of one or several pages, in each way in which they are shown."""
        return [level.texts(run, keys) for level in self.levels]

    def tell(self, found: Found, texts: Texts) -> str:
        """Return the text of a page."""
        return _object(self.parts, found, texts)

    def of(self, run: Run, listing: Listing, count: int, total: int | None) -> str:
        """Return the text of the page at the beginning of a list."""
        keys, more = listing.page(run, count)
        return self.tell(Found(keys, more, listing.after, total), self.texts(run, keys))

    def _below(self, chosen: Chosen) -> list[Chosen]:
        return self.selections.below(chosen, self.types[chosen.type_name])

    def _part(self, one: Chosen, type_name: str) -> Part:
        match one.name:
            case "totalCount":
                self.counts = True
                return lambda found, _: str(found.total)
            case "nodes":
                number = self._level(one)
                return lambda found, texts: f"[{','.join([texts[number][key] for key in found.keys])}]"
            case "edges":
                items = [(below.key, self._item(below, one.type_name)) for below in self._below(one)]
                return lambda found, texts: f"[{','.join([_item(items, found, texts, place) for place in range(len(found.keys))])}]"
            case "pageInfo":
                parts = [(below.key, INFO[below.name]) for below in self._below(one)]
                return lambda found, texts: _object(parts, found, texts)
        return lambda *_: text_of(type_name)

    def _item(self, one: Chosen, type_name: str) -> ItemPart:
        match one.name:
            case "cursor":
                return lambda found, _, place: found.cursor(place)
            case "node":
                number = self._level(one)
                return lambda found, texts, place: texts[number][found.keys[place]]
        return lambda *_: text_of(type_name)

    def _level(self, one: Chosen) -> int:
        self.levels.append(self.level_of(one, not self.levels))
        return len(self.levels) - 1


def _object(parts: list[tuple[str, Part]], found: Found, texts: Texts) -> str:
    return "{" + ",".join([f'"{key}":{part(found, texts)}' for key, part in parts]) + "}"


def _item(parts: list[tuple[str, ItemPart]], found: Found, texts: Texts, place: int) -> str:
    return "{" + ",".join([f'"{key}":{part(found, texts, place)}' for key, part in parts]) + "}"
