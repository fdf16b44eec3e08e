"""Claims: what one document says at one place, in our words, in one of seven forms."""

from kb.frozen import record
from kb.quantities import Quantity
from kb.records.record import Record
from kb.records.terms import Direction, Form, Modality, Polarity, Quantifier, Rank, Reading, Relation, Stance
from kb.records.value import Value


@record
class Attribution(Record):
    """On whose word the source says it: a work, an unnamed work, or people. Hearsay adds no support."""

    source: str | None = None
    """Slug of the work."""
    unnamed: str | None = None
    """Who or what, as far as the source tells: `a recent paper`, `some people`."""

    def __post_init__(self) -> None:
        if (self.source is None) == (self.unnamed is None):
            raise ValueError("give either `source` or `unnamed`")


@record
class Read(Record):
    """How the contributor read the place."""

    how: Reading = Reading.full
    """In full, through somebody else, or from memory alone."""
    via: str | None = None
    """With secondary: through whom."""

    def __post_init__(self) -> None:
        if (self.how is Reading.secondary) != (self.via is not None):
            raise ValueError("give `via` exactly when `how` is secondary")


@record
class Withdrawal(Record):
    """A claim that no longer counts; it stays where it is, with its reason."""

    on: str
    """Date."""
    reason: str
    """Why it was withdrawn."""


@record
class Approach(Record):
    """A side of a comparison or a thing advised: a system used in some way, or a class of systems."""

    system: str | None = None
    """A model."""
    class_: str | None = None
    """A set or method standing for many systems, as `fine-tuned-sota`."""
    method: str | None = None
    """How it is used: `few-shot-prompting`, `fine-tuning`, `chain-of-thought`."""
    shots: str | None = None
    """Number of examples in the prompt, as the source gives it."""
    as_of: str | None = None
    """For classes: the date for which the class is meant."""

    def __post_init__(self) -> None:
        if self.system is not None and self.class_ is not None:
            raise ValueError("give `system` or `class`, not both")
        if self.system is None and self.class_ is None and self.method is None:
            raise ValueError("give `system`, `class` or at least `method`")


@record
class Count(Record):
    """On how many of how many things something holds."""

    n: int
    """How many."""
    of: int
    """Of how many."""

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.of:
            raise ValueError("`n` must lie between 0 and `of`")


@record
class Scope(Record):
    """Where an effect is said to hold; a field left out means that the source does not narrow it."""

    model: str | None = None
    """The model whose outcome the cause is said to explain."""
    scale: Quantity | None = None
    """Size of the models for which it was seen, in parameters."""
    number_format: str | None = None
    """The number format in which they were trained."""
    dataset: str | None = None
    """The data on which they were trained."""


@record
class Fact(Record):
    """Set-up, data, architecture, incidents: a subject, a predicate and a value."""

    subject: str
    """The entity that the fact is of."""
    predicate: str
    """What is said of it."""
    value: Value
    """The value, typed by the predicate."""
    quantifier: Quantifier | None = None
    """Where subject or value is a set: for how many of its members the fact, with its polarity, holds."""
    qualifiers: dict[str, Value] | None = None
    """Conditions, typed by the predicate."""


@record
class Result(Record):
    """A score of a system on a benchmark."""

    system: str
    """The model that was scored."""
    benchmark: str
    """What it was scored on."""
    metric: str
    """What was counted."""
    value: Value
    """The score."""
    method: str | None = None
    """How the system was used."""
    shots: str | None = None
    """Number of examples in the prompt, as the source gives it."""
    split: str | None = None
    """Which part of the benchmark."""
    protocol: str | None = None
    """Anything else that makes two scores differ: scoring rule, prompts, tokens of training."""


@record
class Comparison(Record):
    """How one approach does beside another, with or without numbers."""

    left: Approach
    """The approach that the source speaks of."""
    relation: Relation
    """How it does."""
    right: Approach
    """The approach that it is set beside."""
    over: tuple[str, ...]
    """Tasks, benchmarks or sets of them."""
    quantifier: Quantifier | None = None
    """For how many members of `over` it holds."""
    count: Count | None = None
    """The same in numbers, where the source counts."""
    margin: str | None = None
    """How large the difference is said to be, in a word or a figure."""


@record
class Effect(Record):
    """What a factor or technique does to an outcome; with `in.model`, that it explains that model's outcome."""

    cause: str
    """Factor or technique."""
    outcome: str
    """What it acts on."""
    direction: Direction
    """What it does to it."""
    in_: Scope | None = None
    """Where it is said to hold."""


@record
class Advice(Record):
    """What the source recommends, and in which situation."""

    do: Approach
    """What to use."""
    when: dict[str, str] | None = None
    """Tests of the reader's situation: each a situation and one of its values."""
    over: tuple[str, ...] = ()
    """Tasks for which it is meant."""
    instead_of: Approach | None = None
    """What to use it instead of."""
    priority: int | None = None
    """Place in an order of trying; 1 is first."""


@record
class About(Record):
    """What the source thinks of another claim: it doubts, endorses or attributes it. Never a veto."""

    doubts: str | None = None
    """Address of the claim that it doubts."""
    endorses: str | None = None
    """Address of the claim that it endorses."""
    attributes: str | None = None
    """Address of the claim that it ascribes to somebody."""
    scope: str | None = None
    """How far."""

    def __post_init__(self) -> None:
        if sum(target is not None for target in (self.doubts, self.endorses, self.attributes)) != 1:
            raise ValueError("give one of `doubts`, `endorses`, `attributes`")


@record
class Statement(Record):
    """The rest: searchable and citable, used by no derived answer."""

    about: tuple[str, ...]
    """The entities that it is about."""


Body = Fact | Result | Comparison | Effect | Advice | About | Statement


@record
class Claim(Record):
    """What one document says at one place: the common fields, and a body in one of seven forms."""

    id: str
    """Short name, unique in its source and never used again."""
    says: str
    """The claim in one sentence of our own."""
    body: Body
    """The form's own fields; in YAML they stand beside the common ones."""
    polarity: Polarity = Polarity.asserts
    """Whether the source asserts or denies it."""
    modality: Modality
    """In which way the source says it."""
    stance: Stance
    """Whose work the source speaks of."""
    hedge: str | None = None
    """The hedge as printed: `probably`, `could`."""
    attributed_to: Attribution | None = None
    """On whose word the source says it."""
    because: tuple[str, ...] = ()
    """Addresses of the claims that the source itself gives as its premises."""
    read: Read = Read()
    """How the contributor read the place."""
    rank: Rank = Rank.normal
    """A curator's preference among competing claims."""
    reason: str | None = None
    """Why the rank is not normal."""
    withdrawn: Withdrawal | None = None
    """Set when the claim no longer counts."""

    @property
    def form(self) -> Form:
        """The form, which the type of the body decides."""
        return Form(type(self.body).__name__.lower())
