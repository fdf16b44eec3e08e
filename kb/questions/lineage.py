"""What was a model or dataset made from?"""

from dataclasses import dataclass

from kb.graph import HAS_PART, MADE_FROM
from kb.graph import lineage as made_from
from kb.questions.answer import Answer, EntityRef, Gap, Inference, Leg, Standing
from kb.questions.conditions import UNSAID
from kb.questions.envelope import answered, conflicts_of, demand
from kb.questions.evidence import leg
from kb.questions.hearing import Saying, saying
from kb.questions.orders import STATED
from kb.questions.question import question
from kb.records.claim import Fact
from kb.records.terms import Kind, Polarity
from kb.store.base import ClaimView, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageStep:
    """One thing that another one was made from."""

    out_of: EntityRef
    """What something was made from."""
    made: EntityRef
    """What was made from it."""
    how: str
    """The predicate: trained on, based on, tuned on, has component."""
    depth: int
    """How many steps it is from what was asked about."""
    standing: Standing
    """Contested when a source denies it."""
    claims: tuple[Saying, ...]
    """Every claim that says so, or denies it."""


Edge = tuple[str, str, str]
"""What was made, how, and from what."""


@question("compare", example={"subject": "opt-175b"})
def lineage(base: KnowledgeBase, subject: str) -> Answer[tuple[LineageStep, ...]]:
    """What was a model or dataset made from?

    Goes from the subject through everything that it, or what it was made from, was trained on, based on, tuned on or put
    together from, step by step, each step with its claims and with what denies it. What is said of a family of models
    holds of its members; what is said of a dataset holds of no part of it. A list of components is never closed.

    `subject` is the slug of a model or dataset. Raises UnknownId for an unknown slug and BadArgument for an entity of
    another kind.
    """
    demand(base, "subject", subject, Kind.model, Kind.dataset)
    graph = made_from(base, subject)
    depths: dict[Edge, int] = {(start, told["predicate"], end): told["depth"] for start, end, told in graph.edges(data=True)}
    said: dict[Edge, list[ClaimView]] = {}
    for view in base.facts(graph, (*MADE_FROM, *HAS_PART)):
        body = view.claim.body
        if isinstance(body, Fact) and (edge := (body.subject, body.predicate, body.value.entity or "")) in depths:
            said.setdefault(edge, []).append(view)
    ordered = sorted(said, key=lambda edge: (depths[edge], edge))
    legs = {edge: made for edge in ordered for made in _legs(edge, said[edge])}
    proof = [Inference(item=made.states, rule=STATED, legs=(made,)) for made in legs.values()]
    made = {start for start, _, _ in legs}
    ends = base.entities({subject, *(end for _, _, end in legs)} - made).values()
    unknown = sorted(end.slug for end in ends if end.kind is Kind.model and not made & set(base.broader(end.slug)))
    return answered(
        base,
        tuple(_step(edge, depths[edge], made.standing, said[edge]) for edge, made in legs.items()),
        proof=proof,
        conflicts=conflicts_of(proof),
        gaps=[Gap(item=slug, subject=slug, predicate=MADE_FROM[0], reason=UNSAID) for slug in unknown],
    )


def _legs(edge: Edge, views: list[ClaimView]) -> tuple[Leg, ...]:
    start, how, end = edge
    sides = {polarity: [(STATED, (view,)) for view in views if view.claim.polarity is polarity] for polarity in Polarity}
    made = leg(f"{start} {how} {end}", sides[Polarity.asserts], sides[Polarity.denies])
    return (made,) if made else ()


def _step(edge: Edge, depth: int, standing: Standing, views: list[ClaimView]) -> LineageStep:
    start, how, end = edge
    claims = tuple(saying(view) for view in views)
    return LineageStep(out_of=EntityRef(end), made=EntityRef(start), how=how, depth=depth, standing=standing, claims=claims)
