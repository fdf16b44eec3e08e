"""Claims, entities, sources and predicates: the records that point at each other."""

from collections.abc import Iterable

import strawberry
from strawberry.types import Info

from api.identity import bad_cursor, key_of
from api.types.checked import Check, Coverage, Verification
from api.types.connection import AFTER, FIRST, PAGE, Connection, page, size
from api.types.derive import derived, enumeration
from api.types.findings import Finding, findings_shown
from api.types.node import FETCH, Node, body, identified, of, reading
from api.types.scalars import Number
from kb.errors import UnknownId
from kb.ids import is_address
from kb.records.claim import About, Advice, Attribution, Comparison, Effect, Fact, Read, Result, Statement, Withdrawal
from kb.records.entity import Condition
from kb.records.entity import Entity as EntityRecord
from kb.records.link import Link
from kb.records.source import Anchor, At, Document
from kb.records.source import Source as SourceRecord
from kb.records.terms import Form, Kind, Modality, Polarity, Rank, SourceKind, Stance
from kb.records.vocabulary import Predicate as PredicateRecord
from kb.records.vocabulary import Qualifier, Range
from kb.store.base import ClaimFilter, ClaimOrder, ClaimView


@strawberry.type(description="What one document says at one place, in our words: common fields, and one object for its form.")
class Claim(Node):
    """A claim with its place."""

    record: strawberry.Private[ClaimView]

    id = identified("claim", "address")
    address = of("address", "address", str, "Source and id, as `opt:activation`; never used again for another claim.")
    says = of("says", "claim.says", str, "The claim in one sentence of our own.")
    form = of("form", "claim.form", enumeration(Form), "Which of the seven forms it has.")
    polarity = of("polarity", "claim.polarity", enumeration(Polarity), "Whether the source asserts or denies it.")
    modality = of("modality", "claim.modality", enumeration(Modality), "In which way the source says it.")
    stance = of("stance", "claim.stance", enumeration(Stance), "Whose work the source speaks of.")
    hedge = of("hedge", "claim.hedge", str | None, "The hedge as printed.")
    attributed_to = of("attributedTo", "claim.attributed_to", derived(Attribution) | None, "On whose word the source says it.")
    because = of("because", "claim.because", list[str], "Addresses of the premises that the source itself gives.")
    read = of("read", "claim.read", derived(Read), "How the contributor read the place.")
    rank = of("rank", "claim.rank", enumeration(Rank), "A curator's preference among competing claims.")
    reason = of("reason", "claim.reason", str | None, "Why the rank is not normal.")
    withdrawn = of("withdrawn", "claim.withdrawn", derived(Withdrawal) | None, "Set when the claim no longer counts.")
    document = of("document", "document", derived(Document), "The document in which it stands.")
    place = of("place", "at", derived(At) | None, "The place in that document; null for what is recalled.")
    anchor = of("anchor", "anchor", derived(Anchor) | None, "The bytes behind the place, where they are known.")
    digest = of("digest", "digest", str, "Digest over what the claim means.")
    fact = body(Fact, "Set for facts.")
    result = body(Result, "Set for results.")
    comparison = body(Comparison, "Set for comparisons.")
    effect = body(Effect, "Set for effects.")
    advice = body(Advice, "Set for advice.")
    about = body(About, "Set for claims about another claim.")
    statement = body(Statement, "Set for all others.")

    @strawberry.field(description="The work in which it stands.")
    def source(self, info: Info) -> "Source":
        return source_nodes(info, (self.record.source,))[0]

    @strawberry.field(description="Curators' judgements that name it.")
    def links(self, info: Info) -> list[derived(Link)]:  # type: ignore[valid-type] # made at run time
        found = reading(info).base.links_of((self.record.address,))
        reading(info).spend(len(found))
        return list(found)

    @strawberry.field(description="What the last check against the bytes of its document found; empty where there was none.")
    def verifications(self, info: Info) -> list[Check]:
        found = reading(info).checks((self.record.address,)).values()
        return [Check(record=check, run=run) for run, check in found]

    @strawberry.field(description="Findings that judge it or rest on it.")
    def findings(self, info: Info) -> list[Finding]:
        return findings_shown(info, reading(info).base.findings_of((self.record.address,)))


def claim_nodes(info: Info, addresses: Iterable[str]) -> list[Claim]:
    """Fetch the claims that exist, in the order given."""
    return [Claim(record=view) for view in reading(info).claims(addresses).values()]


def claim_page(
    info: Info, wanted: ClaimFilter, first: int | None, after: str | None, order: ClaimOrder = ClaimOrder.place
) -> Connection[Claim]:
    """Fetch a page of claims. Raises BadArgument for a size beyond the limits, or a cursor that no list of claims gave."""
    base, count = reading(info).base, size(first)
    try:
        addresses = base.find(wanted, order, count + 1, None if after is None else key_of(after, is_address))
    except UnknownId:
        raise bad_cursor(after or "") from None
    views = reading(info).claims(addresses[:count])
    items = [Claim(record=view) for view in views.values()]
    return page(list(zip(addresses, items, strict=False)), len(addresses) > count, base.count(wanted), after)


