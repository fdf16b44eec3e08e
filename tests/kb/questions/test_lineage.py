"""What models and corpora were made from: worked out by hand from the papers."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.lineage import LineageStep, lineage
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]
Edge = tuple[str, str, str]


def steps(base: KnowledgeBase, subject: str) -> dict[Edge, LineageStep]:
    return {(one.made.slug, one.how, one.out_of.slug): one for one in lineage(base, subject).value}


def test_opt_reaches_the_components_of_the_pile_both_ways(base: KnowledgeBase) -> None:
    found = steps(base, "opt-175b")
    assert found["opt-175b", "trained_on", "opt-corpus"].depth == 1
    assert found["opt-corpus", "has_component", "pile-subset"].depth == 2
    assert found["pile-subset", "has_component", "pile-cc"].depth == 3  # the paper names the parts that were kept
    assert found["pile", "has_component", "books3"].depth == 3  # log and essay name the Pile as a whole
    claims = {one.claim.address for one in found["opt-corpus", "has_component", "pile"].claims}
    assert {"opt-logbook:pile-used", "essay:opt-pile"} <= claims


def test_a_part_does_not_have_the_components_of_the_whole(base: KnowledgeBase) -> None:
    assert ("pile-subset", "has_component", "books3") not in steps(base, "opt-175b")


def test_a_tuned_model_goes_back_through_its_base_to_the_corpus(base: KnowledgeBase) -> None:
    found = steps(base, "bloomz-176b")
    assert found["bloomz-176b", "based_on", "bloom-176b"].depth == 1
    assert found["bloom-176b", "trained_on", "roots"].depth == 2
    assert ("bloomz", "tuned_on", "xp3") in found


def test_members_have_what_is_said_of_their_family(base: KnowledgeBase) -> None:
    found = steps(base, "gpt-3-175b")
    assert found["gpt-3", "trained_on", "gpt-3-corpus"].depth == 1
    assert found["gpt-3-corpus", "has_component", "webtext2"].depth == 2


def test_what_is_denied_elsewhere_is_contested(base: KnowledgeBase) -> None:
    step = steps(base, "glm-130b-mip")["glm-130b-mip", "has_component", "record-training-set"]
    assert step.standing is Standing.CONTESTED
    assert {one.claim.address for one in step.claims} == {"glm-130b:record-in-mip", "glm-130b:record-not-in-mip"}
    assert lineage(base, "glm-130b-mip").status is Status.CONFLICTED


def test_each_step_has_its_claims_and_falls_with_them(draft: Draft, base: KnowledgeBase, opened: Opened) -> None:
    proof = {one.item: one for one in lineage(base, "opt-175b").proof}
    item = "opt-corpus has_component pile"
    (leg,) = proof[item].legs
    scratch = opened(without(draft, {ref.address for one in (leg.support, *leg.alternatives) for ref in one.claims}))
    assert item not in {one.item for one in lineage(scratch, "opt-175b").proof}


def test_nothing_said_is_unknown(world_base: KnowledgeBase) -> None:
    answer = lineage(world_base, "sparrow-3b")
    assert (answer.status, [gap.subject for gap in answer.gaps]) == (Status.UNKNOWN, ["sparrow-3b"])
    with pytest.raises(BadArgument, match="a model or dataset is needed"):
        lineage(world_base, "wing-clip")
