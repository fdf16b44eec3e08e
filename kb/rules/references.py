"""Everything that is named exists."""

from collections.abc import Iterable, Iterator

from kb.draft import Draft
from kb.ids import nearest
from kb.records.claim import About, Fact
from kb.records.terms import Kind
from kb.rules.mentions import mentions
from kb.rules.violation import Violation


def _missing(record: str, field: str, kind: str, slug: str, known: Iterable[str]) -> Violation:
    close = nearest(slug, known)
    remedy = f"did you mean {' or '.join(close)}?" if close else f"define the {kind} first, or name another"
    return Violation(record, field, f"there is no {kind} {slug!r}", remedy)


def claims_name_entities(draft: Draft) -> Iterator[Violation]:
    """Every entity that a claim names exists."""
    for address, placed in draft.claims.items():
        for mention in mentions(placed.claim.body):
            if mention.slug not in draft.entities:
                yield _missing(f"claim:{address}", mention.field, "entity", mention.slug, draft.entities)


def claims_name_claims(draft: Draft) -> Iterator[Violation]:
    """Every claim that a claim names exists, is another one, and as a premise stands in the same source."""
    for address, placed in draft.claims.items():
        body, record = placed.claim.body, f"claim:{address}"
        for field in ("doubts", "endorses", "attributes"):
            target = getattr(body, field) if isinstance(body, About) else None
            if target and target not in draft.claims:
                yield _missing(record, field, "claim", target, draft.claims)
            elif target == address:
                yield Violation(record, field, "a claim cannot be about itself", "name another claim")
        for number, premise in enumerate(placed.claim.because):
            if premise not in draft.claims:
                yield _missing(record, f"because.{number}", "claim", premise, draft.claims)
            elif premise.split(":")[0] != placed.source.slug:
                yield Violation(
                    record, f"because.{number}", f"{premise} is of another source", "only premises that the source itself gives count"
                )


def claims_name_works(draft: Draft) -> Iterator[Violation]:
    """Every work, document and organisation that a source names exists."""
    for address, placed in draft.claims.items():
        word = placed.claim.attributed_to
        if word and word.source and word.source not in draft.sources:
            yield _missing(f"claim:{address}", "attributed_to.source", "source", word.source, draft.sources)
    for slug, source in draft.sources.items():
        known = [document.slug for document in source.documents]
        if not known:
            yield Violation(f"source:{slug}", "documents", "a source has at least one document", "add the one that you read")
        for number, passage in enumerate(source.passages):
            if passage.at and passage.at.document and passage.at.document not in known:
                yield _missing(f"source:{slug}", f"passages.{number}.at.document", "document", passage.at.document, known)
        for number, organisation in enumerate(source.organisations):
            found = draft.entities.get(organisation)
            if found is None or found.kind is not Kind.organisation:
                names = [entity.slug for entity in draft.entities.values() if entity.kind is Kind.organisation]
                yield _missing(f"source:{slug}", f"organisations.{number}", "organisation", organisation, names)


def links_name_claims(draft: Draft) -> Iterator[Violation]:
    """Every claim and person that a link names exists."""
    for key, link in draft.links.items():
        for number, address in enumerate(link.claims):
            if address not in draft.claims:
                yield _missing(f"link:{key}", f"claims.{number}", "claim", address, draft.claims)
        if link.by not in draft.people:
            yield _missing(f"link:{key}", "by", "person", link.by, draft.people)


def vocabulary_names_vocabulary(draft: Draft) -> Iterator[Violation]:
    """Every unit, predicate and entity that the vocabulary names exists."""
    for slug, predicate in draft.predicates.items():
        ranges = [("range", predicate.range), *((f"qualifiers.{n}.range", one.range) for n, one in enumerate(predicate.qualifiers))]
        for field, range_ in ranges:
            if range_.unit and range_.unit not in draft.units:
                yield _missing(f"predicate:{slug}", f"{field}.unit", "unit", range_.unit, draft.units)
        for number, other in enumerate(predicate.confusable_with):
            if other not in draft.predicates:
                yield _missing(f"predicate:{slug}", f"confusable_with.{number}", "predicate", other, draft.predicates)
            elif slug not in draft.predicates[other].confusable_with:
                yield Violation(
                    f"predicate:{slug}", f"confusable_with.{number}", f"{other} does not name {slug} in turn", "name it on both"
                )
    for slug, entity in draft.entities.items():
        for field, names in (("broader", entity.broader), ("members", entity.members)):
            for number, name in enumerate(names):
                if name not in draft.entities:
                    yield _missing(f"entity:{slug}", f"{field}.{number}", "entity", name, draft.entities)
        condition = entity.defined_by
        if condition and condition.predicate not in draft.predicates:
            yield _missing(f"entity:{slug}", "defined_by.predicate", "predicate", condition.predicate, draft.predicates)
        for number, name in enumerate(condition.than if condition else ()):
            if name not in draft.entities:
                yield _missing(f"entity:{slug}", f"defined_by.than.{number}", "entity", name, draft.entities)


def facts_name_predicates(draft: Draft) -> Iterator[Violation]:
    """Every predicate that a fact names exists."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        if isinstance(body, Fact) and body.predicate not in draft.predicates:
            yield _missing(f"claim:{address}", "predicate", "predicate", body.predicate, draft.predicates)


RULES = (claims_name_entities, claims_name_claims, claims_name_works, links_name_claims, vocabulary_names_vocabulary, facts_name_predicates)
