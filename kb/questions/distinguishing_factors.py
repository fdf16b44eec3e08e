"""Which factors set the models that failed apart from those that succeeded?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.errors import BadArgument
from kb.questions.answer import Answer, ClaimRef, EntityRef, Gap, Inference, Leg
from kb.questions.conditions import Finding, Holding
from kb.questions.effects import Bearing
from kb.questions.either import either
from kb.questions.envelope import answered, conflicts_of, demand, refs
from kb.questions.known_factors import EFFECT, KnownFactors, known_factors
from kb.questions.question import question
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase

DIFFERENCE = "method-of-difference"
NOT_EXCLUDED = "difference-not-excluded"


class Distinction(StrEnum):
    """How far a factor is known to set the two groups apart."""

    CONFIRMED = "CONFIRMED"
    """It is known to hold of all that failed and of none that succeeded."""
    CONTESTED = "CONTESTED"
    """The same, but sources contradict each other on one of the models."""
    POSSIBLE = "POSSIBLE"
    """Nothing known speaks against it, but of some models nobody says."""


class Group(StrEnum):
    """To which group a model belongs."""

    SUCCEEDED = "SUCCEEDED"
    """Those that reached what was wanted."""
    FAILED = "FAILED"
    """Those that did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelState:
    """What is known of a factor's condition for one model."""

    model: EntityRef
    """The model."""
    group: Group
    """To which group it belongs."""
    holding: Holding
    """Whether the condition holds of it."""
    rests_on: tuple[ClaimRef, ...]
    """The claims that say that it holds or, where it is ruled out, that it does not."""
    opposed: tuple[ClaimRef, ...]
    """The claims that say the opposite, where it is contested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinguishingFactor:
    """A factor that sets the models that failed apart, as far as is known."""

    factor: EntityRef
    """The factor."""
    name: str
    """Its name."""
    difference: Distinction
    """How far it is known to set the groups apart."""
    bearing: Bearing
    """What it is said to do to the models that failed."""
    models: tuple[ModelState, ...]
    """What is known of each model, those that succeeded first."""


@question("failure", example={"succeeded": ("gpt-3-175b", "palm-540b"), "failed": ("opt-175b", "bloom-176b")})
def distinguishing_factors(
    base: KnowledgeBase, succeeded: tuple[str, ...], failed: tuple[str, ...], outcome: str | None = None
) -> Answer[tuple[DistinguishingFactor, ...]]:
    """Which factors set the models that failed apart from those that succeeded?

    The method of difference under incomplete knowledge: a factor is CONFIRMED when its condition is known to hold of
    all that failed and is ruled out for all that succeeded, CONTESTED when sources contradict each other on one of
    these, and POSSIBLE when it holds of one that failed and silence alone stands in the way, with a gap for each model
    of which nobody says. A factor that holds of a model that succeeded, or is ruled out for one that failed, is out.
    Effects play no part in it, so that a factor may be found that nobody has blamed; what is said of it is told.

    `succeeded` are the models that reached what was wanted; `failed` are those that did not; `outcome` narrows to
    factors that are said to harm one outcome, or one below it, in each that failed.
    Raises UnknownId for an unknown slug and BadArgument for an entity of another kind, or a model in both groups.
    """
    demand_groups(base, succeeded, failed, outcome)
    known = known_factors(base, (*succeeded, *failed), outcome)
    groups = Groups(known, succeeded, failed, outcome is not None)
    found = [one for slug in sorted(known.factors) if (one := groups.distinguished(slug))]
    found.sort(key=lambda one: list(Distinction).index(one[0].difference))
    proof = [inference for _, inference in found]
    gaps = [gap for item, _ in found for gap in groups.gaps(item.factor.slug)]
    return answered(base, tuple(item for item, _ in found), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def demand_groups(base: KnowledgeBase, succeeded: tuple[str, ...], failed: tuple[str, ...], outcome: str | None) -> None:
    """Check the arguments of the question. Raises UnknownId or BadArgument."""
    for argument, models in (("succeeded", succeeded), ("failed", failed)):
        if not models:
            raise BadArgument(argument, list(models), "name one model or more")
        for model in models:
            demand(base, argument, model, Kind.model)
    if both := sorted(set(succeeded) & set(failed)):
        raise BadArgument("failed", both, "a model cannot have failed and succeeded")
    if outcome:
        demand(base, "outcome", outcome, Kind.outcome)


@dataclass(frozen=True, slots=True)
class Groups:
    """The two groups of models, and what is known of them."""

    known: KnownFactors
    succeeded: tuple[str, ...]
    failed: tuple[str, ...]
    narrowed: bool
    """Whether a factor must be said to harm an outcome."""

    def distinguished(self, slug: str) -> tuple[DistinguishingFactor, Inference] | None:
        """Return a factor with its proof where nothing known speaks against its setting the groups apart."""
        findings = {model: self.known.finding(slug, model) for model in (*self.succeeded, *self.failed)}
        difference = self._difference(slug, findings)
        if difference is None:
            return None
        item = DistinguishingFactor(
            factor=EntityRef(slug),
            name=self.known.factors[slug].name,
            difference=difference,
            bearing=self.known.effects.bearing(slug, *(self.known.facts.families[model] for model in self.failed)),
            models=tuple(self._state(model, one) for model, one in findings.items()),
        )
        if difference is Distinction.POSSIBLE:
            return item, Inference(item=slug, rule=NOT_EXCLUDED, legs=self._some_legs(slug, findings))
        return item, Inference(item=slug, rule=DIFFERENCE, legs=self._all_legs(slug, findings))

    def gaps(self, slug: str) -> Iterator[Gap]:
        """Yield for a factor in the answer what is not known of it."""
        for model in (*self.succeeded, *self.failed):
            if (one := self.known.finding(slug, model)).holding is Holding.UNKNOWN:
                yield self.known.gap(slug, model, one.reason)
        for model in self.failed if self.narrowed else ():
            if self.known.harm(slug, model) is None:
                yield Gap(item=slug, subject=model, predicate=EFFECT, reason="no source in the base says that it does harm")

    def _difference(self, slug: str, findings: dict[str, Finding]) -> Distinction | None:
        for_failed = {findings[model].holding for model in self.failed}
        for_succeeded = {findings[model].holding for model in self.succeeded}
        harms = [self.known.harm(slug, model) for model in self.failed] if self.narrowed else []
        if Holding.RULED_OUT in for_failed or Holding.HOLDS in for_succeeded or (self.narrowed and not any(harms)):
            return None
        if for_failed == {Holding.UNKNOWN}:
            return None
        if Holding.UNKNOWN in for_failed | for_succeeded or None in harms:
            return Distinction.POSSIBLE
        contested = Holding.CONTESTED in for_failed | for_succeeded or any(one.against for one in harms if one)
        return Distinction.CONTESTED if contested else Distinction.CONFIRMED

    def _all_legs(self, slug: str, findings: dict[str, Finding]) -> tuple[Leg, ...]:
        hold = (leg for model in self.failed for leg in findings[model].legs)
        fail = (findings[model].opposite for model in self.succeeded)
        harms = (self.known.harm(slug, model) for model in self.failed) if self.narrowed else ()
        return tuple(leg for leg in (*hold, *fail, *harms) if leg)

    def _some_legs(self, slug: str, findings: dict[str, Finding]) -> tuple[Leg, ...]:
        """Return what a possible item needs.

        That the factor holds of one that failed, harms one where this is asked, and is not decided against it where sources
        contradict each other.
        """
        name = self.known.factors[slug].name
        opposites = (findings[model].opposite for model in self.succeeded if findings[model].holding is Holding.CONTESTED)
        contested = [leg for model in self.failed if findings[model].holds for leg in findings[model].legs if leg.against]
        holds = either(f"{name} holds of one that failed", [findings[model].legs for model in self.failed if findings[model].holds])
        harms = [(one,) for model in self.failed if (one := self.known.harm(slug, model))] if self.narrowed else []
        harm = either(f"{name} does harm to one that failed", harms)
        return tuple(leg for leg in (holds, *contested, *opposites, harm) if leg)

    def _state(self, model: str, one: Finding) -> ModelState:
        ruled_out = one.holding is Holding.RULED_OUT
        legs = [one.opposite] if ruled_out else list(one.legs) if one.holds else []
        return ModelState(
            model=EntityRef(model),
            group=Group.SUCCEEDED if model in self.succeeded else Group.FAILED,
            holding=one.holding,
            rests_on=refs(leg.support for leg in legs if leg),
            opposed=refs(other for leg in legs if leg for other in leg.against[:1]),
        )
