"""Opening a compiled file: what must be true of it before a single row is read."""

import sqlite3
from pathlib import Path

from kb.errors import BaseDamaged, BaseForeign, BaseMissing
from kb.frozen import frozen
from kb.store.format import APPLICATION_ID, FORMAT
from kb.store.sidecar import Description, descriptions, file_sha256

MAGIC = b"SQLite format 3\x00"
HEADER = 100
MAPPED = 1 << 30
"""Most bytes of the file that are mapped into memory; pages beyond are read."""


@frozen
class Opened:
    """A connection to a checked file, with what stands inside and beside it."""

    connection: sqlite3.Connection
    data_digest: str
    description: Description | None
    """What the sidecar says of this very file; None when it says nothing of it."""


def opened(path: Path, verify: bool) -> Opened:
    """Open a compiled file for reading; `verify` compares every byte with the digest beside it.

    Raises BaseMissing, BaseForeign or BaseDamaged.
    """
    _check_header(path)
    known = descriptions(path)
    if verify:
        known = _verified(path, known)
    connection = _connect(path)
    data_digest, built_with = _inside(connection, path)
    description = next((one for one in known if (one.data_digest, one.built_with) == (data_digest, built_with)), None)
    return Opened(connection, data_digest, description)


def opened_again(path: Path, data_digest: str) -> sqlite3.Connection:
    """Open one more connection to a base that is open. Raises BaseDamaged where another has taken its place meanwhile."""
    connection = _connect(path)
    if _inside(connection, path)[0] != data_digest:
        connection.close()
        raise BaseDamaged(path, "another base took its place while it was being opened")
    return connection


def _inside(connection: sqlite3.Connection, path: Path) -> tuple[str, str]:
    """Return what the file says of itself: the digest of its records and the program that built it."""
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        return str(meta["data_digest"]), str(meta["built_with"])
    except (sqlite3.Error, KeyError) as error:
        connection.close()
        raise BaseDamaged(path, f"its own description cannot be read ({error})") from error


def _check_header(path: Path) -> None:
    """Refuse what is no database of ours, or was cut or lengthened; this reads 100 bytes."""
    if not path.is_file():
        raise BaseMissing(path)
    with path.open("rb") as file:
        header = file.read(HEADER)
    if len(header) < HEADER or not header.startswith(MAGIC):
        raise BaseDamaged(path, "it is no SQLite file")
    application, version = _number(header, 68), _number(header, 60)
    if application != APPLICATION_ID:
        raise BaseForeign(path, f"of another program (application id {application:#010x})", str(FORMAT))
    if version != FORMAT:
        raise BaseForeign(path, str(version), str(FORMAT))
    page = int.from_bytes(header[16:18], "big")
    wanted = (65536 if page == 1 else page) * _number(header, 28)
    if wanted != (size := path.stat().st_size):
        raise BaseDamaged(path, f"it has {size:,} bytes and should have {wanted:,}")


def _number(header: bytes, start: int) -> int:
    return int.from_bytes(header[start : start + 4], "big")


def _verified(path: Path, known: tuple[Description, ...]) -> tuple[Description, ...]:
    """Return the description whose digest the file has."""
    if not known:
        raise BaseDamaged(path, "the sidecar with its digest is missing or cannot be read")
    digest = file_sha256(path)
    if not (same := tuple(one for one in known if one.sha256 == digest)):
        raise BaseDamaged(path, f"its SHA-256 is {digest}, the sidecar says {known[0].sha256}")
    return same


def _connect(path: Path) -> sqlite3.Connection:
    """Connect for reading alone: no locks, no journal, and the file is taken never to change."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    # threads take turns with a connection (`kb.store.reader`)
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, cached_statements=512)
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    return connection
