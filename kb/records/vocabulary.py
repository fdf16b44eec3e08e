"""Units, people and predicates: the words that claims are made of."""

from kb.frozen import record
from kb.records.record import Record
from kb.records.terms import Kind, Unstated, ValueKind


@record
class Unit(Record):
    """A unit of measure."""

    slug: str
    """Short name, as `token`; `one` is the unit of pure numbers."""
    name: str
    """Name in full."""
    written: tuple[str, ...] = ()
    """Ways of writing it behind a number, as `tokens`; each belongs to one unit only."""
    dimension: str
    """What it measures; units of one dimension convert into each other."""
    factor: str = "1"
    """How many of the dimension's base unit one of it is, as decimal text."""


@record
class Person(Record):
    """Somebody who contributes or reviews."""

    slug: str
    """Short name."""
    name: str
    """Name as the person writes it."""
    orcid: str | None = None
    """ORCID iD, where there is one."""


@record
class Range(Record):
    """What values a predicate or qualifier takes."""

    type: ValueKind
    """Kind of value: entity, quantity, code, date, flag or text."""
    kinds: tuple[Kind, ...] = ()
    """For entities: the kinds that are allowed."""
    unit: str | None = None
    """For quantities: a unit; any unit of its dimension is allowed."""
    codes: tuple[str, ...] = ()
    """For codes: the words that are allowed."""


@record
class Qualifier(Record):
    """A named condition under which a fact holds, typed as a value is."""

    slug: str
    """Name, as `milestone`."""
    definition: str
    """What it narrows, in one sentence."""
    range: Range
    """What values it takes."""
    identity: bool = True
    """Two facts compete only if they agree on it."""
    required: bool = False
    """Every fact of the predicate must state it."""
    unstated: Unstated = Unstated.any
    """What silence means: a default, any value, or unknown (the facts may compete)."""
    default: str | None = None
    """The value that silence means where `unstated` is default."""

    def __post_init__(self) -> None:
        if (self.unstated is Unstated.default) != (self.default is not None):
            raise ValueError("give `default` exactly when `unstated` is default")


@record
class Predicate(Record):
    """Something that may be said, of what, in which unit, and what makes two claims compete."""

    slug: str
    """Short name with underscores, as `tokens_seen`."""
    name: str
    """Name for people, as `tokens seen`."""
    facet: str
    """Heading under which an entity's page lists it: identity, data, training, architecture, ..."""
    definition: str
    """What a fact of this predicate says, in one sentence."""
    not_: str
    """What it does not say, and which predicate does."""
    domain: tuple[Kind, ...]
    """Kinds of entity that may be the subject."""
    range: Range
    """What values it takes."""
    functional: bool = False
    """A subject has one true value for each set of identity qualifiers."""
    from_parts: bool = False
    """What is asserted of a part of the subject (`has_component`) holds of the whole too, as a fault does."""
    qualifiers: tuple[Qualifier, ...] = ()
    """Conditions that a fact may state beside its value."""
    confusable_with: tuple[str, ...] = ()
    """Predicates that sources mistake for this one; claims across them are set beside each other."""
    tolerance: str | None = None
    """Relative difference below which two figures agree, as decimal text; without it, printed digits decide."""
    used_once: str | None = None
    """Why the predicate exists although a single claim uses it."""
