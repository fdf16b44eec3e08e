"""What the resolvers of one request share: the base, and how much of it they may still read."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from api.limits import Budget
from kb.questions.answer import claims_of, entities_of
from kb.records.entity import Entity
from kb.records.source import Source
from kb.records.verification import Check, Verification
from kb.store.base import ClaimView, KnowledgeBase

R = TypeVar("R")


class _Batches(Generic[R]):
    """Records of one kind, each fetched once, together with those that are foreseen."""

    def __init__(self, fetch: Callable[[Iterable[str]], Mapping[str, R]]) -> None:
        self.fetch = fetch
        self.known: dict[str, R] = {}
        self.asked: set[str] = set()
        self.foreseen: set[str] = set()

    def get(self, keys: Iterable[str]) -> dict[str, R]:
        """Return those that exist, in the order given."""
        wanted = tuple(keys)
        if missing := set(wanted) - self.asked:
            missing |= self.foreseen - self.asked if missing & self.foreseen else set()
            self.known |= self.fetch(sorted(missing))
            self.asked |= missing
        return {key: self.known[key] for key in wanted if key in self.known}


class Reading:
    """The base as one request reads it: every record counts, and each is fetched once."""

    def __init__(self, base: KnowledgeBase, budget: Budget) -> None:
        self.base = base
        self._budget = budget
        self._claims, self._entities, self._sources = _Batches(base.claims), _Batches(base.entities), _Batches(base.sources)
        self._checks = _Batches(base.checks_of)

    def claims(self, addresses: Iterable[str]) -> dict[str, ClaimView]:
        """Return claims by address, in the order given. Raises LimitExceeded."""
        found = self._counted(self._claims.get(addresses))
        self._checks.foreseen |= found.keys()
        return found

    def checks(self, addresses: Iterable[str]) -> dict[str, tuple[Verification, Check]]:
        """Return the last check of each of these claims that was checked, with the head of its run. Raises LimitExceeded."""
        return self._counted(self._checks.get(addresses))

    def entities(self, slugs: Iterable[str]) -> dict[str, Entity]:
        """Return entities by slug, in the order given. Raises LimitExceeded."""
        return self._counted(self._entities.get(slugs))

    def sources(self, slugs: Iterable[str]) -> dict[str, Source]:
        """Return the heads of sources by slug, in the order given. Raises LimitExceeded."""
        return self._counted(self._sources.get(slugs))

    def foresee(self, answer: object) -> None:
        """Remember what an answer refers to, so that the first reference that is followed fetches all of them."""
        self._claims.foreseen |= claims_of(answer)
        self._entities.foreseen |= entities_of(answer)

    def expect(self, addresses: Iterable[str]) -> None:
        """Remember claims of which the first that is wanted fetches all."""
        self._claims.foreseen |= set(addresses)

    def _counted(self, found: Mapping[str, R]) -> dict[str, R]:
        self.spend(len(found))
        return dict(found)

    def spend(self, records: int) -> None:
        """Count records that a resolver is about to hand out. Raises LimitExceeded beyond the limits."""
        self._budget.spend(records)
        self._budget.check()
