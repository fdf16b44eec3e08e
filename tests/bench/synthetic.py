"""A base of any size with the skew of the real one: copies of it in which models, data and all else have other names.

The vocabulary stays shared (benchmarks, metrics, techniques, factors, tasks, ...), so that the busiest words grow with the
base as in life; in every fortieth copy the models stay too, so that well-known models are spoken of by many sources. What
is said of no model in particular (effects in general, advice) is not said again.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kb.store.sidecar import Description, file_sha256, sidecar, write_text
from kb.store.tables import BY_NAME, Table

NEW = ("model", "run", "dataset", "set")
POPULAR = 40
"""Every so many copies speak of the same models."""
ENTITIES = ("entity", "entity_alias", "entity_broader", "entity_member", "entity_value", "entity_than", "entity_external", "closure")
CLAIMS = (
    "source", "source_author", "source_organisation", "document", "passage", "claim", "claim_because", "claim_entity", "fact", "step",
    "looked_in", "fact_qualifier", "result", "comparison", "comparison_over", "effect", "advice", "advice_over", "advice_when", "about",
    "statement", "statement_entity",
)  # fmt: skip
GENERAL = "SELECT claim FROM effect WHERE in_model IS NULL UNION SELECT claim FROM advice UNION SELECT claim FROM about"
BY_CLAIM = ("claim", "fact", "advice")
"""Tables whose key is the address of a claim."""


def grow(base: Path, path: Path, claims: int) -> int:
    """Write a base of at least so many claims, made of one that exists, and return how many it has."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA page_size = 4096")
    with sqlite3.connect(base) as real:
        real.backup(connection)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    (held,) = connection.execute("SELECT count(*) FROM claim").fetchone()
    new = ", ".join(f"'{kind}'" for kind in NEW)
    connection.execute(f"CREATE TEMP TABLE kept AS SELECT slug, kind FROM entity WHERE kind NOT IN ({new}) OR kind = 'model'")
    connection.execute("CREATE UNIQUE INDEX temp.of_kept ON kept (slug)")
    for table in (*ENTITIES, *CLAIMS):
        owner = "address" if table == "claim" else "claim"
        said = f"WHERE {owner} NOT IN ({GENERAL})" if owner in {column.name for column in BY_NAME[table].columns} else ""
        connection.execute(f'CREATE TEMP TABLE "first_{table}" AS SELECT * FROM main."{table}" {said}')
    (each,) = connection.execute("SELECT count(*) FROM first_claim").fetchone()
    connection.execute("BEGIN")
    for number in range(1, 1 - (held - claims) // each):
        _copy(connection, number, number % POPULAR == 0)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    (made,) = connection.execute("SELECT count(*) FROM claim").fetchone()
    (digest,) = connection.execute("SELECT value FROM meta WHERE key = 'data_digest'").fetchone()
    connection.close()
    description = Description(sha256=file_sha256(path), data_digest=digest, built_with="synthetic", commit=None, date=None)
    sidecar(path).write_text(write_text([description]), encoding="utf-8")
    return int(made)


def _copy(connection: sqlite3.Connection, number: int, popular: bool) -> None:
    kept = "SELECT slug FROM temp.kept" if popular else "SELECT slug FROM temp.kept WHERE kind <> 'model'"
    for name in (*ENTITIES, *CLAIMS):
        table = BY_NAME[name]
        names = [column.name for column in table.columns]
        told = ", ".join(_renamed(table, column, number, kept) for column in names)
        owner = "slug" if name == "entity" else "descendant" if name == "closure" else "entity"
        where = f'WHERE "{owner}" NOT IN ({kept})' if name in ENTITIES else ""
        columns = ", ".join(f'"{column}"' for column in names)
        connection.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {told} FROM temp."first_{name}" {where}')  # our own words


def _renamed(table: Table, column: str, number: int, kept: str) -> str:
    """Return the SQL of a column as it stands in one copy."""
    refers = set(_refers(table, column))
    if "entity" in refers:
        return f'CASE WHEN "{column}" IN ({kept}) THEN "{column}" ELSE "{column}" || \'-x{number}\' END'
    if refers & {"source", "passage", "document"} and column in ("source", "slug", "attributed_to_source"):
        return f"\"{column}\" || '-x{number}'"
    return f"replace(\"{column}\", ':', '-x{number}:')" if refers & set(BY_CLAIM) else f'"{column}"'


def _refers(table: Table, column: str) -> Iterator[str]:
    """Yield the tables whose records a column names, its own record's included."""
    if table.key == (column,) and table.name in ("entity", "source", "claim"):
        yield table.name
    yield from (other for names, other in table.foreign.items() if column in names)
