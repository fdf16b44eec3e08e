"""What is said fits what it is said of."""

from collections.abc import Iterator

from kb.draft import Draft
from kb.records.claim import Advice, Comparison, Fact
from kb.records.terms import Kind, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Range
from kb.rules.kinds import described, fits, is_plural, one_of
from kb.rules.mentions import mentions
from kb.rules.violation import Violation

SILENT = (ValueKind.not_disclosed, ValueKind.none)
Placed = tuple[str, Fact, Predicate]


def mentions_fit_their_field(draft: Draft) -> Iterator[Violation]:
    """Every entity that a claim names is of a kind that its field takes."""
    for address, placed in draft.claims.items():
        for mention in mentions(placed.claim.body):
            entity = draft.entities.get(mention.slug)
            if entity and not fits(draft, entity, mention.kinds, mention.sets):
                message = f"{described(draft, entity, mention.kinds)}; {one_of(*mention.kinds)} is needed here"
                yield Violation(f"claim:{address}", mention.field, message, "name another entity")


def subjects_fit_their_predicate(draft: Draft) -> Iterator[Violation]:
    """The subject of a fact is of a kind that its predicate is said of, or a set of such entities."""
    for record, body, predicate in _facts(draft):
        entity = draft.entities.get(body.subject)
        if entity and not fits(draft, entity, predicate.domain):
            message = f"{described(draft, entity, predicate.domain)}; {predicate.slug} is said of {one_of(*predicate.domain)}"
            yield Violation(record, "subject", message, "name another subject or predicate")


def values_fit_their_predicate(draft: Draft) -> Iterator[Violation]:
    """The value of a fact, and each of its steps, is one that its predicate takes."""
    for record, body, predicate in _facts(draft):
        yield from _value(draft, record, "value", body.value, predicate)


def qualifiers_fit_their_predicate(draft: Draft) -> Iterator[Violation]:
    """The qualifiers of a fact are those of its predicate, with values that they take; required ones are there."""
    for record, body, predicate in _facts(draft):
        stated, known = body.qualifiers or {}, {one.slug: one for one in predicate.qualifiers}
        for slug, value in stated.items():
            field = f"qualifiers.{slug}"
            if slug not in known:
                hint = f"it takes {', '.join(known)}" if known else "it takes none"
                yield Violation(record, field, f"{predicate.slug} has no qualifier `{slug}`", hint)
            elif value.kind not in (known[slug].range.type, ValueKind.none):
                yield Violation(record, field, f"a qualifier is no {value.kind}", f"give one {known[slug].range.type}")
            else:
                yield from _entity(draft, record, field, value, known[slug].range)
        for slug, qualifier in known.items():
            if qualifier.required and slug not in stated:
                remedy = f"add qualifiers: {{{slug}: ...}}, {qualifier.definition}"
                yield Violation(record, "qualifiers", f"{predicate.slug} needs the qualifier `{slug}`", remedy)


def quantifiers_go_with_sets(draft: Draft) -> Iterator[Violation]:
    """A fact about a set, or with one as its value, says for how many members it holds; other facts do not."""
    for record, body, predicate in _facts(draft):
        sides = ((body.subject, predicate.domain), (body.value.entity or "", predicate.range.kinds))
        named = [(draft.entities[slug], kinds) for slug, kinds in sides if slug in draft.entities]
        if body.quantifier is None and (plural := [entity for entity, kinds in named if is_plural(entity, kinds)]):
            remedy = "say for how many of its members: all, most, some, few or none"
            yield Violation(record, "quantifier", f"{plural[0].slug} is a set", f"add `quantifier: ...`; {remedy}")
        elif body.quantifier and not any(entity.kind is Kind.set for entity, _ in named):
            yield Violation(record, "quantifier", "neither subject nor value is a set", "leave the quantifier out")


def sides_of_a_comparison_differ(draft: Draft) -> Iterator[Violation]:
    """A comparison sets two different approaches beside each other."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        if isinstance(body, Comparison) and body.left == body.right:
            yield Violation(f"claim:{address}", "right", "both sides are the same", "say in what they differ: system, method or shots")


def advice_fits_its_situations(draft: Draft) -> Iterator[Violation]:
    """Every answer that advice tests for is one that its situation has."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        for slug, answer in (body.when or {}).items() if isinstance(body, Advice) else ():
            situation = draft.entities.get(slug)
            if situation and situation.kind is Kind.situation and answer not in situation.values:
                message = f"{answer!r} is no answer to {slug}"
                yield Violation(f"claim:{address}", f"when.{slug}", message, f"type one of: {', '.join(situation.values)}")


def _facts(draft: Draft) -> Iterator[Placed]:
    """Yield every fact whose predicate exists, with its global id."""
    for address, placed in draft.claims.items():
        if isinstance(body := placed.claim.body, Fact) and body.predicate in draft.predicates:
            yield f"claim:{address}", body, draft.predicates[body.predicate]


def _value(draft: Draft, record: str, field: str, value: Value, predicate: Predicate) -> Iterator[Violation]:
    wanted = predicate.range.type
    if value.kind is ValueKind.relative:
        yield from _relative(draft, record, field, value, predicate)
    elif value.kind is ValueKind.steps:
        yield from _steps(draft, record, field, value, predicate)
    elif value.kind not in (wanted, *SILENT):
        yield Violation(record, field, f"{predicate.slug} takes {one_of(wanted)}, not {one_of(value.kind)}", f"give {one_of(wanted)}")
    else:
        yield from _entity(draft, record, field, value, predicate.range)


def _relative(draft: Draft, record: str, field: str, value: Value, predicate: Predicate) -> Iterator[Violation]:
    other = draft.entities.get(value.entity or "")
    if predicate.range.type is not ValueKind.quantity:
        yield Violation(record, field, f"{predicate.slug} has no figures to compare", "state the value")
    elif other and not fits(draft, other, predicate.domain):
        message = f"{described(draft, other, predicate.domain)}; {predicate.slug} is not said of it"
        yield Violation(record, field, message, f"compare with {one_of(*predicate.domain)}")


def _steps(draft: Draft, record: str, field: str, value: Value, predicate: Predicate) -> Iterator[Violation]:
    if not value.steps:
        yield Violation(record, field, "there are no steps", "give at least one, such as {at: 50K steps, to: ...}")
    for number, step in enumerate(value.steps):
        sides = [(name, side) for name, side in (("from", step.from_), ("to", step.to)) if side is not None]
        if not sides:
            yield Violation(record, f"{field}.steps.{number}", "the step changes nothing", "add `from`, `to` or both")
        for name, side in sides:
            yield from _value(draft, record, f"{field}.steps.{number}.{name}", side, predicate)


def _entity(draft: Draft, record: str, field: str, value: Value, range_: Range) -> Iterator[Violation]:
    entity = draft.entities.get(value.entity or "") if value.kind is ValueKind.entity else None
    if entity and range_.kinds and not fits(draft, entity, range_.kinds):
        message = f"{described(draft, entity, range_.kinds)}; {one_of(*range_.kinds)} is needed here"
        yield Violation(record, field, message, "name another value or predicate")


RULES = (
    mentions_fit_their_field, subjects_fit_their_predicate, values_fit_their_predicate, qualifiers_fit_their_predicate,
    quantifiers_go_with_sets, sides_of_a_comparison_differ, advice_fits_its_situations,
)  # fmt: skip
