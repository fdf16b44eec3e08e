"""What speaks for and against one claim?"""

from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Answer, ClaimRef
from kb.questions.competing import Difference, Kinship, Rivalry, rivals
from kb.questions.contradictions import conflict_of, proof_of
from kb.questions.envelope import answered, said
from kb.questions.question import question
from kb.records.terms import Verdict
from kb.store.base import KnowledgeBase


class Disputed(StrEnum):
    """How a claim stands among the others."""

    UNDISPUTED = "UNDISPUTED"
    """Nothing speaks against it."""
    EXPLAINED = "EXPLAINED"
    """A claim contradicts it, and a curator says what is behind it."""
    DOUBTED = "DOUBTED"
    """Somebody doubts it, and nothing contradicts it without an explanation."""
    DISPUTED = "DISPUTED"
    """A claim contradicts it without an explanation, or a finding weakens or refutes it."""
    WITHDRAWN = "WITHDRAWN"
    """It no longer counts, and so competes with none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another claim of the same thing."""

    claim: ClaimRef
    """The other claim."""
    says: str
    """What it says."""
    difference: Difference
    """How the two differ; `none` for one that agrees."""
    kinship: Kinship
    """How their sources are related."""
    certain: bool
    """Whether both speak of one thing for certain."""
    explained_by: tuple[str, ...]
    """Links in which a curator says what is behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A finding that judges the claim."""

    finding: str
    """Its id."""
    verdict: Verdict
    """What its premises do to the claim."""
    says: str
    """What it concludes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Everything that bears on a claim."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it says."""
    standing: Disputed
    """Disputed when another claim contradicts it without an explanation, or a finding refutes or weakens it."""
    agreeing: tuple[Rival, ...]
    """Claims that say the same, rounded or more finely included."""
    opposing: tuple[Rival, ...]
    """Claims that cannot be true together with it."""
    beside: tuple[Rival, ...]
    """Claims that look like rivals and are none: a plan, another protocol, or perhaps another thing."""
    doubted_by: tuple[ClaimRef, ...]
    """Claims that doubt it."""
    endorsed_by: tuple[ClaimRef, ...]
    """Claims that endorse it."""
    judged_by: tuple[Judgement, ...]
    """Findings about it."""


@question("trust", example={"claim": "essay:bloom-tokens-seen"})
def dispute(base: KnowledgeBase, claim: str) -> Answer[Dispute]:
    """What speaks for and against one claim?

    Shows the claims of the same thing that agree, those that contradict it, and those that only look as if they did,
    each with the kind of difference and how the sources are related; then who doubts or endorses it, and the findings
    that judge it. Doubt is never a veto; a claim that was withdrawn competes with none.

    `claim` is an address as `essay:bloom-tokens-seen`. Raises UnknownId.
    """
    view = base.claim(claim)
    found = rivals(base, (claim,))
    opposing = [one for one in found if one.conflicts and one.certain]
    beside = [
        one for one in found if (one.conflicts and not one.certain) or one.difference in (Difference.plan_outcome, Difference.protocol)
    ]
    agreeing = [one for one in found if one not in opposing and one not in beside]
    judged = [one for one in base.findings_of((claim,)) if one.of == claim and one.verdict]
    verbs = {verb: tuple(ClaimRef(address) for address in base.judgements_of(claim, verb)) for verb in ("doubts", "endorses")}
    against = any(not one.explained_by for one in opposing) or any(one.verdict in (Verdict.weakened, Verdict.refuted) for one in judged)
    value = Dispute(
        claim=ClaimRef(claim),
        says=said(view.claim)[2],
        standing=Disputed.WITHDRAWN if view.claim.withdrawn else _standing(against, bool(verbs["doubts"]), bool(opposing)),
        agreeing=tuple(_rival(one, claim) for one in agreeing),
        opposing=tuple(_rival(one, claim) for one in opposing),
        beside=tuple(_rival(one, claim) for one in beside),
        doubted_by=verbs["doubts"],
        endorsed_by=verbs["endorses"],
        judged_by=tuple(Judgement(finding=one.id, verdict=one.verdict, says=one.says) for one in judged if one.verdict),
    )
    return answered(base, value, proof=map(proof_of, opposing), conflicts=[conflict_of(claim, one) for one in opposing])


def _standing(against: bool, doubted: bool, opposed: bool) -> Disputed:
    if against:
        return Disputed.DISPUTED
    return Disputed.DOUBTED if doubted else Disputed.EXPLAINED if opposed else Disputed.UNDISPUTED


def _rival(one: Rivalry, claim: str) -> Rival:
    other = one.beside(claim)
    return Rival(
        claim=ClaimRef(other.address),
        says=said(other.claim)[2],
        difference=one.difference,
        kinship=one.kinship,
        certain=one.certain,
        explained_by=one.explained_by,
    )
