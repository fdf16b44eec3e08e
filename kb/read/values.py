"""Text to typed values: the predicate, qualifier or field decides what a text means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.errors import BadQuantity
from kb.ids import nearest
from kb.quantities import Quantity, decimal, parse
from kb.read.events import Path, Plain
from kb.records.terms import ValueKind
from kb.records.value import ORDER_KEYS, Step, Value
from kb.records.vocabulary import Range, Unit

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])( ([01]\d|2[0-3]):[0-5]\d)?)?)?", re.ASCII)
NO_DATE = "type 2021, 2021-11, 2021-11-05 or 2021-11-05 12:46"
ORDERS = {key: order for order, key in ORDER_KEYS.items()}
FLAGS = {"yes": True, "no": False}


class BadValue(Exception):
    """A value that its field does not take, with the path below the field and what to type instead."""

    def __init__(self, message: str, remedy: str = "", path: Path = ()) -> None:
        self.message, self.remedy, self.path = message, remedy, path
        super().__init__(message)


@dataclass(frozen=True)
class Units:
    """The units of a tree by slug, and every way in which one is written."""

    by_slug: Mapping[str, Unit]
    written: Mapping[str, str]

    @classmethod
    def of(cls, units: Mapping[str, Unit]) -> "Units":
        """Index units by each way of writing them; `one` is written as nothing."""
        written = {way: unit.slug for unit in units.values() for way in (unit.slug, unit.name, *unit.written)}
        return cls(units, {**written, "": "one"} if "one" in units else written)

    def dimension(self, slug: str | None) -> str | None:
        """Return what a unit measures, or None for an unknown unit."""
        unit = self.by_slug.get(slug or "")
        return unit.dimension if unit else None


def quantity_of(raw: Plain, units: Units, wanted: str | None = None) -> Quantity:
    """Read a quantity from `300B tokens` or `{quantity: 300B tokens, as_printed: 300B}`.

    `wanted` is a unit whose dimension the quantity must have. Raises BadValue.
    """
    printed = None
    if isinstance(raw, dict):
        if not set(raw) <= {"quantity", "as_printed"} or not isinstance(raw.get("quantity"), str):
            raise BadValue("this is no quantity", "write `300B tokens`, or {quantity: 300B tokens, as_printed: 300B}")
        printed, raw = raw.get("as_printed"), raw["quantity"]
        if not isinstance(printed, str | None):
            raise BadValue("the printed figure is a text", "such as `300B`", ("as_printed",))
    if not isinstance(raw, str):
        raise BadValue("a number with its unit is needed here", "such as `300B tokens`")
    try:
        quantity = parse(raw, units.written)
    except BadQuantity as error:
        unit = re.sub(r"^[^A-Za-z%]*(?:[KMBT](?![A-Za-z]))?", "", raw).strip()
        close = nearest(unit, units.written) if unit else ()
        raise BadValue(str(error), f"did you mean {' or '.join(close)}?" if close else "units are listed in units.yaml") from None
    if wanted is not None and units.dimension(quantity.unit) != units.dimension(wanted):
        raise BadValue(
            f"the unit {quantity.unit} measures {units.dimension(quantity.unit)}, not {units.dimension(wanted)}",
            f"give it in {wanted} or another unit of {units.dimension(wanted)}",
        )
    return replace(quantity, as_printed=printed) if printed else quantity


def value_of(raw: Plain, range_: Range, units: Units) -> Value:
    """Read a value of a predicate or qualifier with that range. Raises BadValue."""
    if isinstance(raw, list):
        raise BadValue("one value is needed here, not a list", "make one claim for each value")
    if isinstance(raw, dict):
        return _special(raw, range_, units)
    if raw == "none":
        return Value(kind=ValueKind.none)
    match range_.type:
        case ValueKind.quantity:
            return Value(kind=ValueKind.quantity, quantity=quantity_of(raw, units, range_.unit))
        case ValueKind.entity:
            return Value(kind=ValueKind.entity, entity=raw)
        case ValueKind.flag:
            if raw not in FLAGS:
                raise BadValue(f"{raw!r} is neither yes nor no", "type `yes` or `no`")
            return Value(kind=ValueKind.flag, flag=FLAGS[raw])
        case ValueKind.code:
            if raw not in range_.codes:
                raise BadValue(f"{raw!r} is not one of: {', '.join(range_.codes)}", _hint(raw, range_.codes))
        case ValueKind.date:
            if not DATE.fullmatch(raw):
                raise BadValue(f"{raw!r} is no date", NO_DATE)
    return Value(kind=range_.type, text=raw)


def _hint(raw: str, known: tuple[str, ...]) -> str:
    close = nearest(raw, known)
    return f"did you mean {close[0]}?" if close else f"type {known[0]}"


def _special(raw: dict[str, Plain], range_: Range, units: Units) -> Value:
    """Read the values that are written as a mapping."""
    keys = set(raw)
    if keys & ORDERS.keys() and len(keys) == 1:
        word = next(iter(keys))
        if not isinstance(raw[word], str):
            raise BadValue("the slug of an entity is needed here", "name the other subject", (word,))
        return Value(kind=ValueKind.relative, order=ORDERS[word], entity=raw[word])
    if keys == {"not_disclosed"}:
        return Value(kind=ValueKind.not_disclosed, looked_in=_looked_in(raw["not_disclosed"]))
    if keys == {"steps"}:
        if not isinstance(raw["steps"], list) or not raw["steps"]:
            raise BadValue("steps are a list of at least one", "such as {steps: [{at: 5B tokens, from: ramp, to: constant}]}", ("steps",))
        steps = tuple(_step(step, number, range_, units) for number, step in enumerate(raw["steps"]))
        return Value(kind=ValueKind.steps, steps=steps)
    if "quantity" in keys and range_.type is ValueKind.quantity:
        return Value(kind=ValueKind.quantity, quantity=quantity_of(raw, units, range_.unit))
    raise BadValue(
        f"a value cannot have the key{'s' if len(keys) > 1 else ''} {', '.join(sorted(keys))}",
        "allowed are quantity, as_printed, steps, not_disclosed, less_than, greater_than, similar_to",
    )


def _looked_in(raw: Plain) -> tuple[str, ...]:
    places = raw.get("looked_in") if isinstance(raw, dict) and set(raw) == {"looked_in"} else None
    if not isinstance(places, list) or not places or not all(isinstance(place, str) for place in places):
        raise BadValue("say where you looked", "write {not_disclosed: {looked_in: [sec. 2, app. B]}}", ("not_disclosed",))
    return tuple(places)


def _step(raw: Plain, number: int, range_: Range, units: Units) -> Step:
    path: Path = ("steps", number)
    if not isinstance(raw, dict) or not raw or not set(raw) <= {"at", "on", "from", "to"}:
        raise BadValue("a step has the keys at, on, from and to", "such as {at: 50K steps, from: 512 sequences, to: 1024 sequences}", path)
    on = raw.get("on")
    if on is not None and not (isinstance(on, str) and DATE.fullmatch(on)):
        raise BadValue(f"{on!r} is no date", NO_DATE, (*path, "on"))
    sides: dict[str, Value | None] = {"from": None, "to": None}
    key = "at"
    try:
        at = quantity_of(raw["at"], units) if "at" in raw else None
        for key in ("from", "to"):
            sides[key] = value_of(raw[key], range_, units) if key in raw else None
    except BadValue as error:
        raise BadValue(error.message, error.remedy, (*path, key, *error.path)) from None
    return Step(at=at, on=on, from_=sides["from"], to=sides["to"])


def plain_decimal(raw: str) -> str:
    """Return the canonical text of a bare number such as a factor or tolerance. Raises BadValue."""
    try:
        return decimal(raw)
    except BadQuantity as error:
        raise BadValue(str(error), "type a decimal number") from None
