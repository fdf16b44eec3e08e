"""The stated policy by which one of several competing claims is preferred; it chooses and never averages."""

from collections.abc import Callable, Iterable, Sequence

from kb.quantities import significant
from kb.records.claim import Fact, Result
from kb.records.terms import LinkKind, Modality, Rank, Reading, Stance, ValueKind
from kb.store.base import ClaimView, KnowledgeBase

ACTING = (LinkKind.supersedes, LinkKind.corrects, LinkKind.retracts)
"""Links by which the first claim takes the place of the others."""
READINGS, MODALITIES = list(Reading), list(Modality)


def _is_vague(view: ClaimView) -> bool:
    body = view.claim.body
    return not isinstance(body, Fact | Result) or body.value.kind in (ValueKind.relative, ValueKind.none, ValueKind.not_disclosed)


def _day(view: ClaimView) -> int:
    return int((view.document.date or "").replace("-", "")[:8].ljust(8, "0"))


def _digits(view: ClaimView) -> int:
    body = view.claim.body
    quantity = body.value.quantity if isinstance(body, Fact | Result) else None
    return significant(quantity.number) if quantity and quantity.number else 0


POLICY: tuple[tuple[str, Callable[[ClaimView], int]], ...] = (
    ("no curator deprecates it", lambda view: view.claim.rank is Rank.deprecated),
    ("a curator prefers it", lambda view: view.claim.rank is not Rank.preferred),
    ("it states a value", _is_vague),
    ("it is no hearsay", lambda view: view.claim.attributed_to is not None),
    ("its authors speak of their own work", lambda view: view.claim.stance is not Stance.own),
    ("it was read at its place", lambda view: READINGS.index(view.claim.read.how)),
    ("it stands on stronger ground", lambda view: MODALITIES.index(view.claim.modality)),
    ("its document is later", lambda view: -_day(view)),
    ("it prints more digits", lambda view: -_digits(view)),
)
"""What is asked of each claim, in this order, after whether another one supersedes it; the address comes last."""
CURRENT = "no later claim supersedes it"
FIRST = "its address comes first"


class Policy:
    """The policy over some claims, and the links that supersede one of them."""

    def __init__(self, base: KnowledgeBase, addresses: Iterable[str]) -> None:
        links = base.links_of(addresses)
        self.superseded = frozenset(one for link in links if link.kind in ACTING for one in link.claims[1:])

    def _steps(self, view: ClaimView) -> tuple[int, ...]:
        return (view.address in self.superseded, *(ask(view) for _, ask in POLICY))

    def ranked(self, views: Iterable[ClaimView]) -> list[ClaimView]:
        """Return claims, the best first."""
        return sorted(views, key=lambda view: (self._steps(view), view.address))

    def reason(self, better: ClaimView, worse: ClaimView) -> str:
        """Return the step at which one claim is preferred to another."""
        names = (CURRENT, *(name for name, _ in POLICY))
        pairs = zip(names, self._steps(better), self._steps(worse), strict=True)
        return next((name for name, one, other in pairs if one != other), FIRST)


def told(policy: Sequence[tuple[str, Callable[[ClaimView], int]]] = POLICY) -> tuple[str, ...]:
    """Return the policy in words, in its order.

    >>> told()[:2]
    ('no later claim supersedes it', 'no curator deprecates it')
    """
    return (CURRENT, *(name for name, _ in policy))
