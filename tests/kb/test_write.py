"""The canonical layout: what is written reads back equal, and laying out twice changes nothing."""

import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.draft import Draft
from kb.quantities import Quantity, number_text, parse
from kb.read.events import parse as parsed
from kb.read.tree import read, read_draft
from kb.write.emit import scalar
from kb.write.layout import files, with_comments


def written(draft: Draft, folder: Path) -> Path:
    """Write a draft below a folder."""
    root = folder / "claims"
    for name, text in files(draft).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_contributed_claims_read_back_equal(draft: Draft, tmp_path: Path) -> None:
    assert read_draft(written(draft, tmp_path)) == draft


def test_writing_twice_gives_the_same_text(draft: Draft, tmp_path: Path) -> None:
    assert files(read_draft(written(draft, tmp_path))) == files(draft)


def test_contributed_files_are_in_canonical_form(root: Path, draft: Draft) -> None:
    reading = read(root)
    topics = {key: Path(reading.place(f"link:{key}").file).stem for key in draft.links}
    stale = [name for name, text in files(draft, topics).items() if (old := (root / name).read_text()) != with_comments(old, text)]
    assert stale == [], "run `kb format`"


def test_comments_stay_with_their_item() -> None:
    old = "# yaml-language-server: $schema=schema/units.json\n# head\nunits:\n# about b\n- {slug: b, name: b, dimension: x} # end of b\n- {slug: a, name: a, dimension: x}\n# last\n"
    new = "# yaml-language-server: $schema=schema/units.json\nunits:\n- slug: a\n  name: a\n- slug: b\n  name: b\n"
    once = with_comments(old, new)
    assert once.splitlines()[1:] == [
        "units:",
        "- slug: a",
        "  name: a",
        "# head",
        "# about b",
        "# end of b",
        "- slug: b",
        "  name: b",
        "# last",
    ]
    assert with_comments(once, new) == once


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u2028\u2029"), min_size=1, max_size=60))
def test_any_text_survives_as_a_scalar(text: str) -> None:
    for inside in (False, True):
        line = f"{{k: {scalar(text, inside)}}}" if inside else f"k: {scalar(text)}"
        found = parsed(line.encode(), "t.yaml")
        if text.strip() and not found.problems:
            assert found.data == {"k": unicodedata.normalize("NFC", text)}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4), st.booleans())
def test_any_number_survives_as_text(number: Decimal, approximate: bool) -> None:
    quantity = replace(parse(f"{number:f}", {"": "one"}), approximate=approximate)
    assert parse(number_text(quantity), {"": "one"}) == quantity


@pytest.mark.parametrize(
    "text", ["300B tokens", "about 7.9 tokens", "at least 35 tokens", "less than 3 tokens", "112B to 300B tokens", "3.14e+23 tokens"]
)
def test_quantities_are_written_as_they_are_read(text: str) -> None:
    quantity = parse(text, {"tokens": "token"})
    assert isinstance(quantity, Quantity)
    assert f"{number_text(quantity)} tokens" == text


def test_the_invented_tree_reads_back_equal(world_draft: Draft, tmp_path: Path) -> None:
    assert read_draft(written(world_draft, tmp_path)) == world_draft
