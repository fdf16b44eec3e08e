"""What is told of a run, put in order: by day, by place between the days that are known, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kb.questions.evidence import Said
from kb.questions.positions import Bound, Course, Occurrence, Position, occurrences
from kb.store.base import KnowledgeBase

LAST = "~"
"""Stands behind every date."""


class Placed(StrEnum):
    """By what something has its place in the order."""

    DAY = "DAY"
    """A day is told."""
    BETWEEN = "BETWEEN"
    """Its place, or the start of its run, puts it after a day, before one, or between two."""
    PLACE = "PLACE"
    """It has a place in the run, and no day is known beside which that could be put."""
    NOT = "NOT"
    """Neither is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, with its place in the order."""

    said: Said
    occurrence: Occurrence
    when: str
    placed: Placed
    key: tuple[str, int, Decimal, str]
    bounds: tuple[Bound, ...]
    """The days between which it lies, where it has none of its own."""


class Lines:
    """The lines of runs of a model, with the day on which each run began."""

    def __init__(self, base: KnowledgeBase, family: tuple[str, ...], said: Iterable[Said]) -> None:
        self._base, self._family = base, family
        self._starts: dict[str, Bound] = {}
        for one in said:
            if one.fact.predicate == "training_started" and one.fact.value.text and one.fact.subject not in family:
                found = Bound(one.fact.value.text, one.view)
                self._starts[one.fact.subject] = min(found, self._starts.get(one.fact.subject, found), key=lambda bound: bound.day)

    def run(self, one: Said) -> str:
        """Return of which run something is told; of the model itself where none is named."""
        named = (one.fact.qualifiers or {}).get("run")
        if named and named.entity:
            return named.entity
        return self._family[0] if one.fact.subject in self._family else one.fact.subject

    def line(self, one: Said) -> str:
        """Return the line of runs that a run belongs to."""
        return self._base.broader(self.run(one))[-1] if self.run(one) != self._family[0] else self._family[0]

    def own_and_models(self, one: Said) -> tuple[str, ...]:
        """Return the lines whose marks count: the run's own, and the model's."""
        return (self.line(one), self._family[0])

    def start(self, one: Said, position: Position) -> Bound | None:
        """Return when the run of which something is told began; for what has a place in it, the start of its line will do."""
        run = self.run(one)
        above = self._base.broader(run) if position.places else (run,)
        return next((self._starts[slug] for slug in above if slug in self._starts), None)


def in_order(course: Course, lines: Lines, said: Iterable[Said], whole: tuple[str, ...]) -> list[Entry]:
    """Return everything that happened in order; what is told of a run as a `whole` did not happen at its start."""
    found = [(one, Occurrence(what.value, course.brought(what.position))) for one in said for what in occurrences(one.fact)]
    for one, what in found:
        course.learn(lines.line(one), one.view, what.position)
    return sorted((_entry(course, lines, one, what, one.fact.predicate in whole) for one, what in found), key=lambda entry: entry.key)


def _entry(course: Course, lines: Lines, one: Said, what: Occurrence, whole: bool) -> Entry:
    position = what.position
    if position.day:
        when = ", ".join(part for part in (position.day, position.text) if part)
        return Entry(one, what, when, Placed.DAY, (position.day, 0, position.tokens, one.view.address), ())
    before, after = course.between(lines.own_and_models(one), position)
    start = None if whole else lines.start(one, position)
    before = max((bound for bound in (before, start) if bound), key=lambda bound: bound.day, default=None)
    after = None if before and after and after.day < before.day else after  # the run went back and passed the place again
    placed = Placed.BETWEEN if before or after else Placed.PLACE if position.places else Placed.NOT
    told = one.view.document.date if placed is Placed.NOT else None
    when = ", ".join(part for part in (position.text, _days(before, after), f"by {told}" if told else "") if part)
    anchor = (before.day, 1) if before else (after.day, -1) if after else (told or LAST, 0)
    bounds = tuple(bound for bound in (before, after) if bound)
    return Entry(one, what, when or "undated", placed, (*anchor, position.tokens, one.view.address), bounds)


def _days(before: Bound | None, after: Bound | None) -> str:
    if before and after:
        return f"between {before.day} and {after.day}" if before.day != after.day else before.day
    return f"after {before.day}" if before else f"before {after.day}" if after else ""
