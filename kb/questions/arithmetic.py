"""Arithmetic over printed figures: each figure leaves open what its rounding hides, and so does what follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from itertools import product

from kb.formulas import worked_out
from kb.quantities import Quantity, canonical, short
from kb.questions.answer import ClaimRef
from kb.questions.values import ROUGHLY
from kb.records.vocabulary import Unit
from kb.rounding import last_place
from kb.store.base import KnowledgeBase

SHOWN = Context(prec=4)
"""Digits of a result that are shown."""
HALF = Decimal("0.5")


class CheckOutcome(StrEnum):
    """What a check comes to; open where nothing is told that it could be held against, or where a list may have gaps."""

    AGREES = "AGREES"
    """What is told lies within what the figures leave open."""
    DISAGREES = "DISAGREES"
    """What is told lies outside it."""
    OPEN = "OPEN"
    """Nothing is told that it could be held against, or a list may have gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArithmeticCheck:
    """What figures give when they are put together, beside what is told."""

    name: str
    """What is worked out."""
    formula: str
    """How."""
    figures: tuple[str, ...]
    """The figures by their names in the formula."""
    result: str
    """What they give, in four digits."""
    least: str
    """The least that they can give, as they are rounded."""
    most: str
    """The most that they can give."""
    told: str | None
    """What sources say it is."""
    outcome: CheckOutcome
    """Whether what is told lies between least and most."""
    would_agree_with: tuple[ClaimRef, ...]
    """Where it disagrees: other claims of the same figures with which it would agree."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure in the base unit of its dimension, with what its rounding leaves open; bounds have no number."""

    low: Decimal
    high: Decimal
    number: Decimal | None = None

    def text(self, unit: Unit, *, named: bool = True) -> str:
        """Write the number, or the bounds, in a unit and in four digits, with the name of the unit or without."""
        name = f" {unit.slug}" if named and unit.slug != "one" else ""
        least, most = self.ends(unit)
        if self.number is not None:
            return shown(self.number, unit) + name
        return (f"{least} to {most}" if self.low else f"at most {most}") + name

    def ends(self, unit: Unit) -> tuple[str, str]:
        """Write both ends in a unit."""
        return shown(self.low, unit), shown(self.high, unit)

    def widened(self, share: Decimal) -> "Interval":
        """Return what a figure can be where one may be off by a share of it."""
        return Interval(self.low * (1 - share), self.high * (1 + share), self.number)

    def meets(self, other: "Interval") -> bool:
        """Tell whether both can be the same figure."""
        return self.low <= other.high and other.low <= self.high


def interval(base: KnowledgeBase, quantity: Quantity | None) -> Interval | None:
    """Return what a figure as it is printed can be; None for what is no figure, or has no upper end."""
    if quantity is None or (quantity.number is None and quantity.high is None):
        return None
    factor = Decimal(base.unit(quantity.unit).factor)
    if quantity.number is None:
        return Interval(Decimal(quantity.low or 0) * factor, Decimal(quantity.high or 0) * factor)
    number = Decimal(quantity.number)
    slack = last_place(replace(quantity, as_printed=quantity.as_printed or short(quantity.number))) * HALF
    slack = max(slack, abs(number) * ROUGHLY if quantity.approximate else Decimal(0))
    return Interval((number - slack) * factor, (number + slack) * factor, number * factor)


def unit_of(base: KnowledgeBase, slug: str) -> Unit:
    """Return a unit to show figures in; pure numbers where the base has no such unit."""
    return base.units().get(slug) or Unit(slug="one", name="pure number", dimension="ratio")


def worked(formula: str, figures: Mapping[str, Interval]) -> Interval:
    """Work a formula out for figures and for all ends of what they leave open; each name stands in it once."""
    corners = [
        worked_out(formula, dict(zip(figures, ends, strict=True))) for ends in product(*((one.low, one.high) for one in figures.values()))
    ]
    numbers = {name: one.number for name, one in figures.items() if one.number is not None}
    return Interval(min(corners), max(corners), worked_out(formula, numbers) if len(numbers) == len(figures) else None)


def total(figures: Iterable[Interval]) -> Interval:
    """Add figures up."""
    many = tuple(figures)
    numbers = [one.number for one in many if one.number is not None]
    whole = sum(numbers, Decimal(0)) if len(numbers) == len(many) else None
    return Interval(sum((one.low for one in many), Decimal(0)), sum((one.high for one in many), Decimal(0)), whole)


def shown(number: Decimal, unit: Unit) -> str:
    """Write a number of base units in a unit and in four digits.

    >>> percent = Unit(slug="percent", name="percent", dimension="ratio", factor="0.01")
    >>> shown(Decimal("0.18109"), percent)
    '18.11'
    """
    return short(canonical(SHOWN.divide(number, Decimal(unit.factor))))
