"""Reading from the cache gives what reading gives, and forgets whenever anything that matters changes."""

from pathlib import Path

import pytest

from kb.cache import MOST_ENTRIES, cache_folder, keep
from kb.read import remembered
from kb.read.tree import read

OSPREY = "sources/osprey.yaml"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))


def test_a_second_reading_is_equal_and_knows_every_place(world: Path) -> None:
    first, second = read(world, remember=True), read(world, remember=True)
    assert len(list((cache_folder() / "read").iterdir())) > 20
    assert first.draft == second.draft == read(world).draft
    for record in ("claim:osprey:batch", "entity:osprey-corpus", "link:heron-misprint", "finding:albatross-passes"):
        assert first.place(record, "says") == second.place(record, "says")


def test_what_changed_is_read_again(world: Path) -> None:
    read(world, remember=True)
    text = (world / OSPREY).read_text()
    changed = read(world, {OSPREY: text.replace("180B tokens", "190B tokens").encode()}, remember=True)
    assert changed.draft.claims["osprey:corpus-tokens"] != read(world).draft.claims["osprey:corpus-tokens"]
    broken = {OSPREY: text.replace("180B tokens", "180B tokns").encode()}
    assert (
        [one.message for one in read(world, broken, remember=True).problems] == [one.message for one in read(world, broken).problems] != []
    )


def test_other_units_type_values_anew(world: Path) -> None:
    read(world, remember=True)
    units = {"units.yaml": (world / "units.yaml").read_bytes().replace(b"written: [tokens]", b"written: [words]")}
    assert read(world, units, remember=True).problems == read(world, units).problems != []


def test_a_name_that_is_taken_is_told_from_the_cache_as_well(world: Path) -> None:
    read(world, remember=True)
    twice = {"sources/copy.yaml": (world / OSPREY).read_bytes()}
    told = [str(one) for one in read(world, twice, remember=True).problems]
    assert told == [str(one) for one in read(world, twice).problems]
    assert any("this name is taken" in one for one in told)


def test_a_changed_program_and_a_broken_cache_read_anew(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(world, remember=True).draft
    for entry in (cache_folder() / "read").iterdir():
        entry.write_bytes(b"rubbish")
    assert read(world, remember=True).draft == expected
    before = len(list((cache_folder() / "read").iterdir()))
    monkeypatch.setattr(remembered, "_program", lambda: b"another")
    assert read(world, remember=True).draft == expected
    assert len(list((cache_folder() / "read").iterdir())) == 2 * before


def test_a_cache_that_cannot_be_written_is_no_fault(world: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert read(world, remember=True).problems == []


def test_a_cache_does_not_grow_without_end(tmp_path: Path) -> None:
    for number in range(MOST_ENTRIES + 5):
        keep(tmp_path / "kept" / str(number), b"x")
    assert len(list((tmp_path / "kept").iterdir())) == MOST_ENTRIES
