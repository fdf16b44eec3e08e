"""Records as somebody is asked for them: one key, one option, one prompt, one heading of a form; and typed text to YAML's data."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from kb.docstrings import docs_of
from kb.errors import BadArgument
from kb.quantities import Quantity
from kb.read.events import Plain, parse
from kb.records.record import yaml_name
from kb.records.value import Value

HEADING = re.compile(r"^### +(.+?) *$", re.MULTILINE)
NO_ANSWER = "_No response_"
"""What GitHub writes under a heading that was left open."""


class Shape(StrEnum):
    """How what is typed becomes data."""

    text = "text"
    list = "list"
    mapping = "mapping"
    mappings = "mappings"


@dataclass(frozen=True, slots=True)
class Asked:
    """One key that is asked for."""

    key: str
    """Key in YAML."""
    description: str
    """What belongs there, in one sentence."""
    shape: Shape
    needed: bool
    """Its record has none without it."""
    words: tuple[str, ...] = ()
    """The words that may be typed, where they are closed."""

    def read(self, typed: str) -> Plain:
        """Return what was typed as it would stand in YAML: braces may be left out, and the brackets of a list.

        Several mappings stand one on a line. Raises BadArgument for a mapping or list that is none.

        >>> Asked("at", "", Shape.mapping, False).read("section: 2.2, table: 1")
        {'section': '2.2', 'table': '1'}
        >>> Asked("over", "", Shape.list, False).read("boolq, piqa")
        ['boolq', 'piqa']
        """
        typed = typed.strip()
        match self.shape:
            case Shape.mappings if not typed.startswith("["):
                return [self._parsed(line if line.startswith("{") else f"{{{line}}}") for line in typed.splitlines()]
            case Shape.mapping if not typed.startswith("{"):
                return self._parsed(typed if "\n" in typed else f"{{{typed}}}")
            case Shape.list if not typed.startswith("["):
                return [part.strip() for part in re.split(r"[,\n]", typed) if part.strip()]
            case Shape.text if not typed.startswith("{"):
                return " ".join(typed.split())
        return self._parsed(typed)

    def _parsed(self, typed: str) -> Plain:
        text = parse(typed.encode(), self.key)
        if text.problems or isinstance(text.data, str):
            reason = text.problems[0].message if text.problems else "there is no key"
            raise BadArgument(self.key, typed, f"type it as in YAML, such as {{key: value}}; {reason}")
        return text.data


def asked_of(*records: Any, without: tuple[str, ...] = ()) -> Mapping[str, Asked]:
    """Return what is asked for to make some records, by key; a key of several records is described by the first."""
    found: dict[str, Asked] = {}
    for record in records:
        hints, told = get_type_hints(record), docs_of(record)
        for one in fields(record):
            key, needed = yaml_name(one.name), one.default is MISSING
            if key not in (*found, *without):
                found[key] = Asked(key, told.get(one.name, ""), _shape(hints[one.name]), needed, _words(hints[one.name]))
    return found


def _words(hint: Any) -> tuple[str, ...]:
    kinds = (kind for kind in (hint, *get_args(hint)) if isinstance(kind, type) and issubclass(kind, StrEnum))
    return tuple(str(word) for kind in kinds for word in kind)


def _shape(hint: Any) -> Shape:
    if get_origin(hint) is tuple:
        return Shape.mappings if _is_mapping(get_args(hint)[0]) else Shape.list
    return Shape.mapping if any(map(_is_mapping, (hint, *get_args(hint)))) else Shape.text


def _is_mapping(hint: Any) -> bool:
    return get_origin(hint) is dict or (is_dataclass(hint) and hint not in (Value, Quantity))


def form_answers(text: str) -> dict[str, str]:
    r"""Return what stands under each heading of a GitHub issue form, headings as keys.

    >>> form_answers("### Attributed to\n\nsource: opt\n\n### Hedge\n\n_No response_\n")
    {'attributed_to': 'source: opt'}
    """
    _, *parts = HEADING.split(text.replace("\r\n", "\n"))
    told = {"_".join(heading.lower().split()): answer.strip() for heading, answer in zip(parts[::2], parts[1::2], strict=True)}
    return {key: answer for key, answer in told.items() if answer and answer != NO_ANSWER}
