"""Nothing damaged, cut or foreign passes for a base, and no sidecar is believed of another file."""

import random
import sqlite3
from pathlib import Path

import pytest

from kb.errors import BaseDamaged, BaseForeign, BaseMissing, BaseUnusable
from kb.store.base import KnowledgeBase
from kb.store.build import build
from kb.store.format import FORMAT
from kb.store.sidecar import descriptions, sidecar, write_text
from tests.builders import make_draft
from tests.everything import everything


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.sqlite"
    build(make_draft(), path, commit="abc", date="2024-01-01")
    return path


@pytest.mark.parametrize("verify", [False, True])
def test_what_is_not_there_is_missing(verify: bool, tmp_path: Path) -> None:
    for path in (tmp_path / "none.sqlite", tmp_path):
        with pytest.raises(BaseMissing):
            KnowledgeBase.open(path, verify)


@pytest.mark.parametrize("verify", [False, True])
@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"<html>not found</html>" * 100])
def test_what_is_no_database_is_damaged(content: bytes, verify: bool, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(BaseDamaged):
        KnowledgeBase.open(file, verify)


def test_the_file_of_another_program_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE claim (x)")
    connection.close()
    with pytest.raises(BaseForeign):
        KnowledgeBase.open(path)


def test_another_format_is_foreign_and_named(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    with pytest.raises(BaseForeign, match=f"format {FORMAT + 1}, this program reads {FORMAT}"):
        KnowledgeBase.open(file)


def test_no_cut_or_lengthened_file_passes(file: Path) -> None:
    whole = file.read_bytes()
    sizes = {0, 1, 99, 100, 512, len(whole) // 2, len(whole) - 4096, len(whole) - 1, *random.Random(1).sample(range(len(whole)), 20)}
    for content in (*(whole[:size] for size in sizes), whole + b"\0", whole + whole[-4096:]):
        file.write_bytes(content)
        for verify in (False, True):
            with pytest.raises(BaseDamaged):
                KnowledgeBase.open(file, verify)


def test_no_turned_bit_passes_verification(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    for bit in (*range(0, 800, 7), *random.Random(2).sample(range(len(whole) * 8), 200)):
        whole[bit // 8] ^= 1 << bit % 8
        file.write_bytes(whole)
        with pytest.raises(BaseUnusable):
            KnowledgeBase.open(file, verify=True)
        whole[bit // 8] ^= 1 << bit % 8
    file.write_bytes(whole)
    KnowledgeBase.open(file, verify=True).close()


def test_a_page_of_rubbish_is_told_when_it_is_read(file: Path) -> None:
    whole = file.read_bytes()
    with KnowledgeBase.open(file) as base:
        start = (base.select("SELECT rootpage FROM sqlite_schema WHERE name = 'unit'")[0][0] - 1) * 4096
    file.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
    with KnowledgeBase.open(file) as base, pytest.raises(BaseDamaged):
        base.units()


# the sidecar


def test_as_of_says_commit_date_and_digest(file: Path) -> None:
    with KnowledgeBase.open(file) as base:
        assert (base.as_of.commit, base.as_of.date) == ("abc", "2024-01-01")
        assert base.digest == base.as_of.data_digest == descriptions(file)[0].data_digest


@pytest.mark.parametrize("content", [None, "", "{}", '{"files": [{"sha256": 1}]}', '{"files": 3}', "[]", "null", "\udcff"])
def test_without_a_readable_sidecar_a_base_opens_but_is_not_verified(content: str | None, file: Path) -> None:
    if content is None:
        sidecar(file).unlink()
    else:
        sidecar(file).write_bytes(content.encode("utf-8", "surrogateescape"))
    with KnowledgeBase.open(file) as base:
        assert (base.as_of.commit, base.as_of.date) == (None, None)
        assert base.entity("opt-175b").name == "OPT-175B"
    with pytest.raises(BaseDamaged):
        KnowledgeBase.open(file, verify=True)


def test_a_sidecar_of_another_file_is_not_believed(file: Path, tmp_path: Path) -> None:
    other = build(everything(), tmp_path / "other.sqlite", commit="other")
    sidecar(file).write_text(write_text([other]))
    with KnowledgeBase.open(file) as base:
        assert base.as_of.commit is None
    with pytest.raises(BaseDamaged):
        KnowledgeBase.open(file, verify=True)
