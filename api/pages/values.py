"""The value of any answer as parts that a template can show: words, links, lists, tables, records."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from kb.docstrings import docs_of
from kb.questions.answer import ClaimRef, EntityRef
from kb.records.record import yaml_name


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: a column, or a label."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Part:
    """One value: `kind` says which of the others counts."""

    kind: str
    """nothing, text, name, word, list, table, record or records."""
    text: str = ""
    holds: tuple["Part", ...] = ()
    """Of a list or a record."""
    fields: tuple[Field, ...] = ()
    """Of a table or a record."""
    rows: tuple[tuple["Part", ...], ...] = ()
    """Of a table."""

    @property
    def plain(self) -> bool:
        """Tell whether it stands in a line of text."""
        return self.kind in ("text", "name", "word")


def part(value: Any) -> Part:
    """Return the part that shows a value."""
    match value:
        case None | () | "":
            return Part("nothing")
        case bool():
            return Part("text", "yes" if value else "no")
        case ClaimRef(address=name) | EntityRef(slug=name):
            return Part("name", name)
        case Enum():
            return Part("word", str(value.value))
        case tuple():
            return _several(value)
    return _record(value) if is_dataclass(value) else Part("text", str(value))


def _several(values: tuple[Any, ...]) -> Part:
    if not all(map(_is_record, values)):
        return Part("list", holds=tuple(map(part, values)))
    if any(_holds_records(value) for value in values):
        return Part("records", holds=tuple(map(_record, values)))
    rows = tuple(tuple(part(getattr(value, field.name)) for field in fields(value)) for value in values)
    told = [number for number in range(len(rows[0])) if any(row[number].kind != "nothing" for row in rows)]
    shown = tuple(tuple(row[number] for number in told) for row in rows)
    return Part("table", fields=tuple(_fields(values[0])[number] for number in told), rows=shown)


def _record(value: Any) -> Part:
    return Part("record", fields=_fields(value), holds=tuple(part(getattr(value, field.name)) for field in fields(value)))


def _fields(value: Any) -> tuple[Field, ...]:
    docs = docs_of(type(value))
    return tuple(Field(yaml_name(field.name).replace("_", " "), docs.get(field.name, "")) for field in fields(value))


def _is_record(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, ClaimRef | EntityRef)


def _holds_records(value: Any) -> bool:
    inner = (getattr(value, field.name) for field in fields(value))
    return any(_is_record(one) or (isinstance(one, tuple) and any(map(_is_record, one))) for one in inner)


def meanings(shown: Part) -> dict[str, str]:
    """Return what the fields mean that a value shows, each once."""
    return {field.name: field.meaning for one in _all(shown) for field in one.fields if field.meaning}


def _all(shown: Part) -> Iterator[Part]:
    yield shown
    for one in (*shown.holds, *(cell for row in shown.rows for cell in row)):
        yield from _all(one)
