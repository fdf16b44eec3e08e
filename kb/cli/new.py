"""The commands `kb new source` and `kb new claim`: asked for on a terminal, told by options or read from the text of a form."""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kb.cli.adding import Addition, Data, added, print_faults, standing, with_claim
from kb.cli.check import found_root, root_option
from kb.errors import Problem, UnknownId
from kb.ids import nearest
from kb.read.answers import Asked, asked_of, form_answers
from kb.read.records import FORMS
from kb.read.tree import Reading
from kb.records.claim import Claim
from kb.records.source import At, Passage, Source
from kb.records.terms import Form

PLACE = asked_of(At)
CLAIM = {**asked_of(Claim, without=("body", "withdrawn")), **asked_of(Passage, *FORMS.values(), without=("anchor", "claims"))}
SOURCE = asked_of(Source, without=("passages",))
BODIES: Mapping[Form, Any] = {Form(type_.__name__.lower()): type_ for type_ in FORMS.values()}
INTERVIEW = ("id", "says", "polarity", "modality", "stance", "hedge", "attributed_to")
"""Common keys of a claim that are asked for on a terminal; options take the others too."""
EXAMPLE = "slug: paper, kind: paper, title: ..., version: v1, date: 2022-05, url: ..."
Answers = dict[str, str]
Added = Callable[[Data], tuple[str, Addition]]
"""Adds a record, given as data, to the tree at hand; returns what it is called."""


def _options(asked: Mapping[str, Asked]) -> Callable[[Any], Any]:
    """Give a command one option for each key."""

    def give(command: Any) -> Any:
        for one in reversed(tuple(asked.values())):
            told = one.description + (f" One of: {', '.join(one.words)}." if one.words else "")
            command = click.option(f"--{one.key.replace('_', '-')}", one.key, metavar=one.shape.upper(), help=told)(command)
        return command

    return give


form_option = click.option(
    "--from-form", type=click.File(encoding="utf-8"), help="The text of a GitHub issue form: headings with answers; - is stdin."
)
show_option = click.option("--show", is_flag=True, help="Check it and show the file as it would become; write nothing.")


@click.group("new")
def new_command() -> None:
    """Add a source or a claim; it is checked as part of the whole tree before anything is written.

    Values are typed as they stand in YAML; the braces of a mapping may be left out: --at "section: 2.2, table: 1".
    """


@new_command.command("source")
@_options(SOURCE)
@form_option
@show_option
@root_option
def source_command(from_form: Any, show: bool, root: Path | None, **given: str | None) -> None:
    """Add a work with its documents, without claims yet.

    Without options, a terminal asks for each field.
    """
    tree = found_root(root)
    before = standing(tree)

    def add(data: Data) -> tuple[str, Addition]:
        slug = str(data.get("slug", ""))
        if slug in before.draft.sources:
            raise click.UsageError(f"there is a source {slug} already; add to it with `kb new claim {slug}`")
        ordered = {key: data[key] for key in SOURCE if key in data}
        return f"source:{slug}", added(before, tree, f"sources/{slug or 'new'}.yaml", ordered)

    _add(add, SOURCE, _told(from_form, given, SOURCE), lambda: _interview(SOURCE.values()), show)


@new_command.command("claim")
@click.argument("source", required=False)
@_options(CLAIM)
@form_option
@show_option
@root_option
def claim_command(source: str | None, from_form: Any, show: bool, root: Path | None, **given: str | None) -> None:
    """Add a claim to SOURCE, at its place; the keys that are given tell its form.

    Without options, a terminal asks for each field.
    """
    tree = found_root(root)
    before = standing(tree)
    told = _told(from_form, given, {*CLAIM, *PLACE, "source"})
    named = told.pop("source", "")
    work = source or named or (click.prompt("source - slug of the work", err=True) if _on_terminal() else "")
    if not work:
        raise click.UsageError("name the source")

    def add(data: Data) -> tuple[str, Addition]:
        at = data.get("at") or {key: value for key, value in data.items() if key in PLACE}
        claim = {key: value for key, value in data.items() if key in CLAIM and key != "at"}
        whole = with_claim(before, work, at or None, claim)
        return f"claim:{work}:{claim.get('id', '?')}", added(before, tree, f"sources/{work}.yaml", whole)

    _add(add, {**PLACE, **CLAIM}, told, lambda: _claim_interview(before, work), show)


