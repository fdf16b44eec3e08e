"""Draft: all records of one tree of YAML, indexed, not yet trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kb.records.claim import Claim
from kb.records.coverage import Coverage
from kb.records.entity import Entity
from kb.records.finding import Finding
from kb.records.guide import Guide
from kb.records.link import Link
from kb.records.retired import Retired
from kb.records.review import Review
from kb.records.source import Document, Passage, Source
from kb.records.verification import Verification
from kb.records.vocabulary import Person, Predicate, Unit


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim together with where it stands."""

    address: str
    claim: Claim
    source: Source
    passage: Passage
    position: int
    """Position of the passage in its source, from 0."""

    @property
    def document(self) -> Document:
        """The document that the passage names, or the source's first one."""
        named = self.passage.at.document if self.passage.at else None
        return next((document for document in self.source.documents if document.slug == named), self.source.documents[0])


@dataclass(frozen=True)
class Draft:
    """All records by their slug; two drafts are equal when all their records are."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    guides: Mapping[str, Guide] = field(default_factory=dict)
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """By the slug of the source."""
    verifications: Mapping[str, Verification] = field(default_factory=dict)
    """By source and document, as `essay/post`."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """By source and reviewer, as `opt/ada`."""
    retired: Mapping[str, Retired] = field(default_factory=dict)
    """By global id."""

    @cached_property
    def claims(self) -> Mapping[str, Placed]:
        """Every claim by its address, sources by slug and claims in reading order."""
        return {placed.address: placed for placed in self._placed()}

    def _placed(self) -> Iterator[Placed]:
        for slug in sorted(self.sources):
            source = self.sources[slug]
            for position, passage in enumerate(source.passages):
                for claim in passage.claims:
                    yield Placed(f"{slug}:{claim.id}", claim, source, passage, position)
