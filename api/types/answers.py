"""The answers of questions: derived from their dataclasses, with references to claims and entities that can be followed."""

import inspect
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry
from strawberry.types import Info
from strawberry.utils.str_converters import to_camel_case

from api.asking import asked
from api.types.derive import REPLACED, hint_of, made
from api.types.graph import Claim, Entity, claim_nodes, entity_nodes
from api.types.node import reading
from kb.errors import BadArgument
from kb.questions.answer import Answer, ClaimRef, EntityRef
from kb.questions.arguments import Argument
from kb.questions.question import Question

MOST = 100
"""Values of one list."""


@strawberry.type(description="A claim that an answer rests on.")
class PremiseClaim:
    """A reference to a claim in an answer."""

    address: str = strawberry.field(description="Its address.")

    @strawberry.field(description="The claim itself.")
    def claim(self, info: Info) -> Claim:
        return claim_nodes(info, (self.address,))[0]


@strawberry.type(description="An entity that an answer speaks of.")
class AnsweredEntity:
    """A reference to an entity in an answer."""

    slug: str = strawberry.field(description="Its slug.")

    @strawberry.field(description="The entity itself.")
    def entity(self, info: Info) -> Entity:
        return entity_nodes(info, (self.slug,))[0]


REPLACED[ClaimRef] = PremiseClaim
REPLACED[EntityRef] = AnsweredEntity


def question_fields(questions: Mapping[str, Question]) -> dict[str, Any]:
    """Make the root fields of questions, one each: its arguments, its documentation, and its value in the one envelope."""
    return {name: _field(question) for name, question in questions.items()}


def _field(question: Question) -> Any:
    name = to_camel_case(question.name)
    answer = made(Answer, f"{name[0].upper()}{name[1:]}Answer", {"value": hint_of(question.result)})

    def ask(info: Info, **given: Any) -> Any:
        for key, value in given.items():
            reading(info).spend(len(at_most(key, value)) if isinstance(value, list) else 1)
        found = asked(reading(info).base, question.name, {key: taken(value) for key, value in given.items()})
        reading(info).foresee(found)
        return found

    parameters = [inspect.Parameter("info", inspect.Parameter.KEYWORD_ONLY, annotation=Info), *map(_parameter, question.arguments.values())]
    ask.__signature__ = inspect.Signature(parameters, return_annotation=answer)  # type: ignore[attr-defined] # what strawberry reads
    return strawberry.field(resolver=ask, name=name, description=question.documentation)


def _parameter(argument: Argument) -> inspect.Parameter:
    hint: Any = hint_of(argument.type)
    if argument.many:
        hint = list[hint]
    if argument.default is None:
        hint = hint | None
    told = argument.description + (f" At most {MOST}." if argument.many else "")
    annotation: Any = Annotated[hint, strawberry.argument(description=told)]
    default = list(argument.default) if argument.many and argument.default and not argument.needed else argument.default
    return inspect.Parameter(argument.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def taken(value: Any) -> Any:
    """Return a value as questions take it."""
    return tuple(value) if isinstance(value, list) else value


def at_most(name: str, given: list[Any]) -> list[Any]:
    """Return a list that is not too long. Raises BadArgument when it is."""
    if len(given) > MOST:
        raise BadArgument(name, f"{len(given)} items", f"ask for at most {MOST} at once")
    return given
