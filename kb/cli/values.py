"""The value of an answer as rows, or as an outline where its items hold lists of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from kb.questions.answer import Answer, ClaimRef, EntityRef

REFERENCES = (ClaimRef, EntityRef)
SENTENCES = ("says", "states", "asks", "name", "title")
"""Fields that are told without their name, behind what the item is called."""

LONG = 60
"""Letters of a text that has a line of its own where it stands in a list."""


def is_nested(value: Any) -> bool:
    """Tell whether an answer's value holds items within items, so that one table cannot show it."""
    items = value if isinstance(value, tuple) else (value,)
    return any(_lists(item) for item in items)


def answer_rows(answer: Answer[Any]) -> list[dict[str, object]]:
    """Return one row an item: its fields, and the claims on which it rests where the proof names the item."""
    carried = {one.item: [" + ".join(ref.address for ref in leg.support.claims) for leg in one.legs] for one in answer.proof}
    items = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    rows = [_row(item) for item in items]
    found = [next((carried[cell] for cell in row.values() if isinstance(cell, str) and cell in carried), ()) for row in rows]
    return [row | {"rests on": list(dict.fromkeys(rests))} for row, rests in zip(rows, found, strict=True)] if any(found) else rows


def columns(answer: Answer[Any]) -> list[str]:
    """Return what a table shows of an answer's rows: no reference and no closed word that the first column tells in every row."""
    items = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    repeated = set.intersection(*(_repeated(item, EntityRef, Enum) for item in items)) if items else set()
    return [name for name in answer_rows(answer)[0] if name.replace(" ", "_") not in repeated] if items else []


def _repeated(item: Any, *kinds: type) -> set[str]:
    """Return the fields of some kinds, empty ones included, that the first field of an item tells already."""
    if not _is_record(item):
        return set()
    first, *others = ((field.name, getattr(item, field.name)) for field in fields(item))
    told = _text(first[1]).lower().split()
    return {name for name, value in others if value is None or (isinstance(value, kinds) and _text(value).lower() in told)}


def _row(item: Any) -> dict[str, object]:
    if not _is_record(item):
        return {"value": cell(item)}
    return {field.name.replace("_", " "): cell(getattr(item, field.name)) for field in fields(item)}


def cell(value: Any) -> object:
    """Return a field as text or a list of texts."""
    match value:
        case EntityRef(slug=name) | ClaimRef(address=name):
            return name
        case bool():
            return "yes" if value else "no"
        case tuple():
            return [cell(part) for part in value]
    return ", ".join(f"{name}={text}" for name, text in _row(value).items() if text not in (None, "", [])) if _is_record(value) else value


def outline(value: Any) -> Iterator[str]:
    """Yield the lines of a value: each item in one line, its lists indented below it."""
    many = isinstance(value, tuple)
    for item in value if many else (value,):
        yield from _item(item, "", named=not many)


def _item(item: Any, indent: str, named: bool = False) -> Iterator[str]:
    if not _is_record(item):
        yield f"{indent}{_text(item)}"
        return
    yield f"{indent}{_head(item)}"
    for name, parts in _lists(item):
        inner = indent + "  "
        if named or len(_lists(item)) > 1:
            yield f"{inner}{name}"
            inner += "  "
        for part in parts:
            yield from _item(part, inner)


def _head(item: Any) -> str:
    """Write the fields of an item that are no lists of items: what it is, what it says, then by name what the two do not tell."""
    nested = {name for name, _ in _lists(item)}
    plain = [(field.name, getattr(item, field.name)) for field in fields(item) if field.name.replace("_", " ") not in nested]
    told = [(name, _text(value)) for name, value in plain if value not in (None, (), "")]
    named, sentences = told[:1], [text for name, text in told[1:] if name in SENTENCES]
    rest = [one for one in told[1:] if one[0] not in (*SENTENCES, *_repeated(item, EntityRef))]
    others = "; ".join(f"{name.replace('_', ' ')} {text}" for name, text in rest)
    more = f" [{others}]" if rest else ""
    return ": ".join([text for _, text in named] + sentences) + more


def _lists(item: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the fields of an item that hold items of their own."""
    if not _is_record(item):
        return []
    found = ((field.name.replace("_", " "), _parts(getattr(item, field.name))) for field in fields(item))
    return [(name, parts) for name, parts in found if parts]


def _parts(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value if any(_is_record(part) or (isinstance(part, str) and len(part) > LONG) for part in value) else ()
    return (value,) if _is_record(value) else ()


def _is_record(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, REFERENCES)


def _text(value: Any) -> str:
    shown = cell(value)
    return ", ".join(map(str, shown)) if isinstance(shown, list) else str(shown)


def markdown(lines: Iterable[str]) -> Iterator[str]:
    """Turn an outline into nested lists."""
    yield from (f"{line[: len(line) - len(line.lstrip())]}- {line.lstrip()}" for line in lines)
