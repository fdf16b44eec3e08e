"""The method of difference: worked out by hand for the essay's four models and for the miniature."""

import pytest

from kb.errors import BadArgument
from kb.questions.answer import Status
from kb.questions.conditions import Holding
from kb.questions.distinguishing_factors import Distinction, DistinguishingFactor, distinguishing_factors
from kb.questions.effects import Bearing
from kb.store.base import KnowledgeBase

SUCCEEDED, FAILED = ("gpt-3-175b", "palm-540b"), ("opt-175b", "bloom-176b")
HOLDS, OUT, UNKNOWN, CONTESTED = Holding.HOLDS, Holding.RULED_OUT, Holding.UNKNOWN, Holding.CONTESTED


@pytest.fixture(name="found")
def _found(base: KnowledgeBase) -> dict[str, DistinguishingFactor]:
    return {one.factor.slug: one for one in distinguishing_factors(base, SUCCEEDED, FAILED).value}


def states(one: DistinguishingFactor) -> tuple[Holding, ...]:
    return tuple(state.holding for state in one.models)


def test_no_classifier_and_a_smaller_corpus_are_confirmed(found: dict[str, DistinguishingFactor]) -> None:
    for slug in ("no-quality-classifier", "smaller-corpus"):
        assert found[slug].difference is Distinction.CONFIRMED
        assert states(found[slug]) == (OUT, OUT, HOLDS, HOLDS)
    rests = {state.model.slug: {ref.address for ref in state.rests_on} for state in found["no-quality-classifier"].models}
    assert "gpt3:quality-classifier" in rests["gpt-3-175b"]
    assert "essay:bloom-no-quality-classifier" in rests["bloom-176b"]


def test_the_constant_batch_is_contested_by_the_logs_of_bloom(base: KnowledgeBase, found: dict[str, DistinguishingFactor]) -> None:
    batch = found["constant-batch-size"]
    assert (batch.difference, states(batch)) == (Distinction.CONTESTED, (OUT, OUT, HOLDS, CONTESTED))
    bloom = batch.models[-1]
    assert {ref.address for ref in bloom.rests_on} == {"essay:bloom-batch-constant"}
    assert {ref.address for ref in bloom.opposed} <= {"bloom:batch-ramp", "bloom-chronicles:batch-ramp-finished"}
    answer = distinguishing_factors(base, SUCCEEDED, FAILED)
    assert answer.status is Status.CONFLICTED
    assert {one.item for one in answer.conflicts} == {"constant-batch-size"}


def test_silence_leaves_a_possibility_and_a_gap(base: KnowledgeBase, found: dict[str, DistinguishingFactor]) -> None:
    """GPT-3's authors do not tell how they kept the run stable, as the essay says."""
    omitted = found["stability-modifications-omitted"]
    assert (omitted.difference, states(omitted)) == (Distinction.POSSIBLE, (UNKNOWN, OUT, HOLDS, HOLDS))
    assert states(found["many-duplicates"]) == (UNKNOWN, UNKNOWN, HOLDS, UNKNOWN)
    assert states(found["low-diversity"]) == (OUT, UNKNOWN, UNKNOWN, HOLDS)
    assert states(found["embedding-norm-used"]) == (UNKNOWN, OUT, UNKNOWN, HOLDS)
    gaps = {(gap.item, gap.subject) for gap in distinguishing_factors(base, SUCCEEDED, FAILED).gaps}
    assert {gap for gap in gaps if gap[0] == "stability-modifications-omitted"} == {("stability-modifications-omitted", "gpt-3-175b")}
    assert {gap for gap in gaps if gap[0] == "no-quality-classifier"} == set()


def test_what_speaks_against_a_difference_rules_it_out(found: dict[str, DistinguishingFactor]) -> None:
    """GPT-3 saw fewer tokens than PaLM too and has learned positions; BLOOM has GeLU and ALiBi, and its data in part."""
    out = {"fewer-tokens-seen", "learned-position-embeddings", "relu-activation", "undisclosed-data"}
    assert not out & set(found)


def test_effects_are_told_and_play_no_part(base: KnowledgeBase, found: dict[str, DistinguishingFactor]) -> None:
    assert found["no-quality-classifier"].bearing is Bearing.HARMS
    assert found["much-conversation"].bearing is Bearing.HELPS
    narrowed = {one.factor.slug for one in distinguishing_factors(base, SUCCEEDED, FAILED, "training-stability").value}
    assert "stability-modifications-omitted" in narrowed
    assert not narrowed & {"no-quality-classifier", "much-conversation", "smaller-corpus"}


def test_the_other_way_round_it_finds_what_success_has(base: KnowledgeBase) -> None:
    found = {one.factor.slug: one.difference for one in distinguishing_factors(base, FAILED, SUCCEEDED).value}
    assert found["quality-classifier-used"] is Distinction.CONFIRMED
    assert found["larger-corpus"] is Distinction.CONFIRMED
    assert found["growing-batch-size"] is Distinction.CONTESTED
    assert found["more-tokens-seen"] is Distinction.CONTESTED  # 300B of GPT-3 and of OPT, but GLM-130B's paper has 350B of GPT-3


def test_the_miniature_by_hand(world_base: KnowledgeBase) -> None:
    answer = distinguishing_factors(world_base, ("albatross-120b", "condor-400b"), ("heron-90b", "osprey-100b"))
    assert {one.factor.slug: (one.difference, states(one)) for one in answer.value} == {
        "no-classifier": (Distinction.CONFIRMED, (OUT, OUT, HOLDS, HOLDS)),
        "smaller-corpus": (Distinction.CONFIRMED, (OUT, OUT, HOLDS, HOLDS)),
        "constant-batch": (Distinction.POSSIBLE, (OUT, UNKNOWN, HOLDS, CONTESTED)),
        "half-precision": (Distinction.POSSIBLE, (UNKNOWN, OUT, UNKNOWN, HOLDS)),
        "not-repeatable": (Distinction.POSSIBLE, (UNKNOWN, OUT, HOLDS, UNKNOWN)),
        "stabilisers-omitted": (Distinction.POSSIBLE, (OUT, UNKNOWN, HOLDS, HOLDS)),
    }
    assert [one.difference for one in answer.value] == sorted((one.difference for one in answer.value), key=list(Distinction).index)


def test_bad_arguments_say_what_to_do(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="cannot have failed and succeeded"):
        distinguishing_factors(base, SUCCEEDED, (*FAILED, "palm-540b"))
    with pytest.raises(BadArgument, match="name one model or more"):
        distinguishing_factors(base, SUCCEEDED, ())
    with pytest.raises(BadArgument, match="a model is needed"):
        distinguishing_factors(base, ("pile",), FAILED)
