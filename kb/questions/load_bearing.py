"""Which claims carry the most answers?"""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.questions.standing_answers import carriers, cells, pairs, steps
from kb.store.base import ClaimFilter, KnowledgeBase

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBearing:
    """A claim and the standing answers that rest on it."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it says."""
    essential: int
    """How many items fall when it falls."""
    carrying: int
    """How many items it helps to carry."""
    such_as: tuple[str, ...]
    """A few of them, those that fall first."""


@question("trust", example={"limit": 5})
def load_bearing(base: KnowledgeBase, scope: str | None = None, limit: int = 20) -> Answer[tuple[LoadBearing, ...]]:
    """Which claims carry the most answers?

    Works on the standing answers: the factors shared by each pair of models of which a source says whether they reached
    an outcome, the chosen value of each cell in which claims compete, and each step of each guide. A claim is essential
    to an item when the item falls with it, that is when no alternative carries the same leg.

    `scope` is a source or an entity whose claims are ranked, by default all; `limit` says how many. Raises UnknownId.
    """
    essential: dict[str, list[str]] = {}
    carrying: dict[str, list[str]] = {}
    for name, carried, needed in _items(base):
        for address in carried:
            carrying.setdefault(address, []).append(name)
        for address in needed:
            essential.setdefault(address, []).append(name)
    wanted = None if scope is None else set(_within(base, scope))
    ranked = sorted(
        (address for address in carrying if wanted is None or address in wanted),
        key=lambda address: (-len(essential.get(address, ())), -len(carrying[address]), address),
    )[: max(limit, 0)]
    views = base.claims(ranked)
    value = tuple(
        LoadBearing(
            claim=ClaimRef(address),
            says=view.claim.says,
            essential=len(essential.get(address, ())),
            carrying=len(carrying[address]),
            such_as=tuple((*essential.get(address, ()), *carrying[address])[:SHOWN]),
        )
        for address, view in views.items()
    )
    return answered(base, value, complete=True)


def _within(base: KnowledgeBase, scope: str) -> list[str]:
    if scope in base.sources((scope,)):
        return base.find(ClaimFilter(source=scope))
    return base.find(ClaimFilter(entity=base.narrower(scope)))


def _items(base: KnowledgeBase) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Yield every item of the standing answers: its name, the claims that carry it, and those without which it falls."""
    for name, answer in pairs(base):
        for inference in answer.proof:
            yield f"{name}: {inference.item}", *carriers(inference)
    for cell in cells(base):
        agreeing = frozenset(view.address for view in cell.views) - {
            side.address for one in cell.contested for side in (one.one, one.other)
        }
        best = cell.views[0].address
        yield f"best value of {cell.name}", agreeing | {best}, frozenset() if agreeing - {best} else frozenset((best,))
    for step in steps(base):
        claims = frozenset(name for name in step.rests_on if not name.startswith("finding:"))
        yield step.name, claims, claims if len(step.rests_on) == 1 else frozenset()
