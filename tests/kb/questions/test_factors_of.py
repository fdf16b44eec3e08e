"""Factors of one model: worked out by hand from the essay, the papers, and the invented miniature."""

import pytest

from kb.errors import BadArgument, UnknownId
from kb.questions.answer import Standing, Status
from kb.questions.effects import Bearing
from kb.questions.factors_of import FactorOfModel, factors_of
from kb.store.base import KnowledgeBase


def found(base: KnowledgeBase, model: str, outcome: str | None = None) -> dict[str, FactorOfModel]:
    return {one.factor.slug: one for one in factors_of(base, model, outcome).value}


def effects(one: FactorOfModel) -> dict[str, Bearing]:
    return {effect.outcome.slug: effect.bearing for effect in one.effects}


def test_opt_has_what_the_essay_blames_and_what_it_praises(base: KnowledgeBase) -> None:
    factors = found(base, "opt-175b")
    harmful = {"no-quality-classifier", "many-duplicates", "float16-training", "many-mid-run-adjustments", "constant-batch-size",
               "relu-activation", "learned-position-embeddings", "smaller-corpus", "stability-modifications-omitted"}  # fmt: skip
    assert {factors[slug].bearing for slug in harmful} == {Bearing.HARMS}
    assert factors["much-conversation"].bearing is Bearing.HELPS
    assert effects(factors["float16-training"])["training-stability"] is Bearing.HARMS
    assert not set(factors) & {"embedding-norm-used", "low-diversity", "bfloat16-training", "growing-batch-size"}


def test_the_embedding_norm_of_bloom_helps_one_outcome_and_harms_others(base: KnowledgeBase) -> None:
    norm = found(base, "bloom-176b")["embedding-norm-used"]
    assert norm.bearing is Bearing.BOTH
    assert effects(norm)["zero-shot-generalisation"] is Bearing.HARMS
    assert effects(norm)["training-stability"] is Bearing.HELPS


def test_the_batch_of_bloom_is_contested_both_ways(base: KnowledgeBase) -> None:
    """The essay has it constant, the logs have it grow: both factors are there, and each shows the other side."""
    factors = found(base, "bloom-176b")
    assert {factors[slug].standing for slug in ("constant-batch-size", "growing-batch-size")} == {Standing.CONTESTED}
    assert factors_of(base, "bloom-176b").status is Status.CONFLICTED


def test_palm_succeeded_by_what_helps(base: KnowledgeBase) -> None:
    factors = found(base, "palm-540b")
    helpful = {"bfloat16-training", "growing-batch-size", "larger-corpus", "more-tokens-seen", "quality-classifier-used",
               "stability-modifications-used", "deterministic-training", "swiglu-activation"}  # fmt: skip
    assert {factors[slug].bearing for slug in helpful} == {Bearing.HELPS}
    assert effects(factors["undisclosed-data"]) == {"reproducibility": Bearing.HARMS}
    assert factors["few-mid-run-adjustments"].bearing is Bearing.UNKNOWN
    assert ("few-mid-run-adjustments", "effect") in {(gap.item, gap.predicate) for gap in factors_of(base, "palm-540b").gaps}


def test_an_effect_on_another_model_is_none_on_this_one(base: KnowledgeBase) -> None:
    """That ALiBi serves BLOOM on long sequences and RoPE PaLM are two claims; neither is about the other model."""
    assert "long-sequence-performance" in effects(found(base, "bloom-176b")["alibi-position-embeddings"])
    harms = found(base, "bloom-176b", "training-stability")
    assert "relu-activation" not in harms
    assert {"embedding-norm-used", "stability-modifications-omitted"} <= set(harms)


def test_an_area_that_helps_does_not_make_its_bad_states_help(base: KnowledgeBase) -> None:
    """The essay holds that diverse data help; that BLOOM's are not diverse is no help by being a case of diversity."""
    assert found(base, "bloom-176b")["low-diversity"].bearing is Bearing.HARMS
    assert found(base, "bloom-176b")["much-academic-text"].bearing is Bearing.HARMS


def test_an_outcome_narrows_to_what_bears_on_it(base: KnowledgeBase) -> None:
    stable = found(base, "opt-175b", "training-stability")
    assert {"float16-training", "stability-modifications-omitted"} <= set(stable)
    assert not set(stable) & {"no-quality-classifier", "much-conversation", "smaller-corpus"}
    assert set(effects(stable["float16-training"])) == {"training-stability"}


def test_the_miniature_by_hand(world_base: KnowledgeBase) -> None:
    heron = found(world_base, "heron-90b")
    assert {slug: one.bearing for slug, one in heron.items()} == {
        "constant-batch": Bearing.HARMS,
        "no-classifier": Bearing.HARMS,
        "not-repeatable": Bearing.UNKNOWN,
        "smaller-corpus": Bearing.HARMS,
        "stabilisers-omitted": Bearing.HARMS,
    }
    gaps = {(gap.item, gap.predicate): gap.reason for gap in factors_of(world_base, "heron-90b").gaps}
    assert set(gaps) == {("not-repeatable", "effect"), ("half-precision", "number_format")}
    assert gaps["half-precision", "number_format"] == "heron:number-format looked in sec. 3, model card and found nothing"
    assert found(world_base, "osprey-100b")["constant-batch"].standing is Standing.CONTESTED
    assert found(world_base, "condor-400b") == {}


def test_bad_arguments_say_what_to_do(base: KnowledgeBase) -> None:
    with pytest.raises(UnknownId, match="did you mean opt-175b"):
        factors_of(base, "opt175b")
    with pytest.raises(BadArgument, match="a model is needed"):
        factors_of(base, "pile")
    with pytest.raises(BadArgument, match="outcome is needed"):
        factors_of(base, "opt-175b", "pile")
