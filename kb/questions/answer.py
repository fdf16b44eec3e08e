"""The envelope in which every question answers, and the proof that comes with it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Status(StrEnum):
    """How far an answer can be relied on as a whole."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    UNKNOWN = "UNKNOWN"
    CONFLICTED = "CONFLICTED"


class Standing(StrEnum):
    """How one item, or one leg of its proof, stands."""

    HOLDS = "HOLDS"
    CONTESTED = "CONTESTED"


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim, by its address."""

    address: str


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity, by its slug."""

    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Claims that together suffice for a leg, and the rule by which they do."""

    rule: str
    """Name of the rule."""
    claims: tuple[ClaimRef, ...]
    """The premises; without any one of them the rule does not apply."""
    ground: str
    """The weakest modality among the premises: what the support rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One thing that must hold: the support that carries it, what else would, and what speaks against it."""

    states: str
    """What must hold, in a sentence."""
    standing: Standing
    """Contested when something speaks against it."""
    support: Support
    """The best support."""
    alternatives: tuple[Support, ...] = ()
    """Other supports; each would do on its own."""
    against: tuple[Support, ...] = ()
    """Supports of the opposite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Why one item is in the answer: the rule, and the legs that must all hold."""

    item: str
    """What is concluded: the slug or address that identifies the item in the answer's value."""
    rule: str
    """Name of the rule."""
    legs: tuple[Leg, ...]
    """All of them are needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims against claims that the answer rests on."""

    item: str
    """The item that they bear on."""
    states: str
    """What is in dispute."""
    sides: tuple[ClaimRef, ...]
    """Claims for it."""
    opposed: tuple[ClaimRef, ...]
    """Claims against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that was needed and that no source in the base says. Unknown is not absent."""

    item: str
    """The item that could not be settled."""
    subject: str
    """The entity of which nothing is known."""
    predicate: str
    """What would have to be known of it."""
    reason: str
    """What was found instead of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The state of the base in which a question was answered."""

    commit: str | None
    """Commit of the claims, where the builder gave it."""
    date: str | None
    """Date of that commit."""
    data_digest: str
    """Digest of all records, which changes exactly when one of them does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """A question's answer with its proof; empty never means "no" unless the status is COMPLETE."""

    value: T
    """What the question asks for."""
    status: Status
    """How far it can be relied on as a whole."""
    proof: tuple[Inference, ...]
    """Why each item is in the value."""
    conflicts: tuple[Conflict, ...]
    """Where sources contradict each other on what the value rests on; both sides."""
    gaps: tuple[Gap, ...]
    """What was needed and is said by no source."""
    as_of: Stamp
    """The state of the base that answered."""


def parts(answer: object) -> Iterator[object]:
    """Yield an answer, or a part of one, and everything that it is made of."""
    waiting = [answer]
    while waiting:
        yield (part := waiting.pop())
        if isinstance(part, tuple):
            waiting += part
        elif is_dataclass(part):
            waiting += (getattr(part, field.name) for field in fields(part))


def claims_of(answer: object) -> set[str]:
    """Return the addresses of all claims to which an answer, or a part of one, refers."""
    return {part.address for part in parts(answer) if isinstance(part, ClaimRef)}


def entities_of(answer: object) -> set[str]:
    """Return the slugs of all entities to which an answer, or a part of one, refers."""
    return {part.slug for part in parts(answer) if isinstance(part, EntityRef)}
