"""The value of an answer as lines of text, one for each of its items, by which two answers can be compared and read."""

from dataclasses import fields, is_dataclass
from typing import Any

from kb.questions.answer import ClaimRef, EntityRef


def lines(value: Any) -> tuple[str, ...]:
    """Return an answer's value, each item in one line that holds every field of it.

    >>> lines((EntityRef("relu"), EntityRef("gelu")))
    ('relu', 'gelu')
    """
    return tuple(line(item) for item in value) if isinstance(value, tuple) else (line(value),)


def line(part: Any) -> str:
    """Return one part of an answer in one line: its first field, then the others by name; what is empty is left out."""
    match part:
        case ClaimRef(address=name) | EntityRef(slug=name):
            return name
        case tuple():
            return ", ".join(map(line, part))
        case bool():
            return "yes" if part else "no"
        case None:
            return ""
    return _record(part) if is_dataclass(part) and not isinstance(part, type) else str(part)


def _record(part: Any) -> str:
    head, *others = ((field.name, line(getattr(part, field.name))) for field in fields(part))
    told = "; ".join(f"{name.replace('_', ' ')} {text}" for name, text in others if text)
    return f"{head[1]} [{told}]" if told else head[1]


def lost_and_gained(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that are in the first alone and those in the second alone, each in their order.

    >>> lost_and_gained(("a", "b"), ("b", "c"))
    (('a',), ('c',))
    """
    old, new = set(before), set(after)
    return tuple(one for one in before if one not in new), tuple(one for one in after if one not in old)
