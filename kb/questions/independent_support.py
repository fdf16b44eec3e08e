"""How many independent sources say the same?"""

from dataclasses import dataclass

from kb.graph import kindred
from kb.questions.answer import Answer, ClaimRef
from kb.questions.competing import AGREEING, Kinship, Rivalry, rivals
from kb.questions.contradictions import conflict_of, proof_of
from kb.questions.envelope import answered, said
from kb.questions.question import question
from kb.records.terms import LinkKind, Modality, Reading, Stance
from kb.store.base import ClaimView, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One independent source, or several that are not independent of each other."""

    sources: tuple[str, ...]
    """The sources."""
    claims: tuple[ClaimRef, ...]
    """What they say of it."""
    says: tuple[str, ...]
    """The same in short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discounted:
    """A claim that agrees and adds no support."""

    claim: ClaimRef
    """The claim."""
    reason: str
    """Why it adds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentSupport:
    """The support of a claim."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it says."""
    independent: int
    """How many voices say so independently, its own included where it counts."""
    voices: tuple[Voice, ...]
    """The voices."""
    discounted: tuple[Discounted, ...]
    """Claims that agree and do not count."""


@question("trust", example={"claim": "gpt3:tokens-seen"})
def independent_support(base: KnowledgeBase, claim: str) -> Answer[IndependentSupport]:
    """How many independent sources say the same?

    Counts the voices that say what a claim says, rounded or more finely included. A restatement of another's record,
    hearsay, and what was only recalled add nothing; sources that share an organisation or an author, or of which a
    curator says that one restates the other, are one voice. Claims that contradict it are conflicts.

    `claim` is an address. Raises UnknownId.
    """
    view = base.claim(claim)
    found = rivals(base, (claim,))
    agreeing = {side.address: side for one in found if one.difference in AGREEING and one.certain for side in (one.one, one.other)}
    agreeing[claim] = view
    reasons = {address: reason for address, one in agreeing.items() if (reason := _reason(one, found))}
    counted = [one for address, one in sorted(agreeing.items()) if address not in reasons]
    groups = kindred(base, {one.source for one in counted}, _restated(base, agreeing))
    voices = tuple(_voice(group, [one for one in counted if one.source in group]) for group in groups)
    value = IndependentSupport(
        claim=ClaimRef(claim),
        says=said(view.claim)[2],
        independent=len(voices),
        voices=voices,
        discounted=tuple(Discounted(claim=ClaimRef(address), reason=reason) for address, reason in sorted(reasons.items())),
    )
    opposing = [one for one in found if one.conflicts and one.certain]
    return answered(base, value, proof=map(proof_of, opposing), conflicts=[conflict_of(claim, one) for one in opposing])


def _reason(view: ClaimView, found: tuple[Rivalry, ...]) -> str | None:
    """Return why a claim adds no support, None where it does."""
    if view.claim.attributed_to is not None:
        return "hearsay"
    if view.claim.read.how is Reading.recalled:
        return "recalled, not read"
    repeats = (one.other.address for one in found if one.one.address == view.address and one.kinship is Kinship.secondary)
    record = next(repeats, None)
    if record is not None:
        return f"it repeats {record}"
    return "it comments on others' work" if view.claim.stance in (Stance.commentary, Stance.registry) and not _saw(view) else None


def _saw(view: ClaimView) -> bool:
    return view.claim.modality in (Modality.measured, Modality.observed)


def _restated(base: KnowledgeBase, agreeing: dict[str, ClaimView]) -> list[tuple[str, str]]:
    """Return the pairs of sources of which a curator says that one restates the other."""
    links = [link for link in base.links_of(agreeing) if link.kind is LinkKind.restates]
    return [(one.partition(":")[0], other.partition(":")[0]) for link in links for one in link.claims[:1] for other in link.claims[1:]]


def _voice(group: frozenset[str], views: list[ClaimView]) -> Voice:
    said_ = tuple(said(one.claim)[2] for one in views)
    return Voice(sources=tuple(sorted(group)), claims=tuple(ClaimRef(one.address) for one in views), says=said_)
