"""Why is an item not in an answer, or not better founded?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from kb.questions.answer import Answer, Gap, Inference
from kb.questions.cases import Case, adoption_case, difference_case, model_case, shared_case
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.questions.supposed import Supposition, WantedPremise
from kb.store.base import KnowledgeBase

MOST = 2
"""Premises that are searched for at once: the search grows with the power of it."""
SEARCHED = "every set of one or two premises; larger sets were not searched"
NONE_WOULD_DO = f"{SEARCHED}; none found would do"
IN_THE_WAY = "stands-in-the-way"


class Explained(StrEnum):
    """The question in whose answer the item is looked for."""

    shared_factors = "shared_factors"
    """Which failure factors do these models share?"""
    factors_of = "factors_of"
    """Which factors does this model have?"""
    distinguishing_factors = "distinguishing_factors"
    """Which factors set the models that failed apart?"""
    adoption = "adoption"
    """Which models adopted a technique?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A smallest set of premises that would make the item stand better."""

    becomes: str
    """How the item would stand."""
    premises: tuple[WantedPremise, ...]
    """What would have to be asserted or withdrawn, all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why an item stands as it does, and what would change that."""

    item: str
    """The factor or technique."""
    stands: str
    """How it stands in the answer now; ABSENT where it is not in it."""
    searched: str
    """How far was searched."""
    remedies: tuple[Remedy, ...]
    """The smallest sets of premises that would make it stand better, those with the least premises first."""


@question("failure", example={"question": Explained.distinguishing_factors, "item": "fewer-tokens-seen",
                              "succeeded": ("gpt-3-175b", "palm-540b"), "failed": ("opt-175b", "bloom-176b")})  # fmt: skip
def why_not(
    base: KnowledgeBase,
    question: Explained,
    item: str,
    models: tuple[str, ...] = (),
    succeeded: tuple[str, ...] = (),
    failed: tuple[str, ...] = (),
    technique: str | None = None,
    outcome: str | None = None,
) -> Answer[WhyNot]:
    """Why is an item not in an answer, or not better founded?

    Names the smallest sets of premises that would put the item into the answer of a question or, where it is in it but
    contested or merely possible, make it stand better: premises to ASSERT, which no source in the base states, and
    premises to WITHDRAW, which stand in the way. All claims that carry one premise in the way count as one. A set is
    named only if no part of it does as well; sets of more than two premises are not searched, and the answer says so.

    `question` is the question in whose answer the item is looked for; `item` is a factor, or a technique for adoption;
    `models` are the models of shared_factors, or the one model of factors_of or adoption; `succeeded` are those that
    succeeded, for distinguishing_factors; `failed` are those that failed; `technique` is the set of techniques that
    adoption is asked about, where the item is one of a set; `outcome` narrows effects as in the question itself.
    Raises UnknownId for an unknown slug and BadArgument for what the question would not take.
    """
    case = _case(base, question, item, models, succeeded, failed, technique, outcome)
    now = case.stands()
    if case.worth(now) == len(case.best):
        return answered(base, WhyNot(item=item, stands=now, searched="nothing, as it could not stand better", remedies=()))
    found = list(_smallest(case, case.worth(now)))
    searched = SEARCHED if found else NONE_WOULD_DO
    value = WhyNot(item=item, stands=now, searched=searched, remedies=tuple(_remedy(case, changes) for changes in found))
    used = dict.fromkeys(change for changes in found for change in changes)
    proof = [Inference(item=one.premise.states, rule=IN_THE_WAY, legs=(one.leg,)) for one in used if one.leg]
    gaps = list(case.gaps)
    if not found:
        gaps.append(Gap(item=item, subject=item, predicate="premises", reason=NONE_WOULD_DO))
    return answered(base, value, proof=proof, gaps=gaps)


def _case(
    base: KnowledgeBase,
    asked: Explained,
    item: str,
    models: tuple[str, ...],
    succeeded: tuple[str, ...],
    failed: tuple[str, ...],
    technique: str | None,
    outcome: str | None,
) -> Case[Any]:
    match asked:
        case Explained.shared_factors:
            return shared_case(base, item, models, outcome)
        case Explained.factors_of:
            return model_case(base, item, models, outcome)
        case Explained.distinguishing_factors:
            return difference_case(base, item, succeeded, failed, outcome)
        case Explained.adoption:
            return adoption_case(base, item, technique, models)


def _smallest(case: Case[Any], now: int) -> Iterator[tuple[Supposition, ...]]:
    """Yield the sets of changes that are better than now and than each part of them."""
    worth: dict[tuple[Supposition, ...], int] = {(): now}
    for size in range(1, MOST + 1):
        for changes in combinations(case.changes, size):
            worth[changes] = case.worth(case.stands(*changes))
            parts = (part for less in range(size) for part in combinations(changes, less))
            if all(worth[changes] > worth[part] for part in parts):
                yield changes


def _remedy(case: Case[Any], changes: tuple[Supposition, ...]) -> Remedy:
    return Remedy(becomes=case.stands(*changes), premises=tuple(change.premise for change in changes))
