"""What sources say that factors do to the outcomes of models, looked up once for a whole question."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from kb.questions.answer import Leg
from kb.questions.evidence import BROADER, Weighed, leg
from kb.records.claim import Effect
from kb.records.entity import Entity
from kb.records.terms import Direction, Kind, Polarity
from kb.store.base import ClaimFilter, ClaimView, KnowledgeBase

ITSELF = "effect-of-factor"
TECHNIQUE = "effect-of-technique"


class Bearing(StrEnum):
    """What a factor is said to do to a model."""

    HARMS = "HARMS"
    """Less of something wanted, or more of something unwanted."""
    HELPS = "HELPS"
    """More of something wanted, or less of something unwanted."""
    BOTH = "BOTH"
    """It harms one outcome and helps another, or sources contradict each other."""
    UNKNOWN = "UNKNOWN"
    """No source in the base says."""


@dataclass(slots=True)
class _Sides:
    """Supports of one bearing on one outcome, and what speaks against it."""

    supports: list[Weighed] = field(default_factory=list)
    against: list[Weighed] = field(default_factory=list)


class Effects:
    """The effects of some factors, each said in general or of one of some models, which are given with their families.

    An effect of a broader factor counts as well: harm always, help only where the broader factor has a condition of its own,
    since that an area such as the data helps does not tell which state of it does.
    """

    def __init__(self, base: KnowledgeBase, factors: Iterable[Entity], models: Iterable[str], outcome: str | None = None) -> None:
        self.base = base
        outcomes = base.narrower(outcome) if outcome else base.entity_slugs(Kind.outcome)
        self.outcomes = base.entities(outcomes)
        self.factors = {factor.slug: factor for factor in factors}
        self.causes = {slug: self._causes(factor) for slug, factor in self.factors.items()}
        every = base.entities({cause for causes in self.causes.values() for cause in causes})
        self.areas = frozenset(slug for slug, one in every.items() if one.kind is Kind.factor and not one.defined_by)
        self.views: defaultdict[str, list[ClaimView]] = defaultdict(list)
        for view in base.effects(every, self.outcomes, models):
            if isinstance(body := view.claim.body, Effect):
                self.views[body.cause].append(view)

    def supposing(self, added: Iterable[ClaimView], gone: frozenset[str]) -> Self:
        """Return the effects as they would be with some claims more and some less."""
        other = copy.copy(self)
        other.views = defaultdict(list, {key: [view for view in many if view.address not in gone] for key, many in self.views.items()})
        for view in added:
            if isinstance(body := view.claim.body, Effect):
                other.views[body.cause].append(view)
        return other

    def bearing(self, factor: str, *families: tuple[str, ...]) -> Bearing:
        """Return what a factor is said to do to some models, over all outcomes."""
        found = {bearing for family in families for (_, bearing), sides in self._sides(factor, family).items() if sides.supports}
        return Bearing.BOTH if len(found) > 1 else next(iter(found), Bearing.UNKNOWN)

    def speaks(self, factor: str, outcome: str) -> bool:
        """Tell whether anything is said of what a factor does to an outcome, in whatever model."""
        bodies = (view.claim.body for cause in self.causes[factor] for view in self.views[cause])
        known = any(isinstance(body, Effect) and body.outcome == outcome for body in bodies)
        return known or bool(self.base.find(ClaimFilter(cause=tuple(self.causes[factor]), outcome=outcome), limit=1))

    def on_outcomes(self, factor: str, family: tuple[str, ...]) -> dict[tuple[str, Bearing], Leg]:
        """Return what a factor is said to do to each outcome of a model, which is given with its families."""
        name = self.factors[factor].name
        made = {
            (outcome, bearing): leg(f"{family[0]}: {name} {bearing.lower()} {outcome}", sides.supports, sides.against)
            for (outcome, bearing), sides in sorted(self._sides(factor, family).items())
        }
        return {key: one for key, one in made.items() if one}

    def leg(self, factor: str, family: tuple[str, ...], *bearings: Bearing) -> Leg | None:
        """Return the leg that says that a factor bears on some outcome of a model in one of these ways, or None.

        What is said of an outcome counts against it only where harm, or help, to that same outcome is said too.
        """
        found = [sides for (_, bearing), sides in self._sides(factor, family).items() if bearing in bearings and sides.supports]
        supports, against = [one for sides in found for one in sides.supports], [one for sides in found for one in sides.against]
        does = " or ".join("does harm" if bearing is Bearing.HARMS else "helps" for bearing in bearings)
        return leg(f"{family[0]}: {self.factors[factor].name} {does}", supports, against if len(bearings) == 1 else ())

    def _sides(self, factor: str, family: tuple[str, ...]) -> dict[tuple[str, Bearing], _Sides]:
        found: defaultdict[tuple[str, Bearing], _Sides] = defaultdict(_Sides)
        for cause, rule in self.causes[factor].items():
            for view in self.views[cause]:
                body = view.claim.body
                if isinstance(body, Effect) and _concerns(body, family):
                    for bearing, supports in self._told(view, body):
                        sides = found[body.outcome, bearing]
                        if supports and not (cause in self.areas and bearing is Bearing.HELPS):
                            sides.supports.append((rule, (view,)))
                        elif not supports and rule != BROADER:
                            sides.against.append((rule, (view,)))
        return found

    def _told(self, view: ClaimView, body: Effect) -> Iterator[tuple[Bearing, bool]]:
        """Yield which bearings a claim supports (True) and which it opposes (False)."""
        if body.direction is Direction.unclear:
            return
        if body.direction is Direction.no_effect:
            if view.claim.polarity is Polarity.asserts:
                yield from ((Bearing.HARMS, False), (Bearing.HELPS, False))
            return
        helps = (body.direction is Direction.increases) is bool(self.outcomes[body.outcome].wanted)
        told, other = (Bearing.HELPS, Bearing.HARMS) if helps else (Bearing.HARMS, Bearing.HELPS)
        asserted = view.claim.polarity is Polarity.asserts
        yield told, asserted
        if asserted:
            yield other, False

    def _causes(self, factor: Entity) -> dict[str, str]:
        """Return what may stand as cause of an effect for this factor to have it, and by which rule."""
        causes = dict.fromkeys(self.base.broader(factor.slug), BROADER)
        condition = factor.defined_by
        if condition and condition.value and condition.polarity is Polarity.asserts:
            causes[condition.value] = TECHNIQUE
        return {**causes, factor.slug: ITSELF}


def _concerns(body: Effect, family: tuple[str, ...]) -> bool:
    """Tell whether an effect is said in general, or of this model."""
    return body.in_ is None or body.in_.model is None or body.in_.model in family
