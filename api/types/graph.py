"""Claims, entities and sources: the records that point at each other."""

from typing import Annotated, Any

import strawberry
from strawberry.types import Info

from api.identity import global_id, key_of
from api.types.connection import Connection, page, size
from api.types.derive import PARENT, REPLACED, derived, enumeration
from kb.questions.answer import ClaimRef, EntityRef
from kb.records.claim import About, Advice, Attribution, Comparison, Effect, Fact, Read, Result, Statement, Withdrawal
from kb.records.entity import Condition
from kb.records.entity import Entity as EntityRecord
from kb.records.link import Link
from kb.records.source import Anchor, At, Document
from kb.records.source import Source as SourceRecord
from kb.records.terms import Form, Kind, Modality, Polarity, Rank, SourceKind, Stance
from kb.store.base import ClaimFilter, ClaimOrder, ClaimView, KnowledgeBase

FIRST = Annotated[int | None, strawberry.argument(description="How many items, at most 100; 20 where nothing is said.")]
AFTER = Annotated[str | None, strawberry.argument(description="The `endCursor` of the page before.")]


def base_of(info: Info) -> KnowledgeBase:
    """Return the base that a request reads."""
    base: KnowledgeBase = info.context["base"]
    return base


def of(name: str, path: str, hint: Any, description: str) -> Any:
    """Make a field that reads an attribute by its dotted path from what the type wraps."""

    def read(root: Any) -> Any:
        found = root.record
        for part in path.split("."):
            found = getattr(found, part)
        return found

    read.__annotations__ = {"root": PARENT, "return": hint}
    return strawberry.field(resolver=read, name=name, description=description)


def body(record: type[Any], description: str) -> Any:
    """Make the field that holds the body of claims of one form, and null for the others."""

    def read(root: Any) -> Any:
        found = root.record.claim.body
        return found if isinstance(found, record) else None

    read.__annotations__ = {"root": PARENT, "return": derived(record) | None}
    return strawberry.field(resolver=read, name=record.__name__.lower(), description=description)


@strawberry.type(description="What one document says at one place, in our words: common fields, and one object for its form.")
class Claim:
    """A claim with its place."""

    record: strawberry.Private[ClaimView]

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

    @strawberry.field(description="Id among all kinds of records.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(global_id("claim", self.record.address))

    @strawberry.field(description="The work in which it stands.")
    def source(self, info: Info) -> "Source":
        return Source(record=base_of(info).source(self.record.source))

    @strawberry.field(description="Curators' judgements that name it.")
    def links(self, info: Info) -> list[derived(Link)]:  # type: ignore[valid-type] # made at run time
        return list(base_of(info).links_of((self.record.address,)))


def claim_page(
    info: Info, wanted: ClaimFilter, first: int | None, after: str | None, order: ClaimOrder = ClaimOrder.place
) -> Connection[Claim]:
    """Fetch a page of claims."""
    base, count = base_of(info), size(first)
    addresses = base.find(wanted, order, count + 1, key_of(after) if after else None)
    views = base.claims(addresses)
    return page([(address, Claim(record=views[address])) for address in addresses], count, base.count(wanted))


@strawberry.type(description="Something that claims speak of: a model, dataset, technique, factor, outcome, task, ...")
class Entity:
    """An entity with the claims that mention it."""

    record: strawberry.Private[EntityRecord]

    slug = of("slug", "slug", str, "Short name; never used again for something else.")
    kind = of("kind", "kind", enumeration(Kind), "What it is.")
    name = of("name", "name", str, "Name as people write it.")
    aliases = of("aliases", "aliases", list[str], "Other names.")
    description = of("description", "description", str | None, "What it is, and where needed what it is not.")
    defined_by = of("definedBy", "defined_by", derived(Condition) | None, "For factors: the condition by which it holds of a model.")
    wanted = of("wanted", "wanted", bool | None, "For outcomes: whether more of it is better.")
    values = of("values", "values", list[str], "For situations: the possible answers.")

    @strawberry.field(description="Id among all kinds of records.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(global_id("entity", self.record.slug))

    @strawberry.field(description="Entities that it names as broader.")
    def broader(self, info: Info) -> list["Entity"]:
        return entities(info, self.record.broader)

    @strawberry.field(description="Everything below it in its tree.")
    def narrower(self, info: Info) -> list["Entity"]:
        return entities(info, base_of(info).narrower(self.record.slug))

    @strawberry.field(description="For sets: what is in it.")
    def members(self, info: Info) -> list["Entity"]:
        return entities(info, self.record.members)

    @strawberry.field(description="Claims of any form that mention it.")
    def claims(self, info: Info, first: FIRST = None, after: AFTER = None) -> Connection[Claim]:
        return claim_page(info, ClaimFilter(entity=self.record.slug), first, after)


def entities(info: Info, slugs: tuple[str, ...]) -> list[Entity]:
    """Fetch entities in the order of their slugs."""
    return [Entity(record=record) for record in base_of(info).entities(slugs).values()]


@strawberry.type(description="One work with its documents and the claims read from it.")
class Source:
    """A work."""

    record: strawberry.Private[SourceRecord]

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

    @strawberry.field(description="Id among all kinds of records.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(global_id("source", self.record.slug))

    @strawberry.field(description="Its claims in reading order.")
    def claims(self, info: Info, first: FIRST = None, after: AFTER = None) -> Connection[Claim]:
        return claim_page(info, ClaimFilter(source=self.record.slug), first, after)


@strawberry.type(description="A claim that an answer rests on.")
class PremiseClaim:
    """A reference to a claim in an answer."""

    address: str = strawberry.field(description="Its address.")

    @strawberry.field(description="The claim itself.")
    def claim(self, info: Info) -> Claim:
        return Claim(record=base_of(info).claim(self.address))


@strawberry.type(description="An entity that an answer speaks of.")
class AnsweredEntity:
    """A reference to an entity in an answer."""

    slug: str = strawberry.field(description="Its slug.")

    @strawberry.field(description="The entity itself.")
    def entity(self, info: Info) -> Entity:
        return Entity(record=base_of(info).entity(self.slug))


REPLACED[ClaimRef] = PremiseClaim
REPLACED[EntityRef] = AnsweredEntity
