"""What every question does alike: it checks its arguments, collects conflicts and puts the answer into its envelope."""

from collections.abc import Iterable
from typing import TypeVar

from kb.errors import BadArgument
from kb.questions.answer import Answer, ClaimRef, Conflict, Gap, Inference, Leg, Stamp, Standing, Status, Support
from kb.records.claim import Claim, Effect, Fact, Result
from kb.records.entity import Entity
from kb.records.terms import Kind, Polarity
from kb.store.base import KnowledgeBase

T = TypeVar("T")


def demand(base: KnowledgeBase, argument: str, slug: str, *kinds: Kind) -> Entity:
    """Return an entity that must be of one of these kinds. Raises UnknownId or BadArgument."""
    found = base.entity(slug)
    if found.kind not in kinds:
        raise BadArgument(argument, slug, f"it is a {found.kind}, a {' or '.join(kinds)} is needed")
    return found


def answered(
    base: KnowledgeBase,
    value: T,
    *,
    proof: Iterable[Inference] = (),
    conflicts: Iterable[Conflict] = (),
    gaps: Iterable[Gap] = (),
    status: Status | None = None,
    complete: bool = False,
) -> Answer[T]:
    """Put a value into its envelope; without a given status, what is empty is UNKNOWN, else conflicts and gaps decide.

    `complete` says that the base itself was asked, so that nothing found means that there is nothing.
    """
    conflicts, gaps = tuple(conflicts), tuple(gaps)
    known = complete or (value != () and value is not None)
    told = status or (Status.UNKNOWN if not known else Status.CONFLICTED if conflicts else Status.PARTIAL if gaps else Status.COMPLETE)
    stamp = Stamp(commit=base.as_of.commit, date=base.as_of.date, data_digest=base.digest)
    return Answer(value=value, status=told, proof=tuple(proof), conflicts=conflicts, gaps=gaps, as_of=stamp)


def said(claim: Claim) -> tuple[str, str, str]:
    """Return of what a claim speaks, what of it, and what it says of that, in short texts."""
    body, negation = claim.body, "not " if claim.polarity is Polarity.denies else ""
    match body:
        case Fact():
            narrowed = "".join(f", {name} {value}" for name, value in (body.qualifiers or {}).items())
            return body.subject, body.predicate, f"{negation}{body.value}{narrowed}"
        case Result():
            settings = [part for part in (body.method, body.shots and f"{body.shots}-shot", body.split, body.protocol) if part]
            return body.system, f"{body.benchmark} {body.metric}", ", ".join((f"{negation}{body.value}", *settings))
        case Effect():
            return body.cause, body.outcome, f"{negation}{body.direction}"
    return "", str(claim.form), claim.says


def standing(legs: Iterable[Leg]) -> Standing:
    """Return how an item stands: contested as soon as one of its legs is."""
    return Standing.CONTESTED if any(leg.standing is Standing.CONTESTED for leg in legs) else Standing.HOLDS


def conflicts_of(proof: Iterable[Inference]) -> tuple[Conflict, ...]:
    """Return a conflict for every leg that something speaks against."""
    return tuple(
        Conflict(item=one.item, states=leg.states, sides=refs((leg.support, *leg.alternatives)), opposed=refs(leg.against))
        for one in proof
        for leg in one.legs
        if leg.against
    )


def refs(supports: Iterable[Support]) -> tuple[ClaimRef, ...]:
    """Return the claims of several supports, each once."""
    return tuple(dict.fromkeys(ref for one in supports for ref in one.claims))
