"""A claim without its evidence is told."""

from pathlib import Path

import pytest

from tests.planted import ALBATROSS, BOARD, OSPREY, REVIEW, Planted, assert_told

FAULTS = (
    Planted(
        "claims-have-a-place",
        ALBATROSS,
        "- at: {section: 2}\n  claims",
        "- claims",
        "claim:albatross:trained-on",
        "id: trained-on",
        "no place",
    ),
    Planted(
        "claims-have-a-place",
        OSPREY,
        "{document: paper, section: 2}",
        "{document: paper}",
        "claim:osprey:trained-on",
        "id: trained-on",
        "no place",
    ),
    Planted(
        "ranks-have-a-reason",
        BOARD,
        "    reason: The only figure that others measured.\n",
        "",
        "claim:leaderboard:osprey-maze",
        "rank",
        "preferred",
    ),
    Planted(
        "claims-are-about-others",
        REVIEW,
        "doubts: review:osprey-matches",
        "doubts: review:doubts-osprey",
        "claim:review:doubts-osprey",
        "doubts",
        "itself",
    ),
    Planted(
        "premises-are-of-the-source",
        REVIEW,
        "because: ['review:heron-batch']",
        "because: ['heron:batch']",
        "claim:review:batch-explains-heron",
        "'heron:batch'",
        "another source",
    ),
    Planted(
        "premises-do-not-circle",
        REVIEW,
        "    quantifier: all\n",
        "    quantifier: all\n    because: ['review:heron-fails']\n",
        "claim:review:heron-fails",
        "because",
        "rests on itself",
    ),
    Planted(
        "sources-have-documents",
        OSPREY,
        "{slug: log, kind: log",
        "{slug: paper, kind: log",
        "source:osprey",
        "slug: paper, kind: log",
        "taken",
    ),
    Planted("digests-are-digests", ALBATROSS, "[120, 240]", "[240, 120]", "source:albatross", "span", "out of order"),
    Planted("digests-are-digests", ALBATROSS, "sha256: bbbb", "sha256: BBBB", "source:albatross", "sha256: BBBB", "no SHA-256"),
    Planted("digests-are-digests", ALBATROSS, "sha256: aaaa", "sha256: aaa", "source:albatross", "sha256: aaa", "no SHA-256"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
