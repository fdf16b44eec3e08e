"""KnowledgeBase: typed read access to a compiled base; nothing but the standard library behind it.

Look-ups by several ids take a fixed number of statements however many ids there are, and leave out ids that do not
exist; a look-up by one id raises UnknownId with the ids that may have been meant. An object may be shared by threads.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self, TypeVar

from kb.errors import BadArgument, NoHistory, UnknownId
from kb.frozen import frozen
from kb.ids import SLUG_LENGTH, nearest
from kb.records.entity import Entity
from kb.records.link import Link
from kb.records.source import Source
from kb.records.terms import Form, Kind
from kb.records.vocabulary import Person, Predicate, Unit
from kb.store import competing, filters, records, search
from kb.store.claims import ClaimView, views
from kb.store.filters import ClaimFilter, ClaimOrder
from kb.store.history import History
from kb.store.judged import Judgements
from kb.store.linked import Linked
from kb.store.opening import Opened, opened
from kb.store.reader import AMONG, Reader, among
from kb.store.search import Hit, Match

__all__ = ["AsOf", "ClaimFilter", "ClaimOrder", "ClaimView", "Hit", "KnowledgeBase", "Match"]

R = TypeVar("R")
COUNTED = ("unit", "person", "predicate", "entity", "source", "document", "passage", "claim", "link", "finding", "guide")


@frozen
class AsOf:
    """Which state of the sources a base is: commit and date where the builder gave them, and the digest of its records."""

    commit: str | None
    date: str | None
    data_digest: str


class KnowledgeBase(Judgements, Linked):
    """A compiled base that is open for reading; close it, or use it in a `with` statement."""

    def __init__(self, path: Path, file: Opened) -> None:
        self.path = path
        self.reader = Reader(file.connection, path)
        self._closures: dict[tuple[str, str], tuple[str, ...]] = {}
        told = file.description
        self.as_of = AsOf(told.commit if told else None, told.date if told else None, file.data_digest)
        self.history: History | None = None

    @classmethod
    def open(cls, path: Path, verify: bool = False) -> Self:
        """Open a compiled base in milliseconds; `verify` first compares every byte with the digest beside the file.

        Raises BaseMissing, BaseForeign, or BaseDamaged.
        """
        return cls(path, opened(path, verify))

    def close(self) -> None:
        """Let go of the file."""
        self.reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def digest(self) -> str:
        """Digest of all records, which changes exactly when one of them does."""
        return self.as_of.data_digest

    def past(self) -> History:
        """Return the history of the claims. Raises NoHistory where this base was opened without one."""
        if self.history is None:
            raise NoHistory("no repository is at hand here", "ask on the command line, with `kb ask`, in a clone of the claims' repository")
        return self.history

    def select(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return all rows of a statement of your own over `kb.store.tables`. Raises sqlite3.Error when it is none."""
        return self.reader.select(sql, *parameters)

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        return {name: self.reader.column(f"SELECT count(*) FROM {name}")[0] for name in COUNTED}

    # entities

    def entity(self, slug: str) -> Entity:
        """Return one entity. Raises UnknownId."""
        return self.one("entity", slug, self.entities((slug,)))

    def entities(self, slugs: Iterable[str]) -> dict[str, Entity]:
        """Return entities by slug, in the order given."""
        wanted = tuple(slugs)
        return _in_order(wanted, records.entities(self.reader, wanted))

    def entity_slugs(self, kind: Kind | None = None, limit: int | None = None, after: str | None = None) -> list[str]:
        """Return slugs in their order, of one kind or all; `after` is the last slug of the page before."""
        sql = "SELECT slug FROM entity WHERE (kind = ?1 OR ?1 IS NULL) AND slug > ?2 ORDER BY slug LIMIT ?3"
        return self.reader.column(sql, kind, after or "", _limit(limit))

    def narrower(self, slug: str) -> tuple[str, ...]:
        """Return an entity and all that are cases or parts of it, the nearest first. Raises UnknownId."""
        return self._closure("descendant", "ancestor", slug)

    def broader(self, slug: str) -> tuple[str, ...]:
        """Return an entity and all that it is a case or part of, the nearest first. Raises UnknownId."""
        return self._closure("ancestor", "descendant", slug)

    def _closure(self, wanted: str, given: str, slug: str) -> tuple[str, ...]:
        """Look up one direction of the trees, remembered since a base never changes."""
        if (wanted, slug) not in self._closures:
            self._closures[wanted, slug] = self._stored_closure(wanted, given, slug)
        return self._closures[wanted, slug]

    def _stored_closure(self, wanted: str, given: str, slug: str) -> tuple[str, ...]:
        sql = f"SELECT {wanted} FROM closure WHERE {given} {AMONG} ORDER BY distance, {wanted}"
        found = tuple(self.reader.column(sql, among((slug,))))
        return found or self._unknown("entity", slug)

    def sets_with(self, member: str) -> tuple[str, ...]:
        """Return the sets that list an entity as a member. Raises UnknownId."""
        found = self.reader.column(f"SELECT DISTINCT entity FROM entity_member WHERE member {AMONG} ORDER BY entity", among((member,)))
        return tuple(found) if found or self.entity(member) else ()

    # sources, vocabulary, people, links

    def source(self, slug: str) -> Source:
        """Return the head of one source: all but its passages, whose claims `find` lists. Raises UnknownId."""
        return self.one("source", slug, self.sources((slug,)))

    def sources(self, slugs: Iterable[str]) -> dict[str, Source]:
        """Return the heads of sources by slug, in the order given."""
        wanted = tuple(slugs)
        return _in_order(wanted, records.sources(self.reader, wanted))

    def source_slugs(self) -> list[str]:
        """Return the slugs of all sources in their order."""
        return self._slugs("source")

    def predicate(self, slug: str) -> Predicate:
        """Return one predicate. Raises UnknownId."""
        return self.one("predicate", slug, self._predicates)

    def predicates(self) -> dict[str, Predicate]:
        """Return all predicates by slug."""
        return dict(self._predicates)

    @cached_property
    def _predicates(self) -> dict[str, Predicate]:
        return records.predicates(self.reader)

    def unit(self, slug: str) -> Unit:
        """Return one unit. Raises UnknownId."""
        return self.one("unit", slug, self._units)

    def units(self) -> dict[str, Unit]:
        """Return all units by slug."""
        return dict(self._units)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return records.units(self.reader)

    def people(self) -> dict[str, Person]:
        """Return all contributors and reviewers by slug."""
        return records.people(self.reader)

    def links(self) -> dict[str, Link]:
        """Return all links by id."""
        return records.links(self.reader)

    def links_of(self, addresses: Iterable[str]) -> tuple[Link, ...]:
        """Return the links that concern at least one of these claims, by id."""
        ids = self.reader.column(f"SELECT DISTINCT link FROM link_claim WHERE claim {AMONG}", among(addresses))
        return tuple(records.links(self.reader, ids).values())

    # claims

    def judgements_of(self, address: str, verb: str | None = None) -> list[str]:
        """Return the addresses of the claims that doubt, endorse or attribute one claim; `verb` names one of the three."""
        verbs = ("doubts", "endorses", "attributes") if verb is None else (verb,)
        sql = f"SELECT claim FROM about WHERE {' OR '.join(f'{one} = ?1' for one in verbs)} ORDER BY claim"
        return self.reader.column(sql, address)

    def resting_on(self, addresses: Iterable[str]) -> list[str]:
        """Return the claims whose source gives one of these as a premise."""
        return self.reader.column(f"SELECT DISTINCT claim FROM claim_because WHERE premise {AMONG} ORDER BY claim", among(addresses))

    def claim(self, address: str) -> ClaimView:
        """Return one claim with where it stands, also when it is withdrawn. Raises UnknownId."""
        return self.one("claim", address, self.claims((address,)))

    def claims(self, addresses: Iterable[str]) -> dict[str, ClaimView]:
        """Return claims by address, in the order given, also those that are withdrawn."""
        return views(self.reader, addresses)

    def find(
        self, wanted: ClaimFilter | None = None, order: ClaimOrder = ClaimOrder.place, limit: int | None = None, after: str | None = None
    ) -> list[str]:
        """Return the addresses of claims; `after` is the last address of the page before.

        Raises UnknownId where `after` is no claim, BadArgument for a negative limit.
        """
        if after is not None:
            self.claim(after)
        sql, parameters = filters.found(wanted or ClaimFilter(), order, _limit(limit), after)
        return self.reader.column(sql, *parameters)

    def count(self, wanted: ClaimFilter | None = None) -> int:
        """Return how many claims `find` lists."""
        sql, parameters = filters.counted(wanted or ClaimFilter())
        return int(self.reader.column(sql, *parameters)[0])

    def facts(self, subjects: Iterable[str] | None = None, predicates: Iterable[str] | None = None) -> list[ClaimView]:
        """Return the facts that count of these subjects with these predicates, in reading order; None means any."""
        return self._views(ClaimFilter(form=Form.fact, subject=_several(subjects), predicate=_several(predicates)))

    def effects(
        self, causes: Iterable[str] | None = None, outcomes: Iterable[str] | None = None, models: Iterable[str] | None = None
    ) -> list[ClaimView]:
        """Return the effects that count of these causes on these outcomes, in reading order; None means any.

        With `models`, those said in general or of one of them.
        """
        wanted = ClaimFilter(form=Form.effect, cause=_several(causes), outcome=_several(outcomes), affected=_several(models))
        return self._views(wanted)

    def results(self, systems: Iterable[str] | None = None, benchmarks: Iterable[str] | None = None) -> list[ClaimView]:
        """Return the scores that count of these systems on these benchmarks, in reading order; None means any."""
        return self._views(ClaimFilter(form=Form.result, system=_several(systems), benchmark=_several(benchmarks)))

    def comparisons(self, entities: Iterable[str]) -> list[ClaimView]:
        """Return the comparisons that count and name one of these entities, as a side or as what they are over."""
        return self._views(ClaimFilter(form=Form.comparison, entity=tuple(entities)))

    def advice(self, situations: Iterable[str]) -> list[ClaimView]:
        """Return the advice that counts and tests one of these situations, in reading order."""
        return self._views(ClaimFilter(form=Form.advice, situation=tuple(situations)))

    def _views(self, wanted: ClaimFilter) -> list[ClaimView]:
        return list(self.claims(self.find(wanted)).values())

    def competing(self, addresses: Iterable[str] | None = None) -> list[str]:
        """Return the claims that count and may compete with these, themselves included, by address; None means with any.

        Facts of one predicate and subject, or of a family and its member; results of one system, benchmark and metric.
        """
        return competing.competing(self.reader, None if addresses is None else tuple(addresses))

    # names and words

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Return the claims, entities and sources whose prose holds every word of a text, best first."""
        return search.search(self.reader, text, _limit(limit))

    def resolve(self, name: str, limit: int = 10) -> list[Match]:
        """Return the entities, sources and predicates that a name means, or else those whose names are like it."""
        return search.resolve(self.reader, name, limit)

    # what is not there

    def one(self, kind: str, given: str, found: Mapping[str, R]) -> R:
        """Return what was found under a name. Raises UnknownId with the names that may have been meant."""
        return found[given] if given in found else self._unknown(kind, given)

    def _unknown(self, kind: str, given: str) -> NoReturn:
        given = given[: 2 * SLUG_LENGTH]
        raise UnknownId(kind, given, nearest(given, self._addresses_like(given) if kind == "claim" else self._slugs(kind)))

    def _addresses_like(self, given: str) -> list[str]:
        """Return the claims of the source that an address names or nearly names, and those that have its id elsewhere."""
        source, _, id_ = given.rpartition(":")
        sources = among((source,) if source in (known := self._slugs("source")) else nearest(source, known))
        return self.reader.column(f"SELECT address FROM claim WHERE source {AMONG} OR id {AMONG}", sources, among((id_,)))

    def _slugs(self, kind: str) -> list[str]:
        key = "id" if kind == "finding" else "slug"
        return self.reader.column(f"SELECT {key} FROM {kind} ORDER BY {key}")


def _limit(limit: int | None) -> int:
    """Return what SQL takes for a limit. Raises BadArgument when it is negative."""
    if limit is not None and limit < 0:
        raise BadArgument("limit", limit, "give 0 or more")
    return -1 if limit is None else limit


def _several(slugs: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if slugs is None else tuple(slugs)


def _in_order(slugs: Iterable[str], found: Mapping[str, R]) -> dict[str, R]:
    return {slug: found[slug] for slug in slugs if slug in found}
