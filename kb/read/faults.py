"""What pydantic finds wrong with a record, in the words of a contributor, and what to type instead."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from kb.ids import nearest
from kb.records.record import yaml_name

LONGEST = 60


def explain(fault: Any, record: type[Any], keys: Iterable[str] = ()) -> tuple[str, str]:
    """Return a sentence and a remedy for one of pydantic's faults; `keys` are those allowed beside the record's own."""
    *around, last = fault["loc"] or ("",)
    given = fault.get("input")
    match fault["type"]:
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return f"`{last}` is missing", f"add `{last}: ...`"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"`{shown(last)}` is no key here", _key_hint(str(last), [*keys_at(record, around), *(() if around else keys)])
        case "enum":
            words = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            close = nearest(str(given), words)
            return f"{shown(given)!r} is not one of: {', '.join(words)}", f"did you mean {close[0]}?" if close else f"type {words[0]}"
        case "value_error":
            return str(fault["ctx"]["error"]), ""
        case "string_type":
            return "a text is needed here, not a list or mapping", "" if isinstance(given, dict) else "give one text"
        case "tuple_type":
            return "a list is needed here", "write it in brackets: [a, b]"
        case "dict_type" | "dataclass_type":
            found = keys_at(record, fault["loc"])
            return "a mapping of fields is needed here", f"such as {{{found[0]}: ...}}" if found else ""
        case "int_parsing" | "int_parsing_size" | "int_from_float" | "int_type":
            return f"{shown(given)!r} is no whole number", "type it in digits"
        case "bool_parsing" | "bool_type":
            return f"{shown(given)!r} is neither yes nor no", "type `yes` or `no`"
    return f"{fault['msg'][0].lower()}{fault['msg'][1:]}" + (f", not {shown(given)!r}" if isinstance(given, str) else ""), ""


def shown(given: Any) -> str:
    """Cut a text for use in a message."""
    text = str(given)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@cache
def keys_of(record: Any) -> tuple[str, ...]:
    """Return the keys of a record as they stand in YAML."""
    return tuple(yaml_name(one.name) for one in fields(record))


def keys_at(record: type[Any], location: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys of the record that stands at a location within another, none where there is no record.

    >>> from kb.records.vocabulary import Predicate
    >>> keys_at(Predicate, ("qualifiers", 0, "range"))
    ('type', 'kinds', 'unit', 'codes')
    """
    found: type[Any] | None = record
    for part in location:
        if isinstance(part, str) and found is not None:
            found = next((_record_in(hint) for name, hint in get_type_hints(found).items() if yaml_name(name) == part), None)
    return keys_of(found) if found is not None else ()  # type: ignore[arg-type] # a class is hashable


def _record_in(annotation: Any) -> type[Any] | None:
    if isinstance(annotation, type) and is_dataclass(annotation):
        return annotation
    return next((found for found in map(_record_in, get_args(annotation)) if found), None)


def _key_hint(given: str, known: list[str]) -> str:
    close = nearest(given, known)
    return f"did you mean {close[0]}?" if close else f"remove it; the keys are {', '.join(known)}" if known else "remove it"
