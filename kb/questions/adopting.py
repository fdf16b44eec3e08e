"""What the facts say of techniques in models: used, denied, replaced by another, or not mentioned."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from kb.questions.answer import Leg
from kb.questions.conditions import UNSAID, covers, excludes, finding
from kb.questions.evidence import Said, Weighed, leg
from kb.questions.facts import Facts
from kb.questions.orders import STATED
from kb.questions.quantifiers import normal
from kb.records.claim import Fact
from kb.records.entity import Condition, Entity
from kb.records.terms import Kind, Polarity, Quantifier
from kb.store.base import ClaimView, KnowledgeBase

USES, TRIED = "uses_technique", "tried_technique"
BY_SET = "all-of-a-set"
OTHER_VALUE = "another-value"


@dataclass(slots=True)
class Told:
    """What is said of one technique in one model."""

    used: list[Weighed] = field(default_factory=list)
    denied: list[Weighed] = field(default_factory=list)
    replaced: list[Weighed] = field(default_factory=list)
    """Facts that name another value where there can be only one."""
    instead: list[str] = field(default_factory=list)
    """The other values, each with its predicate."""


@dataclass(frozen=True, slots=True)
class Adopting:
    """The facts of some models that tell whether they use some techniques."""

    facts: Facts
    techniques: dict[str, Entity]
    sets: dict[str, Entity]
    """Sets with one of the techniques in them."""
    asked: dict[str, tuple[tuple[str, str, Polarity], ...]]
    """For each technique the predicates that tell of it, the value that means it, and whether it is asserted or denied."""

    def told(self, model: str, technique: str) -> Told:
        """Return what is said of one technique in one model."""
        told = Told()
        for predicate, wanted, meant in self.asked[technique]:
            for one in self.facts.said(model, predicate):
                self._sort(told, one, technique, wanted, meant)
        return told

    def _sort(self, told: Told, one: Said, technique: str, wanted: str, meant: Polarity) -> None:
        polarity, quantifier = normal(one.view.claim.polarity, one.fact.quantifier)
        in_set = self._is_of_all(one, technique, quantifier)
        if in_set or (quantifier is None and covers(self.facts, one.fact.value, wanted, polarity)):
            side = told.used if polarity is meant else told.denied
            side.append((BY_SET if in_set else STATED, one.claims))
        elif meant is Polarity.asserts and excludes(self.facts, one, wanted):
            told.replaced.append((OTHER_VALUE, one.claims))
            told.instead.append(f"{one.fact.predicate} {one.fact.value}")

    def _is_of_all(self, one: Said, technique: str, quantifier: Quantifier | None) -> bool:
        set_ = self.sets.get(one.fact.value.entity or "")
        return set_ is not None and quantifier is Quantifier.all and technique in set_.members

    def shares(self, model: str) -> dict[tuple[str, Polarity, Quantifier], Leg]:
        """Return what sources say of shares of the sets in a model; what single members add up to may speak against it."""
        found = {}
        for one in self.facts.said(model, USES):
            polarity, quantifier = normal(one.view.claim.polarity, one.fact.quantifier)
            if one.fact.value.entity in self.sets and quantifier:
                condition = Condition(predicate=USES, value=one.fact.value.entity, quantifier=quantifier, polarity=polarity)
                (side,) = finding(self.facts, model, condition).sides
                if made := leg(side.states, (weighed for weighed in side.supports if weighed[0] == STATED), side.against):
                    found[one.fact.value.entity, polarity, quantifier] = made
        return found

    def silence(self, model: str, technique: str) -> str:
        """Return why nothing is known of a technique in a model: it was tried, or spoken of among others, or nobody mentions it."""
        for one in self.facts.said(model, TRIED) if TRIED in self.facts.predicates else ():
            if one.fact.value.entity in self.facts.narrower(technique):
                return f"{one.view.address} says that it was tried, not that it was kept"
        for one in self.facts.said(model, USES):
            set_ = self.sets.get(one.fact.value.entity or "")
            if set_ and technique in set_.members:
                return f"{one.view.address} speaks of {one.fact.quantifier} of {set_.slug} and does not say of which"
        return UNSAID

    def supposing(self, added: Iterable[ClaimView], gone: frozenset[str]) -> Self:
        """Return what would be known with some claims more and some less."""
        return dataclasses.replace(self, facts=self.facts.supposing(added, gone))


def adopting(base: KnowledgeBase, techniques: tuple[str, ...], models: tuple[str, ...]) -> Adopting:
    """Look up what tells of some techniques in some models, or in all of which a source speaks."""
    known = base.predicates()
    telling = [slug for slug, one in known.items() if Kind.technique in one.range.kinds and slug != TRIED]
    cases = {slug: base.narrower(slug) for slug in techniques}
    sets = base.entities(dict.fromkeys(slug for technique in techniques for slug in base.sets_with(technique)))
    views = base.facts_with({*sets, *(case for many in cases.values() for case in many)}, telling)
    asked = {
        slug: tuple(dict.fromkeys((*_defined(one), (USES, slug, Polarity.asserts), *_named(slug, cases[slug], views))))
        for slug, one in base.entities(techniques).items()
    }
    predicates = {predicate for many in asked.values() for predicate, _, _ in many} | {USES} | ({TRIED} & set(known))
    facts = Facts(base, models or _models(base, views), sorted(predicates))
    return Adopting(facts, base.entities(techniques), sets, asked)


def _defined(technique: Entity) -> Iterator[tuple[str, str, Polarity]]:
    condition = technique.defined_by
    if condition and condition.value and condition.quantifier is None:
        yield condition.predicate, condition.value, condition.polarity


def _named(technique: str, cases: tuple[str, ...], views: Iterable[ClaimView]) -> Iterator[tuple[str, str, Polarity]]:
    """Yield the predicates by which sources name a technique, or a case of it, as a value."""
    for view in views:
        if isinstance(body := view.claim.body, Fact) and body.value.entity in cases:
            yield body.predicate, technique, Polarity.asserts


def _models(base: KnowledgeBase, views: Iterable[ClaimView]) -> tuple[str, ...]:
    """Return the models of which some facts speak, those trained on their corpora included, and no family beside its members."""
    subjects = base.entities({body.subject for view in views if isinstance(body := view.claim.body, Fact)})
    corpora = [slug for slug, one in subjects.items() if one.kind is Kind.dataset]
    trained = {body.subject for view in base.facts_with(corpora, ("trained_on",)) if isinstance(body := view.claim.body, Fact)}
    models = {slug for slug, one in subjects.items() if one.kind is Kind.model} | trained
    families = {above for slug in models for above in base.broader(slug)[1:]}
    return tuple(sorted(models - families))
