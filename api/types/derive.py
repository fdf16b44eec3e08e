"""Records and answers to GraphQL types: one field for each of theirs, described by its own docstring.

Resolvers hand out the records themselves, so a record and its type cannot drift apart.
"""

import dataclasses
import enum
import inspect
import types
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.types.scalars import Number
from api.types.words import MEANINGS
from kb.docstrings import docs_of
from kb.quantities import Quantity
from kb.records.record import yaml_name
from kb.records.value import Step, Value

PARENT: Any = strawberry.Parent[Any]  # type: ignore[misc] # an Annotated alias
"""Marks the parameter of a resolver that takes what the type wraps."""
NUMBERS = {"number", "low", "high"}
"""Fields of a quantity that hold a number as canonical decimal text."""
REPLACED: dict[type[Any], Any] = {}
"""The type of each record: made once, or written by hand, as that for a reference to a claim."""


@strawberry.type(description="A name with a text.")
class NamedText:
    """One entry of a mapping from names to texts."""

    name: str = strawberry.field(description="The name.")
    text: str = strawberry.field(description="The text.")


def derived(record: type[Any]) -> Any:
    """Return the GraphQL type of a dataclass, the same one each time."""
    if record not in REPLACED:
        REPLACED[record] = made(record, record.__name__, {})
    return REPLACED[record]


def made(record: type[Any], name: str, given: Mapping[str, Any]) -> Any:
    """Make a GraphQL type of a dataclass; `given` holds types of fields that differ, or None to leave one out."""
    hints, docs = get_type_hints(record), docs_of(record)
    members: dict[str, Any] = {"__annotations__": {}}
    for field in dataclasses.fields(record):
        if given.get(field.name, field) is None:
            continue
        number = record is Quantity and field.name in NUMBERS
        hint = given.get(field.name) or (Number | None if number else hint_of(hints[field.name]))
        described = docs.get(field.name) or f"{field.name.replace('_', ' ').capitalize()}."
        members[field.name] = _field(field.name, hint, described)
    described = (inspect.getdoc(record) or "").split("\n\n")[0]
    return strawberry.type(types.new_class(name, (), {}, lambda namespace: namespace.update(members)), name=name, description=described)


def _field(name: str, hint: Any, description: str) -> Any:
    """Make a field that reads the attribute of the same name; mappings become lists of pairs."""
    mapped = getattr(hint, "__mapping__", None)

    def read(root: Any) -> Any:
        found = getattr(root, name)
        return [mapped.pair(key, value) for key, value in (found or {}).items()] if mapped else found

    read.__annotations__ = {"root": PARENT, "return": mapped.hint if mapped else hint}
    return strawberry.field(resolver=read, name=to_camel_case(yaml_name(name)), description=description)


class _Mapping:
    """How a mapping from names is shown: as a list of pairs of one type."""

    def __init__(self, pair: Callable[[str, Any], Any], hint: Any) -> None:
        self.pair, self.hint, self.__mapping__ = pair, hint, self


@dataclasses.dataclass(frozen=True, slots=True)
class NamedValue:
    """A qualifier with its value."""

    name: str
    """The qualifier."""
    value: Value
    """Its value."""


def hint_of(hint: Any) -> Any:
    """Return the type in the schema for that of a field, argument or answer."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is types.UnionType or (origin is not None and type(None) in arguments):
        inner = [part for part in arguments if part is not type(None)]
        found = hint_of(inner[0])
        return found if isinstance(found, _Mapping) else found | None
    if origin is dict:
        if arguments[1] is Value:
            return _Mapping(lambda key, value: NamedValue(name=key, value=value), list[derived(NamedValue)])  # type: ignore[misc] # built at run time
        return _Mapping(lambda key, value: NamedText(name=key, text=value), list[NamedText])
    if origin is tuple:
        return list[hint_of(arguments[0])]  # type: ignore[misc] # built at run time
    if isinstance(origin or hint, type) and dataclasses.is_dataclass(origin or hint):
        return derived(origin or hint)
    if isinstance(hint, TypeVar):
        return str
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return enumeration(hint)
    return hint


def enumeration(words: type[enum.Enum]) -> Any:
    """Return the GraphQL enum of closed words, the same one each time."""
    if words not in REPLACED:
        named: Any = strawberry.enum(words, description=(inspect.getdoc(words) or "").split("\n\n")[0])
        meanings = {**docs_of(words), **MEANINGS.get(words, {})}
        for value in named.__strawberry_definition__.values:
            value.description = meanings.get(value.name) or f"{value.name.replace('_', ' ').capitalize()}."
        REPLACED[words] = named
    return REPLACED[words]


_side = made(Value, "StepValue", {"steps": None})
REPLACED[Step] = made(Step, "Step", {"from_": _side | None, "to": _side | None})
