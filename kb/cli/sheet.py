"""A sheet: all that is shown of one record, printed as text, Markdown, JSON or rows."""

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

import click

from kb.cli.output import emit
from kb.cli.render import COLUMNS_IN_FULL, claim_line, claim_record, claim_row, gist, plain, value_of
from kb.records.claim import Claim, Fact
from kb.records.terms import Form
from kb.store.base import ClaimView

DIFFERS = "≠"
LEGEND = f"{DIFFERS} the sources differ on this value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a section."""

    text: str
    of: Any
    """What the line is of: a claim, or another record."""
    differs: bool = False
    """The claim has rivals beside it with which it does not agree."""

    @property
    def record(self) -> dict[str, Any]:
        """What the line is of, as plain data."""
        data: dict[str, Any] = {**claim_record(self.of), "differs": self.differs} if isinstance(self.of, ClaimView) else plain(self.of)
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is shown of one record."""

    id: str
    """Its global id."""
    title: str
    head: tuple[tuple[str, object], ...]
    """Labels and what stands behind them; those behind which nothing stands are not shown."""
    record: dict[str, Any]
    sections: tuple[Section, ...]


def claim_lines(views: Iterable[ClaimView]) -> tuple[Line, ...]:
    """Return claims as lines that tell all of their fields; a statement has none but its sentence."""
    return tuple(_line(view, _told(view.claim)) for view in views)


def fact_lines(views: Iterable[ClaimView], marked: Container[str], subject: str) -> tuple[Line, ...]:
    """Return facts as lines; addresses that are `marked` differ, and facts not of `subject` say of what they are."""
    facts = ((view, view.claim.body) for view in views)
    return tuple(_line(view, _fact_told(view, body, subject), view.address in marked) for view, body in facts if isinstance(body, Fact))


def _fact_told(view: ClaimView, fact: Fact, subject: str) -> str:
    inherited = f", of {fact.subject}" if subject != fact.subject else ""
    return f"{fact.predicate}: {value_of(fact, view.claim.polarity)}{inherited}"


def _told(claim: Claim) -> str:
    return claim.says if claim.form is Form.statement else gist(claim)


def _line(view: ClaimView, told: str, differs: bool = False) -> Line:
    text = f"{DIFFERS} {claim_line(view, told)}" if differs else claim_line(view, told)
    return Line(text=text, of=view, differs=differs)


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


def _stated(sheet: Sheet) -> list[tuple[str, str]]:
    texts = [(label, ", ".join(map(str, told)) if isinstance(told, tuple) else str(told or "")) for label, told in sheet.head]
    return [(label, text) for label, text in texts if text]


def _text(sheet: Sheet) -> Iterable[str]:
    yield sheet.title
    width = max((len(label) for label, _ in _stated(sheet)), default=0)
    yield from (f"  {label:<{width}}  {text}" for label, text in _stated(sheet))
    for section in sheet.sections:
        yield from ("", section.title, *(f"  {line.text}" for line in section.lines))
    if _has_rivals(sheet):
        yield from ("", LEGEND)


def _markdown(sheet: Sheet) -> Iterable[str]:
    yield from (f"# {sheet.title}", "", *(f"- {label}: {text}" for label, text in _stated(sheet)))
    for section in sheet.sections:
        yield from ("", f"## {section.title}", "", *(f"- {line.text}" for line in section.lines))
    if _has_rivals(sheet):
        yield from ("", LEGEND)


def _has_rivals(sheet: Sheet) -> bool:
    return any(line.differs for section in sheet.sections for line in section.lines)
