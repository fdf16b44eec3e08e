"""Retired ids: names of records that are gone, kept so that they never mean anything else."""

from kb.frozen import record
from kb.records.record import Record


@record
class Retired(Record):
    """An id that is not used again. A claim that was wrong stays where it is, withdrawn; this is for one that was none, as a doublet."""

    id: str
    """Global id, as `claim:opt:tokens-seen`."""
    on: str
    """Date."""
    reason: str
    """Why the record is gone."""
    instead: str | None = None
    """Global id of the record that says it now."""
