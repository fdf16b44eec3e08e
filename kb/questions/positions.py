"""Where in a run something stands: on a day, at a step, after so many tokens or at a share of the run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kb.quantities import Quantity
from kb.questions.checks import of
from kb.questions.hearing import Heard
from kb.records.claim import Fact
from kb.records.terms import ValueKind
from kb.store.base import ClaimView, KnowledgeBase

DAYS = ("on", "from")
PLACES = ("at", "at_step", "at_tokens", "progress")
"""Qualifiers that say when, and those that say where in a run."""
PLACED_BY_VALUE = ("training_progress",)
"""Predicates whose value is itself a place in the run."""
WHOLE_DAY = len("2022-05-01")
"""Letters of a date that names a day; a month alone fixes no place."""
TOKEN = "token"
WORTH = {"step": ("batch_tokens", "batch_schedule"), "sequence": ("context_length",), "percent": ("tokens_seen",)}
"""What one of a unit is worth in tokens, by the first of these figures; a step only where the batch is constant."""
KNOWN = tuple(name for names in WORTH.values() for name in names)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a run, in one unit."""

    unit: str
    figure: Decimal
    premises: tuple[str, ...] = ()
    """The predicates by whose figures it follows from what is told."""


@dataclass(frozen=True, slots=True)
class Position:
    """A day, and places in the run; either may be missing."""

    day: str | None = None
    places: tuple[Place, ...] = ()
    text: str = ""
    """The places as they are told."""

    @property
    def tokens(self) -> Decimal:
        """Where it stands among others that lie between the same days: by tokens, else by what is told."""
        return next((place.figure for place in reversed(self.places)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened, as one claim tells it."""

    value: str
    position: Position


@dataclass(frozen=True, slots=True)
class Bound:
    """A day before or after which something must lie, and why."""

    day: str
    view: ClaimView
    """The claim that gives the day."""
    premises: tuple[str, ...] = ()
    """The predicates by whose figures places were brought to one unit."""


def occurrences(fact: Fact) -> Iterator[Occurrence]:
    """Yield what a fact tells of a run: each step of a schedule by itself, anything else as one."""
    for step in fact.value.steps:
        change = " to ".join(str(side) for side in (step.from_, step.to) if side is not None)
        yield Occurrence(change, _position(step.on, [step.at] if step.at else []))
    if not fact.value.steps:
        stated = fact.qualifiers or {}
        days = [value.text for name in DAYS if (value := stated.get(name))]
        day = fact.value.text if fact.value.kind is ValueKind.date else days[0] if days else None
        places = [value.quantity for name in PLACES if (value := stated.get(name))]
        places += [fact.value.quantity] if fact.predicate in PLACED_BY_VALUE else []
        yield Occurrence(str(fact.value), _position(day, [one for one in places if one]))


def _position(day: str | None, told: Iterable[Quantity]) -> Position:
    places = tuple(told)
    figures = (Place(one.unit, Decimal(one.number or one.low or one.high or "0")) for one in places)
    return Position(day, tuple(figures), ", ".join(map(str, places)))


class Course:
    """The course of a run: brings places to tokens where that is arithmetic, and puts places between days."""

    def __init__(self, base: KnowledgeBase, heard: Mapping[str, Heard]) -> None:
        """Take the figures of `KNOWN` by which places follow from each other."""
        figures = {name: figure.number for name, one in heard.items() if (figure := of(base, one.best))}
        schedule = heard.get("batch_schedule")
        if schedule is None or str(schedule.fact.value) != "constant":
            figures.pop("batch_tokens", None)
        each = {unit: figures.get(names[0]) for unit, names in WORTH.items()}
        self._each = {unit: worth * (Decimal("0.01") if unit == "percent" else 1) for unit, worth in each.items() if worth}
        self._marks: list[tuple[str, ClaimView, str, Place]] = []

    def brought(self, position: Position) -> Position:
        """Add the place in tokens where it follows from another place."""
        if all(place.unit != TOKEN for place in position.places):
            for place in position.places:
                if (worth := self._each.get(place.unit)) is not None:
                    return replace(position, places=(*position.places, Place(TOKEN, place.figure * worth, WORTH[place.unit])))
        return position

    def learn(self, line: str, view: ClaimView, position: Position) -> None:
        """Take a position in one line of runs as a mark for others, where it gives both a day and a place."""
        if position.day and len(position.day) >= WHOLE_DAY:
            self._marks += [(line, view, position.day, place) for place in position.places]

    def between(self, lines: tuple[str, ...], position: Position) -> tuple[Bound | None, Bound | None]:
        """Return the days of the marks next before and behind a place, in any of these lines of runs."""
        before: list[Bound] = []
        after: list[Bound] = []
        for place in position.places:
            for line, view, day, mark in self._marks:
                if line in lines and mark.unit == place.unit:
                    premises = tuple(dict.fromkeys((*mark.premises, *place.premises)))
                    (before if mark.figure <= place.figure else after).append(Bound(day, view, premises))
        # of several marks on one day, the one that needs the fewest premises
        return (
            max(before, key=lambda one: (one.day, -len(one.premises)), default=None),
            min(after, key=lambda one: (one.day, len(one.premises)), default=None),
        )
