"""The same claims served by strawberry as it comes: plain objects in memory, no database behind them."""

from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL

from kb.records.claim import Fact as FactRecord
from kb.store.base import ClaimFilter, KnowledgeBase


@strawberry.type
class Quantity:
    number: float | None
    unit: str


@strawberry.type
class Value:
    kind: str
    quantity: Quantity | None


@strawberry.type
class Fact:
    subject: str
    predicate: str
    value: Value


@strawberry.type
class Document:
    title: str


@strawberry.type
class Claim:
    address: str
    says: str
    modality: str
    document: Document
    fact: Fact | None


@strawberry.type
class Connection:
    nodes: list[Claim]


@strawberry.type
class Source:
    slug: str
    title: str
    held: strawberry.Private[list[Claim]]

    @strawberry.field
    def claims(self, first: int) -> Connection:
        return Connection(nodes=self.held[:first])


def stock(base: KnowledgeBase, slugs: list[str]) -> Starlette:
    """Make an application that serves some sources."""
    sources = {slug: _source(base, slug) for slug in slugs}

    @strawberry.type
    class Query:
        @strawberry.field
        def source(self, slug: str) -> Source | None:
            return sources.get(slug)

    view: Any = GraphQL[None, None](strawberry.Schema(Query))
    return Starlette(routes=[Route("/graphql", view)])


def _source(base: KnowledgeBase, slug: str) -> Source:
    views = base.claims(base.find(ClaimFilter(source=slug)))
    claims = [
        Claim(
            address=address,
            says=view.claim.says,
            modality=view.claim.modality.value,
            document=Document(title=view.document.title),
            fact=_fact(view.claim.body),
        )
        for address, view in views.items()
    ]
    return Source(slug=slug, title=base.source(slug).title, held=claims)


def _fact(body: Any) -> Fact | None:
    if not isinstance(body, FactRecord):
        return None
    quantity = body.value.quantity
    shown = Quantity(number=float(quantity.number) if quantity.number else None, unit=quantity.unit) if quantity else None
    return Fact(subject=body.subject, predicate=body.predicate, value=Value(kind=body.value.kind.name, quantity=shown))
