"""A sheet printed as text, Markdown, JSON or rows."""

import json
from collections.abc import Iterable
from typing import Any

import click

from kb.cli.output import emit
from kb.sheets.render import COLUMNS_IN_FULL, claim_row
from kb.sheets.sheet import LEGEND, Sheet
from kb.store.base import ClaimView


def show(sheet: Sheet, format_: str) -> None:
    """Print a sheet; csv holds its claims alone, json and ndjson all of it as one object."""
    match format_:
        case "json" | "ndjson":
            click.echo(json.dumps(_data(sheet), ensure_ascii=False, indent=2 if format_ == "json" else None))
        case "csv":
            claims = ((section.title, line.of) for section in sheet.sections for line in section.lines if isinstance(line.of, ClaimView))
            emit([{"section": title, **claim_row(view)} for title, view in claims], format_, ("section", *COLUMNS_IN_FULL))
        case "md":
            click.echo("\n".join(_markdown(sheet)))
        case _:
            click.echo("\n".join(_text(sheet)))


def _data(sheet: Sheet) -> dict[str, Any]:
    sections = [{"title": section.title, "lines": [line.record for line in section.lines]} for section in sheet.sections]
    return {"id": sheet.id, "record": sheet.record, "sections": sections}


def _text(sheet: Sheet) -> Iterable[str]:
    yield sheet.title
    width = max((len(label) for label, _ in sheet.stated), default=0)
    yield from (f"  {label:<{width}}  {text}" for label, text in sheet.stated)
    for section in sheet.sections:
        yield from ("", section.title, *(f"  {line.text}" for line in section.lines))
    if sheet.has_rivals:
        yield from ("", LEGEND)


def _markdown(sheet: Sheet) -> Iterable[str]:
    yield from (f"# {sheet.title}", "", *(f"- {label}: {text}" for label, text in sheet.stated))
    for section in sheet.sections:
        yield from ("", f"## {section.title}", "", *(f"- {line.text}" for line in section.lines))
    if sheet.has_rivals:
        yield from ("", LEGEND)
