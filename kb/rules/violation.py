"""What a rule finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.draft import Draft
from kb.errors import Severity


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of a rule, at the dotted path of a field of a record."""

    record: str
    """Global id of the record, as `claim:opt:tokens-seen`."""
    field: str
    """Path below the record as it stands in the file, as `value.steps.0.to`; empty for the record itself."""
    message: str
    """What is wrong."""
    remedy: str = ""
    """What to type instead."""
    severity: Severity = Severity.error


Rule = Callable[[Draft], Iterable[Violation]]
"""A function whose docstring is the sentence that must hold."""
