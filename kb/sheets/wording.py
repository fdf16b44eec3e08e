"""The parts of a record in words: places, values, approaches and ranges."""

from dataclasses import fields
from typing import Any

from kb.quantities import Quantity
from kb.records.claim import Approach, Count, Scope
from kb.records.source import At
from kb.records.value import Value
from kb.records.vocabulary import Range


def place_text(at: At | None) -> str:
    """Write a place in words; nothing where the claim is recalled.

    >>> place_text(At(section="2.2", table="1", row="WebText2")), place_text(At(part="abstract"))
    ('section 2.2, table 1, row WebText2', 'abstract')
    """
    return ", ".join(text if name in ("part", "path") else f"{name} {text}" for name, text in named_fields(at)) if at else ""


def value_text(value: Value) -> str:
    """Write a value; one that is not disclosed with where a reader looked.

    >>> from kb.records.terms import ValueKind
    >>> value_text(Value(kind=ValueKind.not_disclosed, looked_in=("section 2", "the model card")))
    'not disclosed (looked in section 2, the model card)'
    """
    looked = f" (looked in {', '.join(value.looked_in)})" if value.looked_in else ""
    return f"{value}{looked}"


def approach_text(side: Approach) -> str:
    """Write a side of a comparison, or a thing advised.

    >>> approach_text(Approach(system="palm-540b", method="chain-of-thought", shots="8"))
    'palm-540b with chain-of-thought, 8-shot'
    """
    used = ", ".join(part for part in (side.method, shots_text(side.shots)) if part)
    named = side.system or side.class_
    dated = f" as of {side.as_of}" if side.as_of else ""
    return f"{named}{dated} with {used}" if named and used else f"{named or used}{dated}"


def shots_text(shots: str | None) -> str | None:
    """Write how many examples a prompt held, where that is told."""
    return f"{shots}-shot" if shots else None


def named_fields(record: Any) -> list[tuple[str, Any]]:
    """Return the fields of a record that are given, each called as its key in YAML."""
    named = ((field.name.strip("_"), getattr(record, field.name)) for field in fields(record))
    return [(name, value) for name, value in named if value is not None and value != ()]


def field_text(value: Any) -> str:
    """Write what stands in one field of a claim.

    >>> field_text(Count(n=4, of=7)), field_text({"labelled-data": "few"}), field_text(("gsm8k", "svamp"))
    ('4 of 7', 'labelled-data=few', 'gsm8k, svamp')
    """
    match value:
        case Value(quantity=Quantity(as_printed=str(printed))):
            return f'{value_text(value)} (printed "{printed}")'
        case Value():
            return value_text(value)
        case Approach():
            return approach_text(value)
        case Count():
            return f"{value.n} of {value.of}"
        case Scope():
            return ", ".join(f"{name}={field_text(one)}" for name, one in named_fields(value))
        case dict():
            return ", ".join(f"{name}={field_text(one)}" for name, one in value.items())
        case tuple():
            return ", ".join(map(str, value))
    return str(value)


def range_text(range_: Range) -> str:
    """Write what values a predicate or qualifier takes.

    >>> from kb.records.terms import ValueKind
    >>> range_text(Range(type=ValueKind.quantity, unit="token")), range_text(Range(type=ValueKind.code, codes=("relu", "gelu")))
    ('quantity in token', 'code: relu, gelu')
    """
    unit = f" in {range_.unit}" if range_.unit else ""
    words = ", ".join((*range_.kinds, *range_.codes))
    return f"{range_.type}{unit}{': ' if words else ''}{words}"


def bracketed(*parts: Any) -> str:
    """Write what narrows something, in brackets behind it; nothing where nothing does."""
    stated = ", ".join(str(part) for part in parts if part is not None)
    return f" [{stated}]" if stated else ""
