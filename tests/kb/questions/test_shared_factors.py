"""Shared factors on the real claims: expectations worked out by hand from the essay and the primary records."""

from collections.abc import Callable, Iterator

import pytest

from kb.draft import Draft
from kb.errors import BadArgument, UnknownId
from kb.questions.answer import Inference, Leg, Standing, Status
from kb.questions.registry import QUESTIONS
from kb.questions.shared_factors import shared_factors
from kb.store.base import KnowledgeBase
from tests.drafts import without

PAIR = ("opt-175b", "bloom-176b")
Opened = Callable[[Draft], KnowledgeBase]


@pytest.fixture(name="proof")
def _proof(base: KnowledgeBase) -> dict[str, Inference]:
    return {inference.item: inference for inference in shared_factors(base, PAIR).proof}


def leaves(legs: tuple[Leg, ...]) -> Iterator[str]:
    for leg in legs:
        for support in (leg.support, *leg.alternatives):
            yield from (ref.address for ref in support.claims)


def test_finds_the_factors_that_the_essay_names(base: KnowledgeBase) -> None:
    answer = shared_factors(base, PAIR)
    standing = {item.factor.slug: item.standing for item in answer.value}
    assert {
        "no-quality-classifier",
        "stability-modifications-omitted",
        "smaller-corpus",
        "fewer-tokens-seen",
        "constant-batch-size",
    } <= set(standing)
    assert standing["constant-batch-size"] is Standing.CONTESTED
    assert standing["no-quality-classifier"] is Standing.HOLDS
    assert answer.status is Status.CONFLICTED


def test_constant_batch_shows_both_sides(base: KnowledgeBase) -> None:
    conflict = next(one for one in shared_factors(base, PAIR).conflicts if one.item == "constant-batch-size")
    assert "essay:bloom-batch-constant" in {ref.address for ref in conflict.sides}
    assert "bloom:batch-ramp" in {ref.address for ref in conflict.opposed}


def test_factors_of_one_model_alone_are_not_shared(base: KnowledgeBase) -> None:
    found = {item.factor.slug for item in shared_factors(base, PAIR).value}
    assert not found & {"relu-activation", "float16-training", "embedding-norm-used", "learned-position-embeddings"}


def test_silence_is_a_gap_and_not_a_leg(base: KnowledgeBase) -> None:
    gaps = {(gap.item, gap.subject) for gap in shared_factors(base, PAIR).gaps}
    assert ("many-duplicates", "bloom-176b") in gaps
    assert ("low-diversity", "opt-175b") in gaps


def test_figures_and_words_both_carry_the_smaller_corpus(proof: dict[str, Inference]) -> None:
    rules = {support.rule for leg in proof["smaller-corpus"].legs for support in (leg.support, *leg.alternatives)}
    assert {"stated", "figures-compared"} <= rules
    assert "essay:gpt-3-corpus-above-opt" in set(leaves(proof["smaller-corpus"].legs))


def test_the_best_effect_speaks_of_the_factor_itself(proof: dict[str, Inference]) -> None:
    best = [leg.support for leg in proof["no-quality-classifier"].legs if leg.states.endswith("does harm")]
    assert [support.claims[0].address for support in best] == ["essay:no-classifier-explains-opt", "essay:no-classifier-explains-bloom"]


def test_every_leaf_is_a_claim_of_the_base(base: KnowledgeBase, proof: dict[str, Inference]) -> None:
    addresses = tuple({address for inference in proof.values() for address in leaves(inference.legs)})
    assert set(base.claims(addresses)) == set(addresses)


def test_no_support_contains_another(proof: dict[str, Inference]) -> None:
    for inference in proof.values():
        for leg in inference.legs:
            sets = [set(support.claims) for support in (leg.support, *leg.alternatives)]
            assert not any(one < other for one in sets for other in sets)


def test_an_item_falls_with_any_of_its_legs(draft: Draft, opened: Opened, proof: dict[str, Inference]) -> None:
    for item in ("no-quality-classifier", "constant-batch-size"):
        for leg in proof[item].legs:
            scratch = opened(without(draft, set(leaves((leg,)))))
            assert item not in {found.factor.slug for found in shared_factors(scratch, PAIR).value}, leg.states


def test_one_alternative_is_enough(draft: Draft, opened: Opened, proof: dict[str, Inference]) -> None:
    leg = proof["fewer-tokens-seen"].legs[0]
    scratch = opened(without(draft, {ref.address for ref in leg.support.claims}))
    assert "fewer-tokens-seen" in {found.factor.slug for found in shared_factors(scratch, PAIR).value}


def test_an_uncontested_opposite_rules_out(draft: Draft, opened: Opened) -> None:
    scratch = opened(without(draft, {"essay:bloom-batch-constant"}))
    answer = shared_factors(scratch, PAIR)
    assert "constant-batch-size" not in {found.factor.slug for found in answer.value}
    assert "constant-batch-size" not in {gap.item for gap in answer.gaps}


def test_outcome_narrows_the_effects(base: KnowledgeBase) -> None:
    found = {item.factor.slug for item in shared_factors(base, PAIR, outcome="training-stability").value}
    assert "stability-modifications-omitted" in found
    assert "no-quality-classifier" not in found


def test_models_that_succeeded_share_no_failure_factor_of_the_essay(base: KnowledgeBase) -> None:
    found = {item.factor.slug for item in shared_factors(base, ("gpt-3-175b", "palm-540b")).value}
    assert not found & {"no-quality-classifier", "constant-batch-size", "stability-modifications-omitted"}


def test_bad_arguments_say_what_to_do(base: KnowledgeBase) -> None:
    with pytest.raises(UnknownId, match="did you mean opt-175b"):
        shared_factors(base, ("opt175b", "bloom-176b"))
    with pytest.raises(BadArgument, match="a model is needed"):
        shared_factors(base, ("pile", "bloom-176b"))
    with pytest.raises(BadArgument, match="two different models"):
        shared_factors(base, ("opt-175b", "opt-175b"))


def test_registry_is_made_from_the_function() -> None:
    question = QUESTIONS["shared_factors"]
    assert question.summary == "Which failure factors do these models share?"
    assert list(question.arguments) == ["models", "outcome"]


def test_answer_does_not_depend_on_the_order_of_claims(base: KnowledgeBase) -> None:
    assert {item.factor for item in shared_factors(base, PAIR).value} == {item.factor for item in shared_factors(base, PAIR[::-1]).value}


def test_what_is_said_to_help_is_no_gap(base: KnowledgeBase) -> None:
    """Much conversation in the data is said to help OPT; that nobody says whether BLOOM has it is no gap of a failure."""
    gaps = {gap.item for gap in shared_factors(base, PAIR).gaps}
    assert not gaps & {"much-conversation", "much-multilingual-text", "bfloat16-training", "alibi-position-embeddings"}
    assert {"embedding-norm-used", "unstable-training", "much-academic-text"} <= gaps
