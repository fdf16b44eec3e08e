"""The command `kb ask`: every registered question as a command, made from its signature and docstring."""

import inspect
import json
from dataclasses import asdict
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin

import click

from kb.cli.names import completer
from kb.cli.opening import looked_up
from kb.cli.output import emit, format_option
from kb.cli.proof import explanation
from kb.cli.values import answer_rows, is_nested, markdown, outline
from kb.errors import BadArgument
from kb.questions.answer import Answer
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from kb.store.base import KnowledgeBase


def _command(question: Question) -> click.Command:
    """Make the command of one question."""

    @click.option("--explain", is_flag=True, help="Show the whole proof down to claims with source and place, then what is not known.")
    @format_option
    def ask(explain: bool, format_: str, **given: Any) -> None:
        with looked_up() as base:
            answer = question.function(base, **{name: _argument(base, question, name, value) for name, value in given.items()})
            _print(base, answer, explain, format_)
        items = len(answer.value) if isinstance(answer.value, tuple) else 1
        counts = f"{items} items, {len(answer.conflicts)} conflicts, {len(answer.gaps)} gaps"
        click.echo(f"{answer.status}: {counts}{'' if explain else '; --explain shows the proof'}", err=True)
        if not answer.value:
            raise SystemExit(1)

    told = (inspect.getdoc(question.function) or "").partition("\nRaises ")[0]
    command = click.command(question.name.replace("_", "-"), help=told, short_help=question.summary)(ask)
    command.params = [*_parameters(question), *command.params]
    return command


def _print(base: KnowledgeBase, answer: Answer[Any], explain: bool, format_: str) -> None:
    if format_ in ("json", "ndjson"):
        click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=2 if format_ == "json" else None))
    elif explain:
        click.echo("\n".join(explanation(base, answer)))
    elif is_nested(answer.value) and format_ in ("table", "md"):
        lines = outline(answer.value)
        click.echo("\n".join(markdown(lines) if format_ == "md" else lines))
    elif answer.value:
        emit(answer_rows(answer), format_)


def _parameters(question: Question) -> list[click.Parameter]:
    """Return what is typed: needed values by their place, others as options; of two lists the shell could not tell the end."""
    lists = [name for name, one in question.parameters.items() if _is_many(one) and _is_needed(one)]
    return [_parameter(name, one, len(lists) < 2 or name not in lists) for name, one in question.parameters.items()]


def _parameter(name: str, parameter: inspect.Parameter, by_place: bool) -> click.Parameter:
    type_, many, needed = _type(parameter), _is_many(parameter), _is_needed(parameter)
    shown: Any = click.Choice([str(word) for word in type_]) if issubclass(type_, StrEnum) else type_
    complete = completer(_kind(name)) if type_ is str else None
    if needed and by_place:
        return click.Argument([name], type=shown, nargs=-1 if many else 1, required=True, shell_complete=complete)
    words = [name, f"--{name.replace('_', '-')}"]
    if type_ is bool:
        return click.Option(words, is_flag=True, default=bool(parameter.default))
    default = None if needed or many else parameter.default
    return click.Option(words, type=shown, multiple=many, required=needed, default=default, shell_complete=complete)


def _is_needed(parameter: inspect.Parameter) -> bool:
    return parameter.default is inspect.Parameter.empty


def _is_many(parameter: inspect.Parameter) -> bool:
    return any(get_origin(choice) is tuple for choice in _choices(parameter.annotation))


def _choices(annotation: Any) -> tuple[Any, ...]:
    """Split `X | None` into its choices."""
    return (annotation,) if get_origin(annotation) is tuple else get_args(annotation) or (annotation,)


def _type(parameter: inspect.Parameter) -> type[Any]:
    """Return the type of one value."""
    choice = next(choice for choice in _choices(parameter.annotation) if choice is not NoneType)
    type_: type[Any] = get_args(choice)[0] if get_origin(choice) is tuple else choice
    return type_


def _argument(base: KnowledgeBase, question: Question, name: str, value: Any) -> Any:
    """Return a typed value as the question takes it: names become ids, words of a closed list its members."""
    parameter = question.parameters[name]
    if isinstance(value, tuple):
        return tuple(_argument(base, question, name, one) for one in value) or (() if _is_needed(parameter) else parameter.default)
    type_ = _type(parameter)
    if value is None or type_ is not str:
        return type_(value) if isinstance(value, str) else value
    return _id(base, name, value)


def _kind(argument: str) -> str:
    """Return the kind of record that an argument names, as its own name tells."""
    singular = argument.removesuffix("s")
    return singular if singular in ("source", "predicate") else "entity"


def _id(base: KnowledgeBase, argument: str, given: str) -> str:
    """Return the id that a name means; what is no name passes as it is, for the question to judge."""
    matches = (match for match in base.resolve(given) if match.kind == _kind(argument) and match.matched != "similar")
    ids = list(dict.fromkeys(match.id for match in matches))
    if given in ids or not ids:
        return given
    if len(ids) > 1:
        raise BadArgument(argument, given, f"it has several meanings; name one of {', '.join(ids)}")
    return ids[0]


ask_command = click.Group(
    "ask",
    commands=[_command(question) for _, question in sorted(QUESTIONS.items())],
    help="Ask what follows from the claims; each answer comes with its proof, its conflicts and what is not known.",
)
