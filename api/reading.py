"""What the resolvers of one request share: the base, and how much of it they may still read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from time import monotonic
from typing import Generic, TypeVar

from api.limits import RECORDS, SECONDS, LimitExceeded
from kb.questions.answer import ClaimRef, EntityRef
from kb.records.entity import Entity
from kb.records.source import Source
from kb.store.base import ClaimView, KnowledgeBase

R = TypeVar("R")


class _Batches(Generic[R]):
    """Records of one kind, each fetched once, together with those that are foreseen."""

    def __init__(self, fetch: Callable[[Iterable[str]], Mapping[str, R]]) -> None:
        self.fetch = fetch
        self.known: dict[str, R] = {}
        self.foreseen: dict[str, None] = {}

    def get(self, keys: Iterable[str]) -> dict[str, R]:
        """Return those that exist, in the order given."""
        wanted = tuple(keys)
        if missing := [key for key in wanted if key not in self.known]:
            self.known |= self.fetch((*missing, *(self.foreseen if self.foreseen.keys() & set(missing) else ())))
        return {key: self.known[key] for key in wanted if key in self.known}


def _referred(answer: object) -> tuple[dict[str, None], dict[str, None]]:
    """Return the claims and entities that an answer refers to anywhere."""
    claims: dict[str, None] = {}
    entities: dict[str, None] = {}
    waiting = [answer]
    while waiting:
        match part := waiting.pop():
            case ClaimRef(address=address):
                claims[address] = None
            case EntityRef(slug=slug):
                entities[slug] = None
            case tuple():
                waiting += part
            case _ if is_dataclass(part):
                waiting += (getattr(part, field.name) for field in fields(part))
    return claims, entities


class Reading:
    """The base as one request reads it: every record counts, and each is fetched once."""

    def __init__(self, base: KnowledgeBase, records: int = RECORDS, seconds: float = SECONDS) -> None:
        self.base = base
        self.records, self.seconds = records, seconds
        self._left, self._ends = records, monotonic() + seconds
        self._claims, self._entities, self._sources = _Batches(base.claims), _Batches(base.entities), _Batches(base.sources)

    def claims(self, addresses: Iterable[str]) -> dict[str, ClaimView]:
        """Return claims by address, in the order given. Raises LimitExceeded."""
        return self._counted(self._claims.get(addresses))

    def entities(self, slugs: Iterable[str]) -> dict[str, Entity]:
        """Return entities by slug, in the order given. Raises LimitExceeded."""
        return self._counted(self._entities.get(slugs))

    def sources(self, slugs: Iterable[str]) -> dict[str, Source]:
        """Return the heads of sources by slug, in the order given. Raises LimitExceeded."""
        return self._counted(self._sources.get(slugs))

    def foresee(self, answer: object) -> None:
        """Remember what an answer refers to, so that the first reference that is followed fetches all of them."""
        claims, entities = _referred(answer)
        self._claims.foreseen |= claims
        self._entities.foreseen |= entities

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
