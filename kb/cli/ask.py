"""The command `kb ask`: every registered question as a command, made from its signature and docstring."""

import json
from dataclasses import asdict
from typing import Any

import click

from kb.cli.names import completer
from kb.cli.opening import at_option, looked_up
from kb.cli.output import emit, format_option
from kb.cli.proof import explanation
from kb.cli.values import answer_rows, columns, is_nested, markdown, outline
from kb.locate import history
from kb.questions.answer import Answer
from kb.questions.arguments import Argument, read
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from kb.store.base import KnowledgeBase


def _command(question: Question) -> click.Command:
    """Make the command of one question."""

    @click.option("--explain", is_flag=True, help="Show the whole proof down to claims with source and place, then what is not known.")
    @at_option
    @format_option
    def ask(explain: bool, format_: str, **given: Any) -> None:
        with looked_up() as base:
            if question.of_past:
                base.history = history()
            answer = question.function(base, **{name: _given(base, question.arguments[name], value) for name, value in given.items()})
            _print(base, answer, explain, format_)
        items = len(answer.value) if isinstance(answer.value, tuple) else 1
        counts = f"{items} items, {len(answer.conflicts)} conflicts, {len(answer.gaps)} gaps"
        click.echo(f"{answer.status}: {counts}{'' if explain else '; --explain shows the proof'}", err=True)
        if not answer.value:
            raise SystemExit(1)

    command = click.command(question.command, help=question.documentation, short_help=question.summary)(ask)
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
        emit(answer_rows(answer), format_, columns(answer) if format_ in ("table", "md") else None)


def _parameters(question: Question) -> list[click.Parameter]:
    """Return what is typed: needed values by their place, others as options."""
    return [_parameter(one, question.by_place(name)) for name, one in question.arguments.items()]


def _parameter(one: Argument, by_place: bool) -> click.Parameter:
    shown: Any = click.Choice(one.words) if one.words else one.type
    complete = completer(one.kind) if one.kind else None
    if by_place:
        return click.Argument([one.name], type=shown, nargs=-1 if one.many else 1, required=True, shell_complete=complete)
    words = [one.name, f"--{one.name.replace('_', '-')}"]
    if one.type is bool:
        return click.Option(words, is_flag=True, default=bool(one.default), help=one.description)
    default = None if one.needed or one.many else one.default
    return click.Option(
        words, type=shown, multiple=one.many, required=one.needed, default=default, shell_complete=complete, help=one.description
    )


def _given(base: KnowledgeBase, argument: Argument, value: Any) -> Any:
    """Return a typed value as the question takes it."""
    if isinstance(value, tuple):
        return tuple(read(base, argument, one) for one in value) or (() if argument.needed else argument.default)
    return read(base, argument, value) if isinstance(value, str) else value


ask_command = click.Group(
    "ask",
    commands=[_command(question) for _, question in sorted(QUESTIONS.items())],
    help="Ask what follows from the claims; each answer comes with its proof, its conflicts and what is not known.",
)
