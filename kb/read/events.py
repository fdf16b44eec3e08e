"""YAML text to plain data with the place of every value, from parser events alone.

Nothing is resolved: every scalar stays text, so `2204.02310` stays an arXiv id and `no` a word. No recursion, so
depth cannot crash it. Refused, each with its place: tags, anchors, aliases, merge keys, duplicate keys (after
NFC), several documents, keys that are not plain text, empty values, tabs, control and bidirectional characters,
invalid UTF-8, and files beyond the limits below.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb.errors import Place, Problem

MOST_BYTES = 4_000_000
MOST_DEPTH = 24
MOST_NODES = 400_000
LONGEST_SCALAR = 4_000
RULE = "yaml"
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
Plain = Any
"""Text, or lists and dictionaries of it."""


@dataclass
class Text:
    """One parsed file: its data, the place of each value by path, and what is wrong with it."""

    file: str
    data: Plain = None
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def reject(self, place: Place, message: str, remedy: str = "") -> None:
        """Note a problem of form."""
        self.problems.append(Problem(place, RULE, "", "", message, remedy))


@dataclass
class _Open:
    """A list or dictionary whose end has not come yet."""

    node: Any
    path: Path
    key: str | None = None
    skipped: int = 0
    """Duplicate keys so far, so that their values keep apart from the first ones."""


def parse(content: bytes, file: str) -> Text:
    r"""Parse one file; all that is wrong with its form is in the result's `problems`.

    >>> parse(b"a: 1.0\\nb: [x]", "t.yaml").data
    {'a': '1.0', 'b': ['x']}
    >>> [str(problem) for problem in parse(b"a: 1\\na: 2", "t.yaml").problems]
    ['t.yaml:2:1: error: the key `a` stands here twice [yaml]\\n    keep one of the two']
    """
    text = Text(file)
    if (decoded := _decode(content, text)) is None:
        return text
    for match in FORBIDDEN.finditer(decoded):
        name = "a tab" if match[0] == "\t" else f"the character U+{ord(match[0]):04X}"
        text.reject(_place_of(file, decoded, match.start()), f"{name} is not allowed", "indent with spaces and type plain text")
    if text.problems:
        return text
    try:
        _build(yaml.parse(decoded, Loader=LOADER), text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        text.reject(place, f"this is not YAML: {error.problem}", "look for a missing quote, colon or space just before")
    except _TooMuch as error:
        text.reject(error.place, error.message, "contributed files are flat and short; split or simplify this one")
    if text.data is None and not text.problems:
        text.reject(Place(file), "the file is empty", "delete it, or start from the tutorial in claims/README.md")
    return text


class _TooMuch(Exception):
    def __init__(self, place: Place, message: str) -> None:
        self.place, self.message = place, message


def _decode(content: bytes, text: Text) -> str | None:
    if len(content) > MOST_BYTES:
        text.reject(Place(text.file), f"the file has more than {MOST_BYTES:,} bytes", "split it: one work, one file")
        return None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = _place_of(text.file, content[: error.start].decode("utf-8"), error.start)
        text.reject(place, f"the byte 0x{content[error.start]:02x} is not UTF-8", "save the file as UTF-8")
        return None


def _place_of(file: str, decoded: str, index: int) -> Place:
    before = decoded[:index]
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _build(events: Iterator[Any], text: Text) -> None:
    """Fold the event stream into `text.data`; an explicit stack instead of recursion."""
    stack: list[_Open] = []
    documents = nodes = 0
    for event in events:
        place = Place(text.file, event.start_mark.line + 1, event.start_mark.column + 1)
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise _TooMuch(place, "a second YAML document starts here")
            case yaml.AliasEvent():
                text.reject(place, f"the alias *{event.anchor} is not allowed", "write the value out")
                _take(stack, text, place, "")
            case yaml.ScalarEvent() | yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                nodes += 1
                if nodes > MOST_NODES:
                    raise _TooMuch(place, f"the file has more than {MOST_NODES:,} values")
                if len(stack) >= MOST_DEPTH:
                    raise _TooMuch(place, f"values are nested deeper than {MOST_DEPTH} levels")
                _plainness(event, text, place)
                _enter(event, stack, text, place)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                stack.pop()


def _plainness(event: Any, text: Text, place: Place) -> None:
    if event.anchor:
        text.reject(place, f"the anchor &{event.anchor} is not allowed", "write the value out where it is needed")
    if event.tag:
        text.reject(place, f"the tag {event.tag} is not allowed", "leave it out: the field decides the type")


def _enter(event: Any, stack: list[_Open], text: Text, place: Place) -> None:
    if isinstance(event, yaml.ScalarEvent):
        value = unicodedata.normalize("NFC", event.value)
        if len(value) > LONGEST_SCALAR:
            text.reject(place, f"a text of {len(value):,} characters is too long", f"at most {LONGEST_SCALAR:,} are allowed")
        awaits_key = bool(stack) and isinstance(stack[-1].node, dict) and stack[-1].key is None
        if not value.strip() and not awaits_key:
            text.reject(place, "the value is empty", "give a value, or leave the key out")
        _take(stack, text, place, value)
        return
    node: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
    stack.append(_Open(node, _take(stack, text, place, node)))


def _take(stack: list[_Open], text: Text, place: Place, value: Plain) -> Path:
    """Put a value where it belongs in the innermost open list or dictionary; return its path."""
    if not stack:
        text.data, text.places[()] = value, place
        return ()
    top = stack[-1]
    if isinstance(top.node, list):
        path = (*top.path, len(top.node))
        top.node.append(value)
    elif top.key is None:
        return _take_key(top, text, place, value)
    else:
        path = (*top.path, top.key)
        top.node[top.key] = value
        top.key = None
    text.places.setdefault(path, place)
    return path


def _take_key(top: _Open, text: Text, place: Place, key: Plain) -> Path:
    if not isinstance(key, str):
        text.reject(place, "a key must be a plain word", "put the list or mapping behind a key")
        key = f"({place})"
    elif key == "<<":
        text.reject(place, "the merge key << is not allowed", "write the values out")
    if key in top.node:
        text.reject(place, f"the key `{key}` stands here twice", "keep one of the two")
        top.skipped += 1
        key = f"{key} ({top.skipped})"
    top.key = key
    text.places[(*top.path, key)] = place
    return (*top.path, key)
