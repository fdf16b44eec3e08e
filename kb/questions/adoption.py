"""Which models adopted a technique, or the techniques of a set?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.errors import BadArgument
from kb.questions.adopting import USES, Adopting, Told, adopting
from kb.questions.answer import Answer, EntityRef, Gap, Inference, Leg
from kb.questions.envelope import answered, conflicts_of, demand
from kb.questions.evidence import leg
from kb.questions.question import question
from kb.records.terms import Kind, Polarity, Quantifier
from kb.store.base import KnowledgeBase


class Adoption(StrEnum):
    """What is known of a technique in a model; three kinds of no are kept apart."""

    ADOPTED = "ADOPTED"
    """A source says that it was used."""
    CONTESTED = "CONTESTED"
    """One source says that it was used, another that it was not."""
    DENIED = "DENIED"
    """A source says in so many words that it was not used."""
    REPLACED = "REPLACED"
    """A source names something else in its place, where there can be only one."""
    SILENT = "SILENT"
    """No source in the base mentions it, which is not a no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What is known of one technique, or of a share of a set, in one model."""

    item: str
    """Model and technique, by which the proof names it."""
    model: EntityRef
    """The model."""
    technique: EntityRef
    """The technique; a set where the source speaks of many at once."""
    quantifier: Quantifier | None
    """For a set: of how many of its members it is said, without telling which."""
    adoption: Adoption
    """Whether it was adopted, or in which way not."""
    instead: tuple[str, ...]
    """What stands in its place, where it was replaced."""
    grounds: tuple[str, ...]
    """What each side rests on: measured, observed, reported, argued, ..."""


@question("failure", example={"technique": "palm-stability-modifications", "models": ("opt-175b", "bloom-176b", "glm-130b")})
def adoption(base: KnowledgeBase, technique: str, models: tuple[str, ...] = ()) -> Answer[tuple[Adopted, ...]]:
    """Which models adopted a technique, or the techniques of a set?

    For each model and technique: ADOPTED, DENIED in so many words, REPLACED by another value where there can be only
    one (an activation, an optimizer, a dropout other than 0), or SILENT, which is a gap and not a no; CONTESTED where
    sources contradict each other. What is said of all members of a set counts for each. What is said of most or some
    of them does not tell which: it stands in a row of its own, under the set, and leaves its members as they are.

    `technique` is a technique, or a set of techniques; `models` are the models asked about, by default all of which a
    source speaks. Raises UnknownId for an unknown slug and BadArgument for an entity of another kind.
    """
    techniques = demand_techniques(base, technique, models)
    known = adopting(base, techniques, models)
    found = [one for model in known.facts.families for one in _of_model(known, model)]
    proof = [inference for _, inference in found if inference]
    gaps = [
        Gap(item=item.item, subject=item.model.slug, predicate=USES, reason=known.silence(item.model.slug, item.technique.slug))
        for item, _ in found
        if item.adoption is Adoption.SILENT
    ]
    return answered(base, tuple(item for item, _ in found), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def demand_techniques(base: KnowledgeBase, technique: str, models: tuple[str, ...]) -> tuple[str, ...]:
    """Check the arguments of the question and return the techniques it is about. Raises UnknownId or BadArgument."""
    for model in models:
        demand(base, "models", model, Kind.model)
    asked = demand(base, "technique", technique, Kind.technique, Kind.set)
    techniques = asked.members if asked.kind is Kind.set else (technique,)
    if any(one.kind is not Kind.technique for one in base.entities(techniques).values()):
        raise BadArgument("technique", technique, "its members are no techniques; name a technique or a set of them")
    return techniques


def _of_model(known: Adopting, model: str) -> Iterator[tuple[Adopted, Inference | None]]:
    for technique in known.techniques:
        yield adopted(known, model, technique)
    for (set_, polarity, quantifier), made in known.shares(model).items():
        yield _share(model, set_, polarity, quantifier, made)


def adopted(known: Adopting, model: str, technique: str) -> tuple[Adopted, Inference | None]:
    """Return what is known of a technique in a model, with its proof where anything is."""
    told = known.told(model, technique)
    against = [*told.denied, *told.replaced]
    made = leg(f"{model} uses {technique}", told.used, against) or leg(f"{model} does not use {technique}", against, ())
    found = _adoption(told)
    if found is Adoption.DENIED:
        made = leg(f"{model} is said not to use {technique}", told.denied, ())
    item = Adopted(
        item=f"{model} {technique}",
        model=EntityRef(model),
        technique=EntityRef(technique),
        quantifier=None,
        adoption=found,
        instead=tuple(dict.fromkeys(told.instead)),
        grounds=_grounds(made),
    )
    return item, _inference(item, made)


def _adoption(told: Told) -> Adoption:
    if told.used:
        return Adoption.CONTESTED if told.denied or told.replaced else Adoption.ADOPTED
    return Adoption.DENIED if told.denied else Adoption.REPLACED if told.replaced else Adoption.SILENT


def _share(model: str, set_: str, polarity: Polarity, quantifier: Quantifier, made: Leg) -> tuple[Adopted, Inference | None]:
    """Return the row of what is said of a share of a set, under the set itself."""
    asserted = Adoption.ADOPTED if polarity is Polarity.asserts else Adoption.DENIED
    item = Adopted(
        item=f"{model} {quantifier} of {set_}",
        model=EntityRef(model),
        technique=EntityRef(set_),
        quantifier=quantifier,
        adoption=Adoption.CONTESTED if made.against else asserted,
        instead=(),
        grounds=_grounds(made),
    )
    return item, _inference(item, made)


def _grounds(made: Leg | None) -> tuple[str, ...]:
    return () if made is None else (made.support.ground, *(one.ground for one in made.against[:1]))


def _inference(item: Adopted, made: Leg | None) -> Inference | None:
    return None if made is None else Inference(item=item.item, rule=str(item.adoption).lower(), legs=(made,))
