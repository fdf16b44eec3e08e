"""Advice and its sensitivity: ways through the guide worked out by hand from the essay's second half."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.draft import Draft
from kb.errors import BadArgument, UnknownId
from kb.questions.advice_sensitivity import AdviceSensitivity, advice_sensitivity
from kb.questions.advise import AdviceSide, Advised, advise
from kb.questions.answer import Status
from kb.questions.walk import Course
from kb.records.finding import Premise
from kb.store.base import KnowledgeBase
from tests.drafts import withdrawn

Opened = Callable[[Draft], KnowledgeBase]
AT_HAND = ("api-budget=ample", "service-security=acceptable", "serving-resources=enough", "labelled-data=enough")
PLAIN = (*AT_HAND, "fine-tuned-module=none", "task-breadth=one-task", "human-likeness=not-needed", "test-distribution=like-training")
LATENCY = ("api-budget=ample", "service-security=acceptable", "serving-resources=lacking", "labelled-data=few")


def value(base: KnowledgeBase, *situation: str) -> Advised:
    return advise(base, situation).value


@pytest.mark.parametrize(
    ("situation", "outcome", "use", "method"),
    [
        ((*PLAIN, "task-kind=traditional-understanding"), "fine-tune-small", "flan-t5-11b", "fine-tuning"),
        ((*PLAIN, "task-kind=creative-or-complex"), "prompt-large", "gpt-3-5", "prompting"),
        ((*PLAIN, "task-kind=coding"), "sample-code", "codex", "repeated-sampling"),
        ((*PLAIN, "task-kind=knowledge-intensive", "retrieval=feasible"), "small-with-retrieval", "atlas", "retrieval-augmentation"),
        ((*PLAIN, "task-kind=knowledge-intensive", "retrieval=not-feasible"), "prompt-large", "gpt-3-5", "prompting"),
        ((*PLAIN, "task-kind=emergent-abilities"), "reason-in-steps", "gpt-3-5", "chain-of-thought"),
        ((*PLAIN, "task-kind=like-language-modelling"), "prompt-without-examples", "gpt-3-5", "zero-shot-prompting"),
        ((*PLAIN, "task-kind=multilingual", "translation-direction=from-english"), "fine-tune-small", "flan-t5-11b", "fine-tuning"),
        ((*PLAIN[:-1], "test-distribution=out-of-distribution"), "prompt-large", "gpt-3-5", "prompting"),
        ((*AT_HAND[:-1], "labelled-data=few"), "prompt-large", "gpt-3-5", "prompting"),
        (LATENCY, "label-offline", "fine-tuned-small-models", "fine-tuning-on-model-labels"),
        (("api-budget=limited",), "fine-tune-small", "flan-t5-11b", "fine-tuning"),
    ],
)
def test_the_essay_advises(base: KnowledgeBase, situation: tuple[str, ...], outcome: str, use: str, method: str) -> None:
    answer = advise(base, situation)
    found = answer.value
    assert (found.outcome, found.use and found.use.slug, found.method and found.method.slug) == (outcome, use, method)
    assert (found.course, answer.status) == (Course.SETTLED, Status.COMPLETE)
    assert [inference.item for inference in answer.proof] == [outcome]


def test_the_path_tells_test_answer_edge_and_what_it_rests_on(base: KnowledgeBase) -> None:
    path = value(base, *PLAIN, "task-kind=traditional-understanding").path
    assert [(one.situation.slug, one.answer) for one in path[:2]] == [("api-budget", "ample"), ("service-security", "acceptable")]
    assert (path[-1].test, path[-1].answer, path[-1].to) == ("kind", "traditional-understanding", "fine-tune-small")
    assert "essay:flan-t5-first" in {ref.address for ref in path[-1].rests_on}


def test_without_an_answer_it_says_what_would_be_asked_and_where_each_answer_leads(base: KnowledgeBase) -> None:
    answer = advise(base, ("labelled-data=enough", "task-kind=traditional-understanding"))
    found = answer.value
    assert (found.outcome, found.course, answer.status, found.path) == (None, Course.OPEN, Status.PARTIAL, ())
    budget = found.open[0]
    leads = {one.answer: (one.to, one.outcomes) for one in budget.answers}
    assert budget.situation.slug == "api-budget"
    assert leads["limited"] == ("fine-tune-small", ("fine-tune-small",))
    assert leads["ample"] == ("security", ("fine-tune-small", "keep-module", "prompt-large"))
    assert "labels" not in {one.test for one in found.open}
    assert {gap.item for gap in answer.gaps} == {one.test for one in found.open}


def test_what_every_open_way_leads_to_is_settled(base: KnowledgeBase) -> None:
    answer = advise(base, ("serving-resources=lacking", "labelled-data=enough"))
    assert (answer.value.outcome, answer.status) == ("fine-tune-small", Status.COMPLETE)
    assert {one.test for one in answer.value.open} == {"budget", "security"}


def test_recommendations_against_the_outcome_are_shown(base: KnowledgeBase) -> None:
    found = value(base, "api-budget=limited", "labelled-data=enough", "task-kind=creative-or-complex")
    sides = {one.claim.address: one.side for one in found.advice}
    assert found.ignored == ("labelled-data=enough", "task-kind=creative-or-complex")
    assert sides["essay:flan-t5-with-labels"] is AdviceSide.WITH
    assert sides["essay:use-for-creative"] is AdviceSide.AGAINST
    assert "essay:small-for-security" not in sides


def test_a_step_falls_with_all_that_it_rests_on(draft: Draft, opened: Opened, base: KnowledgeBase) -> None:
    legs = advise(base, LATENCY).proof[0].legs
    for leg in (legs[0], legs[-1]):
        gone = {ref.address for support in (leg.support, *leg.alternatives) for ref in support.claims}
        found = advise(opened(withdrawn(draft, gone)), LATENCY)
        assert (found.value.outcome, found.value.course, found.status) == (None, Course.STOPPED, Status.UNKNOWN)
        assert found.value.stopped is not None
        assert found.value.stopped.startswith(leg.states)


def test_one_support_of_a_step_is_enough(draft: Draft, opened: Opened) -> None:
    scratch = opened(withdrawn(draft, {"essay:label-offline"}))
    assert advise(scratch, LATENCY).value.outcome == "label-offline"


def test_it_goes_on_over_a_finding_that_holds(world_base: KnowledgeBase) -> None:
    answer = advise(world_base, ("labelled-data=enough",))
    assert (answer.value.outcome, answer.value.use and answer.value.use.slug) == ("fine-tune", "sparrow-3b")
    assert [leg.states for leg in answer.proof[0].legs] == ["labels is asked", "labels enough leads to fine-tune", "fine-tune is advised"]


def test_it_stops_at_a_finding_that_has_lapsed(world_draft: Draft, opened: Opened) -> None:
    finding = world_draft.findings["osprey-batch-contested"]
    lapsed = replace(finding, premises=(Premise(claim="osprey:batch", digest="0" * 64),))
    answer = advise(opened(replace(world_draft, findings={**world_draft.findings, finding.id: lapsed})), ("labelled-data=enough",))
    assert (answer.value.course, answer.value.outcome, answer.proof) == (Course.STOPPED, None, ())
    assert answer.value.stopped == "fine-tune is advised: finding:osprey-batch-contested has lapsed: osprey:batch means something else now"


def test_it_stops_at_a_finding_that_is_contested(world_draft: Draft, opened: Opened) -> None:
    finding = replace(world_draft.findings["osprey-batch-contested"], of=None, verdict=None)
    answer = advise(opened(replace(world_draft, findings={**world_draft.findings, finding.id: finding})), ("labelled-data=enough",))
    assert answer.value.stopped is not None
    assert answer.value.stopped.endswith("is contested: review:osprey-batch contradicts osprey:batch")


def test_a_finding_is_not_contested_by_the_claim_that_it_judges(world_base: KnowledgeBase) -> None:
    assert value(world_base, "labelled-data=enough").stopped is None


def test_a_situation_is_asked_for_in_its_own_words(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="write it as key=value"):
        advise(base, ("labelled-data",))
    with pytest.raises(BadArgument, match="the answers of labelled-data are none, few, enough"):
        advise(base, ("labelled-data=plenty",))
    with pytest.raises(BadArgument, match="already answered with few"):
        advise(base, ("labelled-data=few", "labelled-data=none"))
    with pytest.raises(UnknownId, match="labelled-data"):
        advise(base, ("labeled-data=few",))
    with pytest.raises(BadArgument, match="a situation is needed"):
        advise(base, ("gsm8k=few",))
    with pytest.raises(UnknownId, match="did you mean large-or-small"):
        advise(base, (), "large-or-smal")
    assert advise(base, ("labelled-data=few",), "large-or-small") == advise(base, ("labelled-data = few",))


def sensitivity(base: KnowledgeBase, *situation: str) -> AdviceSensitivity:
    return advice_sensitivity(base, situation).value


def test_the_smallest_changes_that_turn_label_offline(base: KnowledgeBase) -> None:
    found = sensitivity(base, *LATENCY)
    assert {one.changes: one.outcome for one in found.flips} == {
        ("api-budget: ample → limited",): "fine-tune-small",
        ("service-security: acceptable → unacceptable",): "fine-tune-small",
        ("serving-resources: lacking → enough",): "prompt-large",
        ("labelled-data: few → enough",): "fine-tune-small",
    }
    assert found.bound == 2


def test_changes_of_two_answers_are_found_where_one_is_not_enough(base: KnowledgeBase) -> None:
    flips = {one.changes: one.outcome for one in sensitivity(base, *PLAIN, "task-kind=traditional-understanding").flips}
    assert flips["labelled-data: enough → few",] == "prompt-large"
    assert flips["retrieval: no answer → feasible", "task-kind: traditional-understanding → knowledge-intensive"] == "small-with-retrieval"
    assert not {change for change in flips if any("api-budget" in part for part in change)}
    assert all(not set(one) < set(other) for one in flips for other in flips)


def test_every_flip_is_what_advise_says_then(base: KnowledgeBase) -> None:
    situation = (*PLAIN, "task-kind=traditional-understanding")
    for flip in sensitivity(base, *situation).flips:
        changed = dict(part.split("=") for part in situation)
        changed |= {part.partition(": ")[0]: part.partition(" → ")[2] for part in flip.changes}
        assert value(base, *(f"{key}={answer}" for key, answer in changed.items())).outcome == flip.outcome


def test_the_claims_whose_fall_breaks_the_way(base: KnowledgeBase) -> None:
    falls = {tuple(ref.address for ref in one.claims): one.breaks for one in sensitivity(base, *LATENCY).falls}
    assert falls["essay:small-for-security",] == ("security acceptable leads to serving",)
    assert falls["essay:label-offline", "essay:small-without-hardware"] == ("serving lacking leads to labels-without-serving",)
    assert not {claims for claims in falls if len(claims) == 2 and "essay:small-for-security" in claims}


def test_every_fall_does_break_the_way_and_no_part_of_it_does(world_draft: Draft, opened: Opened, world_base: KnowledgeBase) -> None:
    found = sensitivity(world_base, "labelled-data=enough").falls
    assert {tuple(ref.address for ref in one.claims) for one in found} == {("review:use-sparrow",)}
    assert value(opened(withdrawn(world_draft, {"review:use-sparrow"})), "labelled-data=enough").outcome is None
    assert value(opened(withdrawn(world_draft, {"review:endorses-condor"})), "labelled-data=enough").outcome == "fine-tune"


def test_an_open_outcome_is_settled_by_what_is_added(base: KnowledgeBase) -> None:
    found = sensitivity(base, "task-kind=coding")
    assert (found.outcome, found.course, found.falls) == (None, Course.OPEN, ())
    assert {one.changes: one.outcome for one in found.flips}["api-budget: no answer → limited",] == "fine-tune-small"
