"""The command `kb accept`: somebody has looked at a judgement again, and binds it to what its claims mean now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from kb.cli.check import found_root, root_option
from kb.cli.layout import lay_out
from kb.digests import claim_digest
from kb.draft import Draft
from kb.errors import ClaimsRejected, UnknownId
from kb.ids import nearest
from kb.read.tree import read


@dataclass(frozen=True)
class Bound:
    """A kind of judgement that holds the digests of claims."""

    kind: str
    group: str
    """Field of a draft, and folder of a tree, that holds them."""
    items: str
    """Field that lists the claims with their digests."""


KINDS = {"finding": Bound("finding", "findings", "premises"), "review": Bound("review", "reviews", "claims")}


@click.command("accept")
@click.argument("names", nargs=-1)
@click.option("--all", "all_", is_flag=True, help="Every finding of the tree.")
@root_option
def accept_command(names: tuple[str, ...], all_: bool, root: Path | None) -> None:
    """Bind judgements to what their claims mean now, after looking at them again.

    NAMES are findings, as finding:ID, and reviews, as review:SOURCE/REVIEWER.
    """
    if bool(names) == all_:
        raise click.UsageError("name findings or reviews, or give --all")
    tree = found_root(root)
    reading = read(tree)
    if reading.problems:
        raise ClaimsRejected(reading.problems)
    chosen = [_meant(reading.draft, name) for name in (names or [f"finding:{key}" for key in reading.draft.findings])]
    draft, changed = reading.draft, set[str]()
    for kind, key in chosen:
        known: Mapping[str, Any] = getattr(draft, kind.group)
        bound = _bound(draft, known[key], kind.items)
        if bound != known[key]:
            draft = replace(draft, **{kind.group: {**known, key: bound}})
            changed.add(f"{kind.kind}:{key}")
    files = {tree / reading.place(name).file.partition("/")[2] for name in changed}
    lay_out(replace(reading, draft=draft), tree, files)
    click.echo(f"{len(changed)} of {_counted(chosen)} changed", err=True)


def _meant(draft: Draft, name: str) -> tuple[Bound, str]:
    """Return the judgement that a name means; one without a kind is a finding. Raises UnknownId."""
    kind, colon, key = name.partition(":")
    bound, key = (KINDS[kind], key) if colon and kind in KINDS else (KINDS["finding"], name)
    known = getattr(draft, bound.group)
    if key not in known:
        raise UnknownId(bound.kind, key, nearest(key, known))
    return bound, key


def _bound(draft: Draft, judgement: Any, items: str) -> Any:
    """Return a judgement with the digests of its claims as they are now."""
    given = getattr(judgement, items)
    digests = {one.claim: claim_digest(draft.claims[one.claim]) for one in given if one.claim in draft.claims}
    return replace(judgement, **{items: tuple(replace(one, digest=digests.get(one.claim, one.digest)) for one in given)})


def _counted(chosen: Iterable[Any]) -> str:
    number = len(tuple(chosen))
    return f"{number} judgement{'' if number == 1 else 's'}"
