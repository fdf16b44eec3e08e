"""Which premises, one at a time, would change what is known of a factor or technique in a model."""

from collections.abc import Iterable, Iterator

from kb.questions.adopting import USES, Adopting
from kb.questions.answer import EntityRef, Leg
from kb.questions.conditions import Side
from kb.questions.evidence import Weighed, leg
from kb.questions.facts import Facts
from kb.questions.known_factors import EFFECT, KnownFactors
from kb.questions.orders import FLIPPED
from kb.questions.quantifiers import LEAST_OPPOSED, OPPOSITE, normal
from kb.questions.supposed import Move, Supposition, WantedPremise, asserted, withdrawn
from kb.records.claim import Effect, Fact
from kb.records.entity import Condition
from kb.records.terms import Direction, Order, Polarity, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate


def of_condition(known: KnownFactors, factor: str, model: str, wanted: bool) -> Iterator[Supposition]:
    """Yield the premises that would make a factor's condition hold of a model, or where it is not wanted, fail."""
    condition = known.conditions[factor]
    for side in known.finding(factor, model).sides:
        missing, in_the_way = (side.supports, side.against) if wanted else (side.against, side.supports)
        if not missing:
            yield from _asserting(known.facts, model, condition if wanted else _opposite(condition), side)
        if made := leg(side.states if not wanted else f"not so: {side.states}", in_the_way, ()):
            yield from _withdrawing(known.facts, model, condition.predicate, made, in_the_way)


def of_effect(known: KnownFactors, factor: str, models: Iterable[str], outcome: str | None) -> Iterator[Supposition]:
    """Yield the premises that would make a factor do harm to some models, and leave that uncontested."""
    legs = [known.harm(factor, model) for model in models]
    if None in legs:
        yield _harming(known, factor, outcome)
    for made in legs:
        if made and made.against:
            opposed = Leg(states=f"not so: {made.states}", standing=made.standing, support=made.against[0], alternatives=made.against[1:])
            yield withdrawn(opposed, (ref.address for one in made.against for ref in one.claims))


def of_technique(known: Adopting, model: str, technique: str) -> Iterator[Supposition]:
    """Yield the premises that would make a technique one that a model adopted."""
    told = known.told(model, technique)
    if not told.used:
        states = f"{model} uses {technique}"
        body = Fact(subject=model, predicate=USES, value=Value(kind=ValueKind.entity, entity=technique))
        yield asserted(_premise(states, body), body)
    against = (*told.denied, *told.replaced)
    if made := leg(f"{model} does not use {technique}", against, ()):
        facts = (view for _, views in against for view in views[-1:])
        yield withdrawn(made, (view.address for view in facts))


def _asserting(facts: Facts, model: str, condition: Condition, side: Side) -> Iterator[Supposition]:
    """Yield the fact that would say one side of a condition; none where no subject is known that it could be said of."""
    subject = next(iter(facts.subjects(model, condition.predicate)), None)
    other = next(iter(facts.subjects(side.other, condition.predicate)), None) if side.other else None
    if subject is None or side.other == model or (side.other and other is None):
        return
    value = _value(facts.predicates[condition.predicate], condition, other)
    body = Fact(subject=subject, predicate=condition.predicate, value=value, quantifier=condition.quantifier)
    amount = f"{condition.quantifier} of " if condition.quantifier else ""
    negation = "not " if condition.polarity is Polarity.denies else ""
    states = f"{subject} {condition.predicate}: {negation}{amount}{value}"
    yield asserted(_premise(states, body, condition.polarity), body)


def _premise(states: str, fact: Fact, polarity: Polarity = Polarity.asserts) -> WantedPremise:
    return WantedPremise(
        states=states,
        move=Move.ASSERT,
        subject=EntityRef(fact.subject),
        predicate=fact.predicate,
        value=fact.value.entity or str(fact.value),
        order=fact.value.order,
        quantifier=fact.quantifier,
        polarity=polarity,
    )


def _value(predicate: Predicate, condition: Condition, other: str | None) -> Value:
    if condition.order:
        return Value(kind=ValueKind.relative, order=condition.order, entity=other)
    match predicate.range.type:
        case ValueKind.entity:
            return Value(kind=ValueKind.entity, entity=condition.value)
        case ValueKind.flag:
            return Value(kind=ValueKind.flag, flag=condition.value == "yes")
    return Value(kind=ValueKind.code, text=condition.value)


def _opposite(condition: Condition) -> Condition:
    """Return a condition that cannot hold beside this one."""
    if condition.order:
        order = FLIPPED[condition.order] if condition.order is not Order.similar else Order.less
        return Condition(predicate=condition.predicate, order=order, than=condition.than)
    polarity, quantifier = normal(condition.polarity, condition.quantifier)
    opposed = LEAST_OPPOSED[quantifier] if quantifier else None
    return Condition(predicate=condition.predicate, value=condition.value, quantifier=opposed, polarity=OPPOSITE[polarity])


def _withdrawing(facts: Facts, model: str, predicate: str, made: Leg, weighed: Iterable[Weighed]) -> Iterator[Supposition]:
    """Yield the withdrawal of what was said of the model itself or, where nothing was, of others beside it; links stay."""
    own = facts.subjects(model, predicate)
    gone: list[str] = []
    for _, views in weighed:
        facts_of = ((view.address, view.claim.body) for view in views)
        said = [(address, body.subject) for address, body in facts_of if isinstance(body, Fact) and body.predicate == predicate]
        ours = [address for address, subject in said if subject in own]
        gone += ours or [address for address, _ in said]
    if gone:
        yield withdrawn(made, gone)


def _harming(known: KnownFactors, factor: str, outcome: str | None) -> Supposition:
    """Return the effect that would say in general that a factor harms an outcome, one of which nothing is said of it yet."""
    outcomes = known.effects.outcomes
    meant = outcome or next((slug for slug in outcomes if not known.effects.speaks(factor, slug)), next(iter(outcomes)))
    direction = Direction.decreases if outcomes[meant].wanted else Direction.increases
    states = f"{factor} harms {outcome or 'some outcome'}"
    premise = WantedPremise(states=states, move=Move.ASSERT, subject=EntityRef(factor), predicate=EFFECT, value=outcome)
    return asserted(premise, Effect(cause=factor, outcome=meant, direction=direction))
