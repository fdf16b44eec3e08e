"""The query root, and the schema printed in `schema.graphql`."""

import types
from typing import Annotated, Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from api.identity import key_of, parts
from api.types.answers import MOST, at_most, question_fields
from api.types.connection import AFTER, FIRST, PAGE, Connection, page, size
from api.types.derive import enumeration
from api.types.filters import ClaimsFilter
from api.types.findings import Finding, Guide, guide_nodes
from api.types.found import Hit, Match, Resolution
from api.types.graph import Claim, Entity, Predicate, Source, claim_nodes, claim_page, entity_nodes, predicate_nodes, source_nodes
from api.types.node import Node, fetched, reading
from api.types.scalars import SCALARS
from kb.ids import is_slug
from kb.questions.registry import QUESTIONS
from kb.records.terms import Kind
from kb.store.base import ClaimFilter, ClaimOrder

Id = Annotated[strawberry.ID, strawberry.argument(description="Such as `claim:opt:activation`.")]
Slug = Annotated[str, strawberry.argument(description="Its slug, as `opt-175b`.")]
FindingId = Annotated[str, strawberry.argument(description="Its short name.")]
Address = Annotated[str, strawberry.argument(description="Source and id, as `opt:activation`.")]
Addresses = Annotated[list[str], strawberry.argument(description=f"At most {MOST}.")]
Names = Annotated[list[str], strawberry.argument(description=f"Names as people type them, at most {MOST}.")]
OfKind = Annotated[enumeration(Kind) | None, strawberry.argument(description="Only this kind.")]  # type: ignore[valid-type] # made at run time
Wanted = Annotated[ClaimsFilter | None, strawberry.argument(description="What they must be like.")]
OrderBy = Annotated[enumeration(ClaimOrder), strawberry.argument(description="In which order.")]  # type: ignore[valid-type] # made at run time
Words = Annotated[str, strawberry.argument(description="Words that must all occur.")]


def typed_root(kind: Kind) -> Any:
    """Make the root field of one kind of entity."""

    def read(info: Info, slug: Slug) -> Entity | None:
        return next((found for found in entity_nodes(info, (slug,)) if found.record.kind is kind), None)

    return strawberry.field(resolver=read, name=kind.value, description=f"The {kind} with this slug, or null.")


def slug_page(info: Info, kind: str, known: list[str], first: int | None, after: str | None) -> Connection[Any]:
    """Fetch a page of the records of a kind, in the order of their slugs."""
    count, start = size(first), "" if after is None else key_of(after, is_slug)
    slugs = [slug for slug in known if slug > start]
    items = fetched(info, kind, slugs[:count])
    return page(list(zip(slugs, items, strict=False)), len(slugs) > count, len(known), after)


@strawberry.type(description="The records that can be looked up.")
class Records:
    """The root fields that look up records."""

    model = typed_root(Kind.model)
    dataset = typed_root(Kind.dataset)
    technique = typed_root(Kind.technique)
    factor = typed_root(Kind.factor)
    outcome = typed_root(Kind.outcome)
    task = typed_root(Kind.task)
    benchmark = typed_root(Kind.benchmark)

    @strawberry.field(description="The record with this global id, or null.")
    def node(self, info: Info, id: Id) -> Node | None:
        kind, key = parts(id)
        return next(iter(fetched(info, kind, (key,))), None)

    @strawberry.field(description="The entity of any kind with this slug, or null.")
    def entity(self, info: Info, slug: Slug) -> Entity | None:
        return next(iter(entity_nodes(info, (slug,))), None)

    @strawberry.field(description="Entities in the order of their slugs.")
    def entities(self, info: Info, kind: OfKind = None, first: FIRST = PAGE, after: AFTER = None) -> Connection[Entity]:  # type: ignore[valid-type] # made at run time
        base, count = reading(info).base, size(first)
        slugs = base.entity_slugs(kind, count + 1, None if after is None else key_of(after, is_slug))
        items = entity_nodes(info, slugs[:count])
        return page(list(zip(slugs, items, strict=False)), len(slugs) > count, len(base.entity_slugs(kind)), after)

    @strawberry.field(description="The claim at this address, or null; also when it is withdrawn.")
    def claim(self, info: Info, address: Address) -> Claim | None:
        return next(iter(claim_nodes(info, (address,))), None)

    @strawberry.field(description="The claims at these addresses, in the order given, null for those that do not exist.")
    def claims_by_address(self, info: Info, addresses: Addresses) -> list[Claim | None]:
        found = {claim.record.address: claim for claim in claim_nodes(info, at_most("addresses", addresses))}
        return [found.get(address) for address in addresses]

    @strawberry.field(description="Claims, filtered.")
    def claims(
        self,
        info: Info,
        filter: Wanted = None,
        order_by: OrderBy = ClaimOrder.place,  # type: ignore[valid-type] # made at run time
        first: FIRST = PAGE,
        after: AFTER = None,
    ) -> Connection[Claim]:
        return claim_page(info, filter.record() if filter else ClaimFilter(), first, after, order_by)

    @strawberry.field(description="The source with this slug, or null.")
    def source(self, info: Info, slug: Slug) -> Source | None:
        return next(iter(source_nodes(info, (slug,))), None)

    @strawberry.field(description="Sources in the order of their slugs.")
    def sources(self, info: Info, first: FIRST = PAGE, after: AFTER = None) -> Connection[Source]:
        return slug_page(info, "source", reading(info).base.source_slugs(), first, after)

    @strawberry.field(description="All predicates: what may be said of what.")
    def predicates(self, info: Info) -> list[Predicate]:
        return predicate_nodes(info)

    @strawberry.field(description="The finding with this slug, or null.")
    def finding(self, info: Info, id: FindingId) -> Finding | None:
        return next(iter(fetched(info, "finding", (id,))), None)

    @strawberry.field(description="Findings in the order of their slugs.")
    def findings(self, info: Info, first: FIRST = PAGE, after: AFTER = None) -> Connection[Finding]:
        return slug_page(info, "finding", reading(info).base.finding_ids(), first, after)

    @strawberry.field(description="The guide with this slug, or null.")
    def guide(self, info: Info, slug: Slug) -> Guide | None:
        return next(iter(guide_nodes(info, (slug,))), None)

    @strawberry.field(description="All guides.")
    def guides(self, info: Info) -> list[Guide]:
        return guide_nodes(info)

    @strawberry.field(description="Claims that count, entities and sources whose words match, best first.")
    def search(self, info: Info, text: Words, first: FIRST = PAGE) -> list[Hit]:
        found = reading(info).base.search(text, size(first))
        reading(info).spend(len(found))
        return [Hit.of(hit) for hit in found]

    @strawberry.field(description="What names may mean.")
    def resolve(self, info: Info, names: Names) -> list[Resolution]:
        return [_resolution(info, name) for name in at_most("names", names)]


def _resolution(info: Info, name: str) -> Resolution:
    matches = [Match.of(match) for match in reading(info).base.resolve(name)]
    reading(info).spend(1 + len(matches))
    return Resolution(given=name, matches=matches)


_query = types.new_class("Query", (Records,), {}, lambda namespace: namespace.update(question_fields(QUESTIONS)))
Query = strawberry.type(_query, description="Everything that can be asked.")
schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS, sort_schema=True))


def printed() -> str:
    """Return the schema as text, as `schema.graphql` holds it."""
    return schema.as_str() + "\n"
