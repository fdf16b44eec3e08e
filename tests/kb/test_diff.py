"""A diff tells what changed in meaning and in wording, and nothing of layout."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from kb.cli.main import main
from kb.diff import Change, differences
from kb.digests import data_digest
from kb.draft import Draft
from kb.read.tree import read
from kb.store.build import build
from tests.everything import everything

OSPREY = "sources/osprey.yaml"


def changed(world: Path, old: str, new: str, file: str = OSPREY) -> Draft:
    text = (world / file).read_text()
    assert old in text
    reading = read(world, {file: text.replace(old, new, 1).encode()})
    assert reading.problems == []
    return reading.draft


@pytest.mark.parametrize(
    ("old", "new", "record", "change", "path"),
    [
        ("value: 180B tokens", "value: 190B tokens", "claim:osprey:corpus-tokens", Change.revalued, "body.value"),
        ("    polarity: denies\n", "", "claim:osprey:no-classifier", Change.revalued, "polarity"),
        ("value: increasing", "value: increasing\n    modality: measured", "claim:osprey:batch", Change.requalified, "modality"),
        ("says: The batch of Osprey grew", "says: Osprey's batch grew", "claim:osprey:batch", Change.reworded, "says"),
        ("{document: paper, section: 2}", "{document: paper, section: 3}", "claim:osprey:batch", Change.reworded, "at.section"),
        ("title: Osprey\n", "title: The Osprey\n", "source:osprey", Change.changed, "head.title"),
    ],
)
def test_what_changed_is_named(world: Path, world_draft: Draft, old: str, new: str, record: str, change: Change, path: str) -> None:
    found = {one.record: one for one in differences(world_draft, changed(world, old, new))}
    assert found[record].change is change
    assert [part.path for part in found[record].fields] == [path]


def test_a_claim_comes_and_goes(world: Path, world_draft: Draft) -> None:
    text = "  - id: no-classifier\n"
    after = changed(world, text, "  - id: no-such-classifier\n")
    told = {(one.record, one.change) for one in differences(world_draft, after)}
    assert told >= {("claim:osprey:no-classifier", Change.removed), ("claim:osprey:no-such-classifier", Change.added)}
    assert {change for record, change in told if record == "source:osprey"} == {Change.changed}


def test_layout_is_silent(world: Path, world_draft: Draft) -> None:
    assert differences(world_draft, changed(world, "documents: [", "documents:  [ # both\n ")) == ()


def every_part_dropped(draft: Draft) -> list[tuple[str, Callable[[], Draft]]]:
    groups = ("people", "entities", "links", "findings", "guides", "coverage", "sources", "predicates", "units")

    def without(group: str) -> Draft:
        records = dict(getattr(draft, group))
        records.popitem()
        return replace(draft, **{group: records})

    return [(group, lambda group=group: without(group)) for group in groups]  # type: ignore[misc] # mypy has no type for the default


def test_no_difference_exactly_when_digests_agree(world_draft: Draft) -> None:
    assert differences(world_draft, world_draft) == ()
    for group, dropped in every_part_dropped(world_draft):
        after = dropped()
        assert data_digest(after) != data_digest(world_draft), group
        assert differences(world_draft, after), group


def test_the_command_takes_trees_and_bases(world: Path, tmp_path: Path) -> None:
    build(changed(world, "value: 180B tokens", "value: 190B tokens"), tmp_path / "base.sqlite")
    same = CliRunner().invoke(main, ["diff", str(world), str(world)])
    assert (same.exit_code, same.output) == (0, "no difference\n")
    told = CliRunner().invoke(main, ["diff", str(world), str(tmp_path / "base.sqlite")])
    assert told.exit_code == 1
    assert told.output.startswith("~ claim:osprey:corpus-tokens revalued\n    body.value: 180B token -> 190B token\n")
    markdown = CliRunner().invoke(main, ["diff", str(world), str(tmp_path / "base.sqlite"), "--format", "md"])
    assert markdown.output.startswith("- `~ claim:osprey:corpus-tokens revalued`\n  - body.value")


# any change at any place


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a record, list or mapping at which something stands."""
    yield path
    if is_dataclass(value):
        for field in fields(value):
            yield from places(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple | dict):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(part, (*path, key))


def put(value: Any, path: tuple[str | int, ...], change: Callable[[Any], Any]) -> Any:
    """The same value with another part at one place."""
    if not path:
        return change(value)
    key, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return tuple(put(part, rest, change) if number == key else part for number, part in enumerate(value))
    if isinstance(value, dict):
        return {name: put(part, rest, change) if name == key else part for name, part in value.items()}
    return replace(value, **{str(key): put(getattr(value, str(key)), rest, change)})


CHANGES: tuple[Callable[[Any], Any], ...] = (
    lambda value: value,
    lambda value: f"{value}-x" if isinstance(value, str) else value,
    lambda value: value[::-1] if isinstance(value, tuple) else value,
    lambda value: value[1:] if isinstance(value, tuple) and len(value) > 1 else value,
    lambda value: (*value, value[0]) if isinstance(value, tuple) and value and isinstance(value[0], str) else value,
    lambda value: not value if isinstance(value, bool) else value,
    lambda value: value + 1 if type(value) is int else value,
    lambda value: dict(list(value.items())[::-1]) if isinstance(value, dict) else value,
)
GROUPS = [group.name for group in fields(Draft)]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_changes_is_a_difference_exactly_when_the_digest_changes(data: st.DataObject) -> None:
    before = everything()
    group = data.draw(st.sampled_from(GROUPS))
    records = dict(getattr(before, group))
    slug = data.draw(st.sampled_from(sorted(records)))
    path = data.draw(st.sampled_from(list(places(records[slug]))))
    try:
        records[slug] = put(records[slug], path, data.draw(st.sampled_from(CHANGES)))
    except ValueError:  # no such record can be made
        reject()
    after = replace(before, **{group: records})
    found = differences(before, after)
    assert (found == ()) == (data_digest(before) == data_digest(after))
    assert [one.record for one in differences(after, before)] == [one.record for one in found]
    assert all(part.before != part.after for one in found for part in one.fields)
