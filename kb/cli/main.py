"""The command `kb`: finds the module of a command, and turns errors into one line and an exit code."""

import importlib
import os
import sys
from typing import Any

import click

from kb import __version__
from kb.cli.opening import AT, at_option
from kb.errors import BadArgument, BaseUnusable, ClaimsRejected, KBError, NoHistory
from kb.locate import open_base
from kb.store.format import FORMAT

MODULES = {
    "accept": "accept",
    "anchor": "verify",
    "ask": "ask",
    "build": "build",
    "check": "check",
    "claims": "claims",
    "coverage": "verify",
    "diff": "diff",
    "docs": "docs",
    "format": "layout",
    "log": "log",
    "new": "new",
    "resolve": "search",
    "schema": "layout",
    "search": "search",
    "show": "show",
    "status": "status",
    "verify": "verify",
}
"""Each command and the module of `kb.cli` that holds it."""
LOOKUPS = ("ask", "claims", "resolve", "search", "show")
"""Commands that look into a base, and so into one of an earlier revision, too."""
GROUP = "claimgraph.commands"
NOTHING, USAGE, UNREADABLE = 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141
"""128 and the number of the signal, as shells have it."""
ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True}
EPILOG = "Exit codes: 0 found or clean, 1 nothing found or findings, 2 wrong usage, 3 data unreadable."


def _installed(**wanted: str) -> Any:
    """Return the commands that other packages bring; lazily for start-up time, since it loads what reads mail headers."""
    return importlib.import_module("importlib.metadata").entry_points(group=GROUP, **wanted)


class Commands(click.Group):
    """Commands by name; a module is imported when its command is called, so that look-ups start fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 # click's signature
        """Return the names of all commands, those of other packages included."""
        return sorted({*MODULES, *(point.name for point in _installed())})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 # click's signature
        """Import a command, lazily for start-up time."""
        if cmd_name in MODULES:
            command: click.Command = getattr(importlib.import_module(f"kb.cli.{MODULES[cmd_name]}"), f"{cmd_name}_command")
            return command
        return next((_loaded(cmd_name, point) for point in _installed(name=cmd_name)), None)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command; Ctrl-C and a reader that went away end it without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; known errors become one line on stderr and an exit code."""
        try:
            return super().main(*args, **extra)
        except KBError as error:
            click.echo(f"kb: {error}", err=True)
            sys.exit(_code(error))


def _loaded(name: str, point: Any) -> click.Command:
    """Load a command of another package; one that cannot be loaded says so when it is called, and harms no other."""
    try:
        command: click.Command = point.load()
    except ImportError as error:
        reason = f"cannot be loaded: {error}"

        def refuse() -> None:
            raise click.UsageError(f"{name} {reason}")

        return click.Command(name, callback=refuse, short_help=f"({reason})", context_settings=ANYTHING)
    return command


def _code(error: KBError) -> int:
    match error:
        case BaseUnusable() | ClaimsRejected() | NoHistory():
            return UNREADABLE
        case BadArgument():
            return USAGE
    return NOTHING


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    try:
        with open_base() as base:
            data = f", format {FORMAT}, data {base.digest[:12]} of {base.as_of.date or 'unknown date'}"
    except BaseUnusable:
        data = ", no base built"
    click.echo(f"claimgraph {__version__}{data}")
    ctx.exit()


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the versions of code and data.")
@at_option
@click.pass_context
def main(ctx: click.Context) -> None:
    """Look up claims from papers on large language models, and ask what follows from them."""
    ctx.color = _colour()
    if AT in ctx.meta and ctx.invoked_subcommand not in LOOKUPS:
        raise click.UsageError(f"--at is for {', '.join(LOOKUPS)}; `kb diff A..B` and `kb log` take revisions themselves")


def _colour() -> bool | None:
    """Tell whether to colour: as NO_COLOR or FORCE_COLOR says, else (None) on terminals."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
