"""Records to plain data as it stands in YAML: defaults left out, values in their shortest text."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

from kb.quantities import Quantity, number_text
from kb.records.claim import Claim, Read
from kb.records.record import yaml_name
from kb.records.source import Defaults, Passage, Source
from kb.records.terms import ValueKind
from kb.records.value import ORDER_KEYS, Value
from kb.records.vocabulary import Unit

Plain = Any


class Plainer:
    """Turns records into plain data; `units` tells how each unit is written."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self.units = units

    def of(self, given: Any) -> Plain:
        """Return anything that a record holds as text, list or mapping."""
        if isinstance(given, Value):
            return self.value(given)
        if isinstance(given, Quantity):
            return self.quantity(given)
        if isinstance(given, Source):
            return self.source(given)
        if is_dataclass(given):
            return self.record(given)
        if isinstance(given, dict):
            return {key: self.of(value) for key, value in given.items()}
        if isinstance(given, tuple):
            return [self.of(part) for part in given]
        return str(given.value) if isinstance(given, Enum) else ("no", "yes")[given] if isinstance(given, bool) else str(given)

    def record(self, given: Any, without: tuple[str, ...] = ()) -> dict[str, Plain]:
        """Return the fields of a record that differ from their defaults, in their order."""
        found = {}
        for field in fields(given):
            value = getattr(given, field.name)
            if field.name in without or value is None or (field.default is not MISSING and value == field.default):
                continue
            found[yaml_name(field.name)] = self.of(value)
        return found

    def quantity(self, given: Quantity) -> Plain:
        """Return `300B tokens`, with the printed figure where it was recorded."""
        text = number_text(given)
        if given.unit != "one":
            unit = self.units.get(given.unit)
            text = f"{text} {unit.written[0] if unit and unit.written else given.unit}"
        return {"quantity": text, "as_printed": given.as_printed} if given.as_printed else text

    def value(self, given: Value) -> Plain:
        """Return a value as its kind is written."""
        match given.kind:
            case ValueKind.quantity if given.quantity:
                return self.quantity(given.quantity)
            case ValueKind.flag:
                return "yes" if given.flag else "no"
            case ValueKind.relative if given.order:
                return {ORDER_KEYS[given.order]: given.entity}
            case ValueKind.steps:
                return {"steps": [self.record(step) for step in given.steps]}
            case ValueKind.not_disclosed:
                return {"not_disclosed": {"looked_in": list(given.looked_in)}}
            case ValueKind.none:
                return "none"
        return given.entity or given.text or ""

    def source(self, given: Source) -> dict[str, Plain]:
        """Return a source, its claims without what its defaults already say."""
        head = self.record(given, ("passages",))
        return {**head, "passages": [self.passage(one, given.defaults) for one in given.passages]} if given.passages else head

    def passage(self, given: Passage, defaults: Defaults | None) -> dict[str, Plain]:
        """Return a passage."""
        head = self.record(given, ("claims",))
        return {**head, "claims": [self.claim(one, defaults) for one in given.claims]}

    def claim(self, given: Claim, defaults: Defaults | None) -> dict[str, Plain]:
        """Return a claim: its id, what its form says, the rest, and last the sentence."""
        same = [name for name in ("modality", "stance") if defaults and getattr(given, name) == getattr(defaults, name)]
        usual = (defaults and defaults.read) or Read()
        common = self.record(given, ("id", "body", "says", "read", *same))
        read = {} if given.read == usual else {"read": self.record(given.read) or {"how": "full"}}
        return {"id": given.id, **self.record(given.body), **common, **read, "says": given.says}
