"""A judgement lapses when what it rests on means something else now, or no longer counts; somebody looks at it again."""

from collections.abc import Iterator

from kb.digests import claim_digest
from kb.draft import Draft
from kb.errors import Severity
from kb.records.claim import About
from kb.rules.judgements import FINDING, rests
from kb.rules.violation import Violation

TARGETS = ("doubts", "endorses", "attributes")


def fault(draft: Draft, address: str, digest: str | None) -> str | None:
    """Return why a judgement of a claim has lapsed, given the digest of what the claim meant then; None where it stands."""
    placed = draft.claims.get(address)
    if placed is None:
        return None  # that the claim is missing is another rule's matter
    if placed.claim.withdrawn:
        return f"{address} was withdrawn"
    if digest is None:
        return f"{address} has no digest"
    return None if digest == claim_digest(placed) else f"{address} now means something else"


def premises_mean_what_they_meant(draft: Draft) -> Iterator[Violation]:
    """Each premise of a finding counts and is named with the digest of what it means; otherwise the finding has lapsed."""
    for key, finding in draft.findings.items():
        for number, premise in enumerate(finding.premises):
            if told := fault(draft, premise.claim, premise.digest):
                remedy = f"read the finding again, then run `kb accept finding:{key}`"
                if told.endswith("withdrawn"):
                    remedy = "let the finding rest on what counts, or remove it"
                yield _lapsed(f"finding:{key}", f"premises.{number}", told, remedy)


def reviewed_claims_mean_what_they_meant(draft: Draft) -> Iterator[Violation]:
    """Each claim of a review means what it meant when it was reviewed; a withdrawn one needs no review."""
    for key, review in draft.reviews.items():
        for number, one in enumerate(review.claims):
            placed = draft.claims.get(one.claim)
            if placed and not placed.claim.withdrawn and (told := fault(draft, one.claim, one.digest)):
                remedy = f"review it again, then run `kb accept review:{key}`"
                yield _lapsed(f"review:{key}", f"claims.{number}", told, remedy)


def verified_claims_mean_what_they_meant(draft: Draft) -> Iterator[Violation]:
    """A verification is of the bytes that its document names, and of claims that mean what they meant."""
    for key, run in draft.verifications.items():
        documents = draft.sources[run.source].documents if run.source in draft.sources else ()
        rendition = next((one.rendition for one in documents if one.slug == run.document), None)
        remedy = f"run `kb verify {run.source} --document {run.document} --record` with its text"
        if rendition and rendition.sha256 != run.sha256:
            yield _lapsed(f"verification:{key}", "sha256", "the document now names other bytes", remedy)
        known = ((check, draft.claims[check.claim]) for check in run.checks if check.claim in draft.claims)
        changed = [check.claim for check, placed in known if not placed.claim.withdrawn and check.digest != claim_digest(placed)]
        if changed:
            told = f"{len(changed)} of {len(run.checks)} claims now mean something else, the first is {changed[0]}"
            yield _lapsed(f"verification:{key}", "checks", told, remedy)


def guides_rest_on_what_stands(draft: Draft) -> Iterator[Violation]:
    """No step of a guide rests on a finding that has lapsed, or on a claim that was withdrawn."""
    lapsed = {found.record for found in premises_mean_what_they_meant(draft)}
    for slug, guide in draft.guides.items():
        for field, name in rests(guide):
            if name in lapsed:
                yield _lapsed(f"guide:{slug}", field, f"{name} has lapsed", f"see to the finding first: `kb show {name}`")
            elif not name.startswith(FINDING) and _withdrawn(draft, name):
                yield _lapsed(f"guide:{slug}", field, f"{name} was withdrawn", "let the step rest on what counts")


def nothing_rests_on_withdrawn_claims(draft: Draft) -> Iterator[Violation]:
    """No claim that counts has a withdrawn one as its premise or target, no link joins one, and no finding judges one."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        named = [(f"because.{number}", premise) for number, premise in enumerate(placed.claim.because)]
        named += [(field, target) for field in TARGETS if isinstance(body, About) and (target := getattr(body, field))]
        for field, name in named:
            if not placed.claim.withdrawn and _withdrawn(draft, name):
                yield _lapsed(f"claim:{address}", field, f"{name} was withdrawn", "name a claim that counts, or leave it out")
    for key, link in draft.links.items():
        for number, name in enumerate(link.claims):
            if _withdrawn(draft, name):
                yield _lapsed(f"link:{key}", f"claims.{number}", f"{name} was withdrawn", "join claims that count, or remove the link")
    for key, finding in draft.findings.items():
        if finding.of and _withdrawn(draft, finding.of):
            yield _lapsed(f"finding:{key}", "of", f"{finding.of} was withdrawn", "there is nothing left to judge; remove the finding")


def _withdrawn(draft: Draft, address: str) -> bool:
    return address in draft.claims and draft.claims[address].claim.withdrawn is not None


def _lapsed(record: str, field: str, message: str, remedy: str) -> Violation:
    return Violation(record, field, message, remedy, Severity.warning)


RULES = (
    premises_mean_what_they_meant, reviewed_claims_mean_what_they_meant, verified_claims_mean_what_they_meant,
    guides_rest_on_what_stands, nothing_rests_on_withdrawn_claims,
)  # fmt: skip
