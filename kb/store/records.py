"""Rows to records again: vocabulary, entities, sources and links, each in a fixed number of statements."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from kb.records.entity import Condition, Entity
from kb.records.link import Link
from kb.records.source import Document, Passage, Source
from kb.records.terms import Kind
from kb.records.vocabulary import Person, Predicate, Qualifier, Range, Unit
from kb.store.claims import ClaimView, anchor, at, views
from kb.store.columns import Row, layout, unflat
from kb.store.reader import Keys, Reader


def units(reader: Reader) -> dict[str, Unit]:
    """Return every unit by its slug."""
    written = reader.lists("unit_written", "unit", "written")
    return {row["slug"]: unflat(row, layout(Unit), written=written[row["slug"]]) for row in reader.rows("unit")}


def people(reader: Reader) -> dict[str, Person]:
    """Return every person by slug."""
    return {row["slug"]: unflat(row, layout(Person)) for row in reader.rows("person")}


def predicates(reader: Reader) -> dict[str, Predicate]:
    """Return every predicate by its slug."""
    domains = reader.lists("predicate_domain", "predicate", "kind")
    confusable = reader.lists("predicate_confusable", "predicate", "confusable")
    ranges = _ranges(reader)
    qualifiers: dict[str, list[Qualifier]] = defaultdict(list)
    for row in sorted(reader.rows("predicate_qualifier"), key=lambda row: row["position"]):
        qualifiers[row["predicate"]].append(unflat(row, layout(Qualifier), range=ranges(row, row["predicate"], row["slug"])))
    return {
        slug: unflat(
            row, layout(Predicate), domain=tuple(map(Kind, domains[slug])), range=ranges(row, slug, ""),
            qualifiers=tuple(qualifiers[slug]), confusable_with=confusable[slug],
        )
        for row in reader.rows("predicate") for slug in [row["slug"]]
    }  # fmt: skip


def _ranges(reader: Reader) -> Any:
    """Return what reads the range in a row of a predicate or of one of its qualifiers."""
    lists: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for table, column in (("range_kind", "kind"), ("range_code", "code")):
        for row in reader.rows(table):
            lists[table, row["predicate"], row["qualifier"]].append(row[column])

    def read(row: Row, predicate: str, qualifier: str) -> Range:
        kinds = tuple(map(Kind, lists["range_kind", predicate, qualifier]))
        range_: Range = unflat(row, layout(Range, "range"), kinds=kinds, codes=tuple(lists["range_code", predicate, qualifier]))
        return range_

    return read


def entities(reader: Reader, slugs: Keys = None) -> dict[str, Entity]:
    """Return entities by their slug, all or those named that exist."""
    slugs = None if slugs is None else tuple(slugs)
    names = ("alias", "broader", "member", "value", "than")
    alias, broader, member, value, than = (reader.lists(f"entity_{name}", "entity", name, slugs) for name in names)
    external: dict[str, dict[str, str]] = defaultdict(dict)
    for row in reader.rows("entity_external", "entity", slugs):
        external[row["entity"]][row["name"]] = row["id"]
    return {
        slug: unflat(
            row, layout(Entity), aliases=alias[slug], broader=broader[slug], members=member[slug], values=value[slug],
            external=external[slug] if row["has_external"] else None,
            defined_by=unflat(row, layout(Condition, "defined_by", True), than=than[slug]),
        )
        for row in reader.rows("entity", "slug", slugs) for slug in [row["slug"]]
    }  # fmt: skip


def sources(reader: Reader, slugs: Keys = None) -> dict[str, Source]:
    """Return sources by their slug, all or those named that exist, without their passages."""
    slugs = None if slugs is None else tuple(slugs)
    authors = reader.lists("source_author", "source", "author", slugs)
    organisations = reader.lists("source_organisation", "source", "organisation", slugs)
    documents: dict[str, list[Document]] = defaultdict(list)
    for row in sorted(reader.rows("document", "source", slugs), key=lambda row: row["position"]):
        documents[row["source"]].append(unflat(row, layout(Document)))
    return {
        slug: unflat(
            row, layout(Source), authors=authors[slug], organisations=organisations[slug], documents=tuple(documents[slug]), passages=(),
        )
        for row in reader.rows("source", "slug", slugs) for slug in [row["slug"]]
    }  # fmt: skip


def whole_sources(reader: Reader) -> dict[str, Source]:
    """Return every source with its passages and their claims, in reading order."""
    claims: dict[tuple[str, int], list[ClaimView]] = defaultdict(list)
    for view in views(reader).values():
        claims[view.source, view.position].append(view)
    passages: dict[str, list[Passage]] = defaultdict(list)
    for row in reader.rows("passage"):
        said = tuple(view.claim for view in claims[row["source"], row["position"]])
        passages[row["source"]].append(Passage(at=at(row), anchor=anchor(row), claims=said))
    heads = sources(reader)
    return {slug: replace(head, passages=tuple(passages[slug])) for slug, head in heads.items()}


def links(reader: Reader, ids: Keys = None) -> dict[str, Link]:
    """Return links by their id, all or those named that exist."""
    ids = None if ids is None else tuple(ids)
    claims = reader.lists("link_claim", "link", "claim", ids)
    return {row["id"]: unflat(row, layout(Link), claims=claims[row["id"]]) for row in reader.rows("link", "id", ids)}
