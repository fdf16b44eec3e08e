"""Which failure factors do these models share?"""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.errors import BadArgument
from kb.questions.answer import Answer, EntityRef, Gap, Inference, Standing
from kb.questions.conditions import Holding
from kb.questions.envelope import answered, conflicts_of, demand, standing
from kb.questions.known_factors import EFFECT, KnownFactors, known_factors
from kb.questions.question import question
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase

RULE = "shared-factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFactor:
    """A factor that every one of the models has."""

    factor: EntityRef
    """The factor."""
    name: str
    """Its name."""
    standing: Standing
    """Contested when a source speaks against one of the legs."""
    grounds: tuple[str, ...]
    """What the condition rests on, model by model: measured, observed, reported, argued, ..."""
    effect_grounds: tuple[str, ...]
    """What the effect rests on, model by model."""


@question("failure", example={"models": ("opt-175b", "bloom-176b")})
def shared_factors(base: KnowledgeBase, models: tuple[str, ...], outcome: str | None = None) -> Answer[tuple[SharedFactor, ...]]:
    """Which failure factors do these models share?

    A factor is shared when for every model one leg says that its condition holds (stated or denied in so many
    words, or figures compared) and another that it harms an outcome, in general or for that model. Silence is a
    gap, never a leg. An uncontested opposite rules the factor out; a contested leg keeps it, with both sides.
    Gaps are told of factors that hold of one of the models and are said to harm one.

    `models` are two or more slugs of models; `outcome` narrows effects to one outcome and those below it.
    Raises UnknownId for an unknown slug and BadArgument for an entity of another kind.
    """
    demand_models(base, models, outcome)
    return among(base, known_factors(base, models, outcome), models)


def among(base: KnowledgeBase, known: KnownFactors, models: tuple[str, ...]) -> Answer[tuple[SharedFactor, ...]]:
    """Answer for some of the models of which the factors are known."""
    found = [one for slug in sorted(known.factors) if (one := shared(known, slug, models))]
    gaps = [gap for slug in sorted(known.factors) for gap in _gaps(known, slug, models)]
    proof = [inference for _, inference in found]
    return answered(base, tuple(item for item, _ in found), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def demand_models(base: KnowledgeBase, models: tuple[str, ...], outcome: str | None) -> None:
    """Check the arguments of the question. Raises UnknownId or BadArgument."""
    if len(set(models)) < 2:
        raise BadArgument("models", list(models), "name two different models or more")
    for model in models:
        demand(base, "models", model, Kind.model)
    if outcome:
        demand(base, "outcome", outcome, Kind.outcome)


def shared(known: KnownFactors, slug: str, models: tuple[str, ...]) -> tuple[SharedFactor, Inference] | None:
    """Return a factor with its proof if all models share it."""
    findings = [known.finding(slug, model) for model in models]
    harms = [known.harm(slug, model) for model in models]
    if not all(one.holds for one in findings) or None in harms:
        return None
    effects = [one for one in harms if one]
    legs = tuple(leg for one, effect in zip(findings, effects, strict=True) for leg in (*one.legs, effect))
    item = SharedFactor(
        factor=EntityRef(slug),
        name=known.factors[slug].name,
        standing=standing(legs),
        grounds=tuple(one.legs[0].support.ground for one in findings),
        effect_grounds=tuple(one.support.ground for one in effects),
    )
    return item, Inference(item=slug, rule=RULE, legs=legs)


def _gaps(known: KnownFactors, slug: str, models: tuple[str, ...]) -> Iterator[Gap]:
    """Yield what is missing for a factor that holds of one of the models, harms one, and is ruled out for none."""
    findings = {model: known.finding(slug, model) for model in models}
    harms = {model: known.harm(slug, model) for model in models}
    ruled_out = any(one.holding is Holding.RULED_OUT for one in findings.values())
    if ruled_out or not any(one.holds for one in findings.values()) or not any(harms.values()):
        return
    for model, one in findings.items():
        if not one.holds:
            yield known.gap(slug, model, one.reason)
        elif harms[model] is None:
            yield Gap(item=slug, subject=model, predicate=EFFECT, reason="no source in the base says that it does harm")
