"""A finding that does not follow from its premises, or whose premises changed, is told."""

from pathlib import Path

import pytest

from kb.errors import Severity
from kb.read.tree import read
from kb.rules.book import check
from tests.planted import FINDINGS, Planted, assert_told

PASSES = "finding:albatross-passes"
FAULTS = (
    Planted("formulas-use-their-premises", FINDINGS, "seen / corpus", "seen / body", PASSES, "formula", "no premise is called `body`"),
    Planted("formulas-use-their-premises", FINDINGS, "seen / corpus", "seen / 2", PASSES, "formula", "does not use `corpus`"),
    Planted("formulas-use-their-premises", FINDINGS, "seen / corpus", "seen ** corpus", PASSES, "formula", "may stand"),
    Planted("formulas-give-their-result", FINDINGS, "quantity: 60 %, as_printed: 60 %", "quantity: 61 %", PASSES, "result", "gives 60"),
    Planted("premises-mean-what-they-meant", FINDINGS, "digest: ", "digest: 0", PASSES, "{claim: 'albatross:tokens-seen", "something else"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_faults_are_told_at_their_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)


def test_a_finding_lapses_when_a_premise_changes(world: Path) -> None:
    changed = (world / "sources/osprey.yaml").read_text().replace("value: increasing", "value: constant", 1)
    told = [
        one for rule, one in check(read(world, {"sources/osprey.yaml": changed.encode()}).draft) if rule == "premises-mean-what-they-meant"
    ]
    assert [(one.record, one.severity) for one in told] == [("finding:osprey-batch-contested", Severity.warning)]
    assert told[0].remedy.endswith("`kb accept finding:osprey-batch-contested`")
