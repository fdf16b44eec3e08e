"""A sheet: all that is shown of one record, as lines under headings."""

from collections.abc import Container, Iterable
from typing import Any

from kb.frozen import record
from kb.records.claim import Claim, Fact
from kb.records.terms import Form
from kb.sheets.render import claim_line, claim_record, gist, plain, value_of
from kb.store.base import ClaimView

DIFFERS = "≠"
LEGEND = f"{DIFFERS} the sources differ on this value"


@record
class Line:
    """One line of a section."""

    told: str
    """What it tells; of a claim, without how it is said and where."""
    of: Any
    """What the line is of: a claim, or another record."""
    differs: bool = False
    """The claim has rivals beside it with which it does not agree."""

    @property
    def text(self) -> str:
        """Return all of it as one line."""
        text = claim_line(self.of, self.told) if isinstance(self.of, ClaimView) else self.told
        return f"{DIFFERS} {text}" if self.differs else text

    @property
    def record(self) -> dict[str, Any]:
        """What the line is of, as plain data."""
        data: dict[str, Any] = {**claim_record(self.of), "differs": self.differs} if isinstance(self.of, ClaimView) else plain(self.of)
        return data


@record
class Section:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


@record
class Sheet:
    """All that is shown of one record."""

    id: str
    """Its global id."""
    title: str
    head: tuple[tuple[str, object], ...]
    """Labels and what stands behind them; those behind which nothing stands are not shown."""
    record: dict[str, Any]
    sections: tuple[Section, ...]

    @property
    def stated(self) -> list[tuple[str, str]]:
        """Return the labels behind which something stands, each with its text."""
        texts = ((label, ", ".join(map(str, told)) if isinstance(told, tuple) else str(told or "")) for label, told in self.head)
        return [(label, text) for label, text in texts if text]

    @property
    def has_rivals(self) -> bool:
        """Tell whether a claim on it is marked as differing."""
        return any(line.differs for section in self.sections for line in section.lines)


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
    return Line(told=told, of=view, differs=differs)
