"""By which claims do two entities hang together?"""

from dataclasses import dataclass

from kb.errors import BadArgument
from kb.graph import chains
from kb.questions.answer import Answer, ClaimRef, EntityRef, Gap, Inference, Leg
from kb.questions.envelope import answered
from kb.questions.evidence import leg
from kb.questions.hearing import saying
from kb.questions.orders import STATED
from kb.questions.question import question
from kb.store.base import ClaimView, KnowledgeBase
from kb.store.linked import Tie

LONGEST = 6
"""Claims in a chain; longer ones say little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep:
    """One claim that ties two entities, with the others that do."""

    start: EntityRef
    """From this entity."""
    end: EntityRef
    """To this one."""
    claim: ClaimRef
    """The best claim that names both."""
    says: str
    """What it says."""
    ground: str
    """In which way it is said."""
    by: str
    """The source and its document."""
    others: tuple[ClaimRef, ...]
    """The other claims that name both, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A chain of claims from one entity to another."""

    through: str
    """The entities in order."""
    weakest: ClaimRef
    """The claim of its weakest step: the chain is no better than this."""
    weakest_ground: str
    """In which way that is said."""
    steps: tuple[ChainStep, ...]
    """The steps in order."""


@question("graph", example={"start": "roots", "goal": "sgd"})
def path(base: KnowledgeBase, start: str, goal: str, limit: int = 3) -> Answer[tuple[Chain, ...]]:
    """By which claims do two entities hang together?

    A step is a claim that names both its ends: a fact, score, comparison, effect or advice, asserted or denied. Chains
    are the shortest there are, of at most six claims; the best comes first, and a chain is as good as its weakest
    step, which is named before the steps: hearsay is weaker than the source's own word, what was read through others
    weaker than what was read in full, and what is argued weaker than what is reported or measured.

    `start` and `goal` are slugs of entities; `limit` is the most chains to return. Raises UnknownId for an unknown slug
    and BadArgument for twice the same one, or a limit below one.
    """
    base.entity(start)
    base.entity(goal)
    if start == goal:
        raise BadArgument("goal", goal, "name another entity than the start")
    if limit < 1:
        raise BadArgument("limit", limit, "give 1 or more")
    found = chains(base, start, goal, LONGEST, limit)
    views = base.claims(tie.claim for steps in found for _, _, ties in steps for tie in ties)
    gap = Gap(item=goal, subject=start, predicate="path", reason=f"no chain of at most {LONGEST} claims leads from one to the other")
    return answered(
        base,
        tuple(_chain(steps, views) for steps in found),
        proof=[Inference(item=_through(steps), rule="chain-of-claims", legs=_legs(steps, views)) for steps in found],
        gaps=() if found else (gap,),
    )


Steps = tuple[tuple[str, str, tuple[Tie, ...]], ...]


def _through(steps: Steps) -> str:
    return " - ".join((steps[0][0], *(end for _, end, _ in steps)))


def _chain(steps: Steps, views: dict[str, ClaimView]) -> Chain:
    weakest = max((ties[0] for _, _, ties in steps), key=lambda tie: tie.weakness)
    return Chain(
        through=_through(steps),
        weakest=ClaimRef(weakest.claim),
        weakest_ground=saying(views[weakest.claim]).ground,
        steps=tuple(_step(start, end, ties, views) for start, end, ties in steps),
    )


def _step(start: str, end: str, ties: tuple[Tie, ...], views: dict[str, ClaimView]) -> ChainStep:
    view = views[ties[0].claim]
    told = saying(view)
    return ChainStep(
        start=EntityRef(start),
        end=EntityRef(end),
        claim=told.claim,
        says=view.claim.says,
        ground=told.ground,
        by=told.by,
        others=tuple(ClaimRef(tie.claim) for tie in ties[1:]),
    )


def _legs(steps: Steps, views: dict[str, ClaimView]) -> tuple[Leg, ...]:
    made = (leg(f"a claim names {start} and {end}", ((STATED, (views[tie.claim],)) for tie in ties), ()) for start, end, ties in steps)
    return tuple(one for one in made if one)
