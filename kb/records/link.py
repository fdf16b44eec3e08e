"""Links: what a curator judges across claims of different sources."""

from kb.frozen import record
from kb.records.record import Record
from kb.records.terms import LinkKind


@record
class Link(Record):
    """A judgement over two or more claims, with its author, date and reason."""

    id: str
    """Short name, unique over all links."""
    kind: LinkKind
    """What is judged."""
    claims: tuple[str, ...]
    """Addresses; for directed kinds the first acts on the others."""
    by: str
    """The curator, a person in people.yaml."""
    date: str
    """Day of the judgement."""
    reason: str
    """Why, in one or two sentences."""

    def __post_init__(self) -> None:
        if len(set(self.claims)) < 2:
            raise ValueError("a link needs two different claims")
