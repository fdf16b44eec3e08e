"""Plain data to records: pydantic checks the shape, the predicate types the values, every fault keeps its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from kb.errors import Problem
from kb.ids import nearest
from kb.read.events import Path, Plain, Text
from kb.read.faults import explain, keys_of, shown
from kb.read.values import BadValue, Units, quantity_of, value_of
from kb.records.claim import About, Advice, Body, Claim, Comparison, Effect, Fact, Result, Statement
from kb.records.record import yaml_name
from kb.records.source import Defaults
from kb.records.terms import ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Range

R = TypeVar("R")
RULE = "shape"
FORMS: dict[str, type[Any]] = {
    "predicate": Fact,
    "benchmark": Result,
    "left": Comparison,
    "cause": Effect,
    "do": Advice,
    "doubts": About,
    "endorses": About,
    "attributes": About,
    "about": Statement,
}
"""The key that tells a claim's form; the first that is present decides."""
SCORE = Range(type=ValueKind.quantity)
PLACEHOLDER = Value(kind=ValueKind.none)
"""Stands for a value that was rejected, so that the rest of its record is checked all the same."""
LARGEST = 2**53
"""Whole numbers are exact in JSON below this."""


@cache
def adapter(record: type[Any]) -> TypeAdapter[Any]:
    """Return pydantic's checker for a type of record."""
    return TypeAdapter(record)


@dataclass
class Reader:
    """Reads the records of one file; what it cannot read it notes as problems."""

    text: Text
    units: Units
    predicates: Mapping[str, Predicate]
    problems: list[Problem] = field(default_factory=list)

    def reject(self, path: Path, record: str, message: str, remedy: str = "", rule: str = RULE) -> None:
        """Note a problem at a path of the file, unless what stands there has been rejected already."""
        if self.text.rejected(path):
            return
        name = ".".join(str(part) for part in path if isinstance(part, str) and part not in ("passages", "claims"))
        self.problems.append(Problem(self.text.place(path), rule, record, name, message, remedy))

    def record(self, type_: type[R], raw: Plain, path: Path, name: str, keys: tuple[str, ...] = ()) -> R | None:
        """Read one record whose fields need no vocabulary; None when it is not of that shape.

        `keys` are those that stand beside the record's own and have been read elsewhere.
        """
        if not isinstance(raw, dict):
            self.reject(path, name, "a mapping of fields is needed here", f"such as {_example(type_)}")
            return None
        try:
            checker: TypeAdapter[R] = adapter(type_)  # type: ignore[arg-type] # a class is hashable
            read = checker.validate_python(raw)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self.reject((*path, *fault["loc"]), name, *explain(fault, type_, keys))
            return None
        if large := _large(read, path):
            self.reject(large, name, "the number is too large", "type one with at most 15 digits")
            return None
        return None if any((*path, key) in self.text.tainted for key in raw) else read

    def claim(self, raw: Plain, path: Path, source: str, defaults: Defaults | None) -> Claim | None:
        """Read one claim: its form's fields as the form's record, the others as the claim's own."""
        if not isinstance(raw, dict):
            self.reject(path, f"source:{source}", "a claim is a mapping of fields", "start it with `- id: ...`")
            return None
        name = f"claim:{source}:{shown(raw.get('id', '?'))}"
        form = next((type_ for key, type_ in FORMS.items() if key in raw), None)
        if form is None:
            self.reject(path, name, "the form of this claim cannot be told", f"give one of the keys {', '.join(FORMS)}")
            return None
        own = keys_of(form)  # type: ignore[arg-type] # a class is hashable
        body = self._typed(form, {key: value for key, value in raw.items() if key in own}, path, name)
        rest = {**_defaults(defaults), **{key: value for key, value in raw.items() if key not in own}}
        if "body" in rest:
            self.reject((*path, "body"), name, "`body` is no key here", "the form's keys stand beside the others")
        common = self.record(Claim, {**rest, "body": body or Statement(about=())}, path, name, (*own, *FORMS))
        return common if body is not None and "body" not in rest else None

    def _typed(self, form: type[Any], raw: dict[str, Plain], path: Path, name: str) -> Body | None:
        """Turn the texts that need vocabulary into values, then check the form's shape."""
        before = len(self.problems)
        typed = dict(raw)
        if form is Fact:
            self._type_fact(typed, path, name)
        elif form is Result and "value" in raw:
            typed["value"] = self._value(raw["value"], SCORE, (*path, "value"), name)
        elif form is Effect and isinstance(raw.get("in"), dict) and "scale" in raw["in"]:
            typed["in"] = {**raw["in"], "scale": self._scale(raw["in"]["scale"], (*path, "in", "scale"), name)}
        body: Body | None = self.record(form, typed, path, name)
        return body if len(self.problems) == before else None

    def _type_fact(self, raw: dict[str, Plain], path: Path, name: str) -> None:
        predicate = self._predicate(raw["predicate"], (*path, "predicate"), name)
        given = raw.get("qualifiers")
        if predicate is None:
            raw.update({key: PLACEHOLDER for key in raw if key == "value"}, predicate="", qualifiers=None)
            return
        if "value" in raw:
            raw["value"] = self._value(raw["value"], predicate.range, (*path, "value"), name)
        if isinstance(given, dict):
            raw["qualifiers"] = {key: self._qualifier(key, text, predicate, path, name) for key, text in given.items()}

    def _predicate(self, slug: Plain, path: Path, name: str) -> Predicate | None:
        if not isinstance(slug, str):
            self.reject(path, name, "the slug of one predicate is needed here", "make one claim for each predicate")
            return None
        if slug not in self.predicates:
            close = nearest(slug, self.predicates)
            remedy = f"did you mean {' or '.join(close)}?" if close else "predicates are listed in predicates.yaml"
            self.reject(path, name, f"there is no predicate {shown(slug)!r}", remedy, "reference")
        return self.predicates.get(slug)

    def _qualifier(self, key: str, raw: Plain, predicate: Predicate, path: Path, name: str) -> Value:
        known = {qualifier.slug: qualifier for qualifier in predicate.qualifiers}
        where: Path = (*path, "qualifiers", key)
        if key not in known:
            hint = f"it takes {', '.join(known)}" if known else "it takes none"
            self.reject(where, name, f"{predicate.slug} has no qualifier `{shown(key)}`", hint)
            return PLACEHOLDER
        return self._value(raw, known[key].range, where, name)

    def _value(self, raw: Plain, range_: Range, path: Path, name: str) -> Value:
        return self._checked(lambda: value_of(raw, range_, self.units), path, name) or PLACEHOLDER

    def quantity(self, raw: Plain, path: Path, name: str) -> Any:
        """Return a quantity in any unit; one that cannot be read is noted and stays away."""
        return self._checked(lambda: quantity_of(raw, self.units), path, name)

    def _scale(self, raw: Plain, path: Path, name: str) -> Any:
        return self._checked(lambda: quantity_of(raw, self.units, "parameter"), path, name)

    def _checked(self, read: Callable[[], R], path: Path, name: str) -> R | None:
        try:
            return read()
        except BadValue as error:
            self.reject((*path, *error.path), name, error.message, error.remedy, "value")
            return None


