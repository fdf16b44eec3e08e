"""A review by the contributor, of nobody's claims or of claims that are not there is told; so is an objection."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kb.draft import Draft
from kb.records.review import QUESTIONS, Reviewed
from kb.records.terms import Held
from kb.rules.reviews import contributors_exist, objections_are_heard, reviewers_are_not_contributors, reviews_name_what_exists
from tests.planted import ALBATROSS, Planted, assert_told

FILE, ROBIN = "reviews/albatross--robin.yaml", "review:albatross/robin"
FAULTS = (
    Planted("reviews-name-what-exists", FILE, "claim: albatross:language", "claim: albatross:languages", ROBIN, "claim: albatross:languages", "no claim"),
    Planted("reviews-name-what-exists", FILE, "claim: albatross:language", "claim: heron:trained-on", ROBIN, "claim: heron:trained-on", "of another source"),
    Planted("reviews-name-what-exists", FILE, "claim: albatross:language", "claim: albatross:tokens-seen", ROBIN, "claim: albatross:tokens-seen", "stands here twice"),
    Planted("reviewers-are-not-contributors", FILE, "reviewer: robin", "reviewer: wren", "review:albatross/wren", "reviewer: wren", "somebody else"),
    Planted("contributors-exist", ALBATROSS, "contributor: wren", "contributor: wrenn", "source:albatross", "contributor: wrenn", "did you mean wren?"),
    Planted("objections-are-heard", FILE, "place: unsure", "place: fails", ROBIN, "claim: albatross:language", "the title page does"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_faults_are_told_at_their_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)


def test_nobody_reviews_what_they_contributed(world_draft: Draft) -> None:
    albatross = world_draft.sources["albatross"]
    for contributor, told in (("robin", "robin contributed albatross"), (None, "nothing tells who contributed albatross")):
        draft = replace(world_draft, sources={**world_draft.sources, "albatross": replace(albatross, contributor=contributor)})
        assert [one.message for one in reviewers_are_not_contributors(draft)] == [told]
    assert [*contributors_exist(world_draft), *reviewers_are_not_contributors(world_draft), *reviews_name_what_exists(world_draft)] == []


def test_an_objection_to_what_the_claim_no_longer_means_is_not_told(world_draft: Draft) -> None:
    review = world_draft.reviews["albatross/robin"]
    wrong = replace(review.claims[1], place=Held.fails, digest="0" * 64)
    draft = replace(world_draft, reviews={"albatross/robin": replace(review, claims=(review.claims[0], wrong))})
    assert [*objections_are_heard(draft)] == []


def test_the_questions_are_those_that_the_contributors_page_asks(root: Path) -> None:
    one = Reviewed(claim="a:b", place=Held.holds, predicate=Held.fails, denial=Held.holds, hearsay=Held.unsure, rivals=Held.fails)
    assert [*one.answers(Held.fails)] == ["predicate", "rivals"]
    asked = re.findall(r"^\d\. .*\(`(\w+)`\)", (root / "README.md").read_text(), re.MULTILINE)
    assert tuple(asked) == QUESTIONS
