"""Figures as they are printed: what their rounding leaves open, and what follows from them."""

from decimal import Decimal

import pytest

from kb.quantities import Quantity
from kb.questions.arithmetic import interval, total, unit_of, worked
from kb.store.base import KnowledgeBase


def figure(base: KnowledgeBase, unit: str, number: str, **told: str | bool | None) -> tuple[Decimal, Decimal]:
    found = interval(base, Quantity(unit=unit, number=number, **told))  # type: ignore[arg-type] # told by name
    assert found is not None
    return found.low, found.high


def test_a_figure_leaves_open_half_of_its_last_printed_place(base: KnowledgeBase) -> None:
    assert figure(base, "token", "300000000000") == (Decimal("299.5e9"), Decimal("300.5e9"))  # 300B, the B is no digit
    assert figure(base, "percent", "8") == (Decimal("0.075"), Decimal("0.085"))
    assert figure(base, "epoch", "0.44") == (Decimal("0.435"), Decimal("0.445"))
    assert figure(base, "petaflop-s-day", "3640") == (Decimal("3639.5") * 864 * 10**17, Decimal("3640.5") * 864 * 10**17)


def test_an_approximate_figure_leaves_more_open_and_a_bound_has_no_number(base: KnowledgeBase) -> None:
    assert figure(base, "token", "400000000000", approximate=True) == (Decimal("380e9"), Decimal("420e9"))
    bound = interval(base, Quantity(unit="token", high="100"))
    assert bound is not None
    assert (bound.low, bound.high) == (Decimal(0), Decimal(100))
    assert bound.number is None
    assert interval(base, Quantity(unit="token", low="100")) is None
    assert interval(base, None) is None


def test_a_formula_is_worked_out_for_all_ends(base: KnowledgeBase) -> None:
    share, size = interval(base, Quantity(unit="percent", number="22")), interval(base, Quantity(unit="token", number="19000000000"))
    assert share is not None
    assert size is not None
    result = worked("300e9 * share / size", {"share": share, "size": size})
    assert result.number == pytest.approx(Decimal("3.4737"), abs=Decimal("0.0001"))
    assert result.low == pytest.approx(Decimal("3.3077"), abs=Decimal("0.0001"))  # 21.5 % by 19.5B
    assert result.high == pytest.approx(Decimal("3.6486"), abs=Decimal("0.0001"))  # 22.5 % by 18.5B


def test_a_sum_adds_what_is_open(base: KnowledgeBase) -> None:
    parts = [found for number in ("60", "22", "8", "8", "3") if (found := interval(base, Quantity(unit="percent", number=number)))]
    assert total(parts).text(unit_of(base, "percent")) == "101 percent"
    assert total(parts).ends(unit_of(base, "percent")) == ("98.5", "103.5")
