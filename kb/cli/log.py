"""The command `kb log`: which commits changed a claim, and what they changed."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from kb.claim_log import Logged, claim_log
from kb.cli.diff import COLOURS, FORMATS, changes
from kb.cli.names import completer
from kb.diff import sides
from kb.history import SHORT
from kb.locate import history
from kb.store.history import Commit


@click.command("log")
@click.argument("claim", metavar="CLAIM", shell_complete=completer("source", "claim"))
@click.option("--at", "revision", metavar="REVISION", default="HEAD", show_default=True, help="Up to where: a commit, tag, branch or day.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the output.")
def log_command(claim: str, revision: str, format_: str) -> None:
    """Tell which commits changed CLAIM, an address as opt:tokens-seen, and what each changed; the newest first.

    The claim need not exist any more. What is not committed is not told; `kb diff HEAD` tells it.
    """
    found = claim_log(history(), claim.removeprefix("claim:"), revision)
    if format_ == "json":
        click.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        for line in _lines(one, format_ == "md"):
            click.echo(line)


def _record(one: Logged) -> dict[str, object]:
    difference = one.difference
    fields = [{"field": part.path, "before": before, "after": after} for part in (difference.fields if difference else ())
              for before, after in [sides(part)]]  # fmt: skip
    told = {"change": difference.change, "says": difference.says} if difference else {"problem": one.problem}
    return {**asdict(one.commit), **told, "fields": fields}


def _lines(one: Logged, markdown: bool) -> Iterator[str]:
    commit, difference = one.commit, one.difference
    change, colour = (difference.change, COLOURS.get(difference.change, "yellow")) if difference else ("unreadable", "red")
    yield f"- {change}, {_named(commit)}" if markdown else f"{click.style(change, fg=colour)}  {_named(commit)}"
    told = (difference.says, *changes(difference)) if difference else (one.problem,)
    yield from (f"  - {text}" if markdown else f"    {text}" for text in told)


def _named(commit: Commit) -> str:
    return f"{commit.id[:SHORT]} {commit.date[:10]} {commit.summary}"
