"""Entities: the models, datasets, techniques, factors and all else that claims speak of."""

from kb.frozen import record
from kb.records.record import Record
from kb.records.terms import Kind, Order, Polarity, Quantifier


@record
class Condition(Record):
    """What a model's facts must say for a factor to hold of it, or a technique to be used in it.

    Either a value (`{predicate: quality_filter, value: quality-classifier, polarity: denies}`) or an order
    (`{predicate: tokens_seen, order: less, than: [palm-540b]}`: less than each of those models).
    """

    predicate: str
    """Predicate of the facts that decide."""
    value: str | None = None
    """Entity, code, flag or figure that the fact must carry."""
    quantifier: Quantifier | None = None
    """Where the value is a set: for how many members, at least, the fact must hold."""
    polarity: Polarity = Polarity.asserts
    """Whether the facts must assert or deny the value."""
    order: Order | None = None
    """Instead of a value: how the model's figure must stand to those of the models in `than`."""
    than: tuple[str, ...] = ()
    """The models whose figures the order is with; it must hold for each of them."""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.order is None):
            raise ValueError("give either `value` or `order`, not both and not neither")
        if (self.order is None) != (not self.than):
            raise ValueError("`order` and `than` go together")


@record
class Entity(Record):
    """Something that claims speak of; its kind is stated once, at the head of its file."""

    slug: str
    """Short name, as `opt-175b`; never used again for something else."""
    kind: Kind
    """What it is."""
    name: str
    """Name as people write it."""
    aliases: tuple[str, ...] = ()
    """Other names under which it is looked up."""
    broader: tuple[str, ...] = ()
    """Entities of the same kind that it is a case, a size or a part of."""
    description: str | None = None
    """What it is, and where needed what it is not, in one or two sentences."""
    external: dict[str, str] | None = None
    """Ids elsewhere, as `arxiv: 2205.01068`."""
    members: tuple[str, ...] = ()
    """For sets: the entities in it."""
    defined_by: Condition | None = None
    """For factors and techniques: the condition over facts by which a model has it, beside a fact that names it."""
    graded: bool | None = None
    """For factors: it comes in degrees, as a size does, so that no fact says whether it holds."""
    wanted: bool | None = None
    """For outcomes, and for metrics where it is so on every benchmark: whether more of it is better."""
    values: tuple[str, ...] = ()
    """For situations: the answers that a reader can give."""
