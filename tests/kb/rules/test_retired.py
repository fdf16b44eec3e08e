"""Ids never return: one that was retired names nothing, and none vanishes without a word."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb.draft import Draft
from kb.records.retired import Retired
from kb.rules.retired import vanished
from tests.drafts import without
from tests.planted import Planted, assert_told

HERON, RETIRED = "sources/heron.yaml", "retired.yaml"
DOUBLET = "retired:claim:heron:tokens-on-card"
FAULTS = (
    Planted("retired-ids-are-not-used", HERON, "id: batch\n", "id: tokens-on-card\n", "claim:heron:tokens-on-card", "id: ", "A doublet"),
    Planted("retired-ids-are-whole", RETIRED, "id: claim:heron", "id: heron", "retired:heron:tokens-on-card", "id: ", "no global id"),
    Planted("retired-ids-are-whole", RETIRED, "instead: claim:heron:tokens-seen", "instead: claim:heron:tokens", DOUBLET, "instead: ",
            "did you mean claim:heron:tokens-seen"),
    Planted("dates-are-dates", RETIRED, "on: 2022-09-01", "on: 1 September", DOUBLET, "on: ", "no date"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_faults_are_told_at_their_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)


def test_what_is_gone_is_told_until_it_is_retired(world_draft: Draft) -> None:
    after = without(world_draft, {"heron:batch"})
    after = replace(after, entities={slug: one for slug, one in after.entities.items() if slug != "birdflow"}, guides=world_draft.guides)
    told = {(one.record, one.message): one.remedy for one in vanished(world_draft, after)}
    assert told.keys() == {("source:heron", "claim:heron:batch is gone"), ("entity:birdflow", "entity:birdflow is gone")}
    assert "withdraw it" in told["source:heron", "claim:heron:batch is gone"]
    gone = {id_: Retired(id=id_, on="2024", reason="A doublet.") for id_ in ("claim:heron:batch", "entity:birdflow")}
    assert [*vanished(world_draft, replace(after, retired=gone))] == []


def test_what_is_added_or_withdrawn_has_not_vanished(world_draft: Draft) -> None:
    assert [*vanished(without(world_draft, {"osprey:batch"}), world_draft)] == []
    assert [*vanished(world_draft, world_draft)] == []
