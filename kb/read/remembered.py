"""Files read before: the records of a file without problems, remembered by its bytes and all that decides their meaning.

A remembered file is not parsed again unless the place of one of its values is asked for.
"""

import contextlib
import hashlib
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kb import quantities, read, records
from kb.cache import cache_folder, keep, kept
from kb.errors import Place
from kb.read import events
from kb.read.events import Text


@dataclass
class Unparsed(Text):
    """A file whose records are known; it is parsed when somebody asks for a place in it."""

    content: bytes = b""

    def place(self, path: events.Path) -> Place:
        """Return the place of a value, or of the nearest value around it."""
        if not self.places:
            self.places = events.parse(self.content, self.file).places
        return super().place(path)


@dataclass(frozen=True)
class Remembered:
    """What a file was found to hold."""

    records: dict[str, Any]
    stands: dict[str, events.Path]
    """Where in the file each record stands, by global id."""


class Memory:
    """Remembers what files hold; `vocabulary` is the content of the files that type the values of others."""

    def __init__(self, vocabulary: Iterable[bytes]) -> None:
        self.prefix = hashlib.sha256(b"".join((_program(), *(hashlib.sha256(one).digest() for one in vocabulary)))).digest()

    def _path(self, folder: str, content: bytes) -> Path:
        return cache_folder() / "read" / hashlib.sha256(self.prefix + folder.encode() + b"\0" + content).hexdigest()

    def recall(self, folder: str, content: bytes) -> Remembered | None:
        """Return what a file of these bytes in this folder holds, None where it was not read before."""
        found = kept(self._path(folder, content))
        if found is None:
            return None
        # Any fault of a cache means only that the file is read again.
        with contextlib.suppress(Exception):
            recalled = pickle.loads(found)  # written by `remember` into the user's own cache
            return recalled if isinstance(recalled, Remembered) else None
        return None

    def remember(self, folder: str, content: bytes, found: Remembered) -> None:
        """Remember what a file without problems holds; a cache that cannot be written is no fault."""
        with contextlib.suppress(OSError):
            keep(self._path(folder, content), pickle.dumps(found, pickle.HIGHEST_PROTOCOL))


@cache
def _program() -> bytes:
    """Return a digest of the program that reads, so that a changed one reads anew."""
    folders = (Path(package.__file__ or "").parent for package in (read, records))
    files = [*(file for folder in folders for file in sorted(folder.glob("*.py"))), Path(quantities.__file__)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).digest()
