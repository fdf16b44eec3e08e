"""Every slug that a claim mentions, with the field that mentions it and the kinds that may stand there."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.records.claim import Advice, Approach, Body, Comparison, Effect, Fact, Result, Scope, Statement
from kb.records.terms import Kind, ValueKind
from kb.records.value import ORDER_KEYS, Value

ANY = tuple(Kind)
MODELS = (Kind.model, Kind.run)
OVER = (Kind.task, Kind.benchmark, Kind.capability)


@dataclass(frozen=True, slots=True)
class Mention:
    """A slug in a field of a claim, and what may stand there."""

    field: str
    slug: str
    kinds: tuple[Kind, ...]
    sets: bool = False
    """A set of such entities may stand for one."""


def mentions(body: Body) -> Iterator[Mention]:
    """Yield the entities that a claim's body mentions; what a fact's predicate takes is not known here."""
    match body:
        case Fact():
            yield Mention("subject", body.subject, ANY)
            yield from of_value("value", body.value, ANY)
            for name, value in (body.qualifiers or {}).items():
                yield from of_value(f"qualifiers.{name}", value, ANY)
        case Result():
            yield Mention("system", body.system, MODELS)
            yield Mention("benchmark", body.benchmark, (Kind.benchmark,), sets=True)
            yield Mention("metric", body.metric, (Kind.metric,))
            yield from of_value("value", body.value, MODELS)
            yield from _method("method", body.method)
        case Comparison():
            yield from (*_of_approach("left", body.left), *_of_approach("right", body.right), *_over(body.over))
        case Effect():
            yield Mention("cause", body.cause, (Kind.factor, Kind.technique))
            yield Mention("outcome", body.outcome, (Kind.outcome,))
            yield from _of_scope(body.in_) if body.in_ else ()
        case Advice():
            yield from _of_approach("do", body.do)
            yield from _of_approach("instead_of", body.instead_of) if body.instead_of else ()
            yield from _over(body.over)
            yield from (Mention(f"when.{slug}", slug, (Kind.situation,)) for slug in body.when or {})
        case Statement():
            yield from (Mention(f"about.{number}", slug, ANY) for number, slug in enumerate(body.about))


def of_value(field: str, value: Value, kinds: tuple[Kind, ...]) -> Iterator[Mention]:
    """Yield the entities that a value mentions, those of its steps included."""
    if value.entity:
        written = f".{ORDER_KEYS[value.order]}" if value.kind is ValueKind.relative and value.order else ""
        yield Mention(f"{field}{written}", value.entity, kinds)
    for number, step in enumerate(value.steps):
        for side, part in (("from", step.from_), ("to", step.to)):
            if part is not None:
                yield from of_value(f"{field}.steps.{number}.{side}", part, kinds)


def _of_approach(field: str, side: Approach) -> Iterator[Mention]:
    if side.system:
        yield Mention(f"{field}.system", side.system, MODELS, sets=True)
    if side.class_:
        yield Mention(f"{field}.class", side.class_, (Kind.set, Kind.method))
    yield from _method(f"{field}.method", side.method)


def _of_scope(scope: Scope) -> Iterator[Mention]:
    named = (
        ("model", scope.model, Kind.model),
        ("number_format", scope.number_format, Kind.number_format),
        ("dataset", scope.dataset, Kind.dataset),
    )
    yield from (Mention(f"in.{name}", slug, (kind,)) for name, slug, kind in named if slug)


def _over(over: tuple[str, ...]) -> Iterator[Mention]:
    yield from (Mention(f"over.{number}", slug, OVER, sets=True) for number, slug in enumerate(over))


def _method(field: str, slug: str | None) -> Iterator[Mention]:
    if slug:
        yield Mention(field, slug, (Kind.method,))
