"""Small valid records for tests: each builder is right by default, an argument says what the test is about."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from kb.draft import Draft
from kb.quantities import Quantity
from kb.records.claim import Body, Claim, Fact
from kb.records.entity import Entity
from kb.records.source import At, Document, Passage, Source
from kb.records.terms import DocumentKind, Kind, Modality, SourceKind, Stance, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Person, Predicate, Qualifier, Range, Unit


class Slugged(Protocol):
    @property
    def slug(self) -> str: ...


S = TypeVar("S", bound=Slugged)


def by_slug(records: Iterable[S]) -> dict[str, S]:
    return {record.slug: record for record in records}


def make_tokens(number: str = "300000000000", **fields: Any) -> Value:
    return Value(kind=ValueKind.quantity, quantity=Quantity(unit="token", number=number, **fields))


def make_fact(subject: str = "opt-175b", **fields: Any) -> Fact:
    return Fact(**{"subject": subject, "predicate": "tokens_seen", "value": make_tokens(), **fields})


def make_claim(id_: str = "tokens-seen", body: Body | None = None, **fields: Any) -> Claim:
    told = {"says": "OPT saw 300 billion tokens.", "modality": Modality.reported, "stance": Stance.own}
    return Claim(**{**told, "id": id_, "body": body or make_fact(), **fields})


def make_source(*claims: Claim, slug: str = "opt", **fields: Any) -> Source:
    """A paper with one passage for each claim, `make_claim()` if none is given."""
    passages = tuple(Passage(at=At(section=str(number)), claims=(claim,)) for number, claim in enumerate(claims or (make_claim(),), 1))
    head: dict[str, Any] = {
        "kind": SourceKind.paper, "title": "Open Pre-trained Transformers", "short": "OPT paper", "authors": ("S. Zhang",), "year": 2022,
        "documents": (Document(slug="paper", kind=DocumentKind.paper, title="Open Pre-trained Transformers"),),
    }  # fmt: skip
    return Source(**{**head, "slug": slug, "passages": passages, **fields})


UNITS = (
    Unit(slug="one", name="one", dimension="number"),
    Unit(slug="token", name="token", written=("tokens",), dimension="tokens"),
    Unit(slug="gigatoken", name="billion tokens", dimension="tokens", factor="1000000000"),
)
PREDICATES = (
    Predicate(
        slug="tokens_seen", name="tokens seen", facet="training", definition="Tokens of training.", not_="Tokens of the corpus.",
        domain=(Kind.model,), range=Range(type=ValueKind.quantity, unit="token"), functional=True,
        qualifiers=(Qualifier(slug="run", definition="Which run.", range=Range(type=ValueKind.entity, kinds=(Kind.run,))),),
    ),
    Predicate(
        slug="trained_on", name="trained on", facet="data", definition="What it saw.", not_="What was gathered.",
        domain=(Kind.model,), range=Range(type=ValueKind.entity, kinds=(Kind.dataset,)),
    ),
)  # fmt: skip
ENTITIES = (
    Entity(slug="opt", kind=Kind.model, name="OPT"),
    Entity(slug="opt-175b", kind=Kind.model, name="OPT-175B", aliases=("OPT 175B", "OPT"), broader=("opt",)),
    Entity(slug="bloom-176b", kind=Kind.model, name="BLOOM", aliases=("BigScience Large Open-science Open-access Multilingual",)),
    Entity(slug="gpt-3-175b", kind=Kind.model, name="GPT-3", description="The model of 2020, without instruction tuning."),
    Entity(slug="the-pile", kind=Kind.dataset, name="The Pile"),
    Entity(slug="data", kind=Kind.factor, name="Data"),
    Entity(slug="data-quality", kind=Kind.factor, name="Data quality", broader=("data",)),
    Entity(slug="duplicates", kind=Kind.factor, name="Duplicated data", broader=("data-quality",)),
    Entity(slug="zero-shot-quality", kind=Kind.outcome, name="Zero-shot quality", wanted=True),
    Entity(slug="lambada", kind=Kind.benchmark, name="LAMBADA"),
    Entity(slug="accuracy", kind=Kind.metric, name="Accuracy"),
    Entity(slug="open-models", kind=Kind.set, name="Open models", members=("opt-175b", "bloom-176b")),
)


def make_draft(*claims: Claim, sources: Iterable[Source] = (), entities: Iterable[Entity] = (), **groups: Any) -> Draft:
    """A draft with one source of these claims, or these sources, over a small vocabulary; `entities` come on top."""
    given = tuple(sources) or (make_source(*claims),)
    draft = Draft(
        units=by_slug(UNITS),
        people=by_slug([Person(slug="ada", name="Ada Example")]),
        predicates=by_slug(PREDICATES),
        entities=by_slug((*ENTITIES, *entities)),
        sources=by_slug(given),
    )
    return replace(draft, **groups)
