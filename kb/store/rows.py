"""A draft as rows: for every table the rows that it holds, computed without a database."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from kb.draft import Draft, Placed
from kb.quantities import Quantity
from kb.records.entity import Entity
from kb.records.link import Link
from kb.records.source import Anchor, At, Document, Passage, Source
from kb.records.vocabulary import Person, Predicate, Qualifier, Range, Unit
from kb.store.claim_rows import claim_rows
from kb.store.columns import Cell, Real, flat, layout
from kb.store.judgement_rows import judgement_rows
from kb.store.names import folded
from kb.store.tables import BY_NAME, Table

Cells = dict[str, Cell]
Named = tuple[str, Cells]
"""A row with the name of its table."""


def rows(draft: Draft) -> dict[str, list[Cells]]:
    """Return the rows of every table but `meta`, each table in the order of its key."""
    found: dict[str, list[Cells]] = {name: [] for name in BY_NAME}
    for table, row in _rows(draft):
        found[table].append(row)
    return {name: sorted(found[name], key=lambda row: _key(BY_NAME[name], row)) for name in BY_NAME}


def _key(table: Table, row: Cells) -> tuple[Any, ...]:
    return tuple(row[column] for column in table.key)


def _rows(draft: Draft) -> Iterator[Named]:
    real = base_units(draft.units)
    for unit in draft.units.values():
        yield "unit", flat(unit, layout(Unit), real)
        yield from listed("unit", unit.slug, "unit_written", "written", unit.written)
    for person in draft.people.values():
        yield "person", flat(person, layout(Person), real)
    for predicate in draft.predicates.values():
        yield from _predicate(predicate, real)
    for entity in draft.entities.values():
        yield from _entity(entity, real)
    yield from _closure(draft.entities)
    for source in draft.sources.values():
        yield from _source(source, real)
    for link in draft.links.values():
        yield "link", flat(link, layout(Link), real)
        yield from listed("link", link.id, "link_claim", "claim", link.claims)
    yield from judgement_rows(draft, real)
    yield from _names(draft)


def base_units(units: Mapping[str, Unit]) -> Real:
    """Return what turns a quantity into a number of its dimension's base unit."""

    def real(quantity: Quantity) -> float | None:
        number = quantity.number or quantity.low or quantity.high
        unit = units.get(quantity.unit)
        return float(Decimal(number) * Decimal(unit.factor)) if number is not None and unit is not None else None

    return real


def listed(owner: str, key: str, table: str, column: str, items: Iterable[str]) -> Iterator[Named]:
    """Yield the rows of a list of texts or slugs that belongs to a record."""
    for position, item in enumerate(items):
        yield table, {owner: key, "position": position, column: str(item)}


def _predicate(predicate: Predicate, real: Real) -> Iterator[Named]:
    slug = predicate.slug
    yield "predicate", flat(predicate, layout(Predicate), real)
    yield from listed("predicate", slug, "predicate_domain", "kind", predicate.domain)
    yield from listed("predicate", slug, "predicate_confusable", "confusable", predicate.confusable_with)
    yield from _range(slug, "", predicate.range)
    for position, qualifier in enumerate(predicate.qualifiers):
        yield "predicate_qualifier", {"predicate": slug, "position": position, **flat(qualifier, layout(Qualifier), real)}
        yield from _range(slug, qualifier.slug, qualifier.range)


def _range(predicate: str, qualifier: str, range_: Range) -> Iterator[Named]:
    for table, column, items in (("range_kind", "kind", range_.kinds), ("range_code", "code", range_.codes)):
        for name, row in listed("predicate", predicate, table, column, items):
            yield name, {**row, "qualifier": qualifier}


def _entity(entity: Entity, real: Real) -> Iterator[Named]:
    slug = entity.slug
    yield "entity", {**flat(entity, layout(Entity), real), "has_external": int(entity.external is not None)}
    yield from listed("entity", slug, "entity_alias", "alias", entity.aliases)
    yield from listed("entity", slug, "entity_broader", "broader", entity.broader)
    yield from listed("entity", slug, "entity_member", "member", entity.members)
    yield from listed("entity", slug, "entity_value", "value", entity.values)
    yield from listed("entity", slug, "entity_than", "than", entity.defined_by.than if entity.defined_by else ())
    for name, identifier in (entity.external or {}).items():
        yield "entity_external", {"entity": slug, "name": name, "id": identifier}


def _closure(entities: Mapping[str, Entity]) -> Iterator[Named]:
    """Walk `broader` upwards from each entity, level by level, so that each distance is the shortest."""
    for slug in entities:
        seen, level, distance = {slug}, [slug], 0
        while level:
            for ancestor in level:
                yield "closure", {"ancestor": ancestor, "descendant": slug, "distance": distance}
            above = {broader for one in level if one in entities for broader in entities[one].broader} - seen
            seen, level, distance = seen | above, sorted(above), distance + 1


def _source(source: Source, real: Real) -> Iterator[Named]:
    slug = source.slug
    yield "source", flat(source, layout(Source), real)
    yield from listed("source", slug, "source_author", "author", source.authors)
    yield from listed("source", slug, "source_organisation", "organisation", source.organisations)
    for position, document in enumerate(source.documents):
        yield "document", {"source": slug, "position": position, **flat(document, layout(Document), real)}
    for position, passage in enumerate(source.passages):
        yield "passage", {"source": slug, "position": position, **_place(passage, real)}
        for ordinal, claim in enumerate(passage.claims):
            yield from claim_rows(Placed(f"{slug}:{claim.id}", claim, source, passage, position), ordinal, real)


def _place(passage: Passage, real: Real) -> Cells:
    start, end = passage.anchor.span if passage.anchor else (None, None)
    place = flat(passage.at, layout(At, "at", True), real) | flat(passage.anchor, layout(Anchor, "anchor", True), real)
    return {**place, "anchor_span_start": start, "anchor_span_end": end}


def _names(draft: Draft) -> Iterator[Named]:
    """Yield each name of entities, sources and predicates once a record and role."""
    for number, (kind, slug, role, text) in enumerate(sorted(set(_called(draft)))):
        yield "name", {"number": number, "kind": kind, "id": slug, "role": role, "text": text, "folded": folded(text)}


def _called(draft: Draft) -> Iterator[tuple[str, str, str, str]]:
    for entity in draft.entities.values():
        yield from (("entity", entity.slug, role, text) for role, text in (("slug", entity.slug), ("name", entity.name)))
        yield from (("entity", entity.slug, "alias", alias) for alias in entity.aliases)
    for source in draft.sources.values():
        called = (("slug", source.slug), ("name", source.short), ("title", source.title))
        yield from (("source", source.slug, role, text) for role, text in called)
    for predicate in draft.predicates.values():
        yield from (("predicate", predicate.slug, role, text) for role, text in (("slug", predicate.slug), ("name", predicate.name)))


def prose(draft: Draft) -> list[tuple[str, str, str, str]]:
    """Return what full-text search looks through: kind, id, title and text of each record, in order."""
    placed = draft.claims.values()
    claims = (("claim", one.address, one.source.short, _joined(one.claim.says, one.claim.hedge)) for one in placed)
    entities = (("entity", entity.slug, entity.name, _joined(entity.name, entity.description)) for entity in draft.entities.values())
    sources = (("source", source.slug, source.short, source.title) for source in draft.sources.values())
    findings = (("finding", one.id, "Finding", one.says) for one in draft.findings.values())
    return sorted((*claims, *entities, *sources, *findings))


def _joined(head: str, rest: str | None) -> str:
    return f"{head}\n{rest}" if rest else head
