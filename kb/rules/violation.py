"""What a rule finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.draft import Draft
from kb.errors import Severity


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of a rule, at the dotted path of a field of a record."""

    record: str
    field: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.error


Rule = Callable[[Draft], Iterable[Violation]]
