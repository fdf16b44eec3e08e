"""The user's cache: what can be made again at any time, kept by the digest of what it was made from."""

import contextlib
import os
import shutil
from pathlib import Path

MOST_ENTRIES = 1_000


def cache_folder() -> Path:
    """Return the folder of everything cached: $KB_CACHE, or `claimgraph` in the user's own cache."""
    if named := os.environ.get("KB_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimgraph"


def kept(path: Path) -> bytes | None:
    """Return what is kept at a path, None where nothing is or it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def keep(path: Path, content: bytes) -> None:
    """Keep content at a path, whole or not at all; the oldest entries of a folder go when there are too many.

    Raises OSError where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
    entries = list(path.parent.iterdir())
    if len(entries) > MOST_ENTRIES:
        for old in sorted(entries, key=lambda entry: entry.stat().st_mtime)[: len(entries) - MOST_ENTRIES]:
            old.unlink(missing_ok=True)


def make_room(folder: Path, most_bytes: int) -> None:
    """Let the folders go that were used longest ago, until those in a folder take no more than so many bytes; the last one stays."""
    entries = sorted(((entry.stat().st_mtime, _size(entry), entry) for entry in folder.iterdir() if entry.is_dir()), reverse=True)
    taken = 0
    for number, (_, size, entry) in enumerate(entries):
        taken += size
        if number and taken > most_bytes:
            shutil.rmtree(entry, ignore_errors=True)


def _size(folder: Path) -> int:
    """Return how many bytes the files in a folder take; one that goes meanwhile takes none."""
    with contextlib.suppress(OSError):
        return sum(file.stat().st_size for file in folder.iterdir())
    return 0
