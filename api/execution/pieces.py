"""JSON as SQL: constants, expressions and places that another statement fills, put together to columns of text.

Text is concatenated; nested `json_object` overflows the parser of older versions of SQLite and loses its subtype in newer ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLEnumType, GraphQLOutputType, get_named_type, is_non_null_type

GROUP = 50
"""Expressions concatenated at one level; SQLite takes trees at most 1,000 levels high."""
Key = str | int


class Level(Protocol):
    """Texts of JSON by the key of what they belong to, worked out for many keys at once."""

    absent: str
    """What stands where a key has none."""

    def texts(self, run: Any, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Return the texts; a key may occur as often as its text will be shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """Text that is the same for every row."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a level below fills; `key` is the SQL expression of the key."""

    key: str
    level: Level


Piece = Said | str | Slot
"""A piece of a JSON text; a plain string is an SQL expression that is never NULL."""
Pieces = list[Piece]


def columns(pieces: Iterable[Piece]) -> tuple[list[str], list[Slot]]:
    """Return the columns that hold the text between slots, one more than there are slots, and the slots."""
    texts: list[list[Piece]] = [[]]
    slots: list[Slot] = []
    for piece in pieces:
        if isinstance(piece, Slot):
            slots.append(piece)
            texts.append([])
        else:
            texts[-1].append(piece)
    return [concatenated(part) for part in texts], slots


def concatenated(pieces: Iterable[Piece]) -> str:
    """Return one SQL expression for pieces without slots.

    >>> print(concatenated([Said('{"slug":'), Said('"'), "slug", Said('"}')]))
    ('{"slug":"' || slug || '"}')
    """
    parts = list(_parts(pieces)) or ["''"]
    while len(parts) > 1:
        parts = [f"({' || '.join(parts[start : start + GROUP])})" for start in range(0, len(parts), GROUP)]
    return parts[0]


def _parts(pieces: Iterable[Piece]) -> Iterator[str]:
    waiting = ""
    for piece in pieces:
        if isinstance(piece, Slot):
            raise TypeError("a slot stands between columns, never inside an expression")
        if isinstance(piece, Said):
            waiting += piece.text
            continue
        if waiting:
            yield quoted(waiting)
        waiting = ""
        yield piece
    if waiting:
        yield quoted(waiting)


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def leaf(cell: str, type_: GraphQLOutputType, plain: bool = False) -> Pieces:
    """Return the JSON of one cell that holds a value of a leaf type; `plain` says that a text needs no escaping."""
    named, needed = get_named_type(type_), is_non_null_type(type_)
    if isinstance(named, GraphQLEnumType):
        return _word(cell, named, needed)
    if named.name == "Boolean":
        text = f"CASE {cell} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    elif named.name in ("Int", "Number"):
        text = cell
    else:
        return in_quotes(cell) if plain and needed else [f"json_quote({cell})"]
    return [text] if needed else [f"ifnull({text}, 'null')"]


def in_quotes(cell: str) -> Pieces:
    """Return a text that needs no escaping and is never NULL."""
    return [Said('"'), cell, Said('"')]


def _word(cell: str, words: GraphQLEnumType, needed: bool) -> Pieces:
    """Return the name of a word; some names differ from what is stored."""
    stored = {str(getattr(word.value, "value", word.value)): name for name, word in words.values.items()}
    differing = "".join(f" WHEN {quoted(value)} THEN {quoted(name)}" for value, name in stored.items() if value != name)
    word = f"CASE {cell}{differing} ELSE {cell} END" if differing else cell
    return in_quotes(word) if needed else [f"ifnull('\"' || {word} || '\"', 'null')"]
