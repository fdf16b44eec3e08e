"""The command `kb diff`: what two states of the claims say differently."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import click

from kb.diff import Change, Difference, differences
from kb.draft import Draft
from kb.locate import MARK
from kb.read.tree import read_draft
from kb.sheets.render import gist, plain
from kb.store.load import load

SIGNS = {Change.added: "+", Change.removed: "-"}
COLOURS = {Change.added: "green", Change.removed: "red", Change.reworded: "bright_black"}
FORMATS = ("text", "md", "json")
LONGEST = 200
PATH = click.Path(exists=True, path_type=Path)


@click.command("diff")
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the output.")
def diff_command(before: Path, after: Path, format_: str) -> None:
    """Tell what AFTER says differently from BEFORE, each a tree of claims or a compiled base; layout is silent.

    Exits 0 when both say the same, 1 when they differ.
    """
    old, new = _draft(before), _draft(after)
    found = differences(old, new)
    if format_ == "json":
        click.echo(json.dumps([_record(one, old, new) for one in found], ensure_ascii=False, indent=2))
    else:
        for line in _lines(found, old, new, format_):
            click.echo(line)
    counts = Counter(one.change for one in found)
    click.echo(", ".join(f"{counts[change]} {change}" for change in Change if counts[change]) or "no difference", err=True)
    raise SystemExit(1 if found else 0)


def _draft(path: Path) -> Draft:
    """Return the records of a tree or of a compiled base."""
    if path.is_file():
        return load(path)
    return read_draft(path if (path / MARK).is_file() else path / "claims")


def _record(one: Difference, old: Draft, new: Draft) -> dict[str, Any]:
    changed = [{"field": part.path, "before": _plain(part.before), "after": _plain(part.after)} for part in one.fields]
    return {"record": one.record, "change": one.change, "says": _says(one, old, new), "fields": changed}


def _plain(value: Any) -> Any:
    return plain(value) if is_dataclass(value) or isinstance(value, dict | tuple) else value


def _lines(found: tuple[Difference, ...], old: Draft, new: Draft, format_: str) -> Iterator[str]:
    markdown = format_ == "md"
    for one in found:
        sign = SIGNS.get(one.change, "~")
        head = f"{sign} {one.record}" + ("" if one.change in SIGNS else f" {one.change}")
        says = _says(one, old, new)
        if markdown:
            yield f"- `{head}`" + (f": {says}" if says else "")
        else:
            yield click.style(head, fg=COLOURS.get(one.change, "yellow")) + (f": {says}" if says else "")
        for part in one.fields:
            change = f"{part.path}: {_text(part.before, part.after)} -> {_text(part.after, part.before)}"
            yield f"  - {change}" if markdown else f"    {change}"


def _says(one: Difference, old: Draft, new: Draft) -> str:
    """Return what a claim that was added or removed says."""
    address = one.record.removeprefix("claim:")
    placed = (new.claims if one.change is Change.added else old.claims).get(address)
    return gist(placed.claim) if one.change in SIGNS and one.record.startswith("claim:") and placed else ""


def _text(value: Any, other: Any) -> str:
    """Write one side of a change: in short, unless both sides would then read alike."""
    if value is None:
        return "nothing"
    told = json.dumps(plain(value), ensure_ascii=False) if is_dataclass(value) and str(value) == str(other) else str(value)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