def _told(form: Any, given: Mapping[str, str | None], known: Collection[str]) -> Answers:
    """Return the answers of a form, and over them those of the options; headings that ask for something else are named."""
    answers = form_answers(form.read()) if form else {}
    if form and not answers.keys() & set(known):
        raise click.UsageError("this is no text of an issue form: no heading names a field")
    for key in answers.keys() - set(known):
        click.echo(f"note: the heading {key!r} is no field; its answer is left out", err=True)
    return {**{key: text for key, text in answers.items() if key in known}, **{key: text for key, text in given.items() if text}}


def _add(add: Added, asked: Mapping[str, Asked], told: Answers, interview: Callable[[], Answers], show: bool) -> None:
    """Add what was told; ask for it where nothing was told on a terminal, and again for what is wrong."""
    asking = not told and _on_terminal()
    answers = interview() if asking else told
    name, addition = add(_data(asked, answers))
    while asking and addition.errors:
        print_faults(addition.problems)
        answers |= _again(asked, answers, addition.errors)
        name, addition = add(_data(asked, answers))
    print_faults(addition.problems)
    if addition.errors:
        click.echo("kb: nothing was written", err=True)
        raise SystemExit(1)
    if show:
        click.echo(addition.text, nl=False)
        return
    addition.write()
    click.echo(f"{name} added to {addition.tree.name}/{addition.file.relative_to(addition.tree).as_posix()}", err=True)


def _data(asked: Mapping[str, Asked], answers: Answers) -> Data:
    return {key: asked[key].read(text) for key, text in answers.items()}


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _interview(asked: Iterable[Asked]) -> Answers:
    """Ask for some fields; an empty answer leaves out one that is not needed."""
    typed = {one.key: _prompt(one) for one in asked}
    return {key: text for key, text in typed.items() if text}


def _prompt(one: Asked, default: str = "") -> str:
    hint = f"; such as {EXAMPLE}" if one.key == "documents" else "" if one.needed else "; may be left empty"
    known = default if default or not one.needed else None
    words = f" ({', '.join(one.words)})" if one.words else ""
    question = f"{one.key} - {one.description.removesuffix('.')}{words}{hint}"
    typed: str = click.prompt(question, default=known, show_default=bool(default), err=True)
    return typed


def _claim_interview(before: Reading, work: str) -> Answers:
    """Ask for the place and the form, then for the fields of that form, then for what all claims have."""
    if work not in before.draft.sources:
        raise UnknownId("source", work, nearest(work, before.draft.sources))
    answers = _interview([CLAIM["at"]])
    form = click.prompt("form - which keys the claim has", type=click.Choice([str(form) for form in Form]), default="fact", err=True)
    for key, one in asked_of(BODIES[Form(form)]).items():
        answers |= _interview([one])
        if key == "predicate" and (known := before.draft.predicates.get(answers[key])):
            click.echo(f"  {known.definition} Not: {known.not_}", err=True)
    usual = before.draft.sources[work].defaults
    stated = [key for key in ("modality", "stance") if getattr(usual, key, None)]
    return answers | _interview(replace(CLAIM[key], needed=CLAIM[key].needed and key not in stated) for key in INTERVIEW)


def _again(asked: Mapping[str, Asked], answers: Answers, errors: list[Problem]) -> Answers:
    """Ask once more for each field that is at fault, all of them where none can be told."""
    keys = dict.fromkeys(key for error in errors if (key := error.field.partition(".")[0]) in asked)
    return {key: _prompt(asked[key], answers.get(key, "")) for key in keys or answers}
