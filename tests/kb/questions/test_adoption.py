"""Adoption: three kinds of no kept apart, worked out by hand from the papers, the logs and the essay."""

import pytest

from kb.errors import BadArgument, UnknownId
from kb.questions.adoption import Adopted, Adoption, adoption
from kb.questions.answer import Answer, Status
from kb.records.terms import Quantifier
from kb.store.base import KnowledgeBase

OPEN = ("opt-175b", "bloom-176b", "glm-130b")
ADOPTED, DENIED, REPLACED = Adoption.ADOPTED, Adoption.DENIED, Adoption.REPLACED
SILENT, CONTESTED = Adoption.SILENT, Adoption.CONTESTED
PALM = ("adafactor-unfactored", "logit-scaling", "z-loss", "fan-in-initialisation", "no-biases", "no-dropout")


def found(answer: Answer[tuple[Adopted, ...]]) -> dict[tuple[str, str], Adopted]:
    return {(one.model.slug, one.technique.slug): one for one in answer.value}


@pytest.fixture(name="answer")
def _answer(base: KnowledgeBase) -> Answer[tuple[Adopted, ...]]:
    return adoption(base, "palm-stability-modifications", OPEN)


def test_the_open_models_and_the_modifications_of_palm(answer: Answer[tuple[Adopted, ...]]) -> None:
    """OPT has biases in so many words, and like the others AdamW and dropout; of logits, z-loss and kernels nobody speaks."""
    table = {key: one.adoption for key, one in found(answer).items() if key[1] in PALM}
    expected = {
        "opt-175b": (REPLACED, SILENT, SILENT, SILENT, DENIED, REPLACED),
        "bloom-176b": (REPLACED, SILENT, SILENT, SILENT, SILENT, CONTESTED),
        "glm-130b": (REPLACED, SILENT, SILENT, SILENT, SILENT, REPLACED),
    }
    assert table == {(model, slug): told for model, row in expected.items() for slug, told in zip(PALM, row, strict=True)}


def test_what_stands_in_place_is_named(answer: Answer[tuple[Adopted, ...]]) -> None:
    rows = found(answer)
    assert "optimizer adamw" in rows["opt-175b", "adafactor-unfactored"].instead
    assert rows["glm-130b", "no-dropout"].instead == ("dropout 0.1",)
    assert rows["opt-175b", "no-biases"].instead == ()


def test_most_not_adopted_is_told_of_the_set_and_of_no_member(answer: Answer[tuple[Adopted, ...]]) -> None:
    rows = found(answer)
    for model in ("opt-175b", "bloom-176b"):
        share = rows[model, "stability-modifications"]
        assert (share.quantifier, share.adoption) == (Quantifier.most, DENIED)
    assert ("glm-130b", "stability-modifications") not in rows
    reasons = {(gap.subject, gap.item): gap.reason for gap in answer.gaps}
    assert reasons["opt-175b", "opt-175b z-loss"].startswith("essay:opt-modifications-omitted speaks of most of stability-modifications")
    assert reasons["glm-130b", "glm-130b z-loss"] == "no source in the base says"


def test_the_dropout_of_bloom_has_two_sides(answer: Answer[tuple[Adopted, ...]]) -> None:
    (conflict,) = answer.conflicts
    assert conflict.item == "bloom-176b no-dropout"
    assert {ref.address for ref in conflict.sides} == {"bloom:dropout-paper"}
    assert {"bloom:dropout-readme", "bloom:dropout-script"} <= {ref.address for ref in conflict.opposed}
    assert answer.status is Status.CONFLICTED


def test_all_of_a_set_is_each_of_its_members(base: KnowledgeBase) -> None:
    answer = adoption(base, "palm-stability-modifications", ("palm-540b",))
    assert {one.adoption for one in answer.value} == {ADOPTED}
    legs = {one.item: one.legs[0] for one in answer.proof}
    supports = (legs["palm-540b z-loss"].support, *legs["palm-540b z-loss"].alternatives)
    assert {one.rule: [ref.address for ref in one.claims] for one in supports}["all-of-a-set"] == ["essay:palm-modifications"]


def test_a_technique_of_a_functional_predicate_and_one_of_the_corpus(base: KnowledgeBase) -> None:
    positions = found(adoption(base, "rope", ("opt-175b", "bloom-176b", "palm-540b", "glm-130b")))
    assert [one.adoption for one in positions.values()] == [REPLACED, REPLACED, ADOPTED, ADOPTED]
    assert positions["bloom-176b", "rope"].instead == ("position_embedding alibi",)
    filtered = {model: one.adoption for (model, _), one in found(adoption(base, "quality-classifier")).items()}
    assert (filtered["opt-175b"], filtered["bloom-176b"]) == (DENIED, DENIED)
    assert ADOPTED in {told for model, told in filtered.items() if model.startswith(("gpt-3", "palm"))}


def test_what_was_tried_is_not_adopted(base: KnowledgeBase) -> None:
    clamping = adoption(base, "activation-clamping", ("opt-175b",))
    assert [one.adoption for one in clamping.value] == [SILENT]
    assert [gap.reason for gap in clamping.gaps] == ["opt-logbook:activation-clamping says that it was tried, not that it was kept"]


def test_the_miniature_by_hand(world_base: KnowledgeBase) -> None:
    answer = adoption(world_base, "stabilisers")
    members = ("feather-norm", "nest-init", "wing-clip")
    table = {key: one.adoption for key, one in found(answer).items()}
    assert table == {
        **{("albatross-120b", slug): ADOPTED for slug in (*members, "stabilisers")},
        **{(model, slug): SILENT for model in ("heron-90b", "osprey-100b") for slug in members},
        ("heron-90b", "stabilisers"): DENIED,
        ("osprey-100b", "stabilisers"): DENIED,
    }
    corpus = {model: one.adoption for (model, _), one in found(adoption(world_base, "quality-classifier")).items()}
    assert corpus == {"albatross": ADOPTED, "condor-400b": ADOPTED, "heron-90b": DENIED, "osprey-100b": DENIED}


def test_bad_arguments_say_what_to_do(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="a technique or set is needed"):
        adoption(base, "pile")
    with pytest.raises(BadArgument, match="no techniques"):
        adoption(base, "public-gpt-3-scale-models")
    with pytest.raises(UnknownId):
        adoption(base, "swigloo")
