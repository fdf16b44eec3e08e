"""Levels of an answer: one statement for all records of a level, stitched into the level above by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.pieces import Key, Piece, Slot, columns
from api.execution.run import Run, keyed

Row = tuple[Any, ...]
"""Key of the owner, key of the record, and its text; fresh from SQL, text and keys of the level below take turns."""
OWNER, KEY, TEXT = range(3)
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
        return row[OWNER], row[KEY], text


@dataclass(frozen=True, slots=True)
class Rows:
    """A statement that fetches the records of many owners; `source` is all of it from FROM on."""

    owner: str
    key: str
    source: str
    shape: Shape

    @property
    def sql(self) -> str:
        """Return the statement."""
        return f"SELECT {self.owner}, {self.key}, {', '.join(self.shape.columns)} {self.source}"


def grouped(rows: Sequence[Row]) -> dict[Key, list[Row]]:
    """Return rows by their owner."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(row[OWNER], []).append(row)
    return found


class Keyed:
    """A level whose records are fetched by the keys of their owners."""

    absent = "null"

    def __init__(self, rows: Rows) -> None:
        self.of_many, self.shape = rows.sql, rows.shape
        self.of_one = self.of_many.replace(AMONG, "= ?1")

    def rows(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, list[Row]]:
        """Fetch and fill the rows of these owners; for one alone SQL needs no list of keys."""
        fetched = run.select(self.of_one, keys[0]) if len(keys) == 1 else run.select(self.of_many, keyed(keys))
        return self.shape.filled(run, grouped(fetched), keys)


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
