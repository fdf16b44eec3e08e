"""What a question is asked with on a page: the inputs of its form, and the arguments behind the question mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from kb.errors import BadArgument
from kb.questions.arguments import Argument, read
from kb.questions.question import Question
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase

MOST = 100
"""Values of one list."""
Typed = Mapping[str, tuple[str, ...]]
"""What was typed for each argument."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a form."""

    argument: Argument
    value: str
    example: str
    known: tuple[str, ...]
    """What may be chosen."""


def typed(question: Question, query: QueryParams) -> Typed:
    """Return what was typed; several values of one argument stand behind commas, or are given one by one."""
    found = {}
    for name, argument in question.arguments.items():
        parts = [part for text in query.getlist(name) for part in (text.split(",") if argument.many else (text,))]
        found[name] = tuple(part.strip() for part in parts if part.strip())
    return found


def given(base: KnowledgeBase, question: Question, said: Typed) -> dict[str, Any]:
    """Return the arguments that were typed, as the question takes them. Raises BadArgument or UnknownId."""
    found: dict[str, Any] = {}
    for name, argument in question.arguments.items():
        if len(said[name]) > MOST:
            raise BadArgument(name, f"{len(said[name])} values", f"give at most {MOST}")
        if said[name]:
            values = tuple(read(base, argument, one) for one in said[name])
            found[name] = values if argument.many else values[-1]
        elif argument.needed:
            raise BadArgument(name, "", argument.description)
    return found


def inputs(base: KnowledgeBase, question: Question, said: Typed | None = None) -> list[Input]:
    """Return the inputs of a question's form, filled with what was typed."""
    return [
        Input(one, ", ".join(said[name]) if said else "", example_text(question, name), _known(base, one))
        for name, one in question.arguments.items()
    ]


def example_text(question: Question, name: str) -> str:
    """Write an argument of the example as it is typed."""
    value = question.example.get(name, "")
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _known(base: KnowledgeBase, argument: Argument) -> tuple[str, ...]:
    """Return the ids that an argument may name, where its own name tells of which kind they are."""
    singular = argument.name.removesuffix("s")
    if argument.kind == "source":
        return tuple(base.source_slugs())
    if argument.kind == "predicate":
        return tuple(base.predicates())
    return tuple(base.entity_slugs(Kind(singular))) if singular in set(Kind) else ()
