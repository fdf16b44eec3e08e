"""One item of a question, present or not: how it stands, how it would stand otherwise, and which premises bear on it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

from kb.errors import BadArgument
from kb.questions.adopting import Adopting, adopting
from kb.questions.adoption import Adoption, adopted, demand_techniques
from kb.questions.answer import Gap, Standing
from kb.questions.distinguishing_factors import Distinction, Groups, demand_groups
from kb.questions.envelope import demand
from kb.questions.factors_of import demand_model, factor_of
from kb.questions.facts import TRAINED_ON
from kb.questions.known_factors import KnownFactors, known_factors
from kb.questions.shared_factors import demand_models, shared
from kb.questions.supposed import Supposition
from kb.questions.suppositions import of_condition, of_effect, of_technique
from kb.records.terms import Kind
from kb.store.base import ClaimView, KnowledgeBase

ABSENT = "ABSENT"
"""How an item stands that is not in the answer."""
CORPUS_UNKNOWN = "no source in the base says what it was trained on, so that no premise about its data can be named"


class Supposable(Protocol):
    """What is known, and would be with some claims more and some less."""

    def supposing(self, added: Iterable[ClaimView], gone: frozenset[str]) -> Self:
        """Return what would be known."""


K = TypeVar("K", bound=Supposable)


@dataclass(frozen=True, slots=True)
class Case(Generic[K]):
    """An item of a question with its arguments."""

    known: K
    judge: Callable[[K], str]
    """How the item stands, given what is known."""
    best: tuple[str, ...]
    """How it may stand in the answer, best first; anything else is a no."""
    changes: tuple[Supposition, ...]
    """The premises that could make it stand better."""
    gaps: tuple[Gap, ...] = ()
    """What keeps a premise from being named."""

    def stands(self, *changes: Supposition) -> str:
        """Return how the item stands, or would with some changes."""
        if not changes:
            return self.judge(self.known)
        added = tuple(view for change in changes for view in change.added)
        return self.judge(self.known.supposing(added, frozenset().union(*(change.gone for change in changes))))

    def worth(self, stands: str) -> int:
        """Return how good a standing is: 0 where the item is not in the answer, more for better."""
        return len(self.best) - self.best.index(stands) if stands in self.best else 0


def shared_case(base: KnowledgeBase, factor: str, models: tuple[str, ...], outcome: str | None) -> Case[KnownFactors]:
    """Return a factor that models may share. Raises UnknownId or BadArgument."""
    demand_models(base, models, outcome)
    known = _known(base, factor, models, outcome)
    changes = (*_holding(known, factor, models), *of_effect(known, factor, models, outcome))

    def judge(known: KnownFactors) -> str:
        found = shared(known, factor, models)
        return found[0].standing if found else ABSENT

    return Case(known, judge, tuple(Standing), changes, tuple(_gaps(known, factor, models)))


def model_case(base: KnowledgeBase, factor: str, models: tuple[str, ...], outcome: str | None) -> Case[KnownFactors]:
    """Return a factor that one model may have. Raises UnknownId or BadArgument."""
    model = _only(models)
    demand_model(base, model, outcome)
    known = _known(base, factor, models, outcome)
    changes = (*_holding(known, factor, models), *(of_effect(known, factor, models, outcome) if outcome else ()))

    def judge(known: KnownFactors) -> str:
        found = factor_of(known, factor, model, outcome is not None)
        return found[0].standing if found else ABSENT

    return Case(known, judge, tuple(Standing), changes, tuple(_gaps(known, factor, models)))


def difference_case(
    base: KnowledgeBase, factor: str, succeeded: tuple[str, ...], failed: tuple[str, ...], outcome: str | None
) -> Case[KnownFactors]:
    """Return a factor that may set groups of models apart. Raises UnknownId or BadArgument."""
    demand_groups(base, succeeded, failed, outcome)
    known = _known(base, factor, (*succeeded, *failed), outcome)
    ruling_out = (change for model in succeeded for change in of_condition(known, factor, model, wanted=False))
    changes = (*_holding(known, factor, failed), *ruling_out, *(of_effect(known, factor, failed, outcome) if outcome else ()))

    def judge(known: KnownFactors) -> str:
        found = Groups(known, succeeded, failed, outcome is not None).distinguished(factor)
        return found[0].difference if found else ABSENT

    return Case(known, judge, tuple(Distinction), changes, tuple(_gaps(known, factor, (*succeeded, *failed))))


def adoption_case(base: KnowledgeBase, technique: str, of: str | None, models: tuple[str, ...]) -> Case[Adopting]:
    """Return a technique that one model may have adopted. Raises UnknownId or BadArgument."""
    model = _only(models)
    techniques = demand_techniques(base, of or technique, models)
    if technique not in techniques:
        raise BadArgument("item", technique, f"name one of {', '.join(techniques)}")
    known = adopting(base, (technique,), models)

    def judge(known: Adopting) -> str:
        return adopted(known, model, technique)[0].adoption

    best = (Adoption.ADOPTED, Adoption.CONTESTED)
    return Case(known, judge, best, tuple(of_technique(known, model, technique)))


def _only(models: tuple[str, ...]) -> str:
    if len(models) != 1:
        raise BadArgument("models", list(models), "name one model")
    return models[0]


def _known(base: KnowledgeBase, factor: str, models: tuple[str, ...], outcome: str | None) -> KnownFactors:
    if demand(base, "item", factor, Kind.factor).defined_by is None:
        raise BadArgument("item", factor, "it has no condition that facts could meet; name a narrower factor")
    return known_factors(base, models, outcome, only=(factor,))


def _holding(known: KnownFactors, factor: str, models: tuple[str, ...]) -> Iterator[Supposition]:
    for model in models:
        yield from of_condition(known, factor, model, wanted=True)


def _gaps(known: KnownFactors, factor: str, models: tuple[str, ...]) -> Iterator[Gap]:
    condition = known.conditions[factor]
    for model in dict.fromkeys((*models, *condition.than)):
        if not known.facts.subjects(model, condition.predicate):
            yield Gap(item=factor, subject=model, predicate=TRAINED_ON, reason=CORPUS_UNKNOWN)
