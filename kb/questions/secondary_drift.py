"""Where does a source say otherwise than the records of what it repeats?"""

from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef
from kb.questions.competing import Difference, Kinship, Rivalry, rivals
from kb.questions.contradictions import proof_of
from kb.questions.envelope import answered, said
from kb.questions.question import question
from kb.questions.verdicts import judged
from kb.store.base import ClaimFilter, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A claim that differs from the records which it repeats."""

    claim: ClaimRef
    """The claim that drifted."""
    subject: str
    """The entity that it speaks of."""
    about: str
    """What it says of it: a predicate, or a benchmark and metric."""
    says: str
    """What it says."""
    difference: Difference
    """A value, or a no for a yes."""
    records: tuple[ClaimRef, ...]
    """The records."""
    records_say: tuple[str, ...]
    """What each of them says."""
    explained_by: tuple[str, ...]
    """Links in which a curator says what is behind it."""


@question("trust", example={"source": "essay"})
def secondary_drift(base: KnowledgeBase, source: str) -> Answer[tuple[Drift, ...]]:
    """Where does a source say otherwise than the records of what it repeats?

    A claim drifts when it speaks of others' work, or on others' word, and a claim in which the authors speak of that
    work themselves has another value, or denies it. Rounded and finer figures, plans and other protocols are no drift.
    A source without drift is COMPLETE and empty.

    `source` is the slug of a work. Raises UnknownId.
    """
    base.source(source)
    addresses = base.find(ClaimFilter(source=source))
    found = [one for one in rivals(base, addresses) if _drifts(one, source)]
    claims = {one.one.address: [other for other in found if other.one.address == one.one.address] for one in found}
    conflicts = [conflict for one in judged(base, base.claims(claims).values()).values() if (conflict := one.conflict())]
    value = tuple(_drift(claims[address]) for address in addresses if address in claims)
    return answered(base, value, proof=map(proof_of, found), conflicts=conflicts, complete=True)


def _drifts(one: Rivalry, source: str) -> bool:
    return one.one.source == source and one.kinship in (Kinship.secondary, Kinship.superseded) and one.conflicts and one.certain


def _drift(found: list[Rivalry]) -> Drift:
    subject, about, value = said(found[0].one.claim)
    return Drift(
        claim=ClaimRef(found[0].one.address),
        subject=subject,
        about=about,
        says=value,
        difference=found[0].difference,
        records=tuple(ClaimRef(one.other.address) for one in found),
        records_say=tuple(said(one.other.claim)[2] for one in found),
        explained_by=tuple(dict.fromkeys(link for one in found for link in one.explained_by)),
    )
