"""Every slug that a claim mentions, with the field that mentions it and the kinds that may stand there."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.records.claim import Advice, Approach, Body, Comparison, Effect, Fact, Result, Statement
from kb.records.terms import Kind, ValueKind
from kb.records.value import Value

ANY = tuple(Kind)
MODELS = (Kind.model, Kind.set)
OVER = (Kind.task, Kind.benchmark, Kind.set, Kind.capability)


@dataclass(frozen=True, slots=True)
class Mention:
    """A slug in a field of a claim."""

    field: str
    slug: str
    kinds: tuple[Kind, ...]


def mentions(body: Body) -> Iterator[Mention]:
    """Yield the entities that a claim's body mentions; subjects and values of facts may be of any kind here."""
    match body:
        case Fact():
            yield Mention("subject", body.subject, ANY)
            yield from _of_value("value", body.value)
            for name, value in (body.qualifiers or {}).items():
                yield from _of_value(f"qualifiers.{name}", value)
        case Result():
            yield Mention("system", body.system, (Kind.model, Kind.run))
            yield Mention("benchmark", body.benchmark, (Kind.benchmark, Kind.set))
            yield Mention("metric", body.metric, (Kind.metric,))
            if body.method:
                yield Mention("method", body.method, (Kind.method,))
        case Comparison():
            yield from (*_of_approach("left", body.left), *_of_approach("right", body.right))
            yield from (Mention(f"over.{number}", slug, OVER) for number, slug in enumerate(body.over))
        case Effect():
            yield Mention("cause", body.cause, (Kind.factor, Kind.technique))
            yield Mention("outcome", body.outcome, (Kind.outcome,))
            if body.in_:
                scope = (
                    ("model", body.in_.model, Kind.model),
                    ("number_format", body.in_.number_format, Kind.number_format),
                    ("dataset", body.in_.dataset, Kind.dataset),
                )
                yield from (Mention(f"in.{name}", slug, (kind,)) for name, slug, kind in scope if slug)
        case Advice():
            yield from _of_approach("do", body.do)
            yield from _of_approach("instead_of", body.instead_of) if body.instead_of else ()
            yield from (Mention(f"over.{number}", slug, OVER) for number, slug in enumerate(body.over))
            yield from (Mention(f"when.{slug}", slug, (Kind.situation,)) for slug in body.when or {})
        case Statement():
            yield from (Mention(f"about.{number}", slug, ANY) for number, slug in enumerate(body.about))


def _of_approach(field: str, side: Approach) -> Iterator[Mention]:
    if side.system:
        yield Mention(f"{field}.system", side.system, MODELS)
    if side.class_:
        yield Mention(f"{field}.class", side.class_, (Kind.set, Kind.method))
    if side.method:
        yield Mention(f"{field}.method", side.method, (Kind.method,))


def _of_value(field: str, value: Value) -> Iterator[Mention]:
    if value.entity:
        yield Mention(field if value.kind is ValueKind.entity else f"{field}.{value.order}_than", value.entity, ANY)
    for number, step in enumerate(value.steps):
        for side in (step.from_, step.to):
            if side is not None:
                yield from _of_value(f"{field}.steps.{number}", side)
