"""Build: a Draft becomes one immutable SQLite file and its sidecar; the only home of sqlite-utils.

At every moment, also when the process is killed, the old or the new file stands complete: everything is written to
temporary files in the same folder, checked, forced to the disk, and put in place by renaming. Equal drafts give equal
bytes with the same SQLite: rows go in by key, no date or commit is inside, and VACUUM lays the pages anew.
"""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from kb import __version__
from kb.digests import data_digest
from kb.draft import Draft
from kb.errors import ClaimsRejected, Place, Problem
from kb.store.columns import Cell
from kb.store.format import APPLICATION_ID, FORMAT
from kb.store.rows import prose, rows
from kb.store.sidecar import Description, descriptions, file_sha256, sidecar, write_text
from kb.store.tables import BY_NAME, SEARCHES, TABLES, Table

if sys.platform != "win32":
    import fcntl

PAGE_SIZE = 4096
BUILT_WITH = f"claimgraph {__version__}, SQLite {sqlite3.sqlite_version}"


def build(draft: Draft, path: Path, *, commit: str | None = None, date: str | None = None) -> Description:
    """Compile a checked draft to `path` and return the description that is written beside it.

    `commit` and `date` (ISO) say which state of the sources it was. Raises ClaimsRejected where a record names one
    that does not exist, and OSError or sqlite3.Error where the disk fails; the old file then still stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent), _temporary(path) as fresh, _temporary(sidecar(path)) as beside:
        digest = data_digest(draft)
        _write(draft, digest, fresh)
        _check(fresh)
        description = Description(sha256=file_sha256(fresh), data_digest=digest, built_with=BUILT_WITH, commit=commit, date=date)
        _force(fresh)
        _place_sidecar([description, *_standing(path, description)], beside, path)
        _replace(fresh, path)
        _place_sidecar([description], beside, path)
    return description


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder against other builds; the system lets go when the process ends, however it ends."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """Give the name of a temporary file beside `path`; what a killed build left there goes first, ours goes last."""
    temporary = path.with_name(f".{path.name}.building")
    temporary.unlink(missing_ok=True)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _standing(path: Path, new: Description) -> list[Description]:
    """Return the description of the file that stands at `path` now, where there is a true one."""
    if not path.is_file():
        return []
    digest = file_sha256(path)
    return [one for one in descriptions(path) if one.sha256 == digest and one != new][:1]


def _place_sidecar(all_: list[Description], temporary: Path, path: Path) -> None:
    temporary.write_text(write_text(all_), encoding="utf-8")
    _force(temporary)
    _replace(temporary, sidecar(path))


def _replace(temporary: Path, path: Path) -> None:
    """Put a complete file in place, and do not go on before the disk knows."""
    temporary.replace(path)
    _force(path.parent)


def _force(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(draft: Draft, digest: str, path: Path) -> None:
    """Fill a database in memory, then write it out in one go, its pages in order."""
    base = Database(memory=True)
    try:
        for pragma in (f"page_size = {PAGE_SIZE}", "encoding = 'UTF-8'", f"application_id = {APPLICATION_ID}", f"user_version = {FORMAT}"):
            base.execute(f"PRAGMA {pragma}")
        _fill(base, rows(draft) | {"meta": _meta(digest)})
        _fill_searches(base, draft)
        base.analyze()
        base.execute("VACUUM INTO ?", [str(path)])
    finally:
        base.close()


def _fill(base: Database, all_rows: dict[str, list[dict[str, Cell]]]) -> None:
    """Create each table, put its rows in, then index them."""
    for table in TABLES:
        _create(base, table)
        try:
            base.table(table.name).insert_all(all_rows[table.name])
        except sqlite3.IntegrityError as error:
            raise ClaimsRejected([_problem(table.name, str(error), "two records share a name; run `kb check`")]) from error
        for columns in table.indexes:
            base.table(table.name).create_index(columns)


def _create(base: Database, table: Table) -> None:
    base.table(table.name).create(
        {column.name: column.type for column in table.columns},
        pk=table.key if len(table.key) > 1 else table.key[0],
        foreign_keys=[(columns, to, BY_NAME[to].key) for columns, to in table.foreign.items()],
        not_null=[column.name for column in table.columns if not column.optional],
        strict=True,
    )


def _fill_searches(base: Database, draft: Draft) -> None:
    for statement in SEARCHES.values():
        base.execute(statement)
    texts = prose(draft)
    base.conn.executemany("INSERT INTO prose (kind, id, title, body) VALUES (?, ?, ?, ?)", texts)
    base.execute("INSERT INTO name_trigram (name_trigram) VALUES ('rebuild')")
    for name in SEARCHES:
        base.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    base.conn.commit()


def _meta(digest: str) -> list[dict[str, Cell]]:
    versions = {"format": str(FORMAT), "program": __version__, "sqlite": sqlite3.sqlite_version}
    facts = {"data_digest": digest, "built_with": BUILT_WITH, **versions}
    return [{"key": key, "value": value} for key, value in sorted(facts.items())]


def _check(path: Path) -> None:
    """Read the whole file back from the disk before it may be put in place."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        if (verdict := base.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"the file that was just written is not whole: {verdict}")
        if broken := base.execute("PRAGMA foreign_key_check").fetchall():
            raise ClaimsRejected([_dangling(base, *one) for one in broken])


def _dangling(base: sqlite3.Connection, table: str, rowid: int, other: str, number: int) -> Problem:
    """Say which row names a record that does not exist."""
    columns = [row[3] for row in base.execute(f"PRAGMA foreign_key_list({table})") if row[0] == number]
    key = BY_NAME[table].key[0]
    row = base.execute(f'SELECT "{key}", "{columns[-1]}" FROM "{table}" WHERE rowid = ?', [rowid]).fetchone()
    return _problem(f"{table}:{row[0]}", f"there is no {other} {row[1]!r}", "name one that exists, or add it", columns[-1])


def _problem(record: str, message: str, remedy: str, field: str = "") -> Problem:
    return Problem(Place("claims"), "reference", record, field, message, remedy)
