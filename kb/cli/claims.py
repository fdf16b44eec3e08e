"""The command `kb claims`: claims that are like this."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import click

from kb.cli.names import completer, meant, with_commands
from kb.cli.opening import at_option, looked_up
from kb.cli.output import emit, format_option
from kb.errors import UnknownId
from kb.records.terms import Form, Modality, Stance
from kb.sheets.render import COLUMNS, COLUMNS_IN_FULL, claim_rows
from kb.store.base import ClaimFilter, KnowledgeBase

F = TypeVar("F", bound=Callable[..., Any])
NAMED = {"subject": "entity", "entity": "entity", "predicate": "predicate", "source": "source"}
"""Each filter that takes a name, and the kind of record that is named."""


def _names(filter_: str, help_: str) -> Callable[[F], F]:
    """Give a command a filter by names."""
    return click.option(f"--{filter_}", multiple=True, metavar="NAME", shell_complete=completer(NAMED[filter_]), help=help_)


def _words(filter_: str, words: type[StrEnum], help_: str) -> Callable[[F], F]:
    """Give a command a filter by a closed list of words."""
    return click.option(f"--{filter_}", multiple=True, type=click.Choice([str(word) for word in words]), help=help_)


@click.command("claims")
@_words("form", Form, "Form of the claim.")
@_names("subject", "Facts of this entity.")
@_names("predicate", "Facts with this predicate.")
@_names("source", "Claims of this source.")
@_words("modality", Modality, "In which way the source says it.")
@_words("stance", Stance, "Whose work the source speaks of.")
@_names("entity", "Claims of any form that mention this entity.")
@click.option("--text", metavar="WORDS", help="Words that must all be in the sentence.")
@click.option("--withdrawn", is_flag=True, help="Also claims that no longer count; they are marked.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most.")
@click.option("--after", metavar="ADDRESS", help="Go on behind this claim.")
@at_option
@format_option
def claims_command(text: str | None, withdrawn: bool, limit: int, after: str | None, format_: str, **filters: tuple[str, ...]) -> None:
    """List claims in reading order, source by source.

    Filters narrow each other; one that is given several times takes any of its values. Withdrawn claims are left out unless asked for.
    """
    with looked_up() as base:
        given = {name: _meant(base, name, values) for name, values in filters.items() if values}
        wanted = ClaimFilter(text=text, withdrawn=withdrawn, **given)
        found = base.find(wanted, limit=limit + 1, after=after)
        rows = claim_rows(base.claims(found[:limit]).values(), format_)
        emit(rows, format_, COLUMNS if format_ == "table" else COLUMNS_IN_FULL)
        if not rows:
            click.echo("kb: no claim is like that", err=True)
            raise SystemExit(1)
        if len(found) > limit:
            click.echo(f"note: {limit} of {base.count(wanted)} claims; for more add --after {found[limit - 1]}", err=True)


def _meant(base: KnowledgeBase, filter_: str, values: tuple[str, ...]) -> Any:
    """Return the ids that the values of a filter name; words pass as they are."""
    if filter_ not in NAMED:
        return values
    command = f"kb claims --{filter_}"
    ids = tuple(meant(base, value, command, (NAMED[filter_],))[1] for value in values)
    for id_ in ids:
        try:
            getattr(base, NAMED[filter_])(id_)
        except UnknownId as error:
            raise with_commands(error, command) from None
    return ids