@strawberry.type(description="Something that claims speak of: a model, dataset, technique, factor, outcome, task, ...")
class Entity(Node):
    """An entity with the claims that mention it."""

    record: strawberry.Private[EntityRecord]

    id = identified("entity", "slug")
    slug = of("slug", "slug", str, "Short name; never used again for something else.")
    kind = of("kind", "kind", enumeration(Kind), "What it is.")
    name = of("name", "name", str, "Name as people write it.")
    aliases = of("aliases", "aliases", list[str], "Other names.")
    description = of("description", "description", str | None, "What it is, and where needed what it is not.")
    defined_by = of("definedBy", "defined_by", derived(Condition) | None, "For factors: the condition by which it holds of a model.")
    wanted = of("wanted", "wanted", bool | None, "For outcomes and metrics: whether more of it is better.")
    values = of("values", "values", list[str], "For situations: the possible answers.")

    @strawberry.field(description="Entities that it names as broader.")
    def broader(self, info: Info) -> list["Entity"]:
        return entity_nodes(info, self.record.broader)

    @strawberry.field(description="Everything below it in its tree, the nearest first.")
    def narrower(self, info: Info) -> list["Entity"]:
        return entity_nodes(info, (slug for slug in reading(info).base.narrower(self.record.slug) if slug != self.record.slug))

    @strawberry.field(description="For sets: what is in it.")
    def members(self, info: Info) -> list["Entity"]:
        return entity_nodes(info, self.record.members)

    @strawberry.field(description="Claims of any form that mention it and count.")
    def claims(self, info: Info, first: FIRST = PAGE, after: AFTER = None) -> Connection[Claim]:
        return claim_page(info, ClaimFilter(entity=self.record.slug), first, after)


def entity_nodes(info: Info, slugs: Iterable[str]) -> list[Entity]:
    """Fetch the entities that exist, in the order given."""
    return [Entity(record=record) for record in reading(info).entities(slugs).values()]


@strawberry.type(description="One work with its documents and the claims read from it.")
class Source(Node):
    """A work."""

    record: strawberry.Private[SourceRecord]

    id = identified("source", "slug")
    slug = of("slug", "slug", str, "Short name.")
    kind = of("kind", "kind", enumeration(SourceKind), "What sort of work it is.")
    title = of("title", "title", str, "Title as printed.")
    short = of("short", "short", str, "How it is cited in a table.")
    authors = of("authors", "authors", list[str], "Authors as printed.")
    year = of("year", "year", int, "Year of first appearance.")
    organisations = of("organisations", "organisations", list[str], "Who stands behind it.")
    arxiv = of("arxiv", "arxiv", str | None, "arXiv id.")
    doi = of("doi", "doi", str | None, "DOI.")
    url = of("url", "url", str | None, "Where the public finds it.")
    documents = of("documents", "documents", list[derived(Document)], "Every document of the work that was read.")  # type: ignore[misc] # made at run time

    @strawberry.field(description="Its claims that count, in reading order.")
    def claims(self, info: Info, first: FIRST = PAGE, after: AFTER = None) -> Connection[Claim]:
        return claim_page(info, ClaimFilter(source=self.record.slug), first, after)

    @strawberry.field(description="What the last run of the checker over each of its documents found.")
    def verifications(self, info: Info) -> list[Verification]:
        found = reading(info).base.verifications((self.record.slug,)).values()
        reading(info).spend(sum(len(run.checks) for run in found))
        return [Verification(record=run) for run in found]

    @strawberry.field(description="Row by row or sentence by sentence, what became of it; null where it has no map.")
    def coverage(self, info: Info) -> Coverage | None:
        found = reading(info).base.coverage(self.record.slug)
        return Coverage(record=found) if found else None


def source_nodes(info: Info, slugs: Iterable[str]) -> list[Source]:
    """Fetch the sources that exist, in the order given."""
    return [Source(record=record) for record in reading(info).sources(slugs).values()]


@strawberry.type(description="Something that may be said, of what, in which unit, and what makes two claims compete.")
class Predicate(Node):
    """A predicate with the facts that use it."""

    record: strawberry.Private[PredicateRecord]

    id = identified("predicate", "slug")
    slug = of("slug", "slug", str, "Short name with underscores, as `tokens_seen`.")
    name = of("name", "name", str, "Name for people.")
    facet = of("facet", "facet", str, "Heading under which an entity's page lists it.")
    definition = of("definition", "definition", str, "What a fact of this predicate says.")
    not_ = of("not", "not_", str, "What it does not say, and which predicate does.")
    domain = of("domain", "domain", list[enumeration(Kind)], "Kinds of entity that may be the subject.")  # type: ignore[misc] # made at run time
    range = of("range", "range", derived(Range), "What values it takes.")
    functional = of("functional", "functional", bool, "Whether a subject has one true value for each set of identity qualifiers.")
    from_parts = of("fromParts", "from_parts", bool, "Whether what is asserted of a part of the subject holds of the whole too.")
    qualifiers = of("qualifiers", "qualifiers", list[derived(Qualifier)], "Conditions that a fact may state beside its value.")  # type: ignore[misc] # made at run time
    confusable_with = of("confusableWith", "confusable_with", list[str], "Predicates that sources mistake for this one.")
    tolerance = of("tolerance", "tolerance", Number | None, "Relative difference below which two figures agree.")
    used_once = of("usedOnce", "used_once", str | None, "Why it exists although a single claim uses it.")

    @strawberry.field(description="Facts that use it and count, by source and in reading order.")
    def claims(self, info: Info, first: FIRST = PAGE, after: AFTER = None) -> Connection[Claim]:
        return claim_page(info, ClaimFilter(predicate=self.record.slug), first, after)


def predicate_nodes(info: Info, slugs: Iterable[str] | None = None) -> list[Predicate]:
    """Return the predicates that exist among these, or all."""
    known = reading(info).base.predicates()
    found = [known[slug] for slug in (known if slugs is None else slugs) if slug in known]
    reading(info).spend(len(found))
    return [Predicate(record=record) for record in found]


FETCH |= {"claim": claim_nodes, "entity": entity_nodes, "source": source_nodes, "predicate": predicate_nodes}
