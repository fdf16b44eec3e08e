"""The base for look-ups: opened, or in a fresh source tree built first."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import click

from kb.errors import BaseForeign, BaseMissing
from kb.locate import base_path, claims_root, is_stale, open_base
from kb.store.base import KnowledgeBase


@contextmanager
def looked_up() -> Iterator[KnowledgeBase]:
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
    with base:
        yield base
