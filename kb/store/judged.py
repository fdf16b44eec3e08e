"""Look-ups of what is judged over claims: findings, guides, coverage, verifications and reviews; a part of the knowledge base."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from kb.store.reader import AMONG, Reader, among

if TYPE_CHECKING:  # for start-up time: most look-ups need none of these records
    from kb.records.coverage import Coverage
    from kb.records.finding import Finding
    from kb.records.guide import Guide
    from kb.records.retired import Retired
    from kb.records.review import Review, Reviewed
    from kb.records.verification import Check, Verification

R = TypeVar("R")


class Judgements(ABC):
    """The judgements of an open base."""

    reader: Reader

    @abstractmethod
    def one(self, kind: str, given: str, found: Mapping[str, R]) -> R:
        """Return what was found under a name. Raises UnknownId with the names that may have been meant."""

    def finding(self, id_: str) -> Finding:
        """Return one finding. Raises UnknownId."""
        return self.one("finding", id_, self.findings((id_,)))

    def findings(self, ids: Iterable[str] | None = None) -> dict[str, Finding]:
        """Return findings by id, all or those named."""
        from kb.store import judgements

        return judgements.findings(self.reader, ids)

    def finding_ids(self) -> list[str]:
        """Return the ids of all findings in their order."""
        return self.reader.column("SELECT id FROM finding ORDER BY id")

    def findings_of(self, addresses: Iterable[str]) -> tuple[Finding, ...]:
        """Return the findings that judge one of these claims or rest on one, by id."""
        given = among(addresses)
        sql = f"SELECT id FROM finding WHERE of {AMONG} UNION SELECT finding FROM premise WHERE claim {AMONG}"
        ids = self.reader.column(sql, given, given)
        return tuple(self.findings(ids).values()) if ids else ()

    def guide(self, slug: str) -> Guide:
        """Return one guide. Raises UnknownId."""
        return self.one("guide", slug, self.guides())

    def guides(self) -> dict[str, Guide]:
        """Return all guides by slug."""
        from kb.store import judgements

        return judgements.guides(self.reader)

    def guide_steps(self, name: str) -> list[str]:
        """Return the steps of guides that rest on a claim, or on `finding:<id>`, as `guide:<slug> <step>`."""
        sql = "SELECT 'guide:' || guide || ' ' || owner FROM guide_rests WHERE \"on\" = ? ORDER BY guide, owner"
        return self.reader.column(sql, name)

    def coverage(self, source: str) -> Coverage | None:
        """Return the coverage map of a source, None where it has none."""
        from kb.store import judgements

        return judgements.coverage(self.reader, (source,)).get(source)

    def verifications(self, sources: Iterable[str] | None = None) -> dict[str, Verification]:
        """Return verifications by source and document, all or those of these sources."""
        from kb.store import verifications

        return verifications.verifications(self.reader, sources)

    def checks_of(self, addresses: Iterable[str]) -> dict[str, tuple[Verification, Check]]:
        """Return the check of each of these claims that was checked, with the run that it was part of."""
        from kb.store import verifications

        return verifications.checks_of(self.reader, addresses)

    def reviews(self, sources: Iterable[str] | None = None) -> dict[str, Review]:
        """Return reviews by source and reviewer, all or those of these sources."""
        from kb.store import reviews

        return reviews.reviews(self.reader, sources)

    def reviews_of(self, addresses: Iterable[str]) -> dict[str, tuple[tuple[Review, Reviewed], ...]]:
        """Return what reviewers found of each of these claims that was reviewed, with the reviews that it was part of."""
        from kb.store import reviews

        return reviews.reviews_of(self.reader, addresses)

    def retired(self, id_: str) -> Retired | None:
        """Return what is known of a global id that was retired, None for any other."""
        from kb.store import reviews

        return reviews.retired(self.reader, (id_,)).get(id_)
