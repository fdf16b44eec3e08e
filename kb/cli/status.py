"""The command `kb status`: what was judged once and needs another look."""

from pathlib import Path

import click

from kb.cli.check import broken, found_root, print_problems, root_option
from kb.errors import ClaimsRejected
from kb.read.tree import read
from kb.rules.book import LAPSES


@click.command("status")
@root_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "github", "json"]), default="text", show_default=True, help="Form of the output."
)
def status_command(root: Path | None, format_: str) -> None:
    """List what needs another look: findings, reviews, verifications and steps of guides that have lapsed.

    A judgement lapses when a claim that it rests on means something else now or was withdrawn. Exits 1 when one has.
    """
    tree = found_root(root)
    reading = read(tree, remember=True)
    if reading.problems:
        raise ClaimsRejected(reading.problems)
    lapsed = broken(reading, LAPSES)
    print_problems(lapsed, format_)
    records = {problem.record for problem in lapsed}
    click.echo(f"{len(records)} {'record needs' if len(records) == 1 else 'records need'} another look", err=True)
    raise SystemExit(1 if lapsed else 0)
