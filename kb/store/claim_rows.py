"""One claim as rows: the common part, its form, its lists, and every entity that it mentions."""

from collections.abc import Iterator
from typing import Any

from kb.digests import claim_digest
from kb.draft import Placed
from kb.records.claim import About, Advice, Approach, Claim, Comparison, Effect, Fact, Result, Statement
from kb.records.value import Step, Value
from kb.store.columns import Cell, Real, flat, layout

Cells = dict[str, Cell]
Named = tuple[str, Cells]
Mention = tuple[str | None, str]
"""An entity, or None, and the role in which a claim mentions it."""


def claim_rows(placed: Placed, ordinal: int, real: Real) -> Iterator[Named]:
    """Yield every row of one claim, which has that place among the claims of its passage."""
    claim, address = placed.claim, placed.address
    place: Cells = {
        "address": address, "source": placed.source.slug, "position": placed.position, "ordinal": ordinal,
        "document": placed.document.slug, "form": str(claim.form), "digest": claim_digest(placed),
    }  # fmt: skip
    yield "claim", {**place, **flat(claim, layout(Claim), real)}
    yield from _items(address, "claim_because", "premise", claim.because)
    yield from _body(address, claim.body, real)
    for entity, role in sorted({(entity, role) for entity, role in mentions(claim.body) if entity is not None}):
        yield "claim_entity", {"claim": address, "entity": entity, "role": role}


def _items(address: str, table: str, column: str, items: tuple[str, ...]) -> Iterator[Named]:
    for position, item in enumerate(items):
        yield table, {"claim": address, "position": position, column: item}


def _body(address: str, body: Any, real: Real) -> Iterator[Named]:
    """Yield the row of a claim's form, then the rows of the form's lists."""
    row: Cells = {"claim": address, **flat(body, layout(type(body)), real)}
    match body:
        case Fact(qualifiers=qualifiers):
            yield "fact", {**row, "has_qualifiers": int(qualifiers is not None)}
            yield from _value(address, "value", body.value, real)
            for slug, value in (qualifiers or {}).items():
                yield from _qualifier(address, body.predicate, slug, value, real)
        case Result():
            yield "result", row
            yield from _value(address, "value", body.value, real)
        case Comparison():
            yield "comparison", row
            yield from _items(address, "comparison_over", "entity", body.over)
        case Advice(when=when):
            yield "advice", {**row, "has_when": int(when is not None)}
            yield from _items(address, "advice_over", "entity", body.over)
            for situation, answer in (when or {}).items():
                yield "advice_when", {"claim": address, "situation": situation, "value": answer}
        case Effect():
            yield "effect", row
        case About():
            yield "about", row
        case Statement():
            yield "statement", row
            yield from _items(address, "statement_entity", "entity", body.about)


def _qualifier(address: str, predicate: str, slug: str, value: Value, real: Real) -> Iterator[Named]:
    cells = flat(value, layout(Value, "value"), real)
    yield "fact_qualifier", {"claim": address, "predicate": predicate, "qualifier": slug, **cells}
    yield from _value(address, f"qualifiers.{slug}", value, real)


def _value(address: str, owner: str, value: Value, real: Real) -> Iterator[Named]:
    """Yield the lists of a value: its steps, with those of the values in them, and where a reader looked."""
    for position, place in enumerate(value.looked_in):
        yield "looked_in", {"claim": address, "owner": owner, "position": position, "place": place}
    for position, step in enumerate(value.steps):
        yield "step", {"claim": address, "owner": owner, "position": position, **flat(step, layout(Step), real)}
        for side, inner in (("from", step.from_), ("to", step.to)):
            if inner is not None:
                yield from _value(address, f"{owner}.{position}.{side}", inner, real)


def mentions(body: Any) -> Iterator[Mention]:
    """Yield every entity that the body of a claim names, with its role."""
    match body:
        case Fact():
            yield body.subject, "subject"
            yield from ((entity, "value") for entity in value_entities(body.value))
            for value in (body.qualifiers or {}).values():
                yield from ((entity, "qualifier") for entity in value_entities(value))
        case Result():
            yield from ((body.system, "system"), (body.benchmark, "benchmark"), (body.metric, "metric"), (body.method, "method"))
            yield from ((entity, "value") for entity in value_entities(body.value))
        case Comparison():
            yield from (*_approach(body.left, "left"), *_approach(body.right, "right"))
            yield from ((entity, "over") for entity in body.over)
        case Effect(in_=scope):
            yield from ((body.cause, "cause"), (body.outcome, "outcome"))
            if scope is not None:
                yield from ((scope.model, "in"), (scope.number_format, "in"), (scope.dataset, "in"))
        case Advice():
            yield from (*_approach(body.do, "do"), *_approach(body.instead_of, "instead_of"))
            yield from ((entity, "over") for entity in body.over)
            yield from ((situation, "when") for situation in body.when or {})
        case Statement():
            yield from ((entity, "about") for entity in body.about)


def _approach(side: Approach | None, role: str) -> Iterator[Mention]:
    if side is not None:
        yield from ((side.system, role), (side.class_, role), (side.method, role))


def value_entities(value: Value) -> Iterator[str]:
    """Yield the entities in a value and in its steps."""
    if value.entity is not None:
        yield value.entity
    for step in value.steps:
        for inner in (step.from_, step.to):
            if inner is not None:
                yield from value_entities(inner)
