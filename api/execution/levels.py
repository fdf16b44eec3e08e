"""Levels of an answer: one statement for all records of a level, stitched into the level above by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.execution.memory import Memory
from api.execution.pieces import Key, Piece, Slot, columns
from api.execution.run import Run

Row = tuple[Any, ...]
"""Key of the owner, and text of the record; fresh from SQL, texts and keys of the levels below take turns."""
OWNER, TEXT = range(2)
AMONG = "IN (SELECT value FROM json_each(?1))"
"""Whether a cell is among the keys that are looked for."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is shown of a record: columns of text between the places that levels below fill."""

    columns: tuple[str, ...]
    slots: tuple[Slot, ...]
    records: int
    """How much each one counts towards the limit."""

    @classmethod
    def of(cls, pieces: Sequence[Piece], records: int) -> "Shape":
        """Lay pieces into columns."""
        texts, slots = columns(pieces)
        taken = [texts[0]]
        for slot, text in zip(slots, texts[1:], strict=True):
            taken += (slot.key, text)
        return cls(tuple(taken), tuple(slots), records)

    def filled(self, run: Run, owners: Mapping[Key, list[Row]], keys: Sequence[Key]) -> Mapping[Key, list[Row]]:
        """Put the texts of the levels below in their places; `keys` are the owners, as often as each is shown."""
        shown = [owners[key] for key in keys if key in owners]
        run.spend(self.records * sum(map(len, shown)))
        if not self.slots:
            return owners
        below = [self._below(run, shown, number, slot) for number, slot in enumerate(self.slots)]
        return {owner: [self._row(row, below) for row in rows] for owner, rows in owners.items()}

    @staticmethod
    def _below(run: Run, shown: list[list[Row]], number: int, slot: Slot) -> Mapping[Key, str]:
        column = TEXT + 1 + 2 * number
        keys = [row[column] for rows in shown for row in rows if row[column] is not None]
        return slot.level.texts(run, keys) if keys else {}

    def _row(self, row: Row, below: list[Mapping[Key, str]]) -> Row:
        text = row[TEXT]
        for number, texts in enumerate(below):
            column = TEXT + 1 + 2 * number
            text += texts.get(row[column], self.slots[number].level.absent) + row[column + 1]
        return row[OWNER], text


@dataclass(frozen=True, slots=True)
class Rows:
    """A statement that fetches the records of many owners; `source` is all of it from FROM on."""

    owner: str
    source: str
    shape: Shape

    @property
    def sql(self) -> str:
        """Return the statement."""
        return f"SELECT {self.owner}, {', '.join(self.shape.columns)} {self.source}"


def grouped(rows: Sequence[Row]) -> dict[Key, list[Row]]:
    """Return rows by their owner."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(row[OWNER], []).append(row)
    return found


class Keyed:
    """A level whose records are fetched by the keys of their owners, each once (`api.execution.memory`)."""

    absent = "null"

    def __init__(self, rows: Rows) -> None:
        self.of_many, self.shape = rows.sql, rows.shape
        self.of_one = self.of_many.replace(AMONG, "= ?1")
        self.memory = Memory()

    def rows(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, list[Row]]:
        """Return the rows of these owners, filled; `keys` has each as often as it is shown."""
        held = self.memory.of(run.base.digest)
        if missing := [key for key in dict.fromkeys(keys) if key not in held]:
            self.memory.keep(held, self._fetched(run, missing))
        return self.shape.filled(run, {key: held[key] for key in keys if key in held}, keys)

    def _fetched(self, run: Run, keys: list[Key]) -> dict[Key, list[Row]]:
        """Fetch the rows of owners; for one alone SQL needs no list of keys."""
        return grouped(run.select(self.of_one, keys[0]) if len(keys) == 1 else run.select(self.of_many, orjson.dumps(keys).decode()))


class One(Keyed):
    """At most one record for each owner."""

    def texts(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Return the record of each owner that has one."""
        return {owner: rows[-1][TEXT] for owner, rows in self.rows(run, keys).items()}


class Many(Keyed):
    """A list of records for each owner."""

    absent = "[]"

    def texts(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Return the list of each owner that has any."""
        return {owner: f"[{','.join([row[TEXT] for row in rows])}]" for owner, rows in self.rows(run, keys).items()}
