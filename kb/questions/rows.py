"""Models beside each other, row by row: a predicate with one value, or one value of a predicate with many."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from kb.questions.answer import Leg, Standing
from kb.questions.conditions import covers
from kb.questions.evidence import Said, leg
from kb.questions.facts import Facts
from kb.questions.hearing import Heard, Hearing, narrowed, value_of
from kb.questions.orders import STATED
from kb.questions.values import SILENT, Agreement, agreement
from kb.records.terms import Polarity
from kb.records.vocabulary import Predicate


class Likeness(StrEnum):
    """How models stand to each other in one row."""

    AGREE = "AGREE"
    """All models have the same value, or figures that are the same but for rounding."""
    DIFFER = "DIFFER"
    """Two of them have different values."""
    CONTESTED = "CONTESTED"
    """Of one of them, claims cannot be true together."""
    UNKNOWN = "UNKNOWN"
    """One of them is silent, or the values cannot be compared."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one model in one row; without supports, nothing is known."""

    model: str
    said: tuple[Said, ...]
    best: str | None = None
    supports: tuple[Said, ...] = ()
    against: tuple[Said, ...] = ()

    @property
    def standing(self) -> Standing | None:
        """None where nothing is known."""
        return None if not self.supports else Standing.CONTESTED if self.against else Standing.HOLDS

    def legs(self, about: str) -> tuple[Leg, ...]:
        """Return the leg that the cell makes."""
        sides = ([(STATED, one.claims) for one in many] for many in (self.supports, self.against))
        made = leg(f"{self.model}: {about} is {self.best}", *sides)
        return (made,) if made else ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row over all models."""

    about: str
    predicate: str
    facet: str
    cells: tuple[Cell, ...]
    alike: bool | None
    """Whether the best values agree; None where they cannot be compared."""

    @property
    def likeness(self) -> Likeness:
        """Unknown as soon as one model is silent, else contested as soon as one cell is."""
        standings = [cell.standing for cell in self.cells]
        if self.alike is None or None in standings:
            return Likeness.UNKNOWN
        if Standing.CONTESTED in standings:
            return Likeness.CONTESTED
        return Likeness.AGREE if self.alike else Likeness.DIFFER

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of all cells."""
        return tuple(leg for cell in self.cells for leg in cell.legs(self.about))


Key = tuple[str, str, str]
"""Predicate, value where it has many, and conditions: what a row is about."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of one model, with the row that is its own."""

    key: Key
    said: Said


def rows_of(facts: Facts) -> Iterator[Row]:
    """Yield the rows by facet, predicate, value and conditions."""
    predicates = facts.predicates
    said = {slug: {model: facts.said(model, slug) for model in facts.families} for slug in predicates}
    single = (cells for slug, cells in said.items() if predicates[slug].functional)
    hearing = Hearing(facts.base, (one for cells in single for many in cells.values() for one in many))
    for slug in sorted(predicates, key=lambda slug: (predicates[slug].facet, slug)):
        told = {model: [Told(_key(one, predicates[slug]), one) for one in many] for model, many in said[slug].items()}
        for key in sorted({one.key for many in told.values() for one in many}):
            if predicates[slug].functional:
                yield _single(facts, hearing, key, told)
            elif key[1]:
                yield _listed(facts, key, told)


def _key(one: Said, predicate: Predicate) -> Key:
    conditions = ", ".join(narrowed(one.fact, predicate))
    if predicate.functional:
        return one.fact.predicate, "", conditions
    quantified = f" ({one.fact.quantifier})" if one.fact.quantifier else ""
    return one.fact.predicate, "" if one.fact.value.kind in SILENT else f"{one.fact.value}{quantified}", conditions


def _about(key: Key) -> str:
    predicate, value, conditions = key
    return " ".join(part for part in (predicate, value, f"[{conditions}]" if conditions else "") if part)


def _single(facts: Facts, hearing: Hearing, key: Key, told: Mapping[str, list[Told]]) -> Row:
    """Make the row of a predicate that has one value."""
    predicate = facts.predicates[key[0]]
    said = {model: tuple(one.said for one in many if one.key == key) for model, many in told.items()}
    heard = {model: hearing.heard(many) for model, many in said.items()}
    cells = tuple(_heard_cell(model, many, heard[model]) for model, many in said.items())
    known = [one for one in heard.values() if one]
    found = [agreement(facts.base, one.fact.value, other.fact.value, predicate.tolerance) for one, other in combinations(known, 2)]
    return Row(_about(key), key[0], predicate.facet, cells, None if None in found else Agreement.differs not in found)


def _heard_cell(model: str, said: tuple[Said, ...], heard: Heard | None) -> Cell:
    return Cell(model, said, value_of(heard.best), heard.agreeing, heard.against) if heard else Cell(model, said)


def _listed(facts: Facts, key: Key, told: Mapping[str, list[Told]]) -> Row:
    """Make the row of one value of a predicate that has many: who has it, and of whom it is denied."""
    cells = []
    for model, many in told.items():
        said = tuple(one.said for one in many if _says(facts, one, key))
        yes, no = (tuple(one for one in said if one.view.claim.polarity is side) for side in (Polarity.asserts, Polarity.denies))
        best = key[1] if yes else f"not {key[1]}"
        cells.append(Cell(model, said, best, yes or no, no if yes else ()) if said else Cell(model, said))
    return Row(_about(key), key[0], facts.predicates[key[0]].facet, tuple(cells), len({cell.best for cell in cells}) == 1)


def _says(facts: Facts, one: Told, key: Key) -> bool:
    """Tell whether a fact is about a value: it names it, or asserts a narrower one, or denies a broader one."""
    plain = not one.said.fact.quantifier and one.key[1] and one.key[2] == key[2]
    return one.key == key or bool(plain and covers(facts, one.said.fact.value, key[1], one.said.view.claim.polarity))
