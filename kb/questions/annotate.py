"""What do the primary records say to each sentence of a source?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef
from kb.questions.contradictions import proof_of
from kb.questions.envelope import answered, said
from kb.questions.question import question
from kb.questions.verdicts import Annotation, Judged, judged
from kb.records.coverage import Covered
from kb.records.source import At
from kb.store.base import ClaimFilter, ClaimView, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedClaim:
    """A claim and what the rest of the base says to it."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it says, in our words."""
    verdict: Annotation
    """How it stands to the records."""
    beside: tuple[ClaimRef, ...]
    """The claims that decide the verdict."""
    beside_says: tuple[str, ...]
    """What those say, each in short."""
    findings: tuple[str, ...]
    """Findings that judge it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedSentence:
    """One sentence, row or passage with its claims."""

    id: str
    """Its number: section, paragraph and sentence where the source has a map of its sentences, else the passage's."""
    section: str
    """The section in which it stands."""
    claims: tuple[AnnotatedClaim, ...]
    """The claims made of it."""
    reason: str | None
    """Why it has none."""


@question("trust", example={"source": "essay"})
def annotate(base: KnowledgeBase, source: str) -> Answer[tuple[AnnotatedSentence, ...]]:
    """What do the primary records say to each sentence of a source?

    Goes through a work in reading order, sentence by sentence where its sentences are mapped, and sets each claim beside
    the records in the base: restated, rounded, refined, drifted (the record says otherwise), contested (the records
    differ among themselves), supported or weakened (a curator's finding), alone (nobody else says anything of it), or
    unverifiable (hearsay, recalled, or of a form that cannot be compared). Both sides stand in the conflicts.

    `source` is the slug of a work. Raises UnknownId.
    """
    base.source(source)
    views = base.claims(base.find(ClaimFilter(source=source)))
    found = judged(base, views.values())
    units = list(_units(base, source, views.values()))
    value = tuple(_sentence(item, section, found) for item, section in units)
    opposing = [rivalry for one in found.values() for rivalry in one.opposing]
    conflicts = tuple(conflict for one in found.values() if (conflict := one.conflict()))
    return answered(base, value, proof=map(proof_of, opposing), conflicts=conflicts, complete=True)


def _units(base: KnowledgeBase, source: str, views: Iterable[ClaimView]) -> Iterable[tuple[Covered, str]]:
    """Yield the sentences of the map, or the passages of a source without one, each with its section."""
    views = list(views)
    sections = {view.address: _section(view.at) for view in views}
    coverage = base.coverage(source)
    if coverage is not None and coverage.unit == "sentence":
        heading = {item.id.partition(".")[0]: sections[claim] for item in coverage.items for claim in item.claims[:1] if claim in sections}
        for item in coverage.items:
            counted = tuple(address for address in item.claims if address in sections)
            yield (
                Covered(id=item.id, claims=counted, reason=None if counted else item.reason or "its claims are withdrawn"),
                (heading.get(item.id.partition(".")[0], "")),
            )
        return
    for position in dict.fromkeys(view.position for view in views):
        claims = tuple(view.address for view in views if view.position == position)
        yield Covered(id=str(position), claims=claims), sections[claims[0]]


def _section(at: At | None) -> str:
    return next((part for part in (at and at.section, at and at.part, at and at.entry, at and at.path, at and at.document) if part), "")


def _sentence(item: Covered, section: str, found: Mapping[str, Judged]) -> AnnotatedSentence:
    claims = tuple(_claim(found[address]) for address in item.claims)
    return AnnotatedSentence(id=item.id, section=section, claims=claims, reason=item.reason)


def _claim(one: Judged) -> AnnotatedClaim:
    return AnnotatedClaim(
        claim=ClaimRef(one.view.address),
        says=one.view.claim.says,
        verdict=one.verdict,
        beside=tuple(ClaimRef(other.address) for other in one.deciding),
        beside_says=tuple(said(other.claim)[2] for other in one.deciding),
        findings=tuple(finding.id for finding in one.findings),
    )
