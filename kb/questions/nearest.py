"""Which models have the set-up most like that of one model?"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from kb.errors import BadArgument
from kb.questions.answer import Answer, EntityRef, Gap, Inference
from kb.questions.conditions import UNSAID
from kb.questions.envelope import answered, demand
from kb.questions.evidence import leg
from kb.questions.orders import STATED
from kb.questions.question import question
from kb.questions.run_timeline import EVENTS, WHOLE
from kb.records.terms import Kind
from kb.store.base import ClaimView, KnowledgeBase
from kb.store.linked import Setting

FACETS = ("architecture", "training")
"""Headings of the predicates that make a set-up."""
UNKNOWN = 0.5
"""What a predicate counts for in the order that cannot be compared: it may be alike or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A model with a like set-up."""

    model: EntityRef
    """The model."""
    distance: float
    """Mean difference over the predicates that were comparable: 0 alike, 1 unlike in everything."""
    comparable: int
    """How many predicates were comparable."""
    of: int
    """How many predicates of the set-up are known of the model that was asked about."""
    alike: tuple[str, ...]
    """Predicates in which the two are the same."""
    unlike: tuple[str, ...]
    """Predicates in which they differ, the most first."""


@question("graph", example={"model": "opt-175b"})
def nearest(base: KnowledgeBase, model: str, limit: int = 5) -> Answer[tuple[Neighbour, ...]]:
    """Which models have the set-up most like that of one model?

    Compares architecture and training, without what happened in the run, predicate by predicate over those that are
    known of both: figures by one less the smaller by the larger, words by whether they are the same; where a predicate
    has many values, a value counts that both have, or that one has and the other is denied. Where sources contradict
    each other the closest of their values counts. The distance says nothing of what could not be compared: in the order
    each such predicate counts as one half, and the coverage stands beside the distance.

    `model` is the slug of a model; `limit` is the most neighbours to return. Raises UnknownId for an unknown slug and
    BadArgument for an entity of another kind, a family of models, or a limit below one.
    """
    demand(base, "model", model, Kind.model)
    if limit < 1:
        raise BadArgument("limit", limit, "give 1 or more")
    if members := base.narrower(model)[1:]:
        raise BadArgument("model", model, f"it is a family; name one of its models, such as {members[0]}")
    told = _set_ups(base)
    own = told.get(model, {})
    found = {slug: _compared(base, own, theirs) for slug, theirs in told.items() if slug != model}
    ordered = sorted((slug for slug in found if found[slug]), key=lambda slug: (_order(found[slug], len(own)), slug))[:limit]
    views = base.claims(one.claim for slug in ordered for pair in found[slug] for one in (*pair.mine, *pair.theirs))
    gap = Gap(item=model, subject=model, predicate="set-up", reason=UNSAID)
    return answered(
        base,
        tuple(_neighbour(slug, found[slug], len(own)) for slug in ordered),
        proof=[_proof(model, slug, found[slug], views) for slug in ordered],
        gaps=() if ordered else (gap,),
    )


SetUp = Mapping[str, tuple[Setting, ...]]
"""What is said of one model, by predicate."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """One predicate of two models, how far they are apart in it, and the claims that tell."""

    predicate: str
    difference: float
    mine: tuple[Setting, ...]
    theirs: tuple[Setting, ...]


def _set_ups(base: KnowledgeBase) -> dict[str, SetUp]:
    """Return the set-up of every model, by its predicates."""
    wanted = (one for one in base.predicates().values() if one.facet in FACETS and Kind.model in one.domain)
    settings = base.settings(one.slug for one in wanted if one.slug not in (*EVENTS, *WHOLE))
    return {
        slug: {name: tuple(said) for name, said in groupby(many, key=lambda one: one.predicate)}
        for slug, many in groupby(settings, key=lambda one: one.model)
    }


def _compared(base: KnowledgeBase, own: SetUp, theirs: SetUp) -> list[_Pair]:
    """Compare two set-ups, predicate by predicate; the most different come first."""
    pairs = (_pair(name, own[name], theirs[name], base.predicate(name).functional) for name in own if name in theirs)
    return sorted((pair for pair in pairs if pair), key=lambda pair: (-pair.difference, pair.predicate))


def _pair(name: str, own: tuple[Setting, ...], theirs: tuple[Setting, ...], functional: bool) -> _Pair | None:
    reals = [_ratio(one.real, other.real) for one in own for other in theirs if one.real is not None and other.real is not None]
    if reals:
        return _Pair(name, min(reals), own, theirs)
    own, theirs = (tuple(one for one in many if one.word is not None) for many in (own, theirs))
    shared = {(one.word, one.asserted) for one in own} & {(one.word, one.asserted) for one in theirs}
    opposed = {one.word for one in own for other in theirs if one.word == other.word and one.asserted is not other.asserted}
    words = {word for word, _ in shared} | opposed
    if words:
        told = tuple(tuple(one for one in many if one.word in words) for many in (own, theirs))
        return _Pair(name, 0.0 if functional and shared else len(opposed) / (len(opposed) + len(shared)), *told)
    return _Pair(name, 1.0, own, theirs) if functional and all(any(one.asserted for one in many) for many in (own, theirs)) else None


def _ratio(one: float, other: float) -> float:
    """Return how far two figures are apart: one less the smaller by the larger."""
    if one == other:
        return 0.0
    return 1.0 - min(one, other) / max(one, other) if min(one, other) > 0 else 1.0


def _order(pairs: list[_Pair], known: int) -> float:
    return (sum(pair.difference for pair in pairs) + UNKNOWN * (known - len(pairs))) / known


def _distance(pairs: list[_Pair]) -> float:
    return round(sum(pair.difference for pair in pairs) / len(pairs), 4)


def _neighbour(slug: str, pairs: list[_Pair], known: int) -> Neighbour:
    return Neighbour(
        model=EntityRef(slug),
        distance=_distance(pairs),
        comparable=len(pairs),
        of=known,
        alike=tuple(pair.predicate for pair in pairs if not pair.difference),
        unlike=tuple(pair.predicate for pair in pairs if pair.difference),
    )


def _proof(model: str, slug: str, pairs: list[_Pair], views: Mapping[str, ClaimView]) -> Inference:
    """Return why two models are as far apart as they are: each predicate is known of both."""
    sides = ((name, pair.predicate, told) for pair in pairs for name, told in ((model, pair.mine), (slug, pair.theirs)))
    legs = (leg(f"{name} {predicate} is told", ((STATED, (views[one.claim],)) for one in told), ()) for name, predicate, told in sides)
    return Inference(
        item=f"{slug} at {_distance(pairs)} over {len(pairs)}", rule="mean-difference", legs=tuple(made for made in legs if made)
    )
