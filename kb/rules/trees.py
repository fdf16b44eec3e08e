"""Trees are trees, sets have members, and factors say when they hold."""

from collections.abc import Iterator

from kb.draft import Draft
from kb.errors import BadQuantity, Severity
from kb.quantities import decimal
from kb.records.entity import Condition, Entity
from kb.records.terms import Kind, ValueKind
from kb.records.vocabulary import Predicate, Range
from kb.rules.cycles import cycles
from kb.rules.kinds import described, fits, is_plural, one_of
from kb.rules.violation import Violation

NEEDS = {"members": Kind.set, "wanted": Kind.outcome, "values": Kind.situation}
"""Fields that one kind of entity needs."""
ALSO = {"wanted": (Kind.metric,)}
"""Fields that further kinds may have; no others do."""
CONDITIONED = (Kind.factor, Kind.technique)


def broader_is_of_the_same_kind(draft: Draft) -> Iterator[Violation]:
    """What is broader than an entity is of the same kind."""
    for slug, entity in draft.entities.items():
        for number, name in enumerate(entity.broader):
            other = draft.entities.get(name)
            if other and other.kind is not entity.kind:
                message = f"{name} is {one_of(other.kind)}, {slug} {one_of(entity.kind)}"
                yield Violation(f"entity:{slug}", f"broader.{number}", message, f"name {one_of(entity.kind)}")


def nothing_is_broader_than_itself(draft: Draft) -> Iterator[Violation]:
    """No entity is, over however many steps, broader than itself."""
    for cycle in cycles({slug: entity.broader for slug, entity in draft.entities.items()}):
        message = f"it is broader than itself: {' < '.join(cycle)}"
        yield Violation(f"entity:{cycle[0]}", "broader", message, "remove one of these steps")


def fields_fit_the_kind(draft: Draft) -> Iterator[Violation]:
    """Sets have members, outcomes say whether they are wanted, as metrics may, situations have values; others have none of these."""
    for slug, entity in draft.entities.items():
        for field, kind in NEEDS.items():
            given = getattr(entity, field) not in (None, ())
            if given and entity.kind not in (kind, *ALSO.get(field, ())):
                yield Violation(f"entity:{slug}", field, f"{one_of(entity.kind)} has no `{field}`", "remove it")
            elif not given and entity.kind is kind:
                yield Violation(f"entity:{slug}", field, f"{one_of(kind)} needs `{field}`", f"add `{field}: ...`")
        if entity.defined_by and entity.kind not in CONDITIONED:
            yield Violation(
                f"entity:{slug}", "defined_by", f"{one_of(entity.kind)} has no condition", f"remove it, or make it {one_of(*CONDITIONED)}"
            )


def conditions_suit_their_predicate(draft: Draft) -> Iterator[Violation]:
    """The condition of a factor or technique asks for a value or an order that facts of its predicate can have."""
    for slug, entity in draft.entities.items():
        condition = entity.defined_by
        predicate = draft.predicates.get(condition.predicate) if condition else None
        if condition and predicate and condition.order is not None:
            yield from _order(draft, f"entity:{slug}", condition, predicate)
        elif condition and predicate:
            yield from _value(draft, f"entity:{slug}", condition, predicate)


def factors_come_down_to_facts(draft: Draft) -> Iterator[Violation]:
    """A factor has a condition or a narrower factor, unless it comes in degrees."""
    broader = {name for entity in draft.entities.values() for name in entity.broader}
    for slug, entity in draft.entities.items():
        if entity.kind is Kind.factor and not (entity.defined_by or entity.graded) and slug not in broader:
            remedy = "add `defined_by` or a narrower factor where facts can say it, or `graded: yes` where it comes in degrees"
            yield Violation(f"entity:{slug}", "", "no fact can tell whether this factor holds", remedy, Severity.warning)


def _order(draft: Draft, record: str, condition: Condition, predicate: Predicate) -> Iterator[Violation]:
    if predicate.range.type is not ValueKind.quantity:
        yield Violation(record, "defined_by.order", f"{predicate.slug} has no figures to compare", "give a `value` instead")
    if condition.quantifier:
        yield Violation(record, "defined_by.quantifier", "an order has no quantifier", "leave it out: it must hold for each in `than`")
    for number, name in enumerate(condition.than):
        other = draft.entities.get(name)
        if other and other.kind is not Kind.model:
            yield Violation(record, f"defined_by.than.{number}", f"{name} is {one_of(other.kind)}; a model is needed here", "name a model")


def _value(draft: Draft, record: str, condition: Condition, predicate: Predicate) -> Iterator[Violation]:
    range_, value = predicate.range, condition.value or ""
    entity = draft.entities.get(value) if range_.type is ValueKind.entity else None
    known = {ValueKind.code: range_.codes, ValueKind.flag: ("yes", "no")}.get(range_.type)
    if range_.type in (ValueKind.date, ValueKind.text) or (range_.type is ValueKind.quantity and not _is_figure(range_, value)):
        yield Violation(record, "defined_by.value", f"a {range_.type} cannot be a condition", "give an `order`, or another predicate")
    elif known is not None and value not in known:
        yield Violation(record, "defined_by.value", f"{predicate.slug} is never {value!r}", f"type one of: {', '.join(known)}")
    elif entity and range_.kinds and not fits(draft, entity, range_.kinds):
        message = f"{described(draft, entity, range_.kinds)}; {predicate.slug} takes {one_of(*range_.kinds)}"
        yield Violation(record, "defined_by.value", message, "name another value or predicate")
    yield from _quantifier(record, condition, entity, predicate)


def _is_figure(range_: Range, text: str) -> bool:
    """Tell whether a text is a pure number, written as it is stored."""
    try:
        return range_.unit == "one" and decimal(text) == text
    except BadQuantity:
        return False


def _quantifier(record: str, condition: Condition, entity: Entity | None, predicate: Predicate) -> Iterator[Violation]:
    plural = entity is not None and is_plural(entity, predicate.range.kinds)
    if plural and condition.quantifier is None:
        yield Violation(record, "defined_by.quantifier", f"{condition.value} is a set", "say for how many of its members, at least")
    elif condition.quantifier and not plural:
        yield Violation(record, "defined_by.quantifier", f"{condition.value} is no set", "leave the quantifier out")


RULES = (
    broader_is_of_the_same_kind, nothing_is_broader_than_itself, fields_fit_the_kind, conditions_suit_their_predicate,
    factors_come_down_to_facts,
)  # fmt: skip
