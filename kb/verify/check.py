"""The check of every claim of a document against its bytes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from kb import __version__
from kb.digests import claim_digest
from kb.draft import Draft, Placed
from kb.records.source import Anchor, Document
from kb.records.terms import Reading, Verified
from kb.records.verification import Check, Verification
from kb.texts.canonical import CANONICAL, Canonical, canonical
from kb.texts.figures import figures
from kb.verify.matching import Matcher, claimed

PROGRAM = f"claimgraph {__version__}"
UNREADABLE = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a document that are at hand, and their text."""

    sha256: str
    text: Canonical


def copied(raw: bytes) -> Copy | None:
    """Return bytes as a copy with its canonical text; None for bytes that are no text in UTF-8, as those of a PDF."""
    if raw.startswith(UNREADABLE):
        return None
    try:
        return Copy(hashlib.sha256(raw).hexdigest(), canonical(raw.decode("utf-8")))
    except UnicodeDecodeError:
        return None


def span_digest(text: str) -> str:
    """Return the SHA-256, in hexadecimal, of a span of canonical text.

    >>> span_digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode()).hexdigest()


def verified(draft: Draft, source: str, document: str, copy: Copy | None, on: str) -> Verification:
    """Check every claim that a source makes in one document; `copy` is None where its text is not at hand.

    States, of which only the first two count as passed: `exact` (the span has the recorded digest, and the claim's
    figures), `moved` (the one other place where that digest is), `number-mismatch`, `text-absent` (the bytes are those
    that were read, the span is not), `rendition-mismatch` (other bytes, and the span is not in them), `unavailable`,
    `not-attempted` (no anchor).
    """
    matcher = Matcher(draft.units)
    placed = [one for one in draft.claims.values() if one.source.slug == source and one.document.slug == document]
    checks = tuple(_check(one, copy, matcher) for one in placed)
    rendition = placed[0].document.rendition if placed else None
    return Verification(
        source=source,
        document=document,
        date=on,
        program=PROGRAM,
        sha256=copy.sha256 if copy else rendition.sha256 if rendition else "0" * 64,
        canonical=CANONICAL,
        checks=checks,
    )


def _check(placed: Placed, copy: Copy | None, matcher: Matcher) -> Check:
    digest, anchor = claim_digest(placed), placed.passage.anchor
    if anchor is None or placed.claim.read.how is Reading.recalled:
        return Check(claim=placed.address, digest=digest, state=Verified.not_attempted)
    if copy is None:
        return Check(claim=placed.address, digest=digest, state=Verified.unavailable)
    found = _found(anchor, copy)
    if isinstance(found, str):
        return Check(claim=placed.address, digest=digest, state=_absence(placed.document, copy), detail=found)
    start, end = found
    printed, absent = matcher.missing(claimed(placed.claim.body), figures(copy.text.text[start:end]))
    if absent:
        detail = f"not printed there: {', '.join(absent)}"
        return Check(claim=placed.address, digest=digest, state=Verified.number_mismatch, figures=tuple(printed), detail=detail)
    if found == anchor.span:
        return Check(claim=placed.address, digest=digest, state=Verified.exact, figures=tuple(printed))
    return Check(claim=placed.address, digest=digest, state=Verified.moved, figures=tuple(printed), detail=f"now at {start} to {end}")


def _absence(document: Document, copy: Copy) -> Verified:
    same = document.rendition is not None and document.rendition.sha256 == copy.sha256
    return Verified.text_absent if same else Verified.rendition_mismatch


def _found(anchor: Anchor, copy: Copy) -> tuple[int, int] | str:
    """Return where the span is, or why it cannot be told."""
    text, (start, end) = copy.text.text, anchor.span
    if end <= len(text) and span_digest(text[start:end]) == anchor.sha256:
        return start, end
    hits = list(_hits(text, end - start, anchor.sha256))
    if len(hits) == 1:
        return hits[0], hits[0] + end - start
    return f"its span is found at {len(hits)} places" if hits else "its span is not found"


def _hits(text: str, length: int, digest: str) -> Iterator[int]:
    """Yield every start of a span of that length and digest; spans begin and end with something to read."""
    for start in range(len(text) - length + 1):
        if text[start] != " " and text[start + length - 1] != " " and span_digest(text[start : start + length]) == digest:
            yield start
