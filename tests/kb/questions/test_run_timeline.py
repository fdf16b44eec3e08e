"""Timelines of runs: worked out by hand from the logs."""

import pytest

from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.ordering import Placed
from kb.questions.run_timeline import TimelineEvent, run_timeline
from kb.store.base import KnowledgeBase


def placed(base: KnowledgeBase, model: str) -> dict[str, TimelineEvent]:
    return {one.claim.address: one for one in run_timeline(base, model).value.placed}


def in_order(base: KnowledgeBase, model: str, *claims: str) -> bool:
    found = list(placed(base, model))
    return sorted(claims, key=found.index) == list(claims)


def conflicts(base: KnowledgeBase, model: str) -> set[frozenset[str]]:
    return {frozenset(ref.address for ref in (*one.sides, *one.opposed)) for one in run_timeline(base, model).conflicts}


def test_opt_from_its_first_run_to_its_release(base: KnowledgeBase) -> None:
    assert in_order(
        base,
        "opt-175b",
        "opt-logbook:run-11-start",  # 5 November 2021
        "opt-logbook:run-11-stagnation",  # steps 4750 to 6700 of a run that stood at 6852 on 11 November
        "opt-logbook:run-12-start",  # 11 November
        "opt-logbook:progress-10",  # 17 November
        "opt-logbook:run-12-17-start",  # 24 November
        "opt-logbook:run-12-38-start",  # 1 December
        "opt-logbook:progress-27",  # 3 December
        "opt-logbook:five-hosts-failed",  # 6 December
        "opt-logbook:progress-56",  # 16 December
        "opt-logbook:deleted-cluster",  # 21 December
        "opt-logbook:training-ended",  # 6 January 2022
        "opt:released-on",  # 3 May 2022
    )


def test_runs_are_those_that_facts_name_with_their_lines(base: KnowledgeBase) -> None:
    runs = {run.slug for run in run_timeline(base, "opt-175b").value.runs}
    assert {"opt-run-11", "opt-run-11-10", "opt-run-12", "opt-run-12-45"} <= runs
    assert run_timeline(base, "gpt-3-175b").value.runs == ()


def test_a_step_lies_between_the_days_that_shares_of_the_run_give(base: KnowledgeBase) -> None:
    event = placed(base, "opt-175b")["opt-logbook:run-12-45-step"]  # step 46,000 of 2M tokens is 31 to 32 % of 300B
    assert (event.placed, event.when) == (Placed.BETWEEN, "about 46,000 step, between 2021-12-03 and 2021-12-16")
    inference = next(one for one in run_timeline(base, "opt-175b").proof if one.item == "opt-logbook:run-12-45-step")
    leaves = {ref.address for leg in inference.legs for ref in leg.support.claims}
    assert {"opt-logbook:progress-27", "opt-logbook:progress-56", "opt-logbook:run-12-45-step"} <= leaves
    assert leaves & {"opt:batch-constant", "essay:opt-batch-constant"}  # a step counts only where the batch is constant


def test_what_the_logs_and_the_paper_do_not_agree_on_stands_side_by_side(base: KnowledgeBase) -> None:
    found = conflicts(base, "opt-175b")
    assert frozenset({"opt-logbook:restarts", "opt-logbook:restarts-talk"}) in found  # about 90, or 53 to 54
    assert frozenset({"opt-logbook:accelerators-final", "opt:accelerators"}) in found  # 1024, or 992
    assert frozenset({"opt:duration", "opt-logbook:duration-talk"}) in found  # two months, or 56 days
    told = next(one for one in run_timeline(base, "opt-175b").conflicts if one.sides[0].address == "opt-logbook:restarts-talk")
    assert "explained by opt-restarts" in told.states


def test_a_plan_and_a_run_within_a_run_contradict_nothing(base: KnowledgeBase) -> None:
    found = conflicts(base, "opt-175b")
    assert not any("opt-logbook:duration-planned" in pair for pair in found)
    assert not any("opt-logbook:run-12-start" in pair for pair in found)


def test_what_has_neither_day_nor_place_comes_by_its_document(base: KnowledgeBase) -> None:
    unplaced = {one.claim.address: one for one in run_timeline(base, "opt-175b").value.unplaced}
    assert unplaced["opt-logbook:learning-rate-cut"].when == "by 2021-12-03"
    assert unplaced["opt-logbook:restarts"].standing is Standing.CONTESTED
    assert {ref.address for ref in unplaced["opt-logbook:restarts"].against} == {"opt-logbook:restarts-talk"}


def test_bloom_by_days_and_tokens(base: KnowledgeBase) -> None:
    assert in_order(
        base,
        "bloom-176b",
        "bloom-chronicles:training-started",  # 11 March 2022
        "bloom:batch-steps",  # after 9,765,625 samples of 2048 tokens: 20.0B, before the 20.16B of 18 March
        "bloom-chronicles:throughput-march",  # 18 March
        "bloom-chronicles:spike",  # 12 April
        "bloom-chronicles:hang-april",  # 30 April
        "bloom-chronicles:accelerators-july",  # 4 July
    )


def test_one_change_at_different_steps_is_a_conflict(base: KnowledgeBase) -> None:
    pair = frozenset({"glm-130b:mip-fixed-readme", "glm-130b:log-0528-correction"})  # step 20,000, or 22,800
    assert pair in conflicts(base, "glm-130b")


def test_steps_without_any_day_are_in_their_own_order(base: KnowledgeBase) -> None:
    events = [one for one in run_timeline(base, "palm-540b").value.placed if one.claim.address == "palm:batch-token-steps"]
    assert [(one.when, one.says) for one in events] == [
        ("50,000 step", "batch_tokens 1M token to 2M token"),
        ("115,000 step", "batch_tokens 2M token to 4M token"),
    ]
    assert {one.placed for one in events} == {Placed.PLACE}
    assert [gap.predicate for gap in run_timeline(base, "palm-540b").gaps] == ["training_started"]


def test_invented_runs(world_base: KnowledgeBase) -> None:
    value = run_timeline(world_base, "osprey-100b").value
    assert [run.slug for run in value.runs] == ["osprey-run-2"]
    batch = {one.claim.address: one for one in value.unplaced if one.says.startswith("batch_schedule")}
    assert batch["osprey:run-2-batch"].standing is Standing.HOLDS  # another run than the released one
    assert batch["osprey:batch"].standing is Standing.CONTESTED
    assert run_timeline(world_base, "sparrow-3b").status is Status.UNKNOWN
    with pytest.raises(BadArgument, match="a model is needed"):
        run_timeline(world_base, "osprey-run-2")
