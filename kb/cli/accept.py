"""The command `kb accept`: somebody has read a finding again, and its premises are bound to what they mean now."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from kb.cli.check import found_root, root_option
from kb.cli.layout import lay_out
from kb.digests import claim_digest
from kb.draft import Draft
from kb.errors import ClaimsRejected, UnknownId
from kb.ids import nearest
from kb.read.tree import read
from kb.records.finding import Finding


@click.command("accept")
@click.argument("findings", nargs=-1)
@click.option("--all", "all_", is_flag=True, help="Every finding of the tree.")
@root_option
def accept_command(findings: tuple[str, ...], all_: bool, root: Path | None) -> None:
    """Bind findings to what their premises mean now; name them as finding:ID, after reading them again."""
    if bool(findings) == all_:
        raise click.UsageError("name findings, or give --all")
    tree = found_root(root)
    reading = read(tree)
    if reading.problems:
        raise ClaimsRejected(reading.problems)
    known = reading.draft.findings
    keys = tuple(known) if all_ else tuple(one.removeprefix("finding:") for one in findings)
    for key in keys:
        if key not in known:
            raise UnknownId("finding", key, nearest(key, known))
    bound = {**known, **{key: _bound(reading.draft, known[key]) for key in keys}}
    changed = [key for key in keys if bound[key] != known[key]]
    files = {Path(reading.place(f"finding:{key}").file).name for key in changed}
    lay_out(replace(reading, draft=replace(reading.draft, findings=bound)), tree, {tree / "findings" / name for name in files})
    click.echo(f"{len(changed)} of {_counted(keys)} changed", err=True)


def _bound(draft: Draft, finding: Finding) -> Finding:
    """Return a finding with the digests of its premises as they are now."""
    digests = {one.claim: claim_digest(draft.claims[one.claim]) for one in finding.premises if one.claim in draft.claims}
    return replace(finding, premises=tuple(replace(one, digest=digests.get(one.claim, one.digest)) for one in finding.premises))


def _counted(keys: Iterable[str]) -> str:
    number = len(tuple(keys))
    return f"{number} finding{'' if number == 1 else 's'}"
