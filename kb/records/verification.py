"""Verifications: what the checker found when it set claims beside the bytes of their document; nobody else writes them."""

from kb.frozen import record
from kb.records.record import Record
from kb.records.terms import Verified

PASSED = (Verified.exact, Verified.moved)
UNPERFORMED = (Verified.unavailable, Verified.not_attempted)


@record
class Check(Record):
    """How one claim stood."""

    claim: str
    """Address of the claim."""
    digest: str
    """Digest of what it meant then; for a claim that means something else now, the check has lapsed."""
    state: Verified
    """What was found."""
    figures: tuple[str, ...] = ()
    """Figures of the claim that were found in its span, as printed."""
    detail: str | None = None
    """What is wrong, where something is."""


@record
class Verification(Record):
    """One run of the checker over one document."""

    source: str
    """The work."""
    document: str
    """Its document."""
    date: str
    """Day of the run."""
    program: str
    """Name and version of the checker."""
    sha256: str
    """Digest of the bytes that were read."""
    canonical: str
    """Rules by which they became the text that spans count in."""
    checks: tuple[Check, ...]
    """Every claim of the document, in reading order."""

    @property
    def performed(self) -> int:
        """Count the checks that were made."""
        return sum(check.state not in UNPERFORMED for check in self.checks)

    @property
    def failed(self) -> int:
        """Count the checks that were made and not passed."""
        return sum(check.state not in (*UNPERFORMED, *PASSED) for check in self.checks)
