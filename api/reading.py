"""What the resolvers of one request share: the base, and how much of it they may still read."""

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import TypeVar

from api.limits import RECORDS, SECONDS, LimitExceeded
from kb.records.entity import Entity
from kb.records.source import Source
from kb.store.base import ClaimView, KnowledgeBase

R = TypeVar("R")


class Reading:
    """The base as one request reads it: every record counts, and each source is fetched once."""

    def __init__(self, base: KnowledgeBase, records: int = RECORDS, seconds: float = SECONDS) -> None:
        self.base = base
        self.records, self.seconds = records, seconds
        self._left, self._ends = records, monotonic() + seconds
        self._sources: dict[str, Source] = {}

    def claims(self, addresses: Iterable[str]) -> dict[str, ClaimView]:
        """Return claims by address, in the order given. Raises LimitExceeded."""
        return self._counted(self.base.claims(addresses))

    def entities(self, slugs: Iterable[str]) -> dict[str, Entity]:
        """Return entities by slug, in the order given. Raises LimitExceeded."""
        return self._counted(self.base.entities(slugs))

    def sources(self, slugs: Iterable[str]) -> dict[str, Source]:
        """Return the heads of sources by slug, in the order given. Raises LimitExceeded."""
        wanted = tuple(slugs)
        missing = [slug for slug in wanted if slug not in self._sources]
        if missing:
            self._sources |= self.base.sources(missing)
        return self._counted({slug: self._sources[slug] for slug in wanted if slug in self._sources})

    def _counted(self, found: Mapping[str, R]) -> dict[str, R]:
        self.spend(len(found))
        return dict(found)

    def spend(self, records: int) -> None:
        """Count records that a resolver is about to hand out. Raises LimitExceeded beyond the limits."""
        self._left -= records
        if self._left < 0:
            raise LimitExceeded("QUERY_TOO_LARGE", f"The answer holds more than {self.records:,} records; ask for less with `first`.")
        if monotonic() > self._ends:
            raise LimitExceeded("TIMEOUT", f"The answer took longer than {self.seconds:g} seconds; ask for less with `first`.")
