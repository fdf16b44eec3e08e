"""Whether a factor's condition holds of a model: what the facts say for it, and what against."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.questions.answer import Leg
from kb.questions.evidence import Said, Weighed, leg, said_of
from kb.records.claim import Fact
from kb.records.entity import Condition
from kb.records.terms import Order, Polarity, Quantifier, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate
from kb.store.base import KnowledgeBase

UNSAID = "no source in the base says"
STATED = "stated"
COMPARED = "figures-compared"
OPPOSITE = {Polarity.asserts: Polarity.denies, Polarity.denies: Polarity.asserts}
FLIPPED = {Order.less: Order.greater, Order.greater: Order.less, Order.similar: Order.similar}
INVERTED = {Quantifier.none: Quantifier.all, Quantifier.few: Quantifier.most}
BREADTH = {Quantifier.some: 1, Quantifier.most: 2, Quantifier.all: 3}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a condition for one model: its legs, whether it is ruled out, and what silence was found."""

    legs: tuple[Leg, ...] = ()
    vetoed: bool = False
    reason: str = UNSAID

    @property
    def holds(self) -> bool:
        """Tell whether every leg stands."""
        return bool(self.legs) and not self.vetoed


def finding(base: KnowledgeBase, model: str, condition: Condition) -> Finding:
    """Look up whether a condition holds of a model; silence is neither yes nor no."""
    predicate = base.predicate(condition.predicate)
    said = said_of(base, model, predicate)
    if condition.order is None:
        sides = [(_sentence(model, predicate, condition), *_stated(base, said, condition, predicate))]
    else:
        sides = [_ordered(base, model, said, predicate, condition.order, other) for other in condition.than]
    legs = [leg(states, supports, against) for states, supports, against in sides]
    vetoed = any(made is None and against for made, (_, _, against) in zip(legs, sides, strict=True))
    if vetoed or None in legs:
        return Finding(vetoed=vetoed, reason=_silence(said))
    return Finding(legs=tuple(made for made in legs if made))


def _sentence(model: str, predicate: Predicate, condition: Condition) -> str:
    negation = "not " if condition.polarity is Polarity.denies else ""
    amount = f"{condition.quantifier} of " if condition.quantifier else ""
    return f"{model}: {predicate.name} is {negation}{amount}{condition.value}"


def _silence(said: tuple[Said, ...]) -> str:
    for one in said:
        if one.fact.value.kind is ValueKind.not_disclosed:
            return f"{one.view.address} looked in {', '.join(one.fact.value.looked_in)} and found nothing"
    return UNSAID


def _stated(base: KnowledgeBase, said: tuple[Said, ...], condition: Condition, predicate: Predicate) -> tuple[list[Weighed], list[Weighed]]:
    """Sort facts into those that state the condition and those that state its opposite."""
    supports: list[Weighed] = []
    against: list[Weighed] = []
    for one in said:
        polarity, quantifier = _normal(one.view.claim.polarity, one.fact.quantifier)
        same = _covers(base, one.fact.value, condition.value or "", polarity)
        if same and (condition.quantifier is None or (quantifier and BREADTH[quantifier] >= BREADTH[condition.quantifier])):
            (supports if polarity is condition.polarity else against).append((STATED, one.claims))
        elif not same and _excludes(one, condition, predicate):
            against.append((STATED, one.claims))
    return supports, against


def _normal(polarity: Polarity, quantifier: Quantifier | None) -> tuple[Polarity, Quantifier | None]:
    """Say "none is" as "all are not", and "few are" as "most are not"."""
    if quantifier in INVERTED:
        return OPPOSITE[polarity], INVERTED[quantifier]
    return polarity, quantifier


def _covers(base: KnowledgeBase, value: Value, wanted: str, polarity: Polarity) -> bool:
    """Tell whether a value says the wanted one: a narrower one asserted, or a broader one denied, says it too."""
    if value.kind is not ValueKind.entity or value.entity is None:
        return str(value) == wanted
    return wanted in (base.broader(value.entity) if polarity is Polarity.asserts else base.narrower(value.entity))


def _excludes(one: Said, condition: Condition, predicate: Predicate) -> bool:
    """Tell whether a fact rules the condition out by asserting another value of a functional predicate."""
    asserted = one.view.claim.polarity is Polarity.asserts and condition.polarity is Polarity.asserts
    return predicate.functional and asserted and one.fact.value.kind in (ValueKind.code, ValueKind.entity, ValueKind.flag)


def _ordered(
    base: KnowledgeBase, model: str, said: tuple[Said, ...], predicate: Predicate, order: Order, other: str
) -> tuple[str, list[Weighed], list[Weighed]]:
    """Compare a model's figures with another's, stated in so many words or number by number."""
    theirs = said_of(base, other, predicate)
    supports: list[Weighed] = []
    against: list[Weighed] = []
    for found, weighed in (*_relative(said, theirs), *_numeric(said, theirs)):
        (supports if found is order else against).append(weighed)
    word = {Order.less: "less than", Order.greater: "more than", Order.similar: "about that of"}[order]
    return f"{model}: {predicate.name} is {word} {other}", supports, against


def _relative(ours: tuple[Said, ...], theirs: tuple[Said, ...]) -> Iterator[tuple[Order, Weighed]]:
    """Yield what sources say of the two figures without giving numbers."""
    for mine, yours, turn in ((ours, theirs, False), (theirs, ours, True)):
        links = {other.fact.subject: other.claims[:-1] for other in yours}
        for one in mine:
            value, subject = one.fact.value, one.fact.value.entity or ""
            if value.kind is ValueKind.relative and value.order and subject in links:
                yield FLIPPED[value.order] if turn else value.order, (STATED, (*one.claims, *links[subject]))


def _numeric(ours: tuple[Said, ...], theirs: tuple[Said, ...]) -> Iterator[tuple[Order, Weighed]]:
    """Yield how each of our figures stands to each of theirs."""
    for one in ours:
        for other in theirs:
            mine, yours = _number(one.fact), _number(other.fact)
            if mine is not None and yours is not None:
                order = Order.less if mine < yours else Order.greater if mine > yours else Order.similar
                yield order, (COMPARED, (*one.claims, *other.claims))


def _number(fact: Fact) -> Decimal | None:
    quantity = fact.value.quantity
    return Decimal(quantity.number) if quantity and quantity.number else None
