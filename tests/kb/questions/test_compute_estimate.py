"""Amounts of compute by several methods: worked out by hand from the printed figures."""

from decimal import Decimal

import pytest

from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.arithmetic import CheckOutcome
from kb.questions.compute_estimate import ComputeEstimate, ComputeMethod, Estimate, EstimatesApart, compute_estimate
from kb.store.base import KnowledgeBase

BY_TOKENS, BY_TIME = ComputeMethod.PARAMETERS_AND_TOKENS, ComputeMethod.ACCELERATORS_AND_TIME
REPORTED, BY_HOURS = ComputeMethod.REPORTED, ComputeMethod.ACCELERATOR_HOURS


def by(value: ComputeEstimate, method: ComputeMethod) -> Estimate:
    return next(one for one in value.estimates if one.method is method)


def apart(value: ComputeEstimate, one: ComputeMethod, other: ComputeMethod) -> EstimatesApart:
    return next(pair for pair in value.apart if (pair.one, pair.other) == (one, other))


def variants(one: Estimate) -> dict[str, str]:
    return {variant.instead.address: variant.flop for variant in one.variants}


def test_gpt_3_six_operations_a_parameter_and_token_are_what_is_reported(base: KnowledgeBase) -> None:
    value = compute_estimate(base, "gpt-3-175b").value
    assert by(value, REPORTED).flop == "3.14e+23"
    assert by(value, BY_TOKENS).flop == "3.143e+23"  # 174.6B parameters, as the table of compute has it
    assert variants(by(value, BY_TOKENS))["gpt3:parameters"] == "3.15e+23"  # 175B
    for flop in (by(value, BY_TOKENS).flop, variants(by(value, BY_TOKENS))["gpt3:parameters"]):
        assert abs(Decimal(flop) / Decimal("3.14e23") - 1) < Decimal("0.02")
    assert apart(value, REPORTED, BY_TOKENS).outcome is CheckOutcome.AGREES
    assert apart(value, REPORTED, BY_TOKENS).ratio == "1.001"


def test_petaflop_s_days_are_converted(base: KnowledgeBase) -> None:
    reported = by(compute_estimate(base, "gpt-3-175b").value, REPORTED)
    assert variants(reported)["gpt3:training-compute-pf-days"] == "3.145e+23"  # 3640 days of 8.64e19
    assert reported.petaflop_s_days == "3634"


def test_contested_inputs_show_what_the_others_would_give(base: KnowledgeBase) -> None:
    found = by(compute_estimate(base, "gpt-3-175b").value, BY_TOKENS)
    assert found.standing is Standing.CONTESTED
    assert variants(found)["glm-130b:gpt-3-tokens"] == "3.667e+23"  # 350B tokens


def test_palm_reports_with_and_without_attention(base: KnowledgeBase) -> None:
    value = compute_estimate(base, "palm-540b").value
    assert by(value, BY_TOKENS).flop == "2.529e+24"  # 6 x 540.35B x 780B
    assert {by(value, REPORTED).flop, *variants(by(value, REPORTED)).values()} >= {"2.527e+24", "2.56e+24"}
    assert apart(value, REPORTED, BY_TOKENS).outcome is CheckOutcome.AGREES


def test_bloom_took_more_time_than_its_operations_need(base: KnowledgeBase) -> None:
    answer = compute_estimate(base, "bloom-176b")
    assert by(answer.value, BY_TOKENS).flop == "3.865e+23"  # 6 x 176B x 366B
    assert by(answer.value, BY_HOURS).flop == "5.809e+23 to 5.848e+23"  # 1,082,990 h at 149 to 150 TFLOP/s
    assert by(answer.value, BY_TIME).figures[0] == "accelerator_count = 384 accelerator"  # not the 192 of its last days
    assert apart(answer.value, BY_TOKENS, BY_HOURS).outcome is CheckOutcome.DISAGREES
    assert any("ACCELERATOR_HOURS gives" in one.states for one in answer.conflicts)
    assert "training_compute" in {gap.predicate for gap in answer.gaps}


def test_a_bound_on_the_speed_gives_a_bound(base: KnowledgeBase) -> None:
    value = compute_estimate(base, "opt-175b").value
    assert by(value, BY_TIME).flop.startswith("at most ")
    assert apart(value, REPORTED, BY_TIME).outcome is CheckOutcome.AGREES
    assert by(value, REPORTED).flop == "4.3e+23"


def test_a_base_without_the_units_and_a_model_without_figures(world_base: KnowledgeBase) -> None:
    known = compute_estimate(world_base, "albatross-120b")
    assert [(one.flop, one.petaflop_s_days) for one in known.value.estimates] == [("2.16e+23", None)]  # 6 x 120B x 300B
    assert compute_estimate(world_base, "sparrow-3b").status is Status.UNKNOWN
    with pytest.raises(BadArgument, match="a model is needed"):
        compute_estimate(world_base, "reed-books")
