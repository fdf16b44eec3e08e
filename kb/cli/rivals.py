"""Which of several facts with one subject and predicate do not agree, as a first hint for readers of a look-up."""

from collections.abc import Sequence
from decimal import Decimal

from kb.quantities import Quantity
from kb.records.claim import Fact
from kb.records.terms import Polarity, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Qualifier
from kb.store.base import ClaimView

ROUGHLY = Decimal("0.05")
"""How far, as a share, a figure may be from one that a source gives as approximate."""
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
    return any(not _agree(qualifier.slug, _stated(mine, qualifier), _stated(yours, qualifier)) for qualifier in identity)


def _stated(fact: Fact, qualifier: Qualifier) -> str | None:
    stated = (fact.qualifiers or {}).get(qualifier.slug)
    return qualifier.default if stated is None else str(stated)


def _agree(qualifier: str, mine: str | None, yours: str | None) -> bool:
    """Silence may mean what the other says; only a run that is named is never the usual one."""
    return mine == yours or (None in (mine, yours) and qualifier != "run")


def _same(mine: Value, yours: Value, tolerance: str | None) -> bool:
    if mine.quantity is None or yours.quantity is None:
        return mine == yours
    return mine.quantity.unit == yours.quantity.unit and _near(mine.quantity, yours.quantity, tolerance)


def _near(mine: Quantity, yours: Quantity, tolerance: str | None) -> bool:
    """Tell whether two figures are the same, lie in each other's bounds, or are apart by no more than is allowed."""
    low = max(_bound(one.low, one, "-Infinity") for one in (mine, yours))
    high = min(_bound(one.high, one, "Infinity") for one in (mine, yours))
    allowed = max(Decimal(tolerance or 0), ROUGHLY if mine.approximate or yours.approximate else Decimal(0))
    return low <= high or low - high <= allowed * abs(low)


def _bound(stated: str | None, quantity: Quantity, otherwise: str) -> Decimal:
    return Decimal(quantity.number or stated or otherwise)
