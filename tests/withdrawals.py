"""Copies of a compiled base in which some claims are withdrawn: what is left without them, in a few milliseconds."""

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kb.store.base import KnowledgeBase


@contextmanager
def without_claims(base: KnowledgeBase, addresses: Collection[str], folder: Path) -> Iterator[KnowledgeBase]:
    """Open a copy of a base in which claims are withdrawn; the copy goes when it is closed."""
    path = folder / "withdrawn.sqlite"
    shutil.copyfile(base.path, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("UPDATE claim SET withdrawn_on = '2026-01-01' WHERE address = ?", [(address,) for address in addresses])
    with KnowledgeBase.open(path) as opened:
        yield opened
    path.unlink()
