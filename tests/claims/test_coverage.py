"""Nothing that was noted while reading is lost: every row of every work has its claims, or a reason why it has none."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli.main import main
from kb.draft import Draft
from kb.records.terms import CoverageUnit
from kb.verify.coverage import UNREAD
from tests.claims.conftest import ESSAY

ROWS = {
    "atlas": (19, 6, 11, 7),
    "bigbench": (9, 6, 2, 3),
    "bloom-chronicles": (48, 15, 6, 6),
    "bloom": (73, 18, 37, 10),
    "bloomz": (19, 7, 25, 4),
    "codex": (20, 8, 22, 6),
    "flan-collection": (18, 14, 18, 9),
    "flan": (49, 19, 30, 19),
    "glm-130b": (74, 18, 46, 16),
    "gpt3": (99, 22, 179, 10),
    "helm": (43, 19, 234, 12),
    "instructgpt": (53, 18, 89, 8),
    "inverse-scaling": (17, 17, 3, 5),
    "le-scao-what-lm": (16, 10, 14, 4),
    "opt-iml": (28, 7, 26, 5),
    "opt-logbook": (82, 14, 6, 9),
    "opt": (84, 20, 19, 13),
    "palm": (99, 33, 51, 18),
    "pile": (43, 6, 8, 5),
    "roots": (27, 5, 3, 4),
    "t5": (35, 7, 7, 4),
    "yao-fu-blog": (17, 24, 0, 9),
}
"""Of each work: rows of facts, of claims in words, of results, and points that are not settled."""
KINDS = ("", "c", "r", "n")


@pytest.mark.parametrize("work", ROWS)
def test_every_row_has_claims_or_a_reason(draft: Draft, work: str) -> None:
    coverage = draft.coverage[work]
    assert coverage.unit is CoverageUnit.row
    numbers: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for item in coverage.items:
        match = re.fullmatch(rf"{re.escape(work)}-([a-z]?)(\d+)", item.id)
        assert match, item.id
        numbers[match[1]].append(int(match[2]))
    assert numbers == {kind: list(range(1, count + 1)) for kind, count in zip(KINDS, ROWS[work], strict=True)}


def test_every_work_and_the_essay_has_a_map(draft: Draft) -> None:
    assert set(draft.coverage) == {*ROWS, "essay"} == set(draft.sources)


def test_every_claim_stands_in_the_map_of_its_work(draft: Draft) -> None:
    covered = {address for coverage in draft.coverage.values() for item in coverage.items for address in item.claims}
    assert set(draft.claims) - covered == set()


def test_every_finding_of_a_work_stands_in_a_map(draft: Draft) -> None:
    covered = {key for coverage in draft.coverage.values() for item in coverage.items for key in item.findings}
    worked_out = {key for key, finding in draft.findings.items() if finding.of is None}
    assert worked_out - covered == set()


def test_no_sentence_of_the_essay_is_left_unread(draft: Draft) -> None:
    items = draft.coverage["essay"].items
    assert len(items) == 205
    assert [item.id for item in items if item.reason == UNREAD] == []


@pytest.mark.skipif(ESSAY is None, reason="the essay's text is not at hand: set CLAIMGRAPH_ESSAY to its file")
def test_the_map_of_the_essay_is_the_computed_one(root: Path) -> None:
    result = CliRunner().invoke(main, ["coverage", "essay", "--text", str(ESSAY), "--check", "--root", str(root)])
    assert result.exit_code == 0, result.output


@pytest.mark.skipif(ESSAY is None, reason="the essay's text is not at hand: set CLAIMGRAPH_ESSAY to its file")
def test_every_claim_of_the_essay_is_checked_and_passes(root: Path) -> None:
    result = CliRunner().invoke(main, ["verify", "essay", "--text", str(ESSAY), "--root", str(root)])
    assert result.exit_code == 0, result.output
    assert "; 0 claims not checked" in result.output


@pytest.mark.skipif(ESSAY is None, reason="the essay's text is not at hand: set CLAIMGRAPH_ESSAY to its file")
def test_no_sentence_of_the_essay_is_copied(draft: Draft) -> None:
    assert ESSAY is not None
    text = re.sub(r"\W+", " ", ESSAY.read_text().lower())
    says = {address: re.sub(r"\W+", " ", placed.claim.says.lower()).split() for address, placed in draft.claims.items()}
    runs = {
        address: " ".join(words[start : start + 10])
        for address, words in says.items()
        if address.startswith("essay:")
        for start in range(len(words) - 9)
        if " ".join(words[start : start + 10]) in text
    }
    assert runs == {}
