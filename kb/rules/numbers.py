"""Numbers and what they are counted in."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kb.draft import Draft
from kb.errors import BadQuantity
from kb.quantities import parse
from kb.records.claim import Fact
from kb.records.terms import ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Qualifier, Range
from kb.rules.kinds import one_of
from kb.rules.violation import Violation

NEEDS = {ValueKind.quantity: "unit", ValueKind.code: "codes", ValueKind.entity: "kinds"}
"""The field by which a range of each of these types says what it takes; no other type has it."""
TYPES = (*NEEDS, ValueKind.date, ValueKind.flag, ValueKind.text)
PLAIN = {ValueKind.flag: ("yes", "no")}


def units_are_told_apart(draft: Draft) -> Iterator[Violation]:
    """Each way of writing a unit belongs to one unit."""
    taken = {slug: slug for slug in draft.units}
    for slug, unit in sorted(draft.units.items()):
        for field, name in (("name", unit.name), *((f"written.{number}", way) for number, way in enumerate(unit.written))):
            if (owner := taken.setdefault(name, slug)) != slug:
                yield Violation(f"unit:{slug}", field, f"{name!r} also writes {owner}", "drop it from one of the two")


def factors_are_positive(draft: Draft) -> Iterator[Violation]:
    """A unit is a positive number of its dimension's base unit."""
    for slug, unit in draft.units.items():
        if (factor := _decimal(unit.factor)) is None or factor <= 0:
            yield Violation(f"unit:{slug}", "factor", f"{unit.factor} is no positive number", "type how many base units one of it is")


def tolerances_are_shares(draft: Draft) -> Iterator[Violation]:
    """A predicate's tolerance is a share of the figure, from 0 to below 1."""
    for slug, predicate in draft.predicates.items():
        tolerance = _decimal(predicate.tolerance or "0")
        if tolerance is None or not 0 <= tolerance < 1:
            yield Violation(f"predicate:{slug}", "tolerance", f"{predicate.tolerance} is no share", "type 0.01 for one per cent")


def ranges_say_what_they_take(draft: Draft) -> Iterator[Violation]:
    """A range of quantities names its unit, one of codes its words, one of entities their kinds; no other does."""
    for slug, predicate in draft.predicates.items():
        qualifiers = ((f"qualifiers.{number}.range", one.range) for number, one in enumerate(predicate.qualifiers))
        for field, range_ in (("range", predicate.range), *qualifiers):
            yield from _range(f"predicate:{slug}", field, range_)


def defaults_are_values(draft: Draft) -> Iterator[Violation]:
    """The default of a qualifier is a value that it takes."""
    written = {way: unit.slug for unit in draft.units.values() for way in (unit.slug, unit.name, *unit.written)}
    for slug, predicate in draft.predicates.items():
        for number, qualifier in enumerate(predicate.qualifiers):
            if qualifier.default is not None and (remedy := _wrong_default(draft, qualifier, {"": "one", **written})):
                message = f"{qualifier.default!r} is no value of `{qualifier.slug}`"
                yield Violation(f"predicate:{slug}", f"qualifiers.{number}.default", message, remedy)


def figures_are_in_their_unit(draft: Draft) -> Iterator[Violation]:
    """A figure is in a unit of the dimension that its predicate or qualifier takes."""
    for address, placed in draft.claims.items():
        body = placed.claim.body
        predicate = draft.predicates.get(body.predicate) if isinstance(body, Fact) else None
        if isinstance(body, Fact) and predicate:
            ranges = {qualifier.slug: qualifier.range for qualifier in predicate.qualifiers}
            stated = [(f"qualifiers.{name}", one, ranges[name]) for name, one in (body.qualifiers or {}).items() if name in ranges]
            for field, value, range_ in (("value", body.value, predicate.range), *stated):
                yield from _figure(draft, f"claim:{address}", field, value, range_)


def _range(record: str, field: str, range_: Range) -> Iterator[Violation]:
    if range_.type not in TYPES:
        yield Violation(record, f"{field}.type", f"{range_.type} is no type of range", f"type one of: {', '.join(TYPES)}")
    for type_, name in NEEDS.items():
        given = bool(getattr(range_, name))
        if range_.type is type_ and not given:
            yield Violation(record, field, f"a range of type {type_} needs `{name}`", f"add `{name}: ...`")
        elif given and range_.type is not type_:
            yield Violation(record, f"{field}.{name}", f"a range of type {range_.type} has no `{name}`", "remove it")


def _wrong_default(draft: Draft, qualifier: Qualifier, written: dict[str, str]) -> str | None:
    """Return what to type instead of a default that its range does not take, or None for one that it does."""
    range_, default = qualifier.range, qualifier.default or ""
    known = range_.codes if range_.type is ValueKind.code else PLAIN.get(range_.type)
    if known is not None:
        return None if default in known else f"type one of: {', '.join(known)}"
    entity = draft.entities.get(default) if range_.type is ValueKind.entity else None
    if entity and entity.kind not in range_.kinds:
        return f"{default} is {one_of(entity.kind)}; name {one_of(*range_.kinds)}"
    if range_.type is ValueKind.quantity:
        try:
            unit = parse(default, written).unit
        except BadQuantity as error:
            return str(error)
        return None if _dimension(draft, unit) == _dimension(draft, range_.unit) else f"give it in {range_.unit}"
    return None


def _figure(draft: Draft, record: str, field: str, value: Value, range_: Range) -> Iterator[Violation]:
    if value.quantity and range_.type is ValueKind.quantity and range_.unit in draft.units:
        measured, wanted = _dimension(draft, value.quantity.unit), _dimension(draft, range_.unit)
        if measured != wanted:
            message = f"the unit {value.quantity.unit} measures {measured or 'nothing known'}, not {wanted}"
            yield Violation(record, field, message, f"give it in {range_.unit} or another unit of {wanted}")
    for number, step in enumerate(value.steps):
        for name, side in (("from", step.from_), ("to", step.to)):
            if side is not None:
                yield from _figure(draft, record, f"{field}.steps.{number}.{name}", side, range_)


def _dimension(draft: Draft, slug: str | None) -> str | None:
    unit = draft.units.get(slug or "")
    return unit.dimension if unit else None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


RULES = (
    units_are_told_apart, factors_are_positive, tolerances_are_shares, ranges_say_what_they_take, defaults_are_values,
    figures_are_in_their_unit,
)  # fmt: skip
