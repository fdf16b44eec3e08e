"""How approaches do beside each other: worked out by hand from the essay and the tables of the papers."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument, UnknownId
from kb.questions.answer import Status
from kb.questions.task_gap import GapBasis, GapEvidence, GapVerdict, task_gap
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]
PALM_T5 = ("superglue", "palm-540b", "t5-11b")
TUNED = {"a_method": "fine-tuning", "b_method": "fine-tuning"}


def by_claims(evidence: tuple[GapEvidence, ...]) -> dict[tuple[str, ...], GapEvidence]:
    return {tuple(ref.address for ref in one.claims): one for one in evidence}


@pytest.mark.parametrize(
    ("given", "methods", "verdict", "basis"),
    [
        (PALM_T5, {"a_method": "few-shot-prompting", "b_method": "fine-tuning"}, GapVerdict.WORSE, GapBasis.DIRECT),
        (PALM_T5, TUNED, GapVerdict.BETTER, GapBasis.DIRECT),  # 92.6 against 89.9
        (("superglue", "palm-540b", "st-moe-32b"), TUNED, GapVerdict.WORSE, GapBasis.DIRECT),  # 92.6 against 93.2
        (PALM_T5, {}, GapVerdict.MIXED, GapBasis.DIRECT),  # worse prompted, better fine-tuned
        (
            ("superglue", "t5-11b", "palm-540b"),
            {"a_method": "fine-tuning", "b_method": "few-shot-prompting"},
            GapVerdict.BETTER,
            GapBasis.DIRECT,
        ),
        (("palm-reasoning-tasks", "palm-540b", "fine-tuned-sota"), {"a_method": "chain-of-thought"}, GapVerdict.MIXED, GapBasis.DIRECT),
        (("natural-questions", "atlas", "palm-540b"), {}, GapVerdict.BETTER, GapBasis.DIRECT),
        (("commonsenseqa", "palm-540b", "fine-tuned-sota"), {"a_method": "chain-of-thought"}, GapVerdict.WORSE, GapBasis.RELATED),
        (("anli", "palm-540b", "fine-tuned-sota"), {}, GapVerdict.BETTER, GapBasis.DIRECT),
        (("rte", "palm-540b", "fine-tuned-sota"), {}, GapVerdict.WORSE, GapBasis.DIRECT),
        (("glm-english-benchmarks", "bloom-176b", "gpt-3-175b"), {}, GapVerdict.NOT_BETTER, GapBasis.DIRECT),
        (("sentiment-analysis", "chatgpt", "fine-tuned-small-models"), {}, GapVerdict.WORSE, GapBasis.HEARSAY),
        (("regression", "palm-540b", "t5-11b"), {}, GapVerdict.UNKNOWN, GapBasis.NOTHING),
    ],
)
def test_the_gap(base: KnowledgeBase, given: tuple[str, str, str], methods: dict[str, str], verdict: GapVerdict, basis: GapBasis) -> None:
    value = task_gap(base, *given, **methods).value
    assert (value.verdict, value.basis) == (verdict, basis)


def test_scores_are_paired_under_one_protocol_alone(base: KnowledgeBase) -> None:
    answer = task_gap(base, *PALM_T5, **TUNED)
    pairs = {claims for claims, one in by_claims(answer.value.evidence).items() if one.rule == "scores-of-one-protocol"}
    assert ("palm:superglue-fine-tuned", "palm:superglue-t5") in pairs
    assert not {
        claims for claims in pairs if "t5:superglue-leaderboard" in claims
    }  # the protocol of PaLM's test score is not the leaderboard's
    assert ("boolq", "result") in {(gap.item, gap.predicate) for gap in answer.gaps}


def test_a_pair_of_scores_tells_the_difference(base: KnowledgeBase) -> None:
    found = by_claims(task_gap(base, *PALM_T5, **TUNED).value.evidence)
    assert found["palm:superglue-fine-tuned", "palm:superglue-t5"].says.endswith("average-score (validation): 2.7 more")


def test_on_both_splits_palm_is_below_the_mixture_of_experts(base: KnowledgeBase) -> None:
    evidence = task_gap(base, "superglue", "palm-540b", "st-moe-32b", **TUNED).value.evidence
    pairs = [one for one in evidence if one.rule == "scores-of-one-protocol"]
    assert {one.says.rpartition(": ")[2] for one in pairs} == {"0.6 less", "0.8 less"}
    assert {one.doing for one in pairs} == {GapVerdict.WORSE}


def test_four_of_seven_is_mixed_and_hearsay_decides_nothing(base: KnowledgeBase) -> None:
    answer = task_gap(base, "palm-reasoning-tasks", "palm-540b", "fine-tuned-sota", a_method="chain-of-thought")
    found = by_claims(answer.value.evidence)
    assert (found["palm:reasoning-sota",].rule, found["palm:reasoning-sota",].decides) == ("counted", True)
    for hearsay in ("essay:palm-beats-sota-on-four", "essay:palm-near-sota-on-three"):
        assert (found[hearsay,].basis, found[hearsay,].decides) == (GapBasis.HEARSAY, False)
    assert "palm:reasoning-sota" in {ref.address for leg in answer.proof[0].legs for ref in leg.support.claims}


def test_what_holds_on_some_of_a_wider_set_says_nothing_of_one_member(base: KnowledgeBase, world_base: KnowledgeBase) -> None:
    found = by_claims(task_gap(base, "gsm8k", "palm-540b", "fine-tuned-sota").value.evidence)
    assert ("palm:reasoning-sota",) not in found
    assert task_gap(world_base, "puzzles", "condor-400b", "tuned-birds").value.verdict is GapVerdict.MIXED
    assert task_gap(world_base, "nest-maze", "condor-400b", "tuned-birds").value.verdict is GapVerdict.UNKNOWN


def test_a_class_speaks_for_its_member_and_says_so(base: KnowledgeBase) -> None:
    one = by_claims(task_gap(base, *PALM_T5, a_method="few-shot-prompting", b_method="fine-tuning").value.evidence)[
        "essay:small-beats-prompted-decoder",
    ]
    assert (one.basis, one.doing, one.decides) == (GapBasis.RELATED, GapVerdict.WORSE, False)
    assert set(one.through) == {
        "large-language-models for palm-540b",
        "prompting for few-shot-prompting",
        "fine-tuned-small-models for t5-11b",
    }


def test_sources_that_disagree_on_the_same_comparison_are_a_conflict(base: KnowledgeBase) -> None:
    answer = task_gap(base, "gpt-3-paper-tasks", "opt-175b", "gpt-3-175b", "few-shot-prompting", "few-shot-prompting")
    assert (answer.value.verdict, answer.status) == (GapVerdict.MIXED, Status.CONFLICTED)
    sides = {ref.address for conflict in answer.conflicts for ref in (*conflict.sides, *conflict.opposed)}
    assert {"opt:few-shot-like-gpt-3", "opt:few-shot-behind-gpt-3"} <= sides


def test_different_uses_are_no_conflict(base: KnowledgeBase) -> None:
    assert task_gap(base, *PALM_T5).conflicts == ()


def test_nothing_said_is_a_gap(base: KnowledgeBase) -> None:
    answer = task_gap(base, "regression", "palm-540b", "t5-11b")
    assert (answer.status, answer.value.evidence, answer.proof) == (Status.UNKNOWN, (), ())
    assert [(gap.item, gap.subject) for gap in answer.gaps] == [("regression", "palm-540b")]


def test_turned_round_the_verdict_turns(base: KnowledgeBase) -> None:
    turned = {GapVerdict.BETTER: GapVerdict.WORSE, GapVerdict.WORSE: GapVerdict.BETTER}
    for task in ("superglue", "boolq", "gpt-3-paper-tasks", "wic", "helm"):
        one, other = (task_gap(base, task, *sides).value for sides in (("opt-175b", "gpt-3-175b"), ("gpt-3-175b", "opt-175b")))
        assert one.verdict == turned.get(other.verdict, other.verdict)
        assert {frozenset(claims) for claims in by_claims(one.evidence)} == {frozenset(claims) for claims in by_claims(other.evidence)}


@pytest.mark.parametrize("methods", [{"a_method": "few-shot-prompting", "b_method": "fine-tuning"}, TUNED, {}])
def test_a_verdict_falls_with_its_leg(base: KnowledgeBase, draft: Draft, opened: Opened, methods: dict[str, str]) -> None:
    answer = task_gap(base, *PALM_T5, **methods)
    (leg,) = answer.proof[0].legs
    supports = [set(one.claims) for one in (leg.support, *leg.alternatives)]
    assert not any(one < other for one in supports for other in supports)
    scratch = opened(without(draft, {ref.address for one in supports for ref in one}))
    after = task_gap(scratch, *PALM_T5, **methods).value
    assert (after.verdict, after.basis) != (answer.value.verdict, answer.value.basis)


def test_what_is_asked_must_be_of_the_right_kind(base: KnowledgeBase) -> None:
    with pytest.raises(UnknownId, match="did you mean superglue"):
        task_gap(base, "superglu", "palm-540b", "t5-11b")
    with pytest.raises(BadArgument, match="a model or set or method is needed"):
        task_gap(base, "superglue", "the-pile" if "the-pile" in base.entity_slugs() else "pile", "t5-11b")
    with pytest.raises(BadArgument, match="a method is needed"):
        task_gap(base, *PALM_T5, a_method="t5-11b")
