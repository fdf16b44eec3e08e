"""Where does something come from, and what rests on it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.records.finding import Finding
from kb.records.source import At
from kb.records.terms import Verified
from kb.store.base import ClaimView, KnowledgeBase

FINDING = "finding:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One claim in the chain, with the place that it was read at."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it says."""
    depth: int
    """How many steps it is from what was asked."""
    role: str
    """Why it is in the chain: itself, a premise, hearsay of, the record of."""
    source: str
    """The work."""
    document: str
    """The document, with its version."""
    place: str
    """Where in it."""
    url: str | None
    """Where the public finds it."""
    read: str
    """How the contributor read it."""
    verified: Verified | None
    """What the last check found; none where nobody checked, or where it lapsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where something comes from, and what would feel it if it fell."""

    id: str
    """What was asked about."""
    chain: tuple[Origin, ...]
    """From what was asked down to the places."""
    findings: tuple[str, ...]
    """Findings that rest on it or judge it."""
    guides: tuple[str, ...]
    """Steps of guides that rest on it, as `guide:<slug> <step>`."""
    links: tuple[str, ...]
    """Links that name it."""
    premise_of: tuple[ClaimRef, ...]
    """Claims whose source gives it as a premise."""


@question("trust", example={"id": "essay:bloom-tokens-seen"})
def provenance(base: KnowledgeBase, id: str) -> Answer[Provenance]:  # noqa: A002 # the word that clients know
    """Where does something come from, and what rests on it?

    Goes from a claim or finding down its premises to source, document and place, with how each was read and what the
    last check against the bytes found; then tells which findings, steps of guides, links and claims rest on it.

    `id` is the address of a claim, or `finding:` and the id of a finding. Raises UnknownId.
    """
    if id.startswith(FINDING):
        finding = base.finding(id.removeprefix(FINDING))
        starts = {one.claim: "premise" for one in finding.premises} | ({finding.of: "judged"} if finding.of else {})
    else:
        starts = {base.claim(id).address: "itself"}
    chain = tuple(_chain(base, starts))
    named = () if id.startswith(FINDING) else (id,)
    return answered(
        base,
        Provenance(
            id=id,
            chain=chain,
            findings=tuple(one.id for one in _resting(base, named)),
            guides=tuple(base.guide_steps(id)),
            links=tuple(link.id for link in base.links_of(named)),
            premise_of=tuple(ClaimRef(address) for address in base.resting_on(named)),
        ),
    )


def _resting(base: KnowledgeBase, named: tuple[str, ...]) -> tuple[Finding, ...]:
    return base.findings_of(named) if named else ()


def _chain(base: KnowledgeBase, starts: dict[str, str]) -> Iterator[Origin]:
    """Yield the claims from these down their premises, each once, level by level."""
    seen: set[str] = set()
    level, depth = dict(starts), 0
    while level:
        views = base.claims(level)
        checks = base.checks_of(level)
        for address, view in views.items():
            check = checks.get(address)
            holds = check is not None and check[1].digest == view.digest
            yield _origin(view, depth, level[address], check[1].state if check and holds else None)
        seen |= set(level)
        level = {premise: "premise" for view in views.values() for premise in view.claim.because if premise not in seen}
        depth += 1


def _origin(view: ClaimView, depth: int, role: str, verified: Verified | None) -> Origin:
    word = view.claim.attributed_to
    document = view.document
    return Origin(
        claim=ClaimRef(view.address),
        says=view.claim.says,
        depth=depth,
        role=f"{role}, on the word of {word.source or word.unnamed}" if word else role,
        source=view.source,
        document=" ".join(part for part in (document.title, document.version, document.date) if part),
        place=_place(view.at),
        url=document.url,
        read=f"{view.claim.read.how}, through {view.claim.read.via}" if view.claim.read.via else str(view.claim.read.how),
        verified=verified,
    )


def _place(at: At | None) -> str:
    named = ((name, getattr(at, name)) for name in At.__dataclass_fields__ if name != "document") if at else ()
    return ", ".join(f"{name} {text}" for name, text in named if text)
