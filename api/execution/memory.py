"""Rows that were fetched once: a base never changes, so the text of a record under one selection is always the same.

Clients send few different queries with many different variables; their pages show the same records again and again.
"""

from collections.abc import Mapping
from threading import Lock
from typing import Any, ClassVar
from weakref import WeakSet

from api.execution.pieces import Key

CHARACTERS = 64 << 20
"""Characters in all memories together; beyond, all of them begin anew."""
Rows = dict[Key, list[tuple[Any, ...]]]


class Memory:
    """The rows of one level by their owners, for the base that was asked last."""

    _all: ClassVar["WeakSet[Memory]"] = WeakSet()
    _lock: ClassVar[Lock] = Lock()
    _held: ClassVar[int] = 0

    def __init__(self) -> None:
        self._digest, self._rows = "", Rows()
        with self._lock:
            self._all.add(self)

    def of(self, data_digest: str) -> Rows:
        """Return what is held of a base."""
        if self._digest != data_digest:
            self._digest, self._rows = data_digest, Rows()
        return self._rows

    def keep(self, rows: Rows, fetched: Mapping[Key, list[tuple[Any, ...]]]) -> None:
        """Hold more rows of a base."""
        rows.update(fetched)
        size = sum(len(cell) for some in fetched.values() for row in some for cell in row if isinstance(cell, str))
        with self._lock:
            Memory._held += size
            if Memory._held > CHARACTERS:
                self._forget()

    def _forget(self) -> None:
        Memory._held = 0
        for memory in self._all:
            memory._digest, memory._rows = "", Rows()  # noqa: SLF001 # one of its own kind
