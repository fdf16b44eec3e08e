"""Every claim says where it stands and on what."""

import re
from collections.abc import Iterator
from dataclasses import fields

from kb.draft import Draft
from kb.records.source import At
from kb.records.terms import Rank, Reading
from kb.rules.violation import Violation

LOCATORS = tuple(one.name for one in fields(At) if one.name != "document")
SHA256 = re.compile(r"[0-9a-f]{64}")


def claims_have_a_place(draft: Draft) -> Iterator[Violation]:
    """Every claim that is not recalled from memory names a place in its document."""
    for address, placed in draft.claims.items():
        at = placed.passage.at
        located = at is not None and any(getattr(at, name) for name in LOCATORS)
        if not located and placed.claim.read.how is not Reading.recalled:
            yield Violation(
                f"claim:{address}",
                "",
                "the claim has no place",
                "add a key such as section or table to the passage's `at`, or mark it read: {how: recalled}",
            )


def ranks_have_a_reason(draft: Draft) -> Iterator[Violation]:
    """A rank other than normal has a reason."""
    for address, placed in draft.claims.items():
        if placed.claim.rank is not Rank.normal and not placed.claim.reason:
            yield Violation(f"claim:{address}", "rank", f"why is it {placed.claim.rank}?", "add `reason: ...`")


def anchors_are_whole(draft: Draft) -> Iterator[Violation]:
    """An anchor's span is in order and its digest is a SHA-256."""
    for slug, source in draft.sources.items():
        for number, passage in enumerate(source.passages):
            if passage.anchor and not (0 <= passage.anchor.span[0] < passage.anchor.span[1] and SHA256.fullmatch(passage.anchor.sha256)):
                yield Violation(
                    f"source:{slug}",
                    f"passages.{number}.anchor",
                    "this is no span with its digest",
                    "give [start, end] with start before end, and 64 hex digits",
                )


RULES = (claims_have_a_place, ranks_have_a_reason, anchors_are_whole)
