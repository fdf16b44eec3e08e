"""The query root, and the schema printed in `schema.graphql`."""

import dataclasses
from typing import Annotated, Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from api.identity import key_of, parts
from api.types.connection import Connection, page, size
from api.types.derive import derived, enumeration, made
from api.types.graph import AFTER, FIRST, Claim, Entity, Source, base_of, claim_page
from api.types.scalars import SCALARS
from kb.errors import BadArgument
from kb.questions.answer import Answer
from kb.questions.registry import QUESTIONS
from kb.questions.shared_factors import SharedFactor, shared_factors
from kb.records.terms import Form, Kind, Modality, Polarity, Stance
from kb.records.vocabulary import Predicate
from kb.store.base import ClaimFilter, ClaimOrder, Hit, Match

MOST_IDS = 100
Slug = Annotated[str, strawberry.argument(description="Slug of what is wanted.")]
Node = Annotated[Claim | Entity | Source, strawberry.union("Node", description="Any record that has a global id.")]


@strawberry.input(description="What claims must be like; a field left out asks nothing, several values of a field mean any of them.")
class ClaimsFilter:
    """A filter for claims."""

    form: list[enumeration(Form)] | None = strawberry.field(default=None, description="Forms.")  # type: ignore[valid-type] # made at run time
    source: list[str] | None = strawberry.field(default=None, description="Slugs of sources.")
    modality: list[enumeration(Modality)] | None = strawberry.field(default=None, description="Modalities.")  # type: ignore[valid-type] # made at run time
    stance: list[enumeration(Stance)] | None = strawberry.field(default=None, description="Stances.")  # type: ignore[valid-type] # made at run time
    polarity: enumeration(Polarity) | None = strawberry.field(default=None, description="Asserted or denied.")  # type: ignore[valid-type] # made at run time
    subject: list[str] | None = strawberry.field(default=None, description="Facts of these entities.")
    predicate: list[str] | None = strawberry.field(default=None, description="Facts with these predicates.")
    entity: list[str] | None = strawberry.field(default=None, description="Claims that mention these entities anywhere.")
    text: str | None = strawberry.field(default=None, description="Words that must all occur.")
    withdrawn: bool = strawberry.field(default=False, description="Also claims that no longer count.")


def _filter(given: ClaimsFilter | None) -> ClaimFilter:
    values: dict[str, Any] = dataclasses.asdict(given) if given else {}
    chosen: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return ClaimFilter(**chosen)


@strawberry.type(description="What a name may mean.")
class Resolution:
    """What a name may mean."""

    given: str = strawberry.field(description="The name as it was asked for.")
    matches: list[derived(Match)] = strawberry.field(description="Records that it names, or whose names are alike.")  # type: ignore[valid-type] # made at run time


SharedFactors = made(Answer, "SharedFactorsAnswer", {"value": list[derived(SharedFactor)]})  # type: ignore[misc] # made at run time


def typed_root(kind: Kind) -> Any:
    """Make the root field of one kind of entity."""

    def read(info: Info, slug: Slug) -> Entity | None:
        found = base_of(info).entities((slug,)).get(slug)
        return Entity(record=found) if found and found.kind is kind else None

    return strawberry.field(resolver=read, name=kind.value, description=f"A {kind} by its slug, or null.")


