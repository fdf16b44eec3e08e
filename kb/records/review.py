"""Reviews: what somebody other than the contributor found when claims were set beside their source, question by question."""

from collections.abc import Iterator

from kb.frozen import record
from kb.records.record import Record
from kb.records.terms import Held

QUESTIONS = ("place", "predicate", "denial", "hearsay", "rivals")
"""The questions of a review, in the order in which they are asked."""


@record
class Reviewed(Record):
    """What a reviewer found of one claim."""

    claim: str
    """Address of the claim."""
    digest: str | None = None
    """Digest of what the claim meant when it was reviewed; when it means something else, this part of the review lapses."""
    place: Held
    """Does the place say it?"""
    predicate: Held
    """Is it the right predicate, with the qualifiers that the place states?"""
    denial: Held
    """Is `denies` a "no" in so many words, and no such "no" missed?"""
    hearsay: Held
    """Are hedge, hearsay and how it was read kept?"""
    rivals: Held
    """Where sources disagree, are both stored?"""
    note: str | None = None
    """What is wrong or in doubt, where something is."""

    def answers(self, held: Held) -> Iterator[str]:
        """Yield the questions that got one answer."""
        yield from (name for name in QUESTIONS if getattr(self, name) is held)


@record
class Review(Record):
    """One reviewer's look at the claims of one source."""

    source: str
    """The work."""
    reviewer: str
    """Who reviewed, a person in people.yaml other than the source's contributor."""
    date: str
    """Day of the review."""
    interest: str | None = None
    """What ties the reviewer to the work or its authors, where something does."""
    claims: tuple[Reviewed, ...]
    """The claims that were looked at: all of the source, or a sample."""
