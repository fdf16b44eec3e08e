"""Everything that is named exists."""

from collections.abc import Collection, Iterable, Iterator

from kb.draft import Draft
from kb.ids import nearest
from kb.records.claim import About, Fact
from kb.records.terms import Kind, ValueKind
from kb.records.vocabulary import Predicate, Range
from kb.rules.mentions import mentions
from kb.rules.violation import Violation

TARGETS = ("doubts", "endorses", "attributes")


def claims_name_entities(draft: Draft) -> Iterator[Violation]:
    """Every entity that a claim names exists."""
    for address, placed in draft.claims.items():
        for mention in mentions(placed.claim.body):
            yield from missing(f"claim:{address}", mention.field, "entity", mention.slug, draft.entities)


def facts_name_predicates(draft: Draft) -> Iterator[Violation]:
    """Every predicate that a fact names exists."""
    for address, placed in draft.claims.items():
        if isinstance(body := placed.claim.body, Fact):
            yield from missing(f"claim:{address}", "predicate", "predicate", body.predicate, draft.predicates)


def claims_name_claims(draft: Draft) -> Iterator[Violation]:
    """Every claim that a claim doubts, endorses, attributes or rests on exists."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        targets = [(field, getattr(body, field)) for field in TARGETS if isinstance(body, About)]
        premises = [(f"because.{number}", premise) for number, premise in enumerate(placed.claim.because)]
        for field, target in (*targets, *premises):
            if target is not None:
                yield from missing(f"claim:{address}", field, "claim", target, draft.claims)


def claims_name_sources(draft: Draft) -> Iterator[Violation]:
    """Every work on whose word a claim stands exists as a source."""
    for address, placed in draft.claims.items():
        if (word := placed.claim.attributed_to) and word.source:
            yield from missing(f"claim:{address}", "attributed_to.source", "source", word.source, draft.sources)


def passages_name_documents(draft: Draft) -> Iterator[Violation]:
    """Every document that a passage names is one of its source."""
    for slug, source in draft.sources.items():
        known = [document.slug for document in source.documents]
        for number, passage in enumerate(source.passages):
            if passage.at and passage.at.document:
                yield from missing(f"source:{slug}", f"passages.{number}.at.document", "document", passage.at.document, known)


def sources_name_organisations(draft: Draft) -> Iterator[Violation]:
    """Every organisation behind a source exists as an entity of that kind."""
    known = [slug for slug, entity in draft.entities.items() if entity.kind is Kind.organisation]
    for slug, source in draft.sources.items():
        for number, name in enumerate(source.organisations):
            yield from missing(f"source:{slug}", f"organisations.{number}", "organisation", name, known)


def links_name_claims_and_people(draft: Draft) -> Iterator[Violation]:
    """Every claim and the person that a link names exist."""
    for key, link in draft.links.items():
        for number, address in enumerate(link.claims):
            yield from missing(f"link:{key}", f"claims.{number}", "claim", address, draft.claims)
        yield from missing(f"link:{key}", "by", "person", link.by, draft.people)


def predicates_name_units_and_predicates(draft: Draft) -> Iterator[Violation]:
    """Every unit, entity and predicate that a predicate names exists."""
    for slug, predicate in draft.predicates.items():
        record = f"predicate:{slug}"
        for field, range_ in _ranges(predicate):
            if range_.unit:
                yield from missing(record, f"{field}.unit", "unit", range_.unit, draft.units)
        for number, qualifier in enumerate(predicate.qualifiers):
            if qualifier.default and qualifier.range.type is ValueKind.entity:
                yield from missing(record, f"qualifiers.{number}.default", "entity", qualifier.default, draft.entities)
        for number, other in enumerate(predicate.confusable_with):
            yield from missing(record, f"confusable_with.{number}", "predicate", other, draft.predicates)


def entities_name_entities_and_predicates(draft: Draft) -> Iterator[Violation]:
    """Every entity and predicate that an entity names exists."""
    for slug, entity in draft.entities.items():
        condition = entity.defined_by
        lists = {"broader": entity.broader, "members": entity.members, "defined_by.than": condition.than if condition else ()}
        for field, names in lists.items():
            for number, name in enumerate(names):
                yield from missing(f"entity:{slug}", f"{field}.{number}", "entity", name, draft.entities)
        if condition:
            yield from missing(f"entity:{slug}", "defined_by.predicate", "predicate", condition.predicate, draft.predicates)
            predicate = draft.predicates.get(condition.predicate)
            if condition.value and predicate and predicate.range.type is ValueKind.entity:
                yield from missing(f"entity:{slug}", "defined_by.value", "entity", condition.value, draft.entities)


def confusion_is_mutual(draft: Draft) -> Iterator[Violation]:
    """Of two predicates that are mistaken for each other, each names the other."""
    for slug, predicate in draft.predicates.items():
        for number, name in enumerate(predicate.confusable_with):
            field, other = f"confusable_with.{number}", draft.predicates.get(name)
            if name == slug:
                yield Violation(f"predicate:{slug}", field, "it cannot be mistaken for itself", "name another predicate")
            elif other and slug not in other.confusable_with:
                remedy = f"add {slug} to `confusable_with` of {name}"
                yield Violation(f"predicate:{slug}", field, f"{name} does not name {slug} in turn", remedy)


def _ranges(predicate: Predicate) -> Iterable[tuple[str, Range]]:
    return [("range", predicate.range), *((f"qualifiers.{n}.range", one.range) for n, one in enumerate(predicate.qualifiers))]


def missing(record: str, field: str, kind: str, slug: str, known: Collection[str]) -> Iterator[Violation]:
    """Yield the violation of a name that is not known, with those that may have been meant."""
    if slug not in known:
        close = nearest(slug, known)
        remedy = f"did you mean {' or '.join(close)}?" if close else f"define the {kind} first, or name another"
        yield Violation(record, field, f"there is no {kind} {slug!r}", remedy)


RULES = (
    claims_name_entities, facts_name_predicates, claims_name_claims, claims_name_sources, passages_name_documents,
    sources_name_organisations, links_name_claims_and_people, predicates_name_units_and_predicates,
    entities_name_entities_and_predicates, confusion_is_mutual,
)  # fmt: skip
