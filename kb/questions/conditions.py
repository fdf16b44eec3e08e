"""Whether a condition holds of a model: what the facts say for it, and what against."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Leg
from kb.questions.evidence import Said, Weighed, leg
from kb.questions.facts import Facts
from kb.questions.orders import STATED, orders
from kb.questions.quantifiers import LEAST_OPPOSED, OPPOSITE, counted, normal, number_of, reaches
from kb.records.entity import Condition
from kb.records.terms import Order, Polarity, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate

UNSAID = "no source in the base says"


class Holding(StrEnum):
    """What is known of a condition for one model."""

    HOLDS = "HOLDS"
    """Every part of it is said, and nothing speaks against it."""
    CONTESTED = "CONTESTED"
    """Every part of it is said, and of one the opposite too."""
    RULED_OUT = "RULED_OUT"
    """Of one part the opposite is said, and nothing for it."""
    UNKNOWN = "UNKNOWN"
    """No source in the base says, which is not a no."""


@dataclass(frozen=True, slots=True)
class Side:
    """One thing that a condition asks of a model: a value, or the order to one other model."""

    states: str
    supports: tuple[Weighed, ...]
    against: tuple[Weighed, ...]
    other: str | None = None
    """For an order: the model that is compared with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a condition for one model, side by side; all sides must hold."""

    sides: tuple[Side, ...]
    reason: str = UNSAID
    """What silence was found."""

    @property
    def holding(self) -> Holding:
        """Return what is known on the whole."""
        if any(side.against and not side.supports for side in self.sides):
            return Holding.RULED_OUT
        if not all(side.supports for side in self.sides):
            return Holding.UNKNOWN
        return Holding.CONTESTED if any(side.against for side in self.sides) else Holding.HOLDS

    @property
    def holds(self) -> bool:
        """Tell whether every side is said, contested or not."""
        return self.holding in (Holding.HOLDS, Holding.CONTESTED)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Return a leg for each side that is said."""
        made = (leg(side.states, side.supports, side.against) for side in self.sides)
        return tuple(one for one in made if one)

    @property
    def opposite(self) -> Leg | None:
        """Return the leg that says that the condition does not hold; one side that fails is enough for it."""
        ruled_out = self.holding is Holding.RULED_OUT
        sides = [side for side in self.sides if side.against and not (ruled_out and side.supports)]
        states = f"not so: {' and '.join(side.states for side in sides)}"
        return leg(states, (one for side in sides for one in side.against), (one for side in sides for one in side.supports))


def finding(facts: Facts, model: str, condition: Condition) -> Finding:
    """Look up whether a condition holds of a model; silence is neither yes nor no."""
    predicate = facts.predicates[condition.predicate]
    said = facts.said(model, predicate.slug)
    if condition.order is None:
        sides = [_stated(facts, model, said, condition)]
    else:
        sides = [_ordered(facts, model, condition, other) for other in condition.than]
    return Finding(tuple(sides), silence(said))


def silence(said: Iterable[Said]) -> str:
    """Return why nothing is known where these facts tell nothing: somebody looked in vain, or nobody says."""
    for one in said:
        if one.fact.value.kind is ValueKind.not_disclosed:
            return f"{one.view.address} looked in {', '.join(one.fact.value.looked_in)} and found nothing"
    return UNSAID


def _stated(facts: Facts, model: str, said: tuple[Said, ...], condition: Condition) -> Side:
    """Sort facts into those that state the condition and those that state its opposite."""
    predicate = facts.predicates[condition.predicate]
    wanted, least = normal(condition.polarity, condition.quantifier)
    supports: list[Weighed] = []
    against: list[Weighed] = []
    for one in said:
        polarity, quantifier = normal(one.view.claim.polarity, one.fact.quantifier)
        if covers(facts, one.fact.value, condition.value or "", polarity):
            enough = least if polarity is wanted or least is None else LEAST_OPPOSED[least]
            if enough is None or reaches(quantifier, enough):
                (supports if polarity is wanted else against).append((STATED, one.claims))
        elif wanted is Polarity.asserts and excludes(facts, one, condition.value or ""):
            against.append((STATED, one.claims))
    if least and condition.value:
        members = len(facts.entity(condition.value).members)
        needed = number_of(least, members)
        supports += counted(facts, said, condition.value, wanted, needed)
        against += counted(facts, said, condition.value, OPPOSITE[wanted], members - needed + 1)
    return Side(_sentence(model, predicate, condition), tuple(supports), tuple(against))


def _sentence(model: str, predicate: Predicate, condition: Condition) -> str:
    negation = "not " if condition.polarity is Polarity.denies else ""
    amount = f"{condition.quantifier} of " if condition.quantifier else ""
    return f"{model}: {predicate.name} is {negation}{amount}{condition.value}"


def covers(facts: Facts, value: Value, wanted: str, polarity: Polarity) -> bool:
    """Tell whether a value says the wanted one: a narrower one asserted, or a broader one denied, says it too."""
    if value.kind is ValueKind.quantity:
        return value.quantity is not None and value.quantity.number == wanted
    if value.kind is not ValueKind.entity or value.entity is None:
        return str(value) == wanted
    return wanted in (facts.broader(value.entity) if polarity is Polarity.asserts else facts.narrower(value.entity))


def excludes(facts: Facts, one: Said, wanted: str) -> bool:
    """Tell whether a fact rules a value out by asserting another one of a functional predicate."""
    value = one.fact.value
    if not facts.predicates[one.fact.predicate].functional or one.view.claim.polarity is Polarity.denies:
        return False
    if value.kind is ValueKind.quantity:
        return value.quantity is not None and value.quantity.number is not None
    if value.kind is ValueKind.entity and value.entity:
        return wanted not in facts.narrower(value.entity)
    return value.kind in (ValueKind.code, ValueKind.flag)


def _ordered(facts: Facts, model: str, condition: Condition, other: str) -> Side:
    """Compare a model's figures with another's."""
    predicate, order = facts.predicates[condition.predicate], condition.order
    supports: list[Weighed] = []
    against: list[Weighed] = []
    for found, weighed in orders(facts, model, predicate.slug, other):
        (supports if found is order else against).append(weighed)
    word = {Order.less: "less than", Order.greater: "more than", Order.similar: "about that of"}[order or Order.similar]
    return Side(f"{model}: {predicate.name} is {word} {other}", tuple(supports), tuple(against), other)
