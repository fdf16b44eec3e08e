"""Rows out of an open base: whole tables or batches by key, never one by one."""

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TypeVar

from kb.errors import BaseDamaged, TookTooLong
from kb.store.columns import Row
from kb.store.opening import opened_again

R = TypeVar("R")
Keys = Iterable[str] | None
"""Which rows: those of these keys, or with None all."""
AMONG = "IN (SELECT value FROM json_each(?))"


STEPS = 10_000
"""Steps of SQLite's machine after which it looks at the clock: a fraction of a millisecond."""
ENDS: ContextVar[float] = ContextVar("ENDS", default=math.inf)


class until:  # noqa: N801 # reads as a clause: with until(noon)
    """Let no statement inside go on beyond a moment of the monotonic clock; it raises TookTooLong."""

    __slots__ = ("ends", "token")

    def __init__(self, ends: float) -> None:
        self.ends = ends

    def __enter__(self) -> None:
        self.token = ENDS.set(min(self.ends, ENDS.get()))

    def __exit__(self, *_: object) -> None:
        ENDS.reset(self.token)


class Reader:
    """Reads rows; threads share its connections, each of which serves one statement and its rows at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connections, self.path = [connection], path
        self._free: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._free.put(connection)
        self._keys: dict[str, tuple[str, ...]] = {}

    def widen(self, connections: int, data_digest: str) -> None:
        """Let so many statements run beside each other. Raises BaseDamaged where another file has taken the place of this one."""
        for _ in range(len(self.connections), connections):
            self.connections.append(opened_again(self.path, data_digest))
            self._free.put(self.connections[-1])

    def close(self) -> None:
        """Let go of the file."""
        for connection in self.connections:
            connection.close()

    def select(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return every row of one statement as a tuple.

        Raises BaseDamaged where the file turns out not to be whole, TookTooLong at the end set by `until`.
        """
        return self._run(sql, parameters, sqlite3.Cursor.fetchall)

    def _run(self, sql: str, parameters: tuple[Any, ...], fetch: Callable[[sqlite3.Cursor], R]) -> R:
        ends = ENDS.get()
        connection = self._lent(ends)
        try:
            return fetch(connection.execute(sql, parameters))
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TookTooLong from error
            raise
        except sqlite3.DatabaseError as error:
            if type(error) is sqlite3.DatabaseError:
                raise BaseDamaged(self.path, str(error)) from error
            raise
        finally:
            if ends < math.inf:
                connection.set_progress_handler(None, 0)
            self._free.put(connection)

    def _lent(self, ends: float) -> sqlite3.Connection:
        """Return a connection that stops at an end. All may be lent; one comes back in time or not."""
        if ends == math.inf:
            return self._free.get()
        if (left := ends - monotonic()) <= 0:
            raise TookTooLong
        try:
            connection = self._free.get(timeout=left)
        except Empty:
            raise TookTooLong from None
        connection.set_progress_handler(lambda: monotonic() > ends, STEPS)
        return connection

    def named(self, sql: str, *parameters: Any) -> list[Row]:
        """Return every row of one statement by the names of its columns."""
        return self._run(sql, parameters, _named)

    def column(self, sql: str, *parameters: Any) -> list[Any]:
        """Return the first column of every row of one statement."""
        return [row[0] for row in self.select(sql, *parameters)]

    def rows(self, table: str, column: str = "", keys: Keys = None) -> list[Row]:
        """Return rows of a table in the order of its key, in which they were stored, all or those whose `column` is among `keys`."""
        if keys is None:
            return self.named(f'SELECT * FROM "{table}" ORDER BY rowid')
        return self.named(f'SELECT * FROM "{table}" WHERE "{column}" {AMONG} ORDER BY rowid', among(keys))

    def lists(self, table: str, column: str, item: str, keys: Keys = None) -> dict[str, tuple[Any, ...]]:
        """Return the lists that a table holds: the items of each owner, in their order; owners without any are empty."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.rows(table, column, keys):
            found[row[column]].append(row[item])
        return defaultdict(tuple, {owner: tuple(items) for owner, items in found.items()})

    def grouped(self, table: str, owner: tuple[str, ...], item: str, keys: Keys = None) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Return the lists of a table whose owner is named by several columns; `keys` are those of the first."""
        found: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for row in self.rows(table, owner[0], keys):
            found[tuple(row[name] for name in owner)].append(row[item])
        return defaultdict(tuple, {key: tuple(items) for key, items in found.items()})


def _named(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def among(keys: Iterable[str]) -> str:
    """Return keys as the one parameter that `AMONG` takes; no key holds a NUL, at which SQLite would cut it."""
    return json.dumps([key for key in keys if "\0" not in key])
