"""How a model's figure stands to another model's: as sources say it, and number by number."""

from collections.abc import Iterator
from decimal import Decimal

from kb.questions.evidence import Said, Weighed
from kb.questions.facts import Facts
from kb.records.terms import Order, Polarity, ValueKind

STATED = "stated"
COMPARED = "figures-compared"
ITSELF = "same-model"
FLIPPED = {Order.less: Order.greater, Order.greater: Order.less, Order.similar: Order.similar}


def orders(facts: Facts, model: str, predicate: str, other: str) -> Iterator[tuple[Order, Weighed]]:
    """Yield how a model's figure stands to another's; that it equals its own needs no claim."""
    if model == other:
        yield Order.similar, (ITSELF, ())
        return
    ours, theirs = facts.said(model, predicate), facts.said(other, predicate)
    yield from _relative(facts, ours, other, predicate)
    yield from ((FLIPPED[order], weighed) for order, weighed in _relative(facts, theirs, model, predicate))
    for one in ours:
        for two in theirs:
            mine, yours = _number(facts, one), _number(facts, two)
            if mine is not None and yours is not None:
                order = Order.less if mine < yours else Order.greater if mine > yours else Order.similar
                yield order, (COMPARED, (*one.claims, *two.claims))


def _relative(facts: Facts, said: tuple[Said, ...], other: str, predicate: str) -> Iterator[tuple[Order, Weighed]]:
    """Yield what sources say, without giving numbers, of figures beside those of another model's subjects."""
    subjects = facts.subjects(other, predicate)
    for one in said:
        value = one.fact.value
        if value.kind is ValueKind.relative and value.order and one.view.claim.polarity is Polarity.asserts:
            for chain in subjects.get(value.entity or "", ()):
                yield value.order, (STATED, (*one.claims, *chain))


def _number(facts: Facts, one: Said) -> Decimal | None:
    """Return a figure in the base unit of its dimension; None where it is no single number, or denied."""
    quantity = one.fact.value.quantity
    if quantity is None or quantity.number is None or one.view.claim.polarity is Polarity.denies:
        return None
    return Decimal(quantity.number) * Decimal(facts.units[quantity.unit].factor)
