"""Findings: what a curator concludes from several claims, each named with the digest of what it meant then."""

from kb.frozen import record
from kb.quantities import Quantity
from kb.records.record import Record
from kb.records.terms import Verdict


@record
class Premise(Record):
    """A claim that a finding rests on."""

    claim: str
    """Address of the claim."""
    as_: str | None = None
    """Its name in the formula."""
    digest: str | None = None
    """Digest of what the claim meant when the finding was made; when it means something else, the finding lapses."""


@record
class Finding(Record):
    """A conclusion over claims; with a formula, one that a program repeats."""

    id: str
    """Short name, unique over all findings."""
    says: str
    """The conclusion in one sentence."""
    about: tuple[str, ...] = ()
    """Entities that it is about."""
    of: str | None = None
    """Address of the claim that it judges."""
    verdict: Verdict | None = None
    """What the premises do to the judged claim."""
    formula: str | None = None
    """How the result follows, in numbers and the names of premises: `6 * n * d`, each in the base unit of its dimension."""
    result: Quantity | None = None
    """What the formula gives."""
    premises: tuple[Premise, ...]
    """The claims that it rests on."""
    by: str
    """The curator, a person in people.yaml."""
    date: str
    """Day of the conclusion."""

    def __post_init__(self) -> None:
        if (self.of is None) != (self.verdict is None):
            raise ValueError("`of` and `verdict` go together")
        if (self.formula is None) != (self.result is None):
            raise ValueError("`formula` and `result` go together")
