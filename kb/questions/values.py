"""How two values of one predicate stand to each other: the same, one the other rounded or refined, or different."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum

from kb.quantities import Quantity
from kb.records.terms import ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Unit
from kb.rounding import last_place
from kb.store.base import KnowledgeBase

ROUGHLY = Decimal("0.05")
"""How far, as a share, a figure may be from one that a source gives as approximate."""
NEARLY = Decimal("0.01")
"""How far, as a share, a figure may be from one whose last printed digits are zeros."""
FRACTION = re.compile(r"\d\.\d")
"""A figure printed with digits behind a point."""
SILENT = (ValueKind.not_disclosed, ValueKind.relative)
"""Values that say nothing which another value could agree with or contradict."""


class Agreement(IntEnum):
    """How two values agree, from best to worst."""

    same = 0
    rounding = 1
    refinement = 2
    differs = 3


def agreement(base: KnowledgeBase, mine: Value, yours: Value, tolerance: str | None = None) -> Agreement | None:
    """Compare two values; None where they cannot be compared. `tolerance` is a share within which figures agree."""
    if mine.kind in SILENT or yours.kind in SILENT:
        return None
    if mine == yours:
        return Agreement.same
    if ValueKind.steps in (mine.kind, yours.kind):
        return _stepped(base, mine, yours, tolerance)
    if mine.quantity and yours.quantity:
        return figures(base.units(), mine.quantity, yours.quantity, Decimal(tolerance or 0))
    if mine.entity and yours.entity:
        narrower = mine.entity in base.broader(yours.entity) or yours.entity in base.broader(mine.entity)
        return Agreement.refinement if narrower else Agreement.differs
    if mine.kind is yours.kind is ValueKind.date:
        return Agreement.refinement if _begins((mine.text or ""), (yours.text or "")) else Agreement.differs
    return None if ValueKind.text in (mine.kind, yours.kind) else Agreement.differs


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _stepped(base: KnowledgeBase, mine: Value, yours: Value, tolerance: str | None) -> Agreement | None:
    """Compare schedules by where they end: a schedule refines the one value that it ends in."""
    ends = [value.steps[-1].to if value.steps else value for value in (mine, yours)]
    if ends[0] is None or ends[1] is None:
        return None
    found = agreement(base, ends[0], ends[1], tolerance)
    return found if found in (None, Agreement.differs) else Agreement.refinement


def figures(units: Mapping[str, Unit], mine: Quantity, yours: Quantity, tolerance: Decimal = Decimal(0)) -> Agreement | None:
    """Compare two figures in the base unit of their dimension; None for figures of different dimensions.

    They are the same, or one is the other rounded to its printed digits, or within the tolerance, or within 5 % of one
    given as approximate; bounds and ranges that overlap refine each other.
    """
    both = _both(units, mine, yours)
    if both is None:
        return None
    (factor, low, high), (other_factor, other_low, other_high) = both
    if (low, high) == (other_low, other_high):
        return Agreement.same
    if low <= other_high and other_low <= high:
        return Agreement.refinement
    apart = max(low - other_high, other_low - high)
    size = max(abs(one) for one in (low, high, other_low, other_high) if one.is_finite())
    allowed = max(tolerance, ROUGHLY if mine.approximate or yours.approximate else Decimal(0)) * size
    if apart <= allowed or _is_rounded(mine, factor, apart, size) or _is_rounded(yours, other_factor, apart, size):
        return Agreement.rounding
    return Agreement.differs


def above(units: Mapping[str, Unit], mine: Quantity, yours: Quantity) -> Decimal | None:
    """Return by how much one figure lies above another, in base units, below it as a negative number, 0 where they overlap.

    None for figures of different dimensions.
    """
    both = _both(units, mine, yours)
    if both is None:
        return None
    (_, low, high), (_, other_low, other_high) = both
    return low - other_high if low > other_high else high - other_low if high < other_low else Decimal(0)


def _both(units: Mapping[str, Unit], mine: Quantity, yours: Quantity) -> tuple[tuple[Decimal, Decimal, Decimal], ...] | None:
    """Return factor, lower and upper bound of two figures of one dimension, in its base unit."""
    one, other = _factor(units, mine), _factor(units, yours)
    if one is None or other is None or units[mine.unit].dimension != units[yours.unit].dimension:
        return None
    return (one, *_bounds(mine, one)), (other, *_bounds(yours, other))


def _factor(units: Mapping[str, Unit], quantity: Quantity) -> Decimal | None:
    unit = units.get(quantity.unit)
    return Decimal(unit.factor) if unit else None


def _bounds(quantity: Quantity, factor: Decimal) -> tuple[Decimal, Decimal]:
    low = Decimal(quantity.number or quantity.low or "-Infinity")
    return low * factor, Decimal(quantity.number or quantity.high or "Infinity") * factor


def _is_rounded(quantity: Quantity, factor: Decimal, apart: Decimal, size: Decimal) -> bool:
    """Tell whether a figure may be another one rounded at its last printed digit, or at its final zeros within 1 %.

    A figure of two digits or more may also be cut off at the last one; zeros that are printed behind a point are exact.
    """
    number = Decimal(quantity.number or quantity.low or quantity.high or "0")
    zeros = Decimal(1).scaleb(int(number.normalize().as_tuple().exponent)) * factor
    shown = last_place(quantity) * factor if quantity.as_printed else Decimal(0)
    cut = shown if shown <= size / 10 else shown / 2
    rough = FRACTION.search(quantity.as_printed or "") is None
    return apart < cut or (rough and apart <= zeros / 2 and apart <= NEARLY * size)
