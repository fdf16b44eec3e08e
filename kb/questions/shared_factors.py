"""Which failure factors do these models share?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.errors import BadArgument
from kb.questions.answer import Answer, EntityRef, Gap, Inference, Leg, Standing
from kb.questions.conditions import Finding, finding
from kb.questions.envelope import answered, conflicts_of, demand, standing
from kb.questions.evidence import BROADER, Weighed, leg
from kb.questions.question import question
from kb.records.claim import Effect
from kb.records.entity import Entity
from kb.records.terms import Direction, Kind, Polarity
from kb.store.base import ClaimView, KnowledgeBase

RULE = "shared-factor"
ITSELF = "effect-of-factor"
HARM = {True: Direction.decreases, False: Direction.increases}


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

    `models` are two or more slugs of models; `outcome` narrows effects to one outcome and those below it.
    Raises UnknownId for an unknown slug and BadArgument for an entity of another kind.
    """
    _check(base, models, outcome)
    factors = {slug: base.entity(slug) for slug in base.entity_slugs(Kind.factor)}
    conditions = {entity.slug: entity for entity in factors.values() if entity.defined_by}
    findings = {
        slug: {model: finding(base, model, entity.defined_by) for model in models if entity.defined_by}
        for slug, entity in conditions.items()
    }
    effects = _Effects(base, outcome)
    items: list[tuple[SharedFactor, Inference]] = []
    gaps: list[Gap] = []
    for slug, entity in sorted(conditions.items()):
        known = findings[slug]
        if any(one.vetoed for one in known.values()):
            continue
        legs = effects.legs(entity, models)
        gaps += _gaps(entity, known, legs)
        if all(one.holds for one in known.values()) and all(legs.values()):
            items.append(_item(entity, known, {model: made for model, made in legs.items() if made}))
    proof = [inference for _, inference in items]
    return answered(base, tuple(item for item, _ in items), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def _check(base: KnowledgeBase, models: tuple[str, ...], outcome: str | None) -> None:
    if len(set(models)) < 2:
        raise BadArgument("models", list(models), "name two different models or more")
    for model in models:
        demand(base, "models", model, Kind.model)
    if outcome:
        demand(base, "outcome", outcome, Kind.outcome)


class _Effects:
    """The harmful effects that the base holds, looked up once for a question."""

    def __init__(self, base: KnowledgeBase, outcome: str | None) -> None:
        self.base = base
        self.outcomes = base.entities(base.narrower(outcome) if outcome else base.entity_slugs(Kind.outcome))

    def legs(self, factor: Entity, models: tuple[str, ...]) -> dict[str, Leg | None]:
        """Return, for each model, the leg that says that a factor harms an outcome of it, or None."""
        causes = self._causes(factor)
        views = self.base.effects(causes, self.outcomes)
        return {model: self._leg(f"{model}: {factor.name} does harm", model, causes, views) for model in models}

    def _leg(self, states: str, model: str, causes: Mapping[str, str], views: list[ClaimView]) -> Leg | None:
        family = self.base.broader(model)
        supports: list[Weighed] = []
        against: list[Weighed] = []
        for view in views:
            body = view.claim.body
            if isinstance(body, Effect) and (body.in_ is None or body.in_.model is None or body.in_.model in family):
                side = self._side(view, body)
                if side is True:
                    supports.append((causes[body.cause], (view,)))
                elif side is False and causes[body.cause] == ITSELF:
                    against.append((causes[body.cause], (view,)))
        return leg(states, supports, against)

    def _causes(self, factor: Entity) -> dict[str, str]:
        """Return what may stand as cause of an effect for this factor to have it, and by which rule."""
        causes = dict.fromkeys(self.base.broader(factor.slug), BROADER)
        condition = factor.defined_by
        if condition and condition.value and condition.polarity is Polarity.asserts:
            causes[condition.value] = "effect-of-technique"
        return {**causes, factor.slug: ITSELF}

    def _side(self, view: ClaimView, body: Effect) -> bool | None:
        """Tell whether a claim says that harm is done (True), that it is not (False), or neither."""
        harmful = body.direction is HARM[bool(self.outcomes[body.outcome].wanted)]
        if view.claim.polarity is Polarity.denies:
            return False if harmful else None
        return True if harmful else False if body.direction is not Direction.unclear else None


def _gaps(factor: Entity, known: Mapping[str, Finding], legs: Mapping[str, Leg | None]) -> Iterator[Gap]:
    """Yield what is missing for a factor that holds of at least one of the models."""
    if not any(one.holds for one in known.values()) or not factor.defined_by:
        return
    for model, one in known.items():
        if not one.holds:
            yield Gap(item=factor.slug, subject=model, predicate=factor.defined_by.predicate, reason=one.reason)
        elif legs[model] is None:
            yield Gap(item=factor.slug, subject=model, predicate="effect", reason="no source in the base says that it does harm")


def _item(factor: Entity, known: Mapping[str, Finding], effects: Mapping[str, Leg]) -> tuple[SharedFactor, Inference]:
    legs = [part for model, one in known.items() for part in (*one.legs, effects[model])]
    item = SharedFactor(
        factor=EntityRef(factor.slug),
        name=factor.name,
        standing=standing(legs),
        grounds=tuple(one.legs[0].support.ground for one in known.values()),
        effect_grounds=tuple(made.support.ground for made in effects.values()),
    )
    return item, Inference(item=factor.slug, rule=RULE, legs=tuple(legs))
