"""Every claim says where it stands and on what."""

import re
from collections.abc import Iterator
from dataclasses import fields

from kb.draft import Draft
from kb.records.claim import About
from kb.records.source import At
from kb.records.terms import Rank, Reading
from kb.rules.cycles import cycles
from kb.rules.violation import Violation

LOCATORS = tuple(one.name for one in fields(At) if one.name != "document")
SHA256 = re.compile(r"[0-9a-f]{64}")


def claims_have_a_place(draft: Draft) -> Iterator[Violation]:
    """Every claim that is not recalled from memory names a place in its document."""
    for address, placed in draft.claims.items():
        at = placed.passage.at
        located = at is not None and any(getattr(at, name) for name in LOCATORS)
        if not located and placed.claim.read.how is not Reading.recalled:
            remedy = "add a key such as section or table to the passage's `at`, or mark it read: {how: recalled}"
            yield Violation(f"claim:{address}", "", "the claim has no place", remedy)


def ranks_have_a_reason(draft: Draft) -> Iterator[Violation]:
    """A rank other than normal has a reason."""
    for address, placed in draft.claims.items():
        if placed.claim.rank is not Rank.normal and not placed.claim.reason:
            yield Violation(f"claim:{address}", "rank", f"why is it {placed.claim.rank}?", "add `reason: ...`")


def claims_are_about_others(draft: Draft) -> Iterator[Violation]:
    """What a claim doubts, endorses or attributes is another claim."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        for field in ("doubts", "endorses", "attributes") if isinstance(body, About) else ():
            if getattr(body, field) == address:
                yield Violation(f"claim:{address}", field, "a claim cannot be about itself", "name another claim")


def premises_are_of_the_source(draft: Draft) -> Iterator[Violation]:
    """The premises of a claim are those that its own source gives."""
    for address, placed in draft.claims.items():
        for number, premise in enumerate(placed.claim.because):
            if premise in draft.claims and draft.claims[premise].source.slug != placed.source.slug:
                remedy = f"name a claim of {placed.source.slug}, or leave it out"
                yield Violation(f"claim:{address}", f"because.{number}", f"{premise} is of another source", remedy)


def premises_do_not_circle(draft: Draft) -> Iterator[Violation]:
    """No claim rests, over however many steps, on itself."""
    for cycle in cycles({address: placed.claim.because for address, placed in draft.claims.items()}):
        yield Violation(f"claim:{cycle[0]}", "because", f"it rests on itself: {' < '.join(cycle)}", "drop one of these premises")


def sources_have_documents(draft: Draft) -> Iterator[Violation]:
    """A source has at least one document, and no two of the same slug."""
    for slug, source in draft.sources.items():
        if not source.documents:
            yield Violation(f"source:{slug}", "documents", "there is no document", "add the one that you read")
        names = [document.slug for document in source.documents]
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Violation(f"source:{slug}", f"documents.{number}.slug", f"{name!r} is taken", "choose another slug")


def digests_are_digests(draft: Draft) -> Iterator[Violation]:
    """An anchor's span is in order, and every digest is a SHA-256 in hexadecimal digits."""
    for slug, source in draft.sources.items():
        anchors = [(f"passages.{number}.anchor", passage.anchor) for number, passage in enumerate(source.passages) if passage.anchor]
        for field, anchor in anchors:
            if not 0 <= anchor.span[0] < anchor.span[1]:
                yield Violation(f"source:{slug}", f"{field}.span", "the span is empty or out of order", "give [start, end]")
        renditions = [(f"documents.{number}.rendition", one.rendition) for number, one in enumerate(source.documents) if one.rendition]
        for field, digest in (*((field, anchor.sha256) for field, anchor in anchors), *((field, one.sha256) for field, one in renditions)):
            if not SHA256.fullmatch(digest):
                yield Violation(f"source:{slug}", f"{field}.sha256", "this is no SHA-256", "give its 64 digits, a to f in lower case")


RULES = (
    claims_have_a_place, ranks_have_a_reason, claims_are_about_others, premises_are_of_the_source, premises_do_not_circle,
    sources_have_documents, digests_are_digests,
)  # fmt: skip