def _defaults(defaults: Defaults | None) -> dict[str, Any]:
    if defaults is None:
        return {}
    given = {one.name: getattr(defaults, one.name) for one in fields(Defaults)}
    return {key: value for key, value in given.items() if value is not None}


def _large(record: Any, path: Path) -> Path | None:
    """Return the path of a whole number in a record that is too large for any of its fields."""
    if isinstance(record, int):
        return path if abs(record) > LARGEST else None
    if isinstance(record, tuple):
        return next((found for number, one in enumerate(record) if (found := _large(one, (*path, number)))), None)
    if not is_dataclass(record):
        return None
    return next((found for name, key in _counting(type(record)) if (found := _large(getattr(record, name), (*path, key)))), None)  # type: ignore[arg-type] # a class is hashable


@cache
def _counting(type_: Any) -> tuple[tuple[str, str], ...]:
    """Return the fields of a type of record that may hold a whole number, with their keys."""
    return tuple((name, yaml_name(name)) for name, hint in get_type_hints(type_).items() if _may_count(hint, (type_,)))


def _may_count(hint: Any, within: tuple[type[Any], ...]) -> bool:
    """Tell whether a value of a type may be, or hold, a whole number; `within` are the records around it."""
    if isinstance(hint, type) and is_dataclass(hint) and hint not in within:
        return any(_may_count(one, (*within, hint)) for one in get_type_hints(hint).values())
    return hint is int or any(_may_count(part, within) for part in get_args(hint))


def _example(type_: type[Any]) -> str:
    return "{" + ", ".join(f"{key}: ..." for key in keys_of(type_)[:2]) + "}"  # type: ignore[arg-type] # a class is hashable
