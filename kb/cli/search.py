"""The commands `kb search` and `kb resolve`: records by words, and by name."""

from dataclasses import asdict

import click

from kb.cli.names import commands, completer
from kb.cli.opening import at_option, looked_up
from kb.cli.output import emit, format_option
from kb.errors import UnknownId


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@at_option
@format_option
def search_command(text: tuple[str, ...], limit: int, format_: str) -> None:
    """Find claims, entities and sources whose text holds every word of TEXT, best first."""
    with looked_up() as base:
        hits = base.search(" ".join(text), limit + 1)
    emit([asdict(hit) for hit in hits[:limit]], format_, ("kind", "id", "title", "snippet"))
    if len(hits) > limit:
        click.echo(f"note: only the first {limit}; add --limit for more", err=True)
    if not hits:
        click.echo(f"kb: nothing holds every word of {' '.join(text)!r}", err=True)
        raise SystemExit(1)


@click.command("resolve")
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=completer("entity", "source", "predicate"))
@at_option
@format_option
def resolve_command(names: tuple[str, ...], format_: str) -> None:
    """Say which records each NAME means; slugs, names and aliases count, however they are spaced and capitalised."""
    rows, unknown = [], []
    with looked_up() as base:
        for name in names:
            matches = base.resolve(name)
            exact = [match for match in matches if match.matched != "similar"]
            rows += [{"given": name, **asdict(match)} for match in exact]
            if not exact:
                unknown.append(UnknownId("record", name, commands("kb show", matches)))
    emit(rows, format_, ("given", "kind", "id", "name", "matched"))
    for error in unknown:
        click.echo(f"kb: {error}", err=True)
    if unknown:
        raise SystemExit(1)
