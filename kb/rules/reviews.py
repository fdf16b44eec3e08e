"""A review is somebody else's look at claims that exist, and what it finds wrong is not left standing."""

from collections.abc import Iterator

from kb.digests import claim_digest
from kb.draft import Draft
from kb.errors import Severity
from kb.records.terms import Held
from kb.rules.references import missing
from kb.rules.violation import Violation


def reviews_name_what_exists(draft: Draft) -> Iterator[Violation]:
    """Every source, person and claim that a review names exists, its claims are of its source, and none stands in it twice."""
    for key, review in draft.reviews.items():
        record, seen = f"review:{key}", set[str]()
        yield from missing(record, "source", "source", review.source, draft.sources)
        yield from missing(record, "reviewer", "person", review.reviewer, draft.people)
        for number, one in enumerate(review.claims):
            field = f"claims.{number}.claim"
            yield from missing(record, field, "claim", one.claim, draft.claims)
            if one.claim in draft.claims and draft.claims[one.claim].source.slug != review.source:
                yield Violation(record, field, f"{one.claim} is of another source", f"name a claim of {review.source}")
            if one.claim in seen:
                yield Violation(record, field, f"{one.claim} stands here twice", "join the two")
            seen.add(one.claim)


def contributors_exist(draft: Draft) -> Iterator[Violation]:
    """The contributor of a source is a person."""
    for slug, source in draft.sources.items():
        if source.contributor is not None:
            yield from missing(f"source:{slug}", "contributor", "person", source.contributor, draft.people)


def reviewers_are_not_contributors(draft: Draft) -> Iterator[Violation]:
    """Nobody reviews claims that they contributed, and a source that is reviewed says who contributed it."""
    for key, review in draft.reviews.items():
        source = draft.sources.get(review.source)
        if source and source.contributor is None:
            remedy = "add `contributor: ...` to the source, a person in people.yaml"
            yield Violation(f"review:{key}", "source", f"nothing tells who contributed {source.slug}", remedy)
        elif source and source.contributor == review.reviewer:
            yield Violation(f"review:{key}", "reviewer", f"{review.reviewer} contributed {source.slug}", "somebody else reviews it")


def objections_are_heard(draft: Draft) -> Iterator[Violation]:
    """What a reviewer found wrong with a claim is corrected, or the claim is withdrawn."""
    for key, review in draft.reviews.items():
        for number, one in enumerate(review.claims):
            placed, wrong = draft.claims.get(one.claim), ", ".join(one.answers(Held.fails))
            if wrong and placed and not placed.claim.withdrawn and one.digest == claim_digest(placed):
                told = f"{one.claim} fails on {wrong}" + (f": {one.note}" if one.note else "")
                yield Violation(f"review:{key}", f"claims.{number}", told, "correct the claim, or withdraw it", Severity.warning)


RULES = (reviews_name_what_exists, contributors_exist, reviewers_are_not_contributors, objections_are_heard)
