"""A judgement that names what does not exist, or a guide that leads nowhere, is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb.draft import Draft
from kb.records.terms import Verified
from kb.records.verification import Check, Verification
from kb.rules.judgements import verifications_name_what_exists
from tests.planted import ALBATROSS, COVERAGE, FINDINGS, GUIDE, Planted, assert_told

BIRD, MAP = "guide:bird-size", "coverage:albatross"
FAULTS = (
    Planted("findings-name-what-exists", FINDINGS, "'osprey:batch'", "'osprey:bach'",
            "finding:osprey-batch-contested", "claim: 'osprey:bach", "did you mean"),
    Planted("findings-name-what-exists", FINDINGS, "of: review:osprey-batch", "of: review:osprey-bat", "finding:osprey-batch-contested",
            "of", "no claim"),
    Planted("guides-name-what-exists", GUIDE, "situation: labelled-data", "situation: labelled-date", BIRD, "situation", "labelled-data"),
    Planted("guides-name-what-exists", GUIDE, "finding:osprey-batch-contested", "finding:osprey", BIRD, "'finding:osprey'", "no finding"),
    Planted("guides-lead-somewhere", GUIDE, "answer: few, to: prompt", "answer: few, to: labels", BIRD, "tests", "labels > labels"),
    Planted("guides-lead-somewhere", GUIDE, "answer: few, to: prompt", "answer: many, to: prompt", BIRD, "edges", "none, many, enough"),
    Planted("guides-lead-somewhere", GUIDE, "answer: enough, to: fine-tune", "answer: enough, to: prompt", BIRD, "slug: fine-tune",
            "nothing leads to"),
    Planted("guides-lead-somewhere", GUIDE, "answer: enough, to: fine-tune", "answer: enough, to: finetune", BIRD, "to: finetune",
            "did you mean fine-tune"),
    Planted("coverage-names-what-exists", COVERAGE, "albatross:batch-tokens", "albatross:batch-token", MAP, "'albatross:batch-token",
            "no claim"),
    Planted("coverage-names-what-exists", COVERAGE, "id: albatross-05", "id: albatross-04", MAP, "id: albatross-04", "twice"),
    Planted("claims-are-covered", ALBATROSS, "  - id: trained-by\n", "  - id: trained-by-whom\n", "claim:albatross:trained-by-whom",
            "id: trained-by-whom", "does not name it"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_faults_are_told_at_their_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)


def test_verifications_speak_of_what_exists(world_draft: Draft) -> None:
    check = Check(claim="albatross:gone", digest="0" * 64, state=Verified.exact)
    run = Verification(
        source="albatross", document="paper", date="2024-01-01", program="kb", sha256="0" * 64, canonical="c", checks=(check,)
    )
    told = [one.message for one in verifications_name_what_exists(replace(world_draft, verifications={"albatross/paper": run}))]
    assert told == ["there is no claim 'albatross:gone'"]
