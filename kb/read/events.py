"""YAML text to plain data with the place of every value, from parser events alone.

Nothing is resolved: every scalar stays text, so `2204.02310` stays an arXiv id and `no` a word. No recursion, so
depth cannot crash it. Refused, each with its place: tags, anchors, aliases, merge keys, duplicate keys (after
NFC), several documents, keys that are not plain text, empty values, tabs, control and bidirectional characters
(typed or escaped), invalid UTF-8, and files beyond the limits below.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from kb.errors import Place, Problem

MOST_BYTES = 4_000_000
MOST_DEPTH = 24
MOST_NODES = 400_000
MOST_PROBLEMS = 100
LONGEST_SCALAR = 4_000
RULE = "yaml"
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff\U000e0000-\U000e007f]"
)
"""Controls, line and paragraph separators, bidirectional and invisible characters, what is no character at all."""
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
    unread: bool = False
    """Parsing stopped before the end, so that nothing may be concluded from what is missing."""
    faulty: set[Path] = field(default_factory=set)
    """Paths whose value or key has been rejected already."""
    tainted: set[Path] = field(default_factory=set)
    """The same paths and everything around them."""

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def reject(self, place: Place, message: str, remedy: str = "") -> None:
        """Note a problem of form."""
        self.problems.append(Problem(place, RULE, "", "", message, remedy))

    def spoil(self, path: Path) -> None:
        """Mark a path as rejected."""
        self.faulty.add(path)
        self.tainted.update(path[:length] for length in range(len(path) + 1))

    def rejected(self, path: Path) -> bool:
        """Tell whether a value, or one around it, has been rejected already."""
        return bool(self.faulty) and any(path[:length] in self.faulty for length in range(len(path) + 1))


@dataclass
class _Open:
    """A list or dictionary whose end has not come yet."""

    node: Any
    path: Path
    key: str | None = None
    skipped: int = 0
    """Duplicate keys so far, so that their values keep apart from the first ones."""


class _TooMuch(Exception):
    def __init__(self, place: Place, message: str, remedy: str = "contributed files are flat and short; split this one") -> None:
        self.place, self.message, self.remedy = place, message, remedy


def parse(content: bytes, file: str) -> Text:
    r"""Parse one file; all that is wrong with its form is in the result's `problems`.

    >>> parse(b"a: 1.0\nb: [x]", "t.yaml").data
    {'a': '1.0', 'b': ['x']}
    >>> [str(problem) for problem in parse(b"a: 1\na: 2", "t.yaml").problems]
    ['t.yaml:2:1: error: the key `a` stands here twice, first on line 1 [yaml]\n    keep one of the two']
    """
    text = Text(file)
    decoded = _decode(content, text)
    text.unread = decoded is None or not _characters(decoded, text)
    if decoded is None or text.unread:
        return text
    try:
        _build(yaml.parse(decoded, Loader=LOADER), text)
    except yaml.MarkedYAMLError as error:
        ended = error.problem_mark is not None and error.problem_mark.index >= len(decoded)
        mark = (error.context_mark if ended else error.problem_mark) or error.problem_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        _stop(text, place, f"this is not YAML: {error.problem}", "look for a missing quote, colon or space just before")
    except yaml.YAMLError as error:
        _stop(text, Place(file), f"this is not YAML: {error}", "save the file as plain UTF-8 text")
    except _TooMuch as error:
        _stop(text, error.place, error.message, error.remedy)
    if text.data is None and not text.problems:
        _stop(text, Place(file), "the file is empty", "delete it, or start from the tutorial in claims/README.md")
    return text


def _stop(text: Text, place: Place, message: str, remedy: str) -> None:
    text.reject(place, message, remedy)
    text.unread = True


def _decode(content: bytes, text: Text) -> str | None:
    if len(content) > MOST_BYTES:
        text.reject(Place(text.file), f"the file has more than {MOST_BYTES:,} bytes", "split it: one work, one file")
        return None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        text.reject(
            _place_of(text.file, before, len(before)), f"the byte 0x{content[error.start]:02x} is not UTF-8", "save the file as UTF-8"
        )
        return None


def _characters(decoded: str, text: Text) -> bool:
    """Tell whether a file has only characters that are allowed, having rejected the first of the others."""
    for match in islice(FORBIDDEN.finditer(decoded), MOST_PROBLEMS):
        text.reject(_place_of(text.file, decoded, match.start()), *_forbidden(match[0]))
    return not text.problems


def _forbidden(character: str) -> tuple[str, str]:
    match character:
        case "\t":
            return "a tab is not allowed", "indent with spaces"
        case "\ufeff":
            return "a byte-order mark (U+FEFF) is not allowed", "save the file as UTF-8 without one"
    return f"the character U+{ord(character):04X} is not allowed", "delete it; an editor may not show it"


def _place_of(file: str, decoded: str, index: int) -> Place:
    return Place(file, decoded.count("\n", 0, index) + 1, index - decoded.rfind("\n", 0, index))


def _build(events: Iterator[Any], text: Text) -> None:
    """Fold the event stream into `text.data`; an explicit stack instead of recursion."""
    stack: list[_Open] = []
    documents = nodes = 0
    for event in events:
        place = Place(text.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if len(text.problems) >= MOST_PROBLEMS:
            raise _TooMuch(place, f"{MOST_PROBLEMS} problems stand before this place; nothing after it was read", "solve these first")
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise _TooMuch(place, "a second YAML document starts here", "make it a file of its own")
            case yaml.AliasEvent():
                text.reject(place, f"the alias *{event.anchor} is not allowed", "write the value out")
                text.spoil(_take(stack, text, place, ""))
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
    if not isinstance(event, yaml.ScalarEvent):
        node: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        stack.append(_Open(node, _take(stack, text, place, node)))
        return
    value = unicodedata.normalize("NFC", event.value)
    awaits_key = bool(stack) and isinstance(stack[-1].node, dict) and stack[-1].key is None
    path = _take(stack, text, place, value)
    if fault := _fault(value, awaits_key):
        text.reject(place, *fault)
        text.spoil(path)


def _fault(value: str, is_key: bool) -> tuple[str, str] | None:
    """Say what is wrong with a text, if anything is."""
    if len(value) > LONGEST_SCALAR:
        return f"a text of {len(value):,} characters is too long", f"at most {LONGEST_SCALAR:,} are allowed"
    if not value.strip():
        return ("the key is empty", "name it") if is_key else ("the value is empty", "give a value, or leave the key out")
    found = FORBIDDEN.search(value)
    return _forbidden(found[0]) if found else None


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
    name = key if isinstance(key, str) else f"({place})"
    fault = None
    if not isinstance(key, str):
        fault = ("a key must be a plain word", "put the list or mapping behind a key")
    elif key == "<<":
        fault = ("the merge key << is not allowed", "write the values out")
    elif key in top.node:
        fault = (f"the key `{key}` stands here twice, first on line {text.places[(*top.path, key)].line}", "keep one of the two")
        top.skipped += 1
        name = f"{key} ({top.skipped})"
    path = (*top.path, name)
    top.key, text.places[path] = name, place
    if fault:
        text.reject(place, *fault)
        text.spoil(path)
    return path
