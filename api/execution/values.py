"""Values of Python as JSON text: answers of questions, and what is held in memory, told by closures made from a selection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson
from graphql import GraphQLEnumType, GraphQLOutputType, get_named_type, is_leaf_type, is_list_type, is_non_null_type

from api.execution.pieces import Key, Level
from api.execution.run import Run, Unplanned


def text_of(value: Any) -> str:
    """Return the JSON of a plain value.

    >>> text_of(["word", None])
    '["word",null]'
    """
    return orjson.dumps(value).decode()


class Writing:
    """A text under way: what is known already, and where the texts of records will stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.waiting: dict[Level, list[tuple[int, Sequence[Key], bool]]] = {}

    def leave(self, level: Level, keys: Sequence[Key], several: bool) -> None:
        """Leave a place for a record, or a list of records."""
        self.waiting.setdefault(level, []).append((len(self.parts), keys, several))
        self.parts.append("")

    def finished(self, run: Run) -> str:
        """Fetch what was left out, each level at once, and return the whole text."""
        for level, places in self.waiting.items():
            keys = [key for _, some, _ in places for key in some]
            texts = level.texts(run, keys) if keys else {}
            for place, some, several in places:
                self.parts[place] = _listed(texts, some) if several else texts.get(some[0], level.absent)
        return "".join(self.parts)


def _listed(texts: Mapping[Key, str], keys: Iterable[Key]) -> str:
    return f"[{','.join([texts[key] for key in keys if key in texts])}]"


Write = Callable[[Writing, Any], None]
"""Writes a value."""


def writer(type_: GraphQLOutputType, object_writer: Callable[[], Write]) -> Write:
    """Return what writes a value of a type; objects are written by what the other function makes."""
    if is_non_null_type(type_):
        return _needed(writer(type_.of_type, object_writer))
    if is_list_type(type_):
        return _list_writer(writer(type_.of_type, object_writer))
    return _leaf_writer(type_) if is_leaf_type(type_) else object_writer()


def _needed(write: Write) -> Write:
    def needed(writing: Writing, value: Any) -> None:
        if value is None:
            raise Unplanned
        write(writing, value)

    return needed


def _list_writer(write: Write) -> Write:
    def written(writing: Writing, value: Any) -> None:
        if value is None:
            writing.parts.append("null")
            return
        before = "["
        for one in value:
            writing.parts.append(before)
            _or_null(write, writing, one)
            before = ","
        writing.parts.append("]" if before == "," else "[]")

    return written


def _or_null(write: Write, writing: Writing, value: Any) -> None:
    if value is None:
        writing.parts.append("null")
    else:
        write(writing, value)


def _leaf_writer(type_: GraphQLOutputType) -> Write:
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        return lambda writing, value: writing.parts.append("null" if value is None else f'"{value.name}"')
    if named.name == "Number":
        return lambda writing, value: writing.parts.append("null" if value is None else value)
    return lambda writing, value: writing.parts.append(text_of(value))


def object_writer(fields: Sequence[tuple[str, Callable[[Any], Any], Write]]) -> Write:
    """Return what writes an object: the key of each field, how its value is got, and how that is written."""
    heads = [(f'{"," if number else "{"}"{key}":', get, write) for number, (key, get, write) in enumerate(fields)]

    def written(writing: Writing, value: Any) -> None:
        if value is None:
            writing.parts.append("null")
            return
        for head, get, write in heads:
            writing.parts.append(head)
            write(writing, get(value))
        writing.parts.append("}" if heads else "{}")

    return written
