"""Plain data to records: pydantic checks the shape, the predicate types the values, every fault keeps its place."""

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from kb.errors import Problem
from kb.ids import nearest
from kb.read.events import Path, Plain, Text
from kb.read.values import BadValue, Units, quantity_of, value_of
from kb.records.claim import About, Advice, Body, Claim, Comparison, Effect, Fact, Result, Statement
from kb.records.source import Defaults
from kb.records.terms import ValueKind
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
DATA = ("qualifiers", "when", "external")
"""Fields whose keys are slugs or names, not fields."""
SCORE = Range(type=ValueKind.quantity)


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
        """Note a problem at a path of the file."""
        name = ".".join(str(part) for part in path if isinstance(part, str) and part not in ("passages", "claims"))
        self.problems.append(Problem(self.text.place(path), rule, record, name, message, remedy))

    def record(self, type_: type[R], raw: Plain, path: Path, name: str) -> R | None:
        """Read one record whose fields need no vocabulary; None when it is not of that shape."""
        if not isinstance(raw, dict):
            self.reject(path, name, "a mapping of fields is needed here", f"such as {_example(type_)}")
            return None
        try:
            checker: TypeAdapter[R] = adapter(type_)  # type: ignore[arg-type] # a class is hashable
            read = checker.validate_python(_pythonic(raw))
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                location = tuple(_yaml_key(part) for part in fault["loc"] if not _is_tag(part))
                message, remedy = _explain(fault, type_)
                self.reject((*path, *location), name, message, remedy)
            return None
        return read

    def claim(self, raw: Plain, path: Path, source: str, defaults: Defaults | None) -> Claim | None:
        """Read one claim: its form's fields as the form's record, the others as the claim's own."""
        name = f"claim:{source}:{raw.get('id', '?')}" if isinstance(raw, dict) else f"source:{source}"
        if not isinstance(raw, dict):
            self.reject(path, name, "a claim is a mapping of fields", "start it with `- id: ...`")
            return None
        form = next((type_ for key, type_ in FORMS.items() if key in raw), None)
        if form is None:
            self.reject(path, name, "the form of this claim cannot be told", f"give one of the keys {', '.join(FORMS)}")
            return None
        own = {one.name.rstrip("_") for one in fields(form)}
        body = self._typed(form, {key: value for key, value in raw.items() if key in own}, path, name)
        rest = {**_defaults(defaults), **{key: value for key, value in raw.items() if key not in own}}
        common: Claim | None = self.record(Claim, {**rest, "body": body or Statement(about=())}, path, name)
        return common if body is not None else None

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
        return self.record(form, typed, path, name) if len(self.problems) == before else None

    def _type_fact(self, raw: dict[str, Plain], path: Path, name: str) -> None:
        predicate = self.predicates.get(raw["predicate"]) if isinstance(raw["predicate"], str) else None
        if predicate is None:
            close = nearest(str(raw["predicate"]), self.predicates)
            self.reject(
                (*path, "predicate"),
                name,
                f"there is no predicate {raw['predicate']!r}",
                f"did you mean {' or '.join(close)}?" if close else "predicates are listed in predicates.yaml",
                "reference",
            )
            return
        if "value" in raw:
            raw["value"] = self._value(raw["value"], predicate.range, (*path, "value"), name)
        given = raw.get("qualifiers")
        if isinstance(given, dict):
            raw["qualifiers"] = {key: self._qualifier(key, text, predicate, path, name) for key, text in given.items()}

    def _qualifier(self, key: str, raw: Plain, predicate: Predicate, path: Path, name: str) -> Any:
        known = {qualifier.slug: qualifier for qualifier in predicate.qualifiers}
        where: Path = (*path, "qualifiers", key)
        if key not in known:
            hint = f"it takes {', '.join(known)}" if known else "it takes none"
            self.reject(where, name, f"{predicate.slug} has no qualifier `{key}`", hint)
            return None
        return self._value(raw, known[key].range, where, name)

    def _value(self, raw: Plain, range_: Range, path: Path, name: str) -> Any:
        try:
            return value_of(raw, range_, self.units)
        except BadValue as error:
            self.reject((*path, *error.path), name, error.message, error.remedy, "value")
            return None

    def _scale(self, raw: Plain, path: Path, name: str) -> Any:
        try:
            return quantity_of(raw, self.units, "parameter")
        except BadValue as error:
            self.reject((*path, *error.path), name, error.message, error.remedy, "value")
            return None


def _defaults(defaults: Defaults | None) -> dict[str, Any]:
    if defaults is None:
        return {}
    given = {one.name: getattr(defaults, one.name) for one in fields(Defaults)}
    return {key: value for key, value in given.items() if value is not None}


def _pythonic(raw: Plain) -> Plain:
    """Give keys that are Python keywords their underscore, at every level but in mappings whose keys are data."""
    if isinstance(raw, dict):
        return {f"{key}_" if keyword.iskeyword(key) else key: value if key in DATA else _pythonic(value) for key, value in raw.items()}
    return [_pythonic(item) for item in raw] if isinstance(raw, list) else raw


def _yaml_key(part: str | int) -> str | int:
    return part.rstrip("_") if isinstance(part, str) and keyword.iskeyword(part.rstrip("_")) else part


def _is_tag(part: str | int) -> bool:
    """Tell pydantic's own words in a location (names of union members) from keys."""
    return isinstance(part, str) and (part[:1].isupper() or "[" in part)


def _explain(fault: Any, type_: type[Any]) -> tuple[str, str]:
    """Say in words of the contributor what pydantic found, and what to type instead."""
    given = fault.get("input")
    last = _yaml_key(fault["loc"][-1]) if fault["loc"] else ""
    match fault["type"]:
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return f"`{last}` is missing", f"add `{last}: ...`"
        case "unexpected_keyword_argument" | "extra_forbidden":
            known = [one.name.rstrip("_") for one in fields(type_)] if len(fault["loc"]) == 1 else []
            if type_ is Claim:
                known = [word for word in (*known, *FORMS) if word != "body"]
            close = nearest(str(last), known)
            return f"`{last}` is no key here", f"did you mean {close[0]}?" if close else "remove it"
        case "enum":
            words = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            close = nearest(str(given), words.split(", "))
            return f"{given!r} is not one of: {words}", f"did you mean {close[0]}?" if close else ""
        case "value_error":
            return str(fault["ctx"]["error"]), ""
        case "string_type":
            return "a text is needed here, not a list or mapping", ""
        case "tuple_type":
            return "a list is needed here", "write it in brackets: [a, b]"
    return f"{fault['msg'][0].lower()}{fault['msg'][1:]}" + (f", not {given!r}" if isinstance(given, str) else ""), ""


def _example(type_: type[Any]) -> str:
    return "{" + ", ".join(f"{one.name.rstrip('_')}: ..." for one in fields(type_)[:2]) + "}"
