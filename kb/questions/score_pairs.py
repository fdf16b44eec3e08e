"""Two systems beside each other by their scores: pairs that were got under one protocol, and those that were not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from kb.quantities import canonical
from kb.questions.answer import Gap
from kb.questions.approaches import Asked, Ties
from kb.questions.outdoing import Evidence
from kb.questions.values import Agreement, above, agreement
from kb.records.claim import Approach, Result
from kb.records.entity import Entity
from kb.records.terms import Polarity, Relation
from kb.store.base import ClaimView, KnowledgeBase

SCORES = "scores-of-one-protocol"
SAME = ("benchmark", "metric", "split", "protocol")
"""What two scores must share to be set beside each other."""
USE = ("method", "shots")
"""What they must share too, unless the two sides were asked for with different methods."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A score that speaks for one side."""

    body: Result
    view: ClaimView
    through: tuple[str, ...]


class ScorePairs:
    """All scores of two approaches on a task and its parts, pair by pair."""

    def __init__(self, base: KnowledgeBase, task: Ties, left: Asked, right: Asked) -> None:
        self.base, self.task = base, task
        views = base.results(sorted(left.main.every | right.main.every), sorted({task.slug} | task.narrower))
        self.pairs = tuple(product(_scored(views, left), _scored(views, right)))
        methods = [one.method.slug if one.method else None for one in (left, right)]
        self.shared = SAME if methods[0] != methods[1] else (*SAME, *USE)
        self.metrics: Mapping[str, Entity] = base.entities({one.body.metric for pair in self.pairs for one in pair})

    def evidence(self) -> Iterator[Evidence]:
        """Yield what each pair of scores under one protocol says; figures that agree as printed make the sides match."""
        for mine, yours in self.pairs:
            wanted = self.metrics[mine.body.metric].wanted
            if self._is_fair(mine, yours) and wanted is not None and (relation := self._relation(mine.body, yours.body, wanted)):
                yield self._told(mine, yours, relation)

    def gaps(self) -> Iterator[Gap]:
        """Yield the benchmarks on which both sides have scores that cannot be compared, each with the reason."""
        fair = [(mine, yours) for mine, yours in self.pairs if self._is_fair(mine, yours)]
        compared = {mine.body.benchmark for mine, _ in fair}
        apart = {mine.body.benchmark for mine, yours in self.pairs if mine.body.benchmark == yours.body.benchmark} - compared
        for slug in sorted(apart):
            yield Gap(item=slug, subject=slug, predicate="result", reason="both sides have scores, but none under one protocol")
        for slug in sorted({mine.body.metric for mine, _ in fair if self.metrics[mine.body.metric].wanted is None}):
            yield Gap(item=slug, subject=slug, predicate="wanted", reason="nothing says whether more of this metric is better")

    def _is_fair(self, mine: Scored, yours: Scored) -> bool:
        """Tell whether two scores were got under one protocol; two works must both name the part of the benchmark."""
        same = all(getattr(mine.body, name) == getattr(yours.body, name) for name in self.shared)
        return same and mine.view != yours.view and (mine.view.source == yours.view.source or mine.body.split is not None)

    def _relation(self, mine: Result, yours: Result, wanted: bool) -> Relation | None:
        found = agreement(self.base, mine.value, yours.value)
        if found in (Agreement.same, Agreement.rounding):
            return Relation.matches
        gap = _above(self.base, mine, yours)
        return (Relation.better if (gap > 0) is wanted else Relation.worse) if gap else None

    def _told(self, mine: Scored, yours: Scored, relation: Relation) -> Evidence:
        benchmark = self.task.through(mine.body.benchmark)
        through = tuple(dict.fromkeys((*mine.through, *yours.through, *((benchmark,) if benchmark else ()))))
        sides = (mine.body.system, yours.body.system, *(getattr(one.body, name) for one in (mine, yours) for name in (*SAME, *USE)))
        over, views = (mine.body.benchmark,), (mine.view, yours.view)
        return Evidence(SCORES, frozenset((relation,)), over, self._sentence(mine.body, yours.body), views, through, sides)

    def _sentence(self, mine: Result, yours: Result) -> str:
        ours, theirs = (f"{one.system}{f' with {one.method}' if one.method else ''} {one.value}" for one in (mine, yours))
        under = ", ".join(part for part in (mine.split, mine.protocol) if part)
        gap = _above(self.base, mine, yours) or Decimal(0)
        apart = f"{canonical(abs(gap))} {'more' if gap > 0 else 'less'}" if gap else "the same"
        return f"{ours}, {theirs} on {mine.benchmark}, {mine.metric}{f' ({under})' if under else ''}: {apart}"


def _scored(views: list[ClaimView], side: Asked) -> list[Scored]:
    """Return the scores that speak for a side."""
    bodies = ((body, view) for view in views if isinstance(body := view.claim.body, Result) and view.claim.polarity is Polarity.asserts)
    found = ((body, view, side.through(Approach(system=body.system, method=body.method))) for body, view in bodies)
    return [Scored(body, view, through) for body, view, through in found if through is not None]


def _above(base: KnowledgeBase, mine: Result, yours: Result) -> Decimal | None:
    one, other = mine.value.quantity, yours.value.quantity
    return above(base.units(), one, other) if one and other else None
