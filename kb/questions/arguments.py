"""What a question is asked with: typed arguments, described by the question's docstring, read from what a person typed."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin

from kb.errors import BadArgument
from kb.store.base import KnowledgeBase

NEEDED = inspect.Parameter.empty
"""The default of an argument that must be given."""
OPEN_WORDS = ("facet", "share_of")
"""Arguments that take a word of the predicates, which is the name of no record."""
TEXTS = ("after", "before", "change", "commit", "given", "question")
"""Arguments that name no record: revisions, ranges of them, and a question with what it is asked."""
CLAUSE = re.compile(r"(?<=[.;?])\s+|,\s+(?=`)")
NAMED = ("source", "predicate", "situation", "guide")
"""Arguments whose name is the kind of what they name; all others name entities."""
YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a question."""

    name: str
    type: type[Any]
    """Type of one value: text, a whole number, yes or no, or a closed list of words."""
    many: bool
    """Whether it takes several values."""
    default: Any
    """What it is when it is left out; `NEEDED` where it must be given."""
    description: str

    @property
    def needed(self) -> bool:
        """Tell whether it must be given."""
        return self.default is NEEDED

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of a closed list; none where it is open."""
        return tuple(str(word) for word in self.type) if issubclass(self.type, StrEnum) else ()

    @property
    def kind(self) -> str | None:
        """Return the kind of record that it names, as its own name tells; None where it is no name."""
        singular = self.name.removesuffix("s")
        if self.type is not str or singular in (*OPEN_WORDS, *TEXTS):
            return None
        return singular if singular in NAMED else "entity"


def arguments_of(parameters: Mapping[str, inspect.Parameter], documentation: str) -> dict[str, Argument]:
    """Read the arguments of a question off its signature and docstring."""
    return {name: _argument(name, one, documentation) for name, one in parameters.items()}


def _argument(name: str, parameter: inspect.Parameter, documentation: str) -> Argument:
    hint = parameter.annotation
    choices = (hint,) if get_origin(hint) is tuple else get_args(hint) or (hint,)
    choice = next(choice for choice in choices if choice is not NoneType)
    many = get_origin(choice) is tuple
    return Argument(name, get_args(choice)[0] if many else choice, many, parameter.default, described(name, documentation))


def described(name: str, documentation: str) -> str:
    """Return what a docstring says of an argument, empty where it is silent: the clause that begins with its name.

    >>> described("limit", "Which? `scope` is a source; `limit` says how many, at most. Raises UnknownId.")
    'Says how many, at most.'
    >>> described("scope", "Which? `scope` is a source, `limit` is a number.")
    'A source.'
    """
    clauses = [clause for clause in CLAUSE.split(" ".join(documentation.split())) if f"`{name}`" in clause]
    clause = next((one for one in clauses if one.startswith(f"`{name}`")), clauses[0] if clauses else "")
    told = re.sub(rf"^`{name}` (?:(?:is|are) |(?=\w+s\b)|(?=an? ))", "", clause).rstrip(".;,")
    return f"{told[0].upper()}{told[1:]}." if told else ""


def read(base: KnowledgeBase, argument: Argument, typed: str) -> Any:
    """Return one value as the question takes it: names become ids, words members of their list. Raises BadArgument."""
    if argument.words:
        return _word(argument, typed)
    if argument.type is bool:
        return _flag(argument, typed)
    if argument.type is int:
        return _number(argument, typed)
    return _id(base, argument, typed)


def _word(argument: Argument, typed: str) -> Any:
    if typed not in argument.words:
        raise BadArgument(argument.name, typed, f"choose one of {', '.join(argument.words)}")
    return argument.type(typed)


def _flag(argument: Argument, typed: str) -> bool:
    if typed.lower() not in (*YES, *NO):
        raise BadArgument(argument.name, typed, "say yes or no")
    return typed.lower() in YES


def _number(argument: Argument, typed: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", typed):
        raise BadArgument(argument.name, typed, "give a whole number")
    return int(typed)


def _id(base: KnowledgeBase, argument: Argument, typed: str) -> str:
    """Return the id that a name means; what is no name passes as it is, for the question to judge."""
    matches = (match for match in base.resolve(typed) if match.kind == argument.kind and match.matched != "similar")
    ids = list(dict.fromkeys(match.id for match in matches))
    if typed in ids or not ids:
        return typed
    if len(ids) > 1:
        raise BadArgument(argument.name, typed, f"it has several meanings; name one of {', '.join(ids)}")
    return ids[0]
