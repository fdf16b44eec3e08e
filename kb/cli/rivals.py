"""Which of several facts with one subject and predicate do not agree, as a first hint for readers of a look-up."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kb.quantities import Quantity
from kb.records.claim import Fact
from kb.records.terms import Polarity, Unstated, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate
from kb.store.base import ClaimView

SILENT = (ValueKind.not_disclosed, ValueKind.relative)


def differing(views: Sequence[ClaimView], predicate: Predicate) -> set[str]:
    """Return the addresses of facts that cannot all be true where the predicate has one value for a subject."""
    if not predicate.functional:
        return set()
    pairs = ((one, other) for number, one in enumerate(views) for other in views[number + 1 :])
    return {view.address for pair in pairs if _differ(*pair, predicate) for view in pair}


def _differ(one: ClaimView, other: ClaimView, predicate: Predicate) -> bool:
    mine, yours = one.claim.body, other.claim.body
    if not (isinstance(mine, Fact) and isinstance(yours, Fact)) or _apart(mine, yours, predicate):
        return False
    if mine.value.kind in SILENT or yours.value.kind in SILENT or mine.quantifier != yours.quantifier:
        return False
    same = _same(mine.value, yours.value, predicate.tolerance)
    if one.claim.polarity is not other.claim.polarity:
        return same
    return one.claim.polarity is Polarity.asserts and not same


def _apart(mine: Fact, yours: Fact, predicate: Predicate) -> bool:
    """Tell whether an identity qualifier says that the facts are of different things."""
    identity = (qualifier for qualifier in predicate.qualifiers if qualifier.identity)
    return any(not _agree(*(_stated(fact, qualifier.slug, qualifier.default) for fact in (mine, yours)), qualifier.unstated) for qualifier in identity)


def _stated(fact: Fact, slug: str, default: str | None) -> str | None:
    stated = (fact.qualifiers or {}).get(slug)
    return default if stated is None else str(stated)


def _agree(mine: str | None, yours: str | None, unstated: Unstated) -> bool:
    return mine == yours or (unstated is Unstated.unknown and None in (mine, yours))


def _same(mine: Value, yours: Value, tolerance: str | None) -> bool:
    if mine.quantity is None or yours.quantity is None:
        return mine == yours
    return _bare(mine.quantity) == _bare(yours.quantity) or _near(mine.quantity, yours.quantity, tolerance)


def _bare(quantity: Quantity) -> Quantity:
    return replace(quantity, as_printed=None, approximate=False)


def _near(mine: Quantity, yours: Quantity, tolerance: str | None) -> bool:
    """Tell whether two figures of one unit lie within a relative difference of each other, or one within the other's bounds."""
    if mine.unit != yours.unit:
        return False
    low, high = (max if side == "low" else min for side in ("low", "high"))
    bounds = [(Decimal(one.number or one.low or "-Infinity"), Decimal(one.number or one.high or "Infinity")) for one in (mine, yours)]
    lowest, highest = low(pair[0] for pair in bounds), high(pair[1] for pair in bounds)
    return lowest <= highest or (tolerance is not None and lowest - highest <= Decimal(tolerance) * abs(lowest))
