"""The commands `kb check` and `kb build`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kb.errors import ClaimsRejected, Problem, Severity
from kb.locate import base_path, claims_root, revision
from kb.read.tree import Reading, read
from kb.rules.book import check
from kb.store.build import build

root_option = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The tree of claims; the nearest one by default."
)


def problems_of(reading: Reading) -> list[Problem]:
    """Return everything that is wrong with a tree: what could not be read, and which rules are broken."""
    broken = [
        Problem(reading.place(found.record, found.field), rule, found.record, found.field, found.message, found.remedy, found.severity)
        for rule, found in check(reading.draft, whole=not reading.problems)
    ]
    return sorted({*reading.problems, *broken})


def compile_claims(root: Path, path: Path) -> str:
    """Check a tree and build its base at a path; return the digest of the data. Raises ClaimsRejected."""
    reading = read(root)
    errors = [problem for problem in problems_of(reading) if problem.severity is Severity.error]
    if errors:
        raise ClaimsRejected(errors)
    commit, date = revision(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    return build(reading.draft, path, commit=commit, date=date).data_digest


def found_root(given: Path | None) -> Path:
    """Return the tree of claims that is meant. Raises click's UsageError when there is none."""
    root = given or claims_root()
    if root is None:
        raise click.UsageError("there is no claims/ here or above; name one with --root")
    return root


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "github", "json"]), default="text", show_default=True, help="Form of the output."
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def check_command(files: tuple[Path, ...], root: Path | None, format_: str, strict: bool) -> None:
    """Report all that is wrong with the claims, each with file, line and column.

    With FILES, only problems in those files are shown; the whole tree is read all the same.
    """
    tree = found_root(root).resolve()
    problems = problems_of(read(tree))
    if files:
        wanted = {f"{tree.name}/{file.resolve().relative_to(tree)}" for file in files if file.resolve().is_relative_to(tree)}
        problems = [problem for problem in problems if problem.place.file in wanted]
    _print(problems, format_)
    errors = sum(problem.severity is Severity.error for problem in problems)
    click.echo(f"{errors} errors, {len(problems) - errors} warnings", err=True)
    raise SystemExit(1 if errors or (strict and problems) else 0)


def _print(problems: Sequence[Problem], format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(_annotation(problem) if format_ == "github" else str(problem))


def _annotation(problem: Problem) -> str:
    """Write a problem as GitHub shows it on the changed line."""
    message = f"{problem.message}. {problem.remedy}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={problem.place.file},line={problem.place.line},col={problem.place.column}"
    return f"::{problem.severity} {place},title={problem.rule}::{problem.record}: {message}"


@click.command("build")
@root_option
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; beside the claims by default.")
def build_command(root: Path | None, output: Path | None) -> None:
    """Check the claims and compile them into one SQLite file; nothing is built while anything is wrong."""
    tree = found_root(root)
    path = output or base_path()
    click.echo(f"checking and building {tree} ...", err=True)
    try:
        digest = compile_claims(tree, path)
    except ClaimsRejected as error:
        _print(error.problems, "text")
        click.echo(f"kb: nothing was built: {error}", err=True)
        raise SystemExit(1) from None
    click.echo(f"{path}: data {digest[:12]}", err=True)
