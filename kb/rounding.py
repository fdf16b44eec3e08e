"""What a printed figure leaves open: two figures agree when one is the other, rounded."""

import re
from decimal import Decimal

from kb.quantities import SCALES, Quantity

_FIGURE = re.compile(
    r"(?P<whole>\d[\d,]*)(?:\.(?P<part>\d+))?"  # 1,024.50
    r"\s*(?:[eE](?P<exponent>[-+]?\d+)|(?P<scale>[KMBT]\b|thousand|million|billion|trillion))?"  # e23 or billion
)


def last_place(quantity: Quantity) -> Decimal:
    """Return the worth of the last printed digit, in the quantity's own unit.

    Without a figure as printed, the last digit of the number that is not zero.

    >>> last_place(Quantity(unit="token", number="499000000000", as_printed="499B")) == 10**9
    True
    >>> last_place(Quantity(unit="one", number="0.10", as_printed="0.10")) == Decimal("0.01")
    True
    """
    number = Decimal(quantity.number or quantity.low or quantity.high or "0")
    printed = _FIGURE.search(quantity.as_printed or "")
    if printed:
        digits = Decimal(printed["whole"].replace(",", "") + (f".{printed['part']}" if printed["part"] else ""))
        shift = number.copy_abs() / digits if digits else Decimal(1)
        if _is_power_of_ten(shift):
            return shift.scaleb(-len(printed["part"] or ""))
        if printed["scale"]:
            return Decimal(1).scaleb(SCALES[printed["scale"]] - len(printed["part"] or ""))
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent)) if number else Decimal(1)


def _is_power_of_ten(number: Decimal) -> bool:
    return number > 0 and number.normalize().as_tuple().digits == (1,)


def agrees(value: Decimal, quantity: Quantity) -> bool:
    """Tell whether a value could be printed as this figure: it lies within half of the last printed place, or the bounds.

    >>> agrees(Decimal("499e9"), Quantity(unit="token", number="500000000000", as_printed="500B"))
    False
    >>> agrees(Decimal("3.149e23"), Quantity(unit="flop", number="3.15e+23", as_printed="3.15e23"))
    True
    """
    if quantity.number is None:
        return Decimal(quantity.low or "-Infinity") <= value <= Decimal(quantity.high or "Infinity")
    return abs(value - Decimal(quantity.number)) <= last_place(quantity) / 2