@strawberry.type(description="Everything that can be asked.")
class Query:
    """The root."""

    model = typed_root(Kind.model)
    dataset = typed_root(Kind.dataset)
    technique = typed_root(Kind.technique)
    factor = typed_root(Kind.factor)
    outcome = typed_root(Kind.outcome)
    task = typed_root(Kind.task)
    benchmark = typed_root(Kind.benchmark)

    @strawberry.field(description="A record by its global id, or null.")
    def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Such as `claim:opt:activation`.")]
    ) -> Node | None:  # Relay's name
        kind, key = parts(id)
        base = base_of(info)
        if kind == "claim":
            return next((Claim(record=view) for view in base.claims((key,)).values()), None)
        if kind == "entity":
            return next((Entity(record=record) for record in base.entities((key,)).values()), None)
        return next((Source(record=record) for record in base.sources((key,)).values()), None)

    @strawberry.field(description="An entity of any kind by its slug, or null.")
    def entity(self, info: Info, slug: Slug) -> Entity | None:
        return next((Entity(record=record) for record in base_of(info).entities((slug,)).values()), None)

    @strawberry.field(description="Entities in the order of their slugs.")
    def entities(
        self,
        info: Info,
        kind: Annotated[enumeration(Kind) | None, strawberry.argument(description="Only this kind.")] = None,  # type: ignore[valid-type] # made at run time
        first: FIRST = None,
        after: AFTER = None,
    ) -> Connection[Entity]:
        base, count = base_of(info), size(first)
        slugs = base.entity_slugs(kind, count + 1, key_of(after) if after else None)
        items = [(slug, Entity(record=record)) for slug, record in base.entities(slugs).items()]
        return page(items, count, len(base.entity_slugs(kind)))

    @strawberry.field(description="A claim by its address, or null.")
    def claim(self, info: Info, address: Slug) -> Claim | None:
        return next((Claim(record=view) for view in base_of(info).claims((address,)).values()), None)

    @strawberry.field(description="Many claims by their addresses, null for those that do not exist.")
    def claims_by_address(
        self, info: Info, addresses: Annotated[list[str], strawberry.argument(description="At most 100.")]
    ) -> list[Claim | None]:
        if len(addresses) > MOST_IDS:
            raise BadArgument("addresses", len(addresses), f"ask for at most {MOST_IDS} at once")
        views = base_of(info).claims(addresses)
        return [Claim(record=views[address]) if address in views else None for address in addresses]

    @strawberry.field(description="Claims, filtered.")
    def claims(
        self,
        info: Info,
        filter: Annotated[ClaimsFilter | None, strawberry.argument(description="What they must be like.")] = None,
        order_by: Annotated[enumeration(ClaimOrder), strawberry.argument(description="In which order.")] = ClaimOrder.place,  # type: ignore[valid-type] # made at run time
        first: FIRST = None,
        after: AFTER = None,
    ) -> Connection[Claim]:
        return claim_page(info, _filter(filter), first, after, order_by)

    @strawberry.field(description="A source by its slug, or null.")
    def source(self, info: Info, slug: Slug) -> Source | None:
        return next((Source(record=record) for record in base_of(info).sources((slug,)).values()), None)

    @strawberry.field(description="Sources in the order of their slugs.")
    def sources(self, info: Info, first: FIRST = None, after: AFTER = None) -> Connection[Source]:
        base, count = base_of(info), size(first)
        known = base.source_slugs()
        slugs = [slug for slug in known if after is None or slug > key_of(after)][: count + 1]
        return page([(slug, Source(record=record)) for slug, record in base.sources(slugs).items()], count, len(known))

    @strawberry.field(description="All predicates: what may be said of what.")
    def predicates(self, info: Info) -> list[derived(Predicate)]:  # type: ignore[valid-type] # made at run time
        return list(base_of(info).predicates().values())

    @strawberry.field(description="Claims, entities and sources whose words match, best first.")
    def search(
        self, info: Info, text: Annotated[str, strawberry.argument(description="Words that must all occur.")], first: FIRST = None
    ) -> list[derived(Hit)]:  # type: ignore[valid-type] # made at run time
        return base_of(info).search(text, size(first))

    @strawberry.field(description="What names may mean.")
    def resolve(self, info: Info, names: Annotated[list[str], strawberry.argument(description="At most 100.")]) -> list[Resolution]:
        if len(names) > MOST_IDS:
            raise BadArgument("names", len(names), f"ask for at most {MOST_IDS} at once")
        return [Resolution(given=name, matches=base_of(info).resolve(name)) for name in names]

    @strawberry.field(description=QUESTIONS["shared_factors"].summary)
    def shared_factors(
        self,
        info: Info,
        models: Annotated[list[str], strawberry.argument(description="Slugs of two or more models.")],
        outcome: Annotated[str | None, strawberry.argument(description="Only effects on this outcome and those below it.")] = None,
    ) -> SharedFactors:  # type: ignore[valid-type] # made at run time
        return shared_factors(base_of(info), tuple(models), outcome)


schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))


def printed() -> str:
    """Return the schema as text, as `schema.graphql` holds it."""
    return schema.as_str() + "\n"
