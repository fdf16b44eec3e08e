"""The command `kb check`."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kb.cli.filing import misfiled
from kb.errors import Problem, Severity
from kb.history import GitHistory
from kb.locate import claims_root
from kb.read.tree import Reading, read
from kb.rules.book import RULES, check
from kb.rules.retired import vanished
from kb.rules.violation import Rule, Violation

COLOURS = {Severity.error: "red", Severity.warning: "yellow"}

root_option = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The tree of claims; the nearest one by default."
)


def problems_of(reading: Reading, root: Path) -> list[Problem]:
    """Return everything that is wrong with a tree, in the order of places: what cannot be read, stands wrongly or breaks a rule."""
    return sorted({*reading.problems, *misfiled(reading, root), *broken(reading)})


def broken(reading: Reading, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Return what breaks some rules, by default any, each at its place and in the order of places."""
    return sorted({_problem(reading, rule, one) for rule, one in check(reading.draft, whole=not reading.problems, rules=rules)})


def gone_since(reading: Reading, tree: Path, revision: str) -> list[Problem]:
    """Return the ids that a revision had and that are neither used nor retired now. Raises as `kb.history` does."""
    before = GitHistory(tree).draft(revision)
    return [_problem(reading, "ids-do-not-vanish", one) for one in vanished(before, reading.draft)]


def _problem(reading: Reading, rule: str, one: Violation) -> Problem:
    place = reading.place(one.record, one.field)
    return Problem(place, rule, one.record, one.field, one.message, one.remedy, one.severity)


def found_root(given: Path | None) -> Path:
    """Return the tree of claims that is meant, as a full path. Raises click's UsageError when there is none."""
    root = given or claims_root()
    if root is None:
        raise click.UsageError("there is no claims/ here or above; name one with --root")
    return root.resolve()


def chosen_files(files: Sequence[Path], tree: Path) -> set[Path]:
    """Return the files that were named, as full paths. Raises click's UsageError for one outside the tree."""
    for file in files:
        if not file.resolve().is_relative_to(tree):
            raise click.UsageError(f"{file} is not below {tree}; name the tree with --root")
    return {file.resolve() for file in files}


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@root_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "github", "json"]), default="text", show_default=True, help="Form of the output."
)
@click.option(
    "--since", metavar="REVISION", help="Also tell of ids that an earlier state had and that are gone: a commit, tag, branch or day."
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def check_command(files: tuple[Path, ...], root: Path | None, format_: str, since: str | None, strict: bool) -> None:
    """Report all that is wrong with the claims, each with file, line and column.

    With FILES, only problems in those files are shown; the whole tree is read all the same.
    """
    tree = found_root(root)
    wanted = {f"{tree.name}/{file.relative_to(tree).as_posix()}" for file in chosen_files(files, tree)}
    reading = read(tree, remember=True)
    found = problems_of(reading, tree) + (gone_since(reading, tree, since) if since and not reading.problems else [])
    problems = [problem for problem in sorted(found) if not wanted or problem.place.file in wanted]
    print_problems(problems, format_)
    counts = Counter(problem.severity for problem in problems)
    click.echo(", ".join(_counted(counts[severity], severity) for severity in Severity), err=True)
    raise SystemExit(1 if counts[Severity.error] or (strict and problems) else 0)


def _counted(number: int, severity: Severity) -> str:
    return f"{number} {severity}{'' if number == 1 else 's'}"


def print_problems(problems: Sequence[Problem], format_: str) -> None:
    """Print problems on stdout, for people, GitHub or programs."""
    if format_ == "json":
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(_annotation(problem) if format_ == "github" else _coloured(problem))


def _coloured(problem: Problem) -> str:
    severity = click.style(problem.severity, fg=COLOURS[problem.severity], bold=True)
    return str(problem).replace(f": {problem.severity}: ", f": {severity}: ", 1)


def _annotation(problem: Problem) -> str:
    """Write a problem as GitHub shows it on the changed line."""
    place = {"file": problem.place.file, "line": problem.place.line, "col": problem.place.column, "title": problem.rule}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items())
    subject = ", ".join(part for part in (problem.record, problem.field) if part)
    message = f"{subject + ': ' if subject else ''}{problem.message}" + (f"; {problem.remedy}" if problem.remedy else "")
    return f"::{problem.severity} {properties}::{_escaped(message)}"


def _escaped(text: str, special: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + special else letter for letter in text)
