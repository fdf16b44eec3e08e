"""How much was checked against the bytes of the sources, and what failed?"""

from collections import Counter
from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef, Gap
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.records.terms import Verified
from kb.records.verification import PASSED, UNPERFORMED, Check, Verification
from kb.store.base import ClaimFilter, ClaimView, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCheck:
    """A check that did not pass."""

    claim: ClaimRef
    """The claim."""
    state: Verified
    """What was found."""
    detail: str | None
    """What is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What is known of one document's claims."""

    source: str
    """The work."""
    document: str
    """Its document."""
    on: str | None
    """Day of the last check; none where nobody checked."""
    claims: int
    """How many claims the document has now."""
    performed: int
    """How many checks were made."""
    exact: int
    """How many found the span in its place with the claim's figures."""
    moved: int
    """How many found it elsewhere."""
    failed: int
    """How many were made and not passed."""
    lapsed: int
    """How many no longer count, because the claim now means something else."""
    unchecked: int
    """How many claims no check speaks of: no bytes at hand, or no anchor."""
    failures: tuple[FailedCheck, ...]
    """The checks that did not pass."""


@question("trust", example={"scope": "essay"})
def verification_report(base: KnowledgeBase, scope: str | None = None) -> Answer[tuple[DocumentReport, ...]]:
    """How much was checked against the bytes of the sources, and what failed?

    For each document: checks performed and checks failed as two numbers, those that lapsed since their claim changed,
    and claims that no check speaks of. "Nothing failed" where nothing was performed is no comfort, and so is a gap.

    `scope` is a source, by default all of them. Raises UnknownId.
    """
    sources = base.source_slugs() if scope is None else [base.source(scope).slug]
    views = base.claims(base.find(ClaimFilter(source=tuple(sources)))).values()
    runs = base.verifications(sources)
    documents: dict[tuple[str, str], list[ClaimView]] = {}
    for view in views:
        documents.setdefault((view.source, view.document.slug), []).append(view)
    reports = tuple(_report(*key, found, runs.get("/".join(key))) for key, found in documents.items())
    gaps = [
        Gap(item=f"{one.source}/{one.document}", subject=one.source, predicate="verification", reason="no check was performed")
        for one in reports
        if not one.performed
    ]
    return answered(base, reports, gaps=gaps)


def _report(source: str, document: str, views: list[ClaimView], run: Verification | None) -> DocumentReport:
    digests = {view.address: view.digest for view in views}
    standing = [check for check in (run.checks if run else ()) if digests.get(check.claim) == check.digest]
    lapsed = [check for check in (run.checks if run else ()) if check.claim in digests and digests[check.claim] != check.digest]
    counts = Counter(check.state for check in standing)
    performed = sum(counts.values()) - sum(counts[state] for state in UNPERFORMED)
    failures = tuple(_failure(check) for check in standing if check.state not in (*PASSED, *UNPERFORMED))
    return DocumentReport(
        source=source,
        document=document,
        on=run.date if run else None,
        claims=len(views),
        performed=performed,
        exact=counts[Verified.exact],
        moved=counts[Verified.moved],
        failed=len(failures),
        lapsed=len(lapsed),
        unchecked=len(views) - performed - len(lapsed),
        failures=failures,
    )


def _failure(check: Check) -> FailedCheck:
    return FailedCheck(claim=ClaimRef(check.claim), state=check.state, detail=check.detail)
