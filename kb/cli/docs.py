"""The command `kb docs`: the documentation of every question, made from its docstrings and one answer."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import click
from click.testing import CliRunner

from kb.cli.ask import ask_command
from kb.cli.layout import write_whole
from kb.docstrings import docs_of
from kb.locate import claims_root
from kb.questions.answer import ClaimRef, EntityRef
from kb.questions.arguments import Argument
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS

MOST_LINES = 40
"""Lines of an answer that its documentation shows."""
OF_PAST = "The answer is about the repository in which it is asked; elsewhere it says that there is none."
HEAD = "# Questions\n\nEach is one module in `kb/questions/`; this page and those behind it are made from them by `kb docs`.\n"


def documents() -> dict[str, str]:
    """Return every page of the documentation of questions by its file below `docs/questions/`, with answers of the base at hand."""
    pages = {f"{question.command}.md": "\n".join(_page(question)) + "\n" for question in QUESTIONS.values()}
    return {"README.md": "\n".join(_listing()) + "\n", **dict(sorted(pages.items()))}


def _listing() -> Iterator[str]:
    yield HEAD
    yield from ("| group | question | |", "| --- | --- | --- |")
    for one in sorted(QUESTIONS.values(), key=lambda one: (one.group, one.name)):
        yield f"| {one.group} | [{one.command}]({one.command}.md) | {one.summary} |"


def _page(question: Question) -> Iterator[str]:
    """Yield the lines of a page."""
    _, *paragraphs = question.documentation.split("\n\n")
    yield f"# {question.summary}"
    for paragraph in paragraphs:
        yield from ("", paragraph)
    yield from ("", "| argument | | meaning |", "| --- | --- | --- |")
    yield from (f"| `{one.name}` | {_needs(one)} | {one.description} |" for one in question.arguments.values())
    if question.example:
        yield from ("", "## Example", "", "```sh", question.typed(question.example), "```", "")
        yield from (OF_PAST,) if question.of_past else ("```text", *_answer(question), "```")
    yield from _fields(question.result)


def _needs(argument: Argument) -> str:
    number = "one or more" if argument.many else ", ".join(argument.words) or {int: "a number", bool: "a flag"}.get(argument.type, "one")
    return number if argument.needed else f"{number}; may be left out"


def _answer(question: Question) -> list[str]:
    """Run the example and return what it prints, its beginning where that is long."""
    told = CliRunner().invoke(ask_command, shlex.split(question.typed(question.example))[2:], catch_exceptions=False)
    lines = [line.rstrip() for line in (*told.stdout.splitlines(), *told.stderr.splitlines()[-1:])]
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 2], f"... {len(lines) - MOST_LINES + 1} more lines", lines[-1]]


def _fields(result: Any) -> Iterator[str]:
    """Yield what the fields of an answer's value mean, type by type."""
    for kind in dict.fromkeys(_records(result)):
        yield from ("", f"## {kind.__name__}", "", (kind.__doc__ or "").split("\n")[0], "", "| field | meaning |", "| --- | --- |")
        yield from (f"| `{name}` | {' '.join(meaning.split())} |" for name, meaning in docs_of(kind).items())


def _records(hint: Any) -> Iterator[type[Any]]:
    """Yield the dataclasses that a value is made of, each before those inside it."""
    if get_origin(hint) in (tuple, UnionType):
        for inside in get_args(hint):
            yield from _records(inside)
    elif hint not in (ClaimRef, EntityRef) and hasattr(hint, "__dataclass_fields__"):
        yield hint
        for field in hint.__dataclass_fields__.values():
            yield from _records(field.type)


@click.command("docs")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
def docs_command(folder: Path | None) -> None:
    """Write the documentation of every question, with one answer of each, into FOLDER (docs/questions/ by default)."""
    root = claims_root()
    if folder is None and root is None:
        raise click.UsageError("there is no source tree here; name the folder")
    chosen = folder or (root or Path()).parent / "docs" / "questions"
    chosen.mkdir(parents=True, exist_ok=True)
    pages = documents()
    for name, text in pages.items():
        write_whole(chosen / name, text)
    for stale in {file.name for file in chosen.glob("*.md")} - set(pages):
        (chosen / stale).unlink()
    click.echo(f"{len(pages)} pages written to {chosen}", err=True)
