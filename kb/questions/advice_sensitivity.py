"""What would turn the advice for this situation: which other answers, and the fall of which claims?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kb.questions.advise import EXAMPLE
from kb.questions.answer import Answer, ClaimRef, Inference
from kb.questions.envelope import answered, conflicts_of
from kb.questions.footing import Footing
from kb.questions.question import question
from kb.questions.situation import told
from kb.questions.walk import Course, Walk, walked
from kb.questions.ways import Answers, chosen
from kb.records.guide import Ending, Guide
from kb.store.base import KnowledgeBase

BOUND = 2
"""How many answers, or claims, are varied at once."""
UNANSWERED = "no answer"
Change = frozenset[tuple[str, str]]
"""Situations, each with the answer that is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFlip:
    """A smallest change of the situation that changes the outcome."""

    changes: tuple[str, ...]
    """Each situation with its answer before and after; without any of them the outcome stays."""
    outcome: str
    """The outcome then."""
    says: str
    """What to do then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFall:
    """A smallest set of claims with which the way to the outcome falls."""

    claims: tuple[ClaimRef, ...]
    """The claims; without any one of them the way still stands."""
    breaks: tuple[str, ...]
    """The steps that nothing carries then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceSensitivity:
    """What would turn an advice."""

    outcome: str | None
    """The outcome now, where there is one."""
    says: str | None
    """What to do."""
    course: Course
    """How far the guide was walked."""
    guide: str
    """The guide."""
    bound: int
    """How many answers, and how many claims, were varied at once; what takes more was not looked for."""
    flips: tuple[AdviceFlip, ...]
    """Changes of the situation, the smallest first."""
    falls: tuple[AdviceFall, ...]
    """Claims that must not fall, the smallest sets first."""


@question("tasks", example={"situation": EXAMPLE})
def advice_sensitivity(base: KnowledgeBase, situation: tuple[str, ...], guide: str | None = None) -> Answer[AdviceSensitivity]:
    """What would turn the advice for this situation: which other answers, and the fall of which claims?

    Walks a guide as `advise` does, then again with one or two answers changed or added, and keeps the smallest changes
    after which another outcome is settled. Then it looks for one or two claims without which a step on the way rests on
    nothing. Larger changes and sets are not looked for, so an empty list says that nothing so small turns the advice.

    `situation` is what is known, each as key=value: a situation and one of its answers; `guide` names the guide, by
    default the only one. Raises UnknownId or BadArgument.
    """
    answers, which = told(base, situation), chosen(base, guide)
    footing = Footing(base, which)
    walk = walked(which, answers, footing)
    proof = walk.proof(footing)
    value = AdviceSensitivity(
        outcome=walk.outcome.slug if walk.outcome else None,
        says=walk.outcome.says if walk.outcome else None,
        course=walk.course,
        guide=which.slug,
        bound=BOUND,
        flips=tuple(_flips(which, answers, footing)),
        falls=tuple(fall for inference in proof for fall in falls(inference)),
    )
    return answered(base, value, proof=proof, conflicts=conflicts_of(proof), complete=True)


def _flips(guide: Guide, answers: Answers, footing: Footing) -> Iterator[AdviceFlip]:
    """Yield the smallest changes after which another outcome is settled, single ones first."""
    before = walked(guide, answers, footing)
    found: dict[Change, Ending] = {}
    level: dict[Change, Walk] = {frozenset(): before}
    for _ in range(BOUND):
        changes = {change for one, walk in level.items() for change in _further(answers, one, walk)}
        smallest = sorted((change for change in changes if not any(flip < change for flip in found)), key=sorted)
        level = {change: walked(guide, {**answers, **dict(change)}, footing) for change in smallest}
        found |= {change: walk.outcome for change, walk in level.items() if walk.outcome and walk.outcome != before.outcome}
    for change, outcome in found.items():
        changed = tuple(f"{key}: {answers.get(key, UNANSWERED)} → {answer}" for key, answer in sorted(change))
        yield AdviceFlip(changes=changed, outcome=outcome.slug, says=outcome.says)


def _further(answers: Answers, change: Change, walk: Walk) -> Iterator[Change]:
    """Yield a change with one more answer changed, among the tests that are met then: other answers would alter nothing."""
    changed = dict(change)
    for one in walk.tests:
        for edge in one.fork.edges:
            if one.fork.situation not in changed and edge.answer != answers.get(one.fork.situation):
                yield change | {(one.fork.situation, edge.answer)}


def falls(inference: Inference) -> Iterator[AdviceFall]:
    """Yield the smallest sets of claims, up to as many as are varied at once, that hit every support of one of the legs."""
    legs = [(leg.states, [frozenset(one.claims) for one in (leg.support, *leg.alternatives)]) for leg in inference.legs]
    claims = sorted({ref for _, supports in legs for one in supports for ref in one}, key=lambda ref: ref.address)
    found: list[frozenset[ClaimRef]] = []
    for size in range(1, BOUND + 1):
        for chosen_ in map(frozenset, combinations(claims, size)):
            broken = tuple(states for states, supports in legs if all(chosen_ & one for one in supports))
            if broken and not any(smaller < chosen_ for smaller in found):
                found.append(chosen_)
                yield AdviceFall(claims=tuple(sorted(chosen_, key=lambda ref: ref.address)), breaks=broken)
