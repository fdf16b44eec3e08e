"""Rows out of an open base: whole tables or batches by key, never one by one."""

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kb.errors import BaseDamaged
from kb.store.columns import Row

Keys = Iterable[str] | None
"""Which rows: those of these keys, or with None all."""
AMONG = "IN (SELECT value FROM json_each(?))"


class Reader:
    """Reads rows over one connection that several threads may share: a statement and its rows are one step."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection, self.path = connection, path
        self._lock = threading.Lock()

    def select(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return every row of one statement as a tuple. Raises BaseDamaged where the file turns out not to be whole."""
        return self._run(sql, parameters)[1]

    def _run(self, sql: str, parameters: tuple[Any, ...]) -> tuple[list[str], list[tuple[Any, ...]]]:
        try:
            with self._lock:
                cursor = self.connection.execute(sql, parameters)
                return [column[0] for column in cursor.description], cursor.fetchall()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            if type(error) is sqlite3.DatabaseError:
                raise BaseDamaged(self.path, str(error)) from error
            raise

    def named(self, sql: str, *parameters: Any) -> list[Row]:
        """Return every row of one statement by the names of its columns."""
        names, found = self._run(sql, parameters)
        return [dict(zip(names, row, strict=True)) for row in found]

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


def among(keys: Iterable[str]) -> str:
    """Return keys as the one parameter that `AMONG` takes; no key holds a NUL, at which SQLite would cut it."""
    return json.dumps([key for key in keys if "\0" not in key])
