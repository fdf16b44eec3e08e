"""Contradictions, disputes, annotations and drift: worked out by hand from the essay and the primary records."""

import pytest

from kb.errors import UnknownId
from kb.questions.annotate import AnnotatedClaim, annotate
from kb.questions.answer import Status
from kb.questions.competing import Difference, Kinship
from kb.questions.contradictions import contradictions
from kb.questions.dispute import Disputed, dispute
from kb.questions.secondary_drift import secondary_drift
from kb.questions.verdicts import Annotation
from kb.store.base import ClaimFilter, KnowledgeBase


@pytest.fixture(name="told", scope="module")
def _told(base: KnowledgeBase) -> dict[str, AnnotatedClaim]:
    return {claim.claim.address: claim for sentence in annotate(base, "essay").value for claim in sentence.claims}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("essay:bloom-corpus-tokens", Annotation.DRIFTED),  # 380B against 341B and 350B
        ("essay:bloom-tokens-seen", Annotation.DRIFTED),  # 336B against 366B
        ("essay:bloom-batch-constant", Annotation.DRIFTED),  # against the ramp of script and log
        ("essay:palm-tokens-seen", Annotation.DRIFTED),  # 770B against 780B
        ("essay:gpt-3-corpus-tokens", Annotation.ROUNDS),  # 500B for the 499B of Table 2.2
        ("essay:opt-tokens-seen", Annotation.RESTATES),  # 300B, as the log has it
        ("essay:opt-corpus-tokens", Annotation.RESTATES),  # 180B, as the paper has it
        ("essay:palm-corpus-tokens", Annotation.RESTATES),  # 780B
        ("essay:gpt-3-tokens-seen", Annotation.RESTATES),  # 300B
        ("essay:opt-accelerators", Annotation.ROUNDS),  # about 1000 for 992
        ("essay:failures-teach", Annotation.UNVERIFIABLE),  # a statement
    ],
)
def test_what_the_records_say_to_the_essay(told: dict[str, AnnotatedClaim], claim: str, verdict: Annotation) -> None:
    assert told[claim].verdict is verdict


def test_every_sentence_of_the_essay_has_claims_or_a_reason(base: KnowledgeBase) -> None:
    sentences = annotate(base, "essay").value
    assert all(bool(one.claims) != (one.reason is not None) for one in sentences)
    assert sentences[0].id == "0.1.1"
    assert {claim.claim.address for one in sentences for claim in one.claims} == set(base.find(ClaimFilter(source="essay")))


def test_a_work_without_a_map_of_sentences_is_annotated_by_passage(world_base: KnowledgeBase) -> None:
    sentences = annotate(world_base, "review").value
    claims = {claim.claim.address: claim for one in sentences for claim in one.claims}
    assert claims["review:heron-tokens"].verdict is Annotation.DRIFTED
    assert claims["review:osprey-batch"].verdict is Annotation.DRIFTED
    assert [one.id for one in sentences[:2]] == ["0", "1"]


def test_both_sides_of_every_drift_are_shown(base: KnowledgeBase, told: dict[str, AnnotatedClaim]) -> None:
    conflicts = {one.sides[0].address: {ref.address for ref in one.opposed} for one in annotate(base, "essay").conflicts}
    assert "palm:tokens-seen" in conflicts["essay:palm-tokens-seen"]
    assert {address for address, one in told.items() if one.verdict is Annotation.DRIFTED} <= set(conflicts)


def test_the_drift_of_the_essay(base: KnowledgeBase) -> None:
    drifts = {one.claim.address: one for one in secondary_drift(base, "essay").value}
    assert set(drifts) >= {"essay:bloom-corpus-tokens", "essay:bloom-tokens-seen", "essay:bloom-batch-constant", "essay:palm-tokens-seen"}
    assert not {one for one in drifts if "opt" in one or "gpt-3-tokens" in one}
    assert "780B token" in drifts["essay:palm-tokens-seen"].records_say
    assert "bloom-336-misprint" in drifts["essay:bloom-tokens-seen"].explained_by


def test_a_primary_source_does_not_drift(base: KnowledgeBase) -> None:
    answer = secondary_drift(base, "le-scao-what-lm")
    assert (answer.status, [one for one in answer.value if one.difference is Difference.polarity]) == (Status.COMPLETE, [])
    with pytest.raises(UnknownId, match="did you mean essay"):
        secondary_drift(base, "esay")


def test_contradictions_of_bloom(base: KnowledgeBase) -> None:
    found = {(one.one.address, one.other.address): one for one in contradictions(base, "bloom-176b").value}
    assert found["essay:bloom-tokens-seen", "bloom:tokens-seen-card"].kinship is Kinship.secondary
    assert ("bloom:dropout-script", "bloom:dropout-paper") in found


def test_no_false_alarm(base: KnowledgeBase) -> None:
    everything = {frozenset((one.one.address, one.other.address)) for one in contradictions(base).value}
    for pair in (
        ("opt-logbook:accelerators-planned", "opt:accelerators"),  # a plan beside what was used, and 1024 for 992
        ("bloom:tokens-first-epoch", "bloom:tokens-seen-card"),  # another milestone
        ("essay:opt-accelerators", "opt:accelerators"),  # about 1000
        ("gpt3:superglue-few-shot", "gpt3:superglue-zero-shot"),  # another number of shots
    ):
        assert frozenset(pair) not in everything


def test_other_kinds_can_be_asked_for(base: KnowledgeBase) -> None:
    assert {one.difference for one in contradictions(base, "opt-175b", Difference.rounding).value} == {Difference.rounding}
    certain, all_ = contradictions(base).value, contradictions(base, uncertain=True).value
    assert set(certain) < set(all_)
    assert all(one.certain for one in certain)


def test_a_scope_is_an_entity_or_a_source(world_base: KnowledgeBase) -> None:
    of_source = {one.one.address for one in contradictions(world_base, "review").value}
    assert of_source == {"review:heron-tokens", "review:osprey-batch"}
    assert {one.one.address for one in contradictions(world_base, "osprey-100b").value} == {"review:osprey-batch"}
    with pytest.raises(UnknownId):
        contradictions(world_base, "ostrich")


def test_a_dispute_shows_what_agrees_and_what_does_not(base: KnowledgeBase) -> None:
    value = dispute(base, "essay:bloom-tokens-seen").value
    assert value.standing is Disputed.DISPUTED
    assert {one.claim.address for one in value.opposing} >= {"bloom:tokens-seen-card", "bloom:tokens-seen-paper"}
    restated = dispute(base, "essay:opt-corpus-tokens").value
    assert restated.standing is Disputed.UNDISPUTED
    assert "opt:corpus-tokens" in {one.claim.address for one in restated.agreeing}


def test_a_doubt_is_no_veto(base: KnowledgeBase) -> None:
    value = dispute(base, "essay:opt-matches-gpt-3").value
    assert [ref.address for ref in value.doubted_by] == ["essay:doubts-opt-match"]
    assert value.standing in (Disputed.DOUBTED, Disputed.DISPUTED)


def test_a_finding_weakens(world_base: KnowledgeBase) -> None:
    value = dispute(world_base, "review:osprey-batch").value
    assert [one.finding for one in value.judged_by] == ["osprey-batch-contested"]
    assert value.standing is Disputed.DISPUTED
