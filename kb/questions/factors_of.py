"""Which factors does this model have, and what are they said to do?"""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.questions.answer import Answer, EntityRef, Gap, Inference, Leg, Standing
from kb.questions.conditions import Holding
from kb.questions.effects import Bearing
from kb.questions.envelope import answered, conflicts_of, demand, standing
from kb.questions.known_factors import EFFECT, KnownFactors, known_factors
from kb.questions.question import question
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase

RULE = "factor-holds"
BEARS = "factor-bears-on-outcome"
ORDER = list(Bearing)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorEffect:
    """What a factor that a model has is said to do to one outcome."""

    effect: str
    """Factor, bearing and outcome, by which the proof names it."""
    outcome: EntityRef
    """The outcome."""
    bearing: Bearing
    """Whether it is said to harm or to help."""
    standing: Standing
    """Contested when a source speaks against the condition or the effect."""
    ground: str
    """What the effect rests on: measured, observed, reported, argued, ..."""
    by: str
    """Whether it is said of the factor itself, of the technique it consists in, or of a broader factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorOfModel:
    """A factor whose condition holds of the model."""

    factor: EntityRef
    """The factor."""
    name: str
    """Its name."""
    bearing: Bearing
    """What it is said to do, over all outcomes."""
    standing: Standing
    """Contested when a source speaks against the condition."""
    ground: str
    """What the condition rests on."""
    effects: tuple[FactorEffect, ...]
    """What it is said to do to each outcome, in general or in this model; nothing where no source says."""


@question("failure", example={"model": "bloom-176b"})
def factors_of(base: KnowledgeBase, model: str, outcome: str | None = None) -> Answer[tuple[FactorOfModel, ...]]:
    """Which factors does this model have, and what are they said to do?

    A factor is in the answer when its condition holds of the model (stated or denied in so many words, or figures
    compared), contested or not. Its effects are those said in general or of this model, each with its own proof; a
    factor without any is UNKNOWN and a gap. So is a factor that is said to bear on this model while nobody says
    whether its condition holds.

    `model` is a model; `outcome` narrows to the factors that are said to bear on one outcome or one below it.
    Raises UnknownId for an unknown slug and BadArgument for an entity of another kind.
    """
    demand_model(base, model, outcome)
    known = known_factors(base, (model,), outcome)
    found = [one for slug in sorted(known.factors) if (one := factor_of(known, slug, model, narrowed=outcome is not None))]
    found.sort(key=lambda one: ORDER.index(one[0].bearing))
    proof = [inference for _, inferences in found for inference in inferences]
    gaps = [gap for slug in sorted(known.factors) for gap in _gaps(known, slug, model, narrowed=outcome is not None)]
    return answered(base, tuple(item for item, _ in found), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def demand_model(base: KnowledgeBase, model: str, outcome: str | None) -> None:
    """Check the arguments of the question. Raises UnknownId or BadArgument."""
    demand(base, "model", model, Kind.model)
    if outcome:
        demand(base, "outcome", outcome, Kind.outcome)


def factor_of(known: KnownFactors, slug: str, model: str, narrowed: bool) -> tuple[FactorOfModel, tuple[Inference, ...]] | None:
    """Return a factor with its proof if the model has it and, where outcomes are narrowed, it is said to bear on one."""
    condition = known.finding(slug, model)
    bearing = known.effects.leg(slug, known.facts.families[model], Bearing.HARMS, Bearing.HELPS)
    if not condition.holds or (narrowed and bearing is None):
        return None
    legs = (*condition.legs, bearing) if narrowed and bearing else condition.legs
    effects = known.effects.on_outcomes(slug, known.facts.families[model])
    told = tuple(_effect(slug, outcome, does, condition.legs, leg) for (outcome, does), leg in effects.items())
    item = FactorOfModel(
        factor=EntityRef(slug),
        name=known.factors[slug].name,
        bearing=known.effects.bearing(slug, known.facts.families[model]),
        standing=standing(condition.legs),
        ground=condition.legs[0].support.ground,
        effects=tuple(one for one, _ in told),
    )
    return item, (Inference(item=slug, rule=RULE, legs=legs), *(inference for _, inference in told))


def _effect(slug: str, outcome: str, bearing: Bearing, condition: tuple[Leg, ...], leg: Leg) -> tuple[FactorEffect, Inference]:
    name = f"{slug} {bearing.lower()} {outcome}"
    legs = (*condition, leg)
    effect = FactorEffect(
        effect=name,
        outcome=EntityRef(outcome),
        bearing=bearing,
        standing=standing(legs),
        ground=leg.support.ground,
        by=leg.support.rule,
    )
    return effect, Inference(item=name, rule=BEARS, legs=legs)


def _gaps(known: KnownFactors, slug: str, model: str, narrowed: bool) -> Iterator[Gap]:
    """Yield what is missing: an effect of a factor that holds, or the condition of one that is said to bear on the model."""
    condition = known.finding(slug, model)
    bears = known.effects.leg(slug, known.facts.families[model], Bearing.HARMS, Bearing.HELPS)
    if condition.holds and bears is None and not narrowed:
        yield Gap(item=slug, subject=model, predicate=EFFECT, reason="no source in the base says what it does")
    elif condition.holding is Holding.UNKNOWN and bears:
        yield known.gap(slug, model, condition.reason)
