"""The command `kb show`: everything about one record."""

from collections.abc import Callable, Mapping

import click

from kb.cli.names import completer, meant, with_commands
from kb.cli.opening import at_option, looked_up
from kb.cli.output import format_option
from kb.cli.sheet import show
from kb.errors import UnknownId
from kb.sheets.entity import entity_sheet
from kb.sheets.judgements import finding_sheet, guide_sheet
from kb.sheets.records import claim_sheet, predicate_sheet, source_sheet
from kb.sheets.sheet import Sheet
from kb.store.base import KnowledgeBase

SHEETS: Mapping[str, Callable[[KnowledgeBase, str], Sheet]] = {
    "claim": claim_sheet,
    "entity": entity_sheet,
    "finding": finding_sheet,
    "guide": guide_sheet,
    "predicate": predicate_sheet,
    "source": source_sheet,
}


@click.command("show")
@click.argument("given", metavar="ID", shell_complete=completer("entity", "source", "predicate", "claim", "finding", "guide"))
@at_option
@format_option
def show_command(given: str, format_: str) -> None:
    """Show one entity, source, predicate, claim, finding or guide.

    ID is a slug (opt-175b), a claim's address (opt:tokens-seen), an unambiguous name or alias ("OPT 175B"), or any
    of them with its kind in front (source:opt); findings and guides always have it (guide:large-or-small).
    """
    with looked_up() as base:
        kind, id_ = meant(base, given, "kb show")
        try:
            sheet = SHEETS[kind](base, id_)
        except UnknownId as error:
            if gone := base.retired(f"{kind}:{id_}"):
                now = f"; {gone.instead} says it now" if gone.instead else ""
                click.echo(f"note: {gone.id} was retired on {gone.on}: {gone.reason.removesuffix('.')}{now}", err=True)
            raise with_commands(error, "kb show") from None
    show(sheet, format_)
