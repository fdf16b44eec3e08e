"""What is said fits what it is said of."""

from collections.abc import Iterator

from kb.draft import Draft
from kb.records.claim import Advice, Fact
from kb.records.entity import Entity
from kb.records.terms import Kind, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate
from kb.rules.mentions import mentions
from kb.rules.violation import Violation

SPECIAL = (ValueKind.not_disclosed, ValueKind.none)


def _fits(draft: Draft, entity: Entity, kinds: tuple[Kind, ...]) -> bool:
    """Tell whether an entity, or every member of a set, is of one of the kinds."""
    if entity.kind in kinds:
        return True
    members = [draft.entities[slug] for slug in entity.members if slug in draft.entities]
    return entity.kind is Kind.set and bool(members) and all(member.kind in kinds for member in members)


def mentions_fit_their_field(draft: Draft) -> Iterator[Violation]:
    """Every entity that a claim names is of a kind that its field takes."""
    for address, placed in draft.claims.items():
        for mention in mentions(placed.claim.body):
            entity = draft.entities.get(mention.slug)
            if entity and not _fits(draft, entity, mention.kinds):
                words = " or ".join(mention.kinds)
                yield Violation(
                    f"claim:{address}", mention.field, f"{mention.slug} is a {entity.kind}, a {words} is needed", "name another entity"
                )


def facts_fit_their_predicate(draft: Draft) -> Iterator[Violation]:
    """Subject, value and qualifiers of a fact are what its predicate takes."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        predicate = draft.predicates.get(body.predicate) if isinstance(body, Fact) else None
        if isinstance(body, Fact) and predicate:
            yield from _subject(draft, f"claim:{address}", body, predicate)
            yield from _value(draft, f"claim:{address}", "value", body.value, predicate)
            yield from _qualifiers(f"claim:{address}", body, predicate)


def _subject(draft: Draft, record: str, body: Fact, predicate: Predicate) -> Iterator[Violation]:
    subject = draft.entities.get(body.subject)
    if subject and not _fits(draft, subject, predicate.domain):
        words = " or ".join(predicate.domain)
        yield Violation(
            record,
            "subject",
            f"{body.subject} is a {subject.kind}; {predicate.slug} is said of a {words}",
            "name another subject or predicate",
        )
    value = draft.entities.get(body.value.entity or "")
    sets = [entity for entity in (subject, value) if entity and entity.kind is Kind.set]
    if sets and body.quantifier is None:
        yield Violation(record, "quantifier", f"{sets[0].slug} is a set", "say for how many members: all, most, some, few or none")
    if body.quantifier and not sets:
        yield Violation(record, "quantifier", "neither subject nor value is a set", "leave the quantifier out")


def _value(draft: Draft, record: str, field: str, value: Value, predicate: Predicate) -> Iterator[Violation]:
    wanted = predicate.range
    entity = draft.entities.get(value.entity or "")
    if value.kind is ValueKind.relative:
        if wanted.type is not ValueKind.quantity:
            yield Violation(record, field, f"{predicate.slug} has no figures to compare", "state the value")
        elif entity and not _fits(draft, entity, predicate.domain):
            yield Violation(
                record,
                field,
                f"{entity.slug} is a {entity.kind}; {predicate.slug} is not said of it",
                "compare with a subject of the same predicate",
            )
    elif value.kind is ValueKind.entity and entity and wanted.kinds and not _fits(draft, entity, wanted.kinds):
        words = " or ".join(wanted.kinds)
        yield Violation(
            record, field, f"{entity.slug} is a {entity.kind}; {predicate.slug} takes a {words}", "name another value or predicate"
        )
    for number, step in enumerate(value.steps):
        for side in (step.from_, step.to):
            if side:
                yield from _value(draft, record, f"{field}.steps.{number}", side, predicate)


def _qualifiers(record: str, body: Fact, predicate: Predicate) -> Iterator[Violation]:
    stated = body.qualifiers or {}
    for qualifier in predicate.qualifiers:
        if qualifier.required and qualifier.slug not in stated:
            yield Violation(
                record,
                "qualifiers",
                f"{predicate.slug} needs the qualifier `{qualifier.slug}`",
                f"add qualifiers: {{{qualifier.slug}: ...}}",
            )


def advice_fits_its_situations(draft: Draft) -> Iterator[Violation]:
    """Every answer that advice tests for is one that its situation has."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        for slug, answer in (body.when or {}).items() if isinstance(body, Advice) else ():
            situation = draft.entities.get(slug)
            if situation and answer not in situation.values:
                yield Violation(
                    f"claim:{address}", f"when.{slug}", f"{answer!r} is not one of: {', '.join(situation.values)}", "name one of these"
                )


RULES = (mentions_fit_their_field, facts_fit_their_predicate, advice_fits_its_situations)
