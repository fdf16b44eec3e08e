"""Coverage: for every row or sentence of a work, the claims made of it or the reason why there are none."""

from kb.frozen import record
from kb.records.record import Record
from kb.records.terms import CoverageUnit


@record
class Covered(Record):
    """One row or sentence and what became of it."""

    id: str
    """Its number: `gpt3-01` for a row, `2.3.1` for section 2, paragraph 3, sentence 1 (paragraph 0: rows of the table)."""
    claims: tuple[str, ...] = ()
    """Addresses of the claims made of it."""
    findings: tuple[str, ...] = ()
    """Ids of the findings made of it, where it states what follows from claims."""
    reason: str | None = None
    """Why nothing was made of it."""

    def __post_init__(self) -> None:
        if bool(self.claims or self.findings) == (self.reason is not None):
            raise ValueError("give `claims` or `findings`, or else a `reason`")


@record
class Coverage(Record):
    """The whole of one work, unit by unit in its order."""

    source: str
    """The work."""
    unit: CoverageUnit
    """What is counted."""
    items: tuple[Covered, ...]
    """Every unit, none left out."""
