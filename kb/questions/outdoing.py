"""How one approach does beside another, as single comparisons or pairs of scores tell it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from kb.questions.approaches import Asked, Ties
from kb.records.claim import Approach, Comparison
from kb.records.terms import Polarity, Quantifier, Reading, Relation
from kb.store.base import ClaimView, KnowledgeBase

FLIPPED = {Relation.better: Relation.worse, Relation.worse: Relation.better}
EVERY = frozenset(Relation)
WORDS, COUNT = "compared-in-words", "counted"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison, or one pair of scores, says of the left side beside the right one."""

    rule: str
    allows: frozenset[Relation]
    """How the left side may do beside the right one as a whole, if this is so."""
    over: tuple[str, ...]
    """Tasks, benchmarks or sets."""
    says: str
    views: tuple[ClaimView, ...]
    through: tuple[str, ...]
    """What stands for what was asked, where it is not the very same."""
    sides: tuple[object, ...]
    """Exactly what is compared: evidence with equal sides speaks of one thing."""

    @property
    def rank(self) -> int:
        """Order evidence: first what is of exactly what was asked, then of what belongs with it, last hearsay."""
        return 2 if any(map(_is_hearsay, self.views)) else 1 if self.through else 0


def _is_hearsay(view: ClaimView) -> bool:
    return view.claim.attributed_to is not None or view.claim.read.how is Reading.recalled


def in_words(base: KnowledgeBase, task: Ties, left: Asked, right: Asked) -> Iterator[Evidence]:
    """Yield what comparisons say of two approaches on a task."""
    for view in base.comparisons(sorted(task.every)):
        if isinstance(body := view.claim.body, Comparison):
            found = _between(view, body, body.relation, (body.left, body.right), (task, left, right))
            turned = FLIPPED.get(body.relation, body.relation)
            if one := found or _between(view, body, turned, (body.right, body.left), (task, left, right)):
                yield one


def _between(
    view: ClaimView, body: Comparison, relation: Relation, sides: tuple[Approach, Approach], wanted: tuple[Ties, Asked, Asked]
) -> Evidence | None:
    """Return what a comparison says where its sides are those that are wanted, in this order."""
    task, left, right = wanted
    over = sorted((found for one in body.over if (found := task.through(one)) is not None), key=bool)
    ours, theirs = left.through(sides[0]), right.through(sides[1])
    if ours is None or theirs is None or not over or (_is_partial(body) and task.wider.issuperset(body.over)):
        return None
    through = (*ours, *theirs, *filter(None, over[:1]))
    allows = _allowed(body, relation, view.claim.polarity)
    return Evidence(COUNT if body.count else WORDS, allows, body.over, view.claim.says, (view,), through, (*sides, body.over))


def _is_partial(body: Comparison) -> bool:
    counted = body.count is not None and body.count.n < body.count.of
    return counted or body.quantifier in (Quantifier.some, Quantifier.most, Quantifier.few)


def _allowed(body: Comparison, relation: Relation, polarity: Polarity) -> frozenset[Relation]:
    """Return how things may stand as a whole: what holds of some members alone makes the whole mixed."""
    none = body.quantifier is Quantifier.none or (body.count is not None and body.count.n == 0)
    if none or polarity is Polarity.denies:
        return EVERY - {relation}
    return frozenset((Relation.mixed,)) if _is_partial(body) else frozenset((relation,))


def together(evidence: Iterable[Evidence]) -> frozenset[Relation]:
    """Return how things may stand if all of this is so: mixed where it disagrees."""
    allowed = EVERY.intersection(*(one.allows for one in evidence))
    return allowed or frozenset((Relation.mixed,))


def forcing(evidence: Iterable[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Yield the smallest pieces of some evidence that alone make things stand as all of it does."""
    kinds: dict[frozenset[Relation], list[Evidence]] = {}
    for one in evidence:
        kinds.setdefault(one.allows, []).append(one)
    whole = together(one for group in kinds.values() for one in group)
    found: list[frozenset[frozenset[Relation]]] = []
    for size in range(1, len(kinds) + 1):
        for chosen in combinations(kinds, size):
            if together(kinds[one][0] for one in chosen) == whole and not any(smaller < frozenset(chosen) for smaller in found):
                found.append(frozenset(chosen))
                yield from product(*(kinds[one] for one in chosen))


def disagreeing(evidence: Iterable[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Yield the pairs that speak of exactly one thing and cannot both be so."""
    yield from (pair for pair in combinations(evidence, 2) if pair[0].sides == pair[1].sides and not pair[0].allows & pair[1].allows)
