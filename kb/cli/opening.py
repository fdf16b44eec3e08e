"""The base for look-ups: opened, built first in a fresh source tree, or that of an earlier revision."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from kb.errors import BaseForeign, BaseMissing
from kb.locate import base_path, claims_root, history, is_stale, open_base
from kb.store.base import KnowledgeBase

F = TypeVar("F", bound=Callable[..., Any])
AT = "kb.revision"
"""Where click keeps the revision for all commands below the one that it was given to."""


def at_option(function: F) -> F:
    """Give a command the option `--at`, which `looked_up` follows."""

    def keep(ctx: click.Context, _: click.Parameter, revision: str | None) -> None:
        if revision is not None:
            ctx.meta[AT] = revision

    told = "Look into the claims as they were: a commit, tag, branch, or day (2024-05-31)."
    return click.option("--at", metavar="REVISION", expose_value=False, callback=keep, help=told)(function)


@contextmanager
def looked_up() -> Iterator[KnowledgeBase]:
    """Open the base at hand, or that of the revision which was given with `--at`."""
    revision = click.get_current_context().meta.get(AT)
    with _at_hand() if revision is None else history().at(revision) as base:
        yield base


def _at_hand() -> KnowledgeBase:
    """Open the base; build it first where a source tree has none, or one of another version; tell when it is stale."""
    try:
        base = open_base()
    except (BaseMissing, BaseForeign) as error:
        root = claims_root()
        if root is None or error.path != root.parent / "build" / "base.sqlite":
            raise
        click.echo(f"building {error.path} ...", err=True)
        # Lazy for start-up time: only the first look-up in a fresh tree needs to read YAML.
        importlib.import_module("kb.cli.build").compile_claims(root, error.path)
        base = open_base()
    if is_stale(base_path()):
        click.echo("note: claims were changed since the base was built; run `kb build`", err=True)
    return base
