"""The value of a fact, a qualifier or a step: one flat record whose kind says which field counts."""

from kb.frozen import record
from kb.quantities import Quantity
from kb.records.record import Record
from kb.records.terms import Order, ValueKind

ORDER_KEYS = {Order.less: "less_than", Order.greater: "greater_than", Order.similar: "similar_to"}
"""The key under which a relative value names, in YAML, the entity that it compares with."""


@record
class Value(Record):
    """One typed value.

    >>> str(Value(kind=ValueKind.code, text="constant"))
    'constant'
    """

    kind: ValueKind
    """Which of the fields below counts."""
    entity: str | None = None
    """Slug of an entity; with kind `relative`, the subject whose figure is compared with."""
    quantity: Quantity | None = None
    """A number with its unit."""
    text: str | None = None
    """A code, a date (`2021-11` or finer) or a text."""
    flag: bool | None = None
    """Yes or no."""
    order: Order | None = None
    """With kind `relative`: how the figure stands to that of `entity`."""
    steps: tuple["Step", ...] = ()
    """Values that follow each other, in order."""
    looked_in: tuple[str, ...] = ()
    """With kind `not-disclosed`: where a reader looked and found nothing."""

    def __str__(self) -> str:
        match self.kind:
            case ValueKind.relative:
                return f"{self.order} than {self.entity}" if self.order != Order.similar else f"similar to {self.entity}"
            case ValueKind.flag:
                return "yes" if self.flag else "no"
            case ValueKind.not_disclosed:
                return "not disclosed"
            case ValueKind.none:
                return "none"
            case ValueKind.steps:
                return "; ".join(str(step) for step in self.steps)
            case ValueKind.quantity:
                return str(self.quantity)
        return self.entity or self.text or ""


@record
class Step(Record):
    """One step of a schedule or a change during a run."""

    at: Quantity | None = None
    """Where in the run it is: tokens, steps or a share of the run."""
    on: str | None = None
    """The date on which it is, where the source counts by dates."""
    from_: Value | None = None
    """The value before it."""
    to: Value | None = None
    """The value from then on."""

    def __str__(self) -> str:
        change = " to ".join(str(side) for side in (self.from_, self.to) if side is not None)
        where = " ".join(str(part) for part in (self.at, self.on) if part is not None)
        return f"{change} at {where}" if where else change
