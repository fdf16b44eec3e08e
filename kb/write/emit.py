"""Plain data to YAML text: one field a line, short leaves in braces, quotes only where they are needed."""

import json
import re
from collections.abc import Iterator
from typing import Any

WIDTH = 120
PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]([^:#]|:(?=\S)|(?<=\S)#)*")
INDICATORS = re.compile(r"[,\[\]{}?]")
ITEMS = ("units", "people", "predicates", "entities", "links", "passages", "claims", "findings", "tests", "outcomes", "retired")
"""Lists whose items always take a line for each field."""


def scalar(text: str, inside: bool = False) -> str:
    """Write a text, in quotes where YAML would read it otherwise; `inside` braces more signs need them.

    >>> scalar("about 60 %"), scalar("a: b"), scalar("it's, so", inside=True)
    ('about 60 %', "'a: b'", "'it''s, so'")
    """
    if "\n" in text:
        return json.dumps(text, ensure_ascii=False)
    plain = PLAIN.fullmatch(text) is not None and not text.endswith((" ", ":")) and " #" not in text
    if plain and not (inside and (INDICATORS.search(text) or ":" in text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def flow(node: Any) -> str:
    """Write data on one line."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{scalar(str(key), True)}: {flow(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(flow(part) for part in node) + "]"
    return scalar(str(node), True)


def lines(node: dict[str, Any], indent: int = 0) -> Iterator[str]:
    """Write a mapping, one field a line, what is short in braces."""
    space = " " * indent
    for key, value in node.items():
        if not isinstance(value, dict | list):
            yield f"{space}{scalar(key)}: {scalar(str(value))}"
        elif not value:
            yield f"{space}{scalar(key)}: {flow(value)}"
        elif not _in_block(key, value) and len(line := f"{space}{scalar(key)}: {flow(value)}") <= WIDTH:
            yield line
        elif isinstance(value, dict):
            yield f"{space}{scalar(key)}:"
            yield from lines(value, indent + 2)
        else:
            yield f"{space}{scalar(key)}:"
            yield from _items(value, indent, key in ITEMS)


def _in_block(key: str, value: Any) -> bool:
    """Tell whether a list is one of records that take a line for each field."""
    return key in ITEMS and isinstance(value, list) and isinstance(value[0], dict)


def _items(values: list[Any], indent: int, block: bool) -> Iterator[str]:
    space = " " * indent
    for value in values:
        if isinstance(value, dict) and (block or len(flow(value)) > WIDTH - indent - 2):
            first, *rest = lines(value, indent + 2)
            yield f"{space}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{space}- {flow(value) if isinstance(value, dict | list) else scalar(str(value))}"
