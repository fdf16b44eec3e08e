"""What a build promises: everything comes back, over sound tables, and equal drafts are equal bytes."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kb.draft import Draft
from kb.errors import ClaimsRejected
from kb.quantities import Quantity
from kb.records.entity import Entity
from kb.records.link import Link
from kb.records.record import Record
from kb.records.terms import Form, Kind, LinkKind, ValueKind
from kb.records.value import Value
from kb.store.base import KnowledgeBase
from kb.store.build import build
from kb.store.load import load
from kb.store.sidecar import descriptions, sidecar
from kb.store.tables import TABLES
from tests.builders import make_claim, make_draft, make_fact, make_source
from tests.everything import everything

ROOT = Path(__file__).parents[2]


def compiled(draft: Draft, path: Path) -> Path:
    build(draft, path)
    return path


# what goes in comes back


@pytest.mark.parametrize("draft", [Draft(), make_draft(), everything()], ids=["empty", "small", "everything"])
def test_load_gives_back_the_draft(draft: Draft, tmp_path: Path) -> None:
    assert load(compiled(draft, tmp_path / "base.sqlite")) == draft


def test_load_gives_back_the_contributed_claims(draft: Draft, base: KnowledgeBase) -> None:
    assert load(base) == draft


def records_in(value: Any) -> Iterator[Any]:
    """Every record in a record, list or mapping, at any depth."""
    if is_dataclass(value):
        yield value
        value = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, dict):
        value = value.values()
    if not isinstance(value, str | int | None):
        for item in value:
            yield from records_in(item)


def test_everything_uses_every_field_of_every_record() -> None:
    used, draft = set(), everything()
    for record in records_in([getattr(draft, field.name) for field in fields(draft)]):
        used |= {(type(record).__name__, field.name) for field in fields(record) if getattr(record, field.name) != default_of(field)}
    wanted = {
        (type_.__name__, field.name) for type_ in (*Record.__subclasses__(), Quantity) if is_dataclass(type_) for field in fields(type_)
    }
    assert wanted - used == set()


def default_of(field: Any) -> Any:
    return field.default if field.default is not MISSING else None


def test_everything_has_every_form_and_kind_of_value() -> None:
    draft = everything()
    assert {placed.claim.form for placed in draft.claims.values()} == set(Form)
    assert {one.kind for one in records_in(draft.sources) if isinstance(one, Value)} == set(ValueKind)


# the file


def test_every_table_is_strict_and_every_reference_is_declared(tmp_path: Path) -> None:
    connection = sqlite3.connect(compiled(everything(), tmp_path / "base.sqlite"))
    strict = {row[1]: row[5] for row in connection.execute("PRAGMA table_list") if row[0] == "main"}
    for table in TABLES:
        assert strict[table.name] == 1, table.name
        declared = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list({table.name})")}
        assert declared == {column for columns in table.foreign for column in columns}, table.name
    connection.close()


@pytest.mark.parametrize("path", [
    "SELECT * FROM claim WHERE source = 'opt' AND position = 1 ORDER BY source, position, ordinal, address",
    "SELECT * FROM claim WHERE form = 'fact'",
    "SELECT * FROM fact WHERE subject = 'x'",
    "SELECT * FROM fact WHERE predicate = 'x' AND value_real > 3",
    "SELECT * FROM fact_qualifier WHERE predicate = 'x' AND qualifier = 'y'",
    "SELECT * FROM result WHERE benchmark = 'x'",
    "SELECT * FROM result WHERE system = 'x'",
    "SELECT * FROM effect WHERE cause = 'x'",
    "SELECT * FROM effect WHERE outcome = 'x'",
    "SELECT * FROM entity_alias WHERE alias = 'x'",
    "SELECT * FROM closure WHERE ancestor = 'x'",
    "SELECT * FROM closure WHERE descendant = 'x' ORDER BY distance",
    "SELECT * FROM entity_member WHERE member = 'x'",
    "SELECT * FROM passage WHERE source = 'x'",
    "SELECT * FROM link_claim WHERE claim = 'x'",
    "SELECT * FROM claim_entity WHERE entity = 'x'",
])  # fmt: skip
def test_every_access_path_has_an_index(path: str, tmp_path: Path) -> None:
    file = compiled(make_draft(), tmp_path / "base.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        # forget that the tables are so small that reading all of one is as good
        connection.execute("DELETE FROM sqlite_stat1")
        connection.commit()
    connection = sqlite3.connect(file)
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {path}"))
    connection.close()
    assert "SEARCH" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_numbers_are_text_as_written_and_real_in_base_units(tmp_path: Path) -> None:
    written = Value(kind=ValueKind.quantity, quantity=Quantity(unit="gigatoken", number="300.1"))
    connection = sqlite3.connect(compiled(make_draft(make_claim(body=make_fact(value=written))), tmp_path / "base.sqlite"))
    assert connection.execute("SELECT value_number, value_unit, value_real FROM fact").fetchone() == ("300.1", "gigatoken", 300.1e9)
    connection.close()


def test_closure_takes_the_shortest_way_and_ends_in_a_circle(tmp_path: Path) -> None:
    chain = [
        Entity(slug="a", kind=Kind.factor, name="A", broader=("b", "c")),
        Entity(slug="b", kind=Kind.factor, name="B", broader=("c",)),
        Entity(slug="c", kind=Kind.factor, name="C", broader=("a",)),
    ]
    connection = sqlite3.connect(compiled(make_draft(entities=chain), tmp_path / "base.sqlite"))
    found = connection.execute("SELECT ancestor, distance FROM closure WHERE descendant = 'a' ORDER BY 2, 1").fetchall()
    connection.close()
    assert found == [("a", 0), ("b", 1), ("c", 1)]


def test_a_name_of_nothing_is_refused_and_named(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with pytest.raises(ClaimsRejected) as caught:
        build(make_draft(make_claim(because=("opt:nothing",))), path)
    assert [(problem.record, problem.field) for problem in caught.value.problems] == [("claim_because:opt:tokens-seen", "premise")]
    assert "'opt:nothing'" in str(caught.value.problems[0])
    assert list(tmp_path.iterdir()) == []


def test_two_claims_of_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimsRejected):
        build(make_draft(make_claim(), make_claim(says="Another.")), tmp_path / "base.sqlite")
    assert list(tmp_path.iterdir()) == []


# equal drafts are equal bytes


def test_commit_and_date_stand_beside_the_file_not_in_it(tmp_path: Path) -> None:
    one = build(make_draft(), tmp_path / "a.sqlite", commit="a" * 40, date="2024-01-01T00:00:00Z")
    two = build(make_draft(), tmp_path / "b.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()
    assert (one.sha256, one.data_digest) == (two.sha256, two.data_digest)
    assert descriptions(tmp_path / "a.sqlite") == (one,)
    assert (one.commit, one.date, two.commit) == ("a" * 40, "2024-01-01T00:00:00Z", None)


def turned(draft: Draft) -> Draft:
    """The same draft with every mapping in it filled from its other end."""
    return Draft(**{field.name: turned_value(getattr(draft, field.name)) for field in fields(draft)})


def turned_value(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: turned_value(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, dict):
        return {key: turned_value(value[key]) for key in reversed(value)}
    return tuple(map(turned_value, value)) if isinstance(value, tuple) else value


def test_neither_hash_seed_nor_locale_nor_order_changes_a_byte(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kb.store.build import build; from tests.everything import everything;"
        "from tests.kb.test_build import turned;"
        "build(turned(everything()) if sys.argv[2] == 'turned' else everything(), Path(sys.argv[1]))"
    )
    for number, (seed, locale, order) in enumerate((("1", "C", "as-is"), ("2", "C.UTF-8", "turned"))):
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": f"UTC{number}"}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / f"{number}.sqlite"), order], cwd=ROOT, env=environment, check=True)
    assert (tmp_path / "0.sqlite").read_bytes() == (tmp_path / "1.sqlite").read_bytes()


def test_any_change_of_a_record_changes_the_data_digest(tmp_path: Path) -> None:
    two = make_draft(make_claim("a"), make_claim("b"))
    link = Link(id="one", kind=LinkKind.restates, claims=("opt:a", "opt:b"), by="ada", date="2024", reason="")
    drafts = [
        make_draft(),
        two,
        replace(two, links={"one": link}),
        replace(two, links={"one": replace(link, claims=("opt:b", "opt:a"))}),
        make_draft(make_claim(says="OPT saw 300 billion of them.")),
        make_draft(make_claim(hedge="probably")),
        make_draft(people={}),
        make_draft(sources=[make_source(year=2023)]),
    ]
    digests = {build(draft, tmp_path / "base.sqlite").data_digest for draft in drafts}
    assert len(digests) == len(drafts)


def test_a_moved_base_is_the_same_base(tmp_path: Path) -> None:
    path = compiled(make_draft(), tmp_path / "base.sqlite")
    other = tmp_path / "odd %20 ? # name" / "b.sqlite"
    other.parent.mkdir()
    for one in (path, sidecar(path)):
        shutil.copy(one, other.with_name(one.name.replace("base", "b")))
    with KnowledgeBase.open(other, verify=True) as base:
        assert load(base) == make_draft()
