"""The command `kb build`."""

from pathlib import Path

import click

from kb.cli.check import found_root, print_problems, problems_of, root_option
from kb.errors import ClaimsRejected, Severity
from kb.locate import base_path, revision
from kb.read.tree import read
from kb.store.build import build


def compile_claims(root: Path, path: Path) -> str:
    """Check a tree and build its base at a path; return the digest of the data. Raises ClaimsRejected."""
    reading = read(root, remember=True)
    errors = [problem for problem in problems_of(reading, root) if problem.severity is Severity.error]
    if errors:
        raise ClaimsRejected(errors)
    commit, date = revision(root)
    return build(reading.draft, path, commit=commit, date=date).data_digest


@click.command("build")
@root_option
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; `build/` beside the claims by default.")
def build_command(root: Path | None, output: Path | None) -> None:
    """Check the claims and compile them into one SQLite file; nothing is built while anything is wrong."""
    tree = found_root(root)
    path = output or base_path(tree)
    click.echo(f"checking and building {tree} ...", err=True)
    try:
        digest = compile_claims(tree, path)
    except ClaimsRejected as error:
        print_problems(error.problems, "text")
        click.echo(f"kb: nothing was built: {error}", err=True)
        raise SystemExit(1) from None
    click.echo(f"{path}: data {digest[:12]}", err=True)
