"""What is known of every factor for some models: whether its condition holds, and what it is said to do."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from kb.questions.answer import Gap, Leg
from kb.questions.conditions import Finding, finding
from kb.questions.effects import Bearing, Effects
from kb.questions.facts import Facts
from kb.records.entity import Condition, Entity
from kb.records.terms import Kind
from kb.store.base import ClaimView, KnowledgeBase

EFFECT = "effect"
"""Stands where a gap names a predicate: what is missing is an effect of the factor."""


@dataclass(frozen=True, slots=True)
class KnownFactors:
    """Facts and effects of the factors that have a condition, looked up for some models."""

    factors: dict[str, Entity]
    conditions: dict[str, Condition]
    facts: Facts
    effects: Effects

    def finding(self, factor: str, model: str) -> Finding:
        """Return what is known of a factor's condition for a model."""
        return finding(self.facts, model, self.conditions[factor])

    def harm(self, factor: str, model: str) -> Leg | None:
        """Return the leg that says that a factor harms some outcome of a model, or None."""
        return self.effects.leg(factor, self.facts.families[model], Bearing.HARMS)

    def gap(self, factor: str, model: str, reason: str) -> Gap:
        """Return the gap that is left where nobody says whether a factor's condition holds of a model."""
        return Gap(item=factor, subject=model, predicate=self.conditions[factor].predicate, reason=reason)

    def supposing(self, added: Iterable[ClaimView], gone: frozenset[str]) -> Self:
        """Return what would be known with some claims more and some less."""
        added = tuple(added)
        return dataclasses.replace(self, facts=self.facts.supposing(added, gone), effects=self.effects.supposing(added, gone))


def known_factors(
    base: KnowledgeBase, models: Iterable[str], outcome: str | None = None, only: Iterable[str] | None = None
) -> KnownFactors:
    """Look up all factors that have a condition, or those named, for some models."""
    slugs = base.entity_slugs(Kind.factor) if only is None else only
    factors = {slug: one for slug, one in base.entities(slugs).items() if one.defined_by}
    conditions = {slug: one.defined_by for slug, one in factors.items() if one.defined_by}
    compared = {other for condition in conditions.values() for other in condition.than}
    predicates = dict.fromkeys(condition.predicate for condition in conditions.values())
    facts = Facts(base, dict.fromkeys((*models, *sorted(compared))), predicates)
    families = {slug for family in facts.families.values() for slug in family}
    return KnownFactors(factors, conditions, facts, Effects(base, factors.values(), families, outcome))
