"""Whether the figures of a claim are among those of a text: by number, printed precision, unit and comparison sign."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from kb.quantities import Quantity, short
from kb.records.claim import Body, Comparison, Effect, Fact, Result
from kb.records.value import Value
from kb.records.vocabulary import Unit
from kb.texts.figures import Figure, scale

FORBIDDEN = {"number": ("below", "above"), "low": ("below",), "high": ("above",)}
"""What must not stand in front of a figure that a claim gives as a number, a lower or an upper bound."""

PERCENT = "percent"
"""The one unit that tables print also as a bare share: 60 % as 0.60."""

COUNT = "one"
"""The unit of pure numbers, and so of counts, whatever word stands behind them."""

ALSO_COUNTED = {"way": ("times",), "failure": ("machine", "accelerator")}
"""Units of a text that count what a claim counts in its own: an 8x split has 8 ways, and two machines down are two failures."""

ROUNDED = ((12, 2), (6, 3))
"""A figure of at least so many digits was printed by a program; a claim may round it, to not fewer than the second number."""


def claimed(body: Body) -> Iterator[Quantity]:
    """Yield every figure that a claim states of its own: its value, the steps and conditions of it, and counts."""
    match body:
        case Fact(value=value, qualifiers=qualifiers):
            for part in (value, *(qualifiers or {}).values()):
                yield from _of_value(part)
        case Result(value=value):
            yield from _of_value(value)
        case Comparison(count=count) if count:
            yield from (Quantity(unit="one", number=str(number)) for number in (count.n, count.of))
        case Effect(in_=scope) if scope and scope.scale:
            yield scope.scale


def _of_value(value: Value) -> Iterator[Quantity]:
    if value.quantity:
        yield value.quantity
    for step in value.steps:
        if step.at:
            yield step.at
        for side in (step.from_, step.to):
            if side is not None:
                yield from _of_value(side)


class Matcher:
    """Looks claimed figures up among printed ones; `units` tell how each is written and what it measures."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self.units = units
        self.written = {way.lower(): unit for unit in units.values() for way in (unit.slug, unit.name, *unit.written)}

    def missing(self, quantities: Iterable[Quantity], figures: Sequence[Figure]) -> tuple[list[str], list[str]]:
        """Return the claimed figures that are printed, as printed, and those that are not, in the claim's own words."""
        found: list[str] = []
        absent: list[str] = []
        for quantity in quantities:
            for bound in ("number", "low", "high"):
                number = getattr(quantity, bound)
                if number is not None:
                    printed = next((one.printed for one in figures if self._same(quantity, Decimal(number), bound, one)), None)
                    (found if printed else absent).append(printed or f"{short(number)} {quantity.unit}")
        return found, absent

    def _same(self, quantity: Quantity, number: Decimal, bound: str, figure: Figure) -> bool:
        if figure.before in FORBIDDEN[bound]:
            return False
        own, printed = self.units.get(quantity.unit), self.written.get(figure.unit.lower())
        if own is None or printed is None or printed.slug == own.slug:
            return any(_agrees(way, figure.number) for way in _ways(number, own, printed, figure))
        if printed.slug in ALSO_COUNTED.get(own.slug, ()) or (own.slug == COUNT and printed.slug != PERCENT):
            return _agrees(number, figure.number)
        if printed.dimension != own.dimension:
            return False
        ours, theirs = number * Decimal(own.factor), figure.number * Decimal(printed.factor)
        return abs(ours - theirs) <= figure.place * Decimal(printed.factor) / 2


def _ways(number: Decimal, own: Unit | None, printed: Unit | None, figure: Figure) -> Iterator[Decimal]:
    """Yield what may be printed for a claimed number: itself and, with no unit behind, a bare share, or `2.3T` for 2.3 TB."""
    yield number
    if own and printed is None and (own.slug == PERCENT or scale(figure)):
        yield number * Decimal(own.factor)


def _agrees(number: Decimal, printed: Decimal) -> bool:
    """Tell whether two numbers are the same, or the first is a rounding of what a program printed."""
    if number == printed:
        return True
    digits, place = _significant(number)
    fewest = next((fewest for most, fewest in ROUNDED if _significant(printed)[0] >= most), None)
    return fewest is not None and digits >= fewest and abs(number - printed) <= place / 2


def _significant(number: Decimal) -> tuple[int, Decimal]:
    """Return how many digits a number has without zeros at its ends, and the worth of the last."""
    _, digits, exponent = number.normalize().as_tuple()
    return len(digits), Decimal(1).scaleb(int(exponent))
