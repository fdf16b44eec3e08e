"""Premises that are supposed, or supposed away, to see what would follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import ClaimRef, EntityRef, Leg
from kb.records.claim import Body, Claim
from kb.records.source import Document
from kb.records.terms import DocumentKind, Modality, Order, Polarity, Quantifier, Stance
from kb.store.base import ClaimView

SUPPOSED = "supposed"
NOWHERE = Document(slug=SUPPOSED, kind=DocumentKind.page, title="Supposed")


class Move(StrEnum):
    """What would have to be done with a premise."""

    ASSERT = "ASSERT"
    """Some source would have to say it."""
    WITHDRAW = "WITHDRAW"
    """The claims that say it would have to go, all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPremise:
    """A premise that is missing, or one that stands in the way."""

    move: Move
    """Whether it is missing or stands in the way."""
    states: str
    """The premise in a sentence."""
    subject: EntityRef | None = None
    """For a missing fact its subject, for a missing effect its cause."""
    predicate: str | None = None
    """For a missing fact its predicate; `effect` for an effect."""
    value: str | None = None
    """For a missing fact its value, or the entity to compare with; for an effect the outcome, any where none is given."""
    order: Order | None = None
    """For a missing comparison in words: how the subject stands to the value."""
    quantifier: Quantifier | None = None
    """Where the value is a set: for how many of its members."""
    polarity: Polarity | None = None
    """Whether the missing premise asserts or denies the value."""
    claims: tuple[ClaimRef, ...] = ()
    """The claims that stand in the way."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """A premise with what it would change: a claim more, or some claims less."""

    premise: WantedPremise
    added: tuple[ClaimView, ...] = ()
    gone: frozenset[str] = frozenset()
    leg: Leg | None = None
    """What carries a premise that stands in the way."""


def asserted(premise: WantedPremise, body: Body) -> Supposition:
    """Return the change that a premise makes which some source would have to say."""
    polarity = premise.polarity or Polarity.asserts
    claim = Claim(id=SUPPOSED, says=premise.states, body=body, polarity=polarity, modality=Modality.reported, stance=Stance.own)
    return Supposition(premise, (ClaimView(f"{SUPPOSED}:{premise.states}", claim, SUPPOSED, NOWHERE, None, None, 0, ""),))


def withdrawn(leg: Leg, addresses: Iterable[str]) -> Supposition:
    """Return the change that is made when the claims go that carry what stands in the way."""
    gone = tuple(dict.fromkeys(addresses))
    premise = WantedPremise(states=leg.states, move=Move.WITHDRAW, claims=tuple(map(ClaimRef, gone)))
    return Supposition(premise, (), frozenset(gone), leg)
