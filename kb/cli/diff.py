"""The command `kb diff`: what two states of the claims say differently, and which answers change with that."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

import click

from kb.cli.states import State, states
from kb.diff import Change, Difference, differences, sides
from kb.draft import Draft
from kb.errors import ClaimsRejected
from kb.questions.impact_of import Touched, TouchedAnswer, impact
from kb.sheets.render import gist, plain

SIGNS = {Change.added: "+", Change.removed: "-"}
COLOURS = {Change.added: "green", Change.removed: "red", Change.reworded: "bright_black"}
FORMATS = ("text", "md", "json")
LONGEST = 200
SHOWN = 10
"""Claims that are named behind one answer."""


@click.command("diff")
@click.argument("before")
@click.argument("after", required=False)
@click.option("--impact", "with_impact", is_flag=True, help="Show the standing answers that change, and through which claims.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the output.")
def diff_command(before: str, after: str | None, with_impact: bool, format_: str) -> None:
    """Tell what AFTER says differently from BEFORE; layout is silent.

    Each is a tree of claims, a compiled base, or a revision: a commit, tag, branch or day (2024-05-31). A range stands
    for both: A..B, or A...B for what B changed since it left A. Without AFTER, it is the claims as they stand here.

    Exits 0 when both say the same, 1 when they differ.
    """
    old, new = states(before, after)
    found = differences(old.draft, new.draft)
    touched = _impact(old, new, found) if with_impact else ()
    if format_ == "json":
        shown: Any = [_record(one, old.draft, new.draft) for one in found]
        shown = {"differences": shown, "answers": [asdict(one) for one in touched]} if with_impact else shown
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for line in (*_lines(found, old.draft, new.draft, format_), *_answers(touched, format_)):
            click.echo(line)
    counts = Counter(one.change for one in found)
    click.echo(", ".join(_counts(counts, touched, with_impact)) or "no difference", err=True)
    raise SystemExit(1 if found else 0)


def _impact(old: State, new: State, found: tuple[Difference, ...]) -> tuple[TouchedAnswer, ...]:
    if not found:
        return ()
    try:
        with old.opened() as before, new.opened() as after:
            return impact(before, after, found)
    except ClaimsRejected as error:  # what differs can be told all the same
        click.echo(f"note: answers were not compared: {error}", err=True)
        return ()


def _counts(counts: Counter[Change], touched: tuple[TouchedAnswer, ...], with_impact: bool) -> Iterator[str]:
    yield from (f"{counts[change]} {change}" for change in Change if counts[change])
    if counts and with_impact:
        yield f"{len(touched)} answer{'' if len(touched) == 1 else 's'} touched"


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
        shown = f"- `{head}`" if markdown else click.style(head, fg=COLOURS.get(one.change, "yellow"))
        yield shown + (f": {says}" if says else "")
        yield from (f"  - {change}" if markdown else f"    {change}" for change in changes(one))


def changes(one: Difference) -> Iterator[str]:
    """Yield a line for every field that differs."""
    for part in one.fields:
        yield f"{part.path}: {' -> '.join(map(_cut, sides(part)))}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _says(one: Difference, old: Draft, new: Draft) -> str:
    """Return what a claim that was added or removed says."""
    address = one.record.removeprefix("claim:")
    placed = (new.claims if one.change is Change.added else old.claims).get(address)
    return gist(placed.claim) if one.change in SIGNS and one.record.startswith("claim:") and placed else ""


def _answers(touched: tuple[TouchedAnswer, ...], format_: str) -> Iterator[str]:
    """Yield what became of the standing answers, those with another value first."""
    markdown = format_ == "md"
    if touched:
        yield from ("", "### Answers that change" if markdown else "answers that change", "")
    for one in sorted(touched, key=lambda one: (one.touched == (Touched.PROOF,), one.answer)):
        head = f"~ {one.answer}"
        told_ = f": {', '.join(one.touched).lower()}{_status(one)}"
        yield (f"- `{head}`" if markdown else click.style(head, fg="yellow")) + told_
        signed = (*(f"- {_cut(text)}" for text in one.lost), *(f"+ {_cut(text)}" for text in one.gained))
        yield from (f"  - `{text}`" if markdown else f"    {text}" for text in signed)
        yield f"  {'- ' if markdown else '  '}through {_through(one)}"


def _status(one: TouchedAnswer) -> str:
    return f", {one.status_before} -> {one.status_after}" if Touched.STATUS in one.touched else ""


def _through(one: TouchedAnswer) -> str:
    more = len(one.through) - SHOWN
    named = ", ".join(one.through[:SHOWN]) or "other records than claims"
    return f"{named} and {more} more" if more > 0 else named
