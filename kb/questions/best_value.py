"""Which value should one use, and why that one?"""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef, Gap, Inference, Standing
from kb.questions.competing import conditions, rivalries
from kb.questions.envelope import answered, conflicts_of, said, standing
from kb.questions.evidence import leg
from kb.questions.policy import Policy
from kb.questions.question import question
from kb.records.claim import Fact
from kb.records.terms import ValueKind
from kb.store.base import ClaimView, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """A value that was not chosen."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it says."""
    agrees: bool
    """Whether it may be true together with the chosen one."""
    lost: str
    """What the chosen claim has before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BestValue:
    """The best value under one set of conditions."""

    claim: ClaimRef
    """The claim that gives it."""
    says: str
    """What it says, with its conditions."""
    standing: Standing
    """Contested when another claim contradicts it."""
    reason: str
    """What it has before the next one; empty where there is no other."""
    runners_up: tuple[RunnerUp, ...]
    """The others, best first."""


@question("trust", example={"subject": "bloom-176b", "predicate": "tokens_seen"})
def best_value(base: KnowledgeBase, subject: str, predicate: str) -> Answer[tuple[BestValue, ...]]:
    """Which value should one use, and why that one?

    One answer for each set of conditions under which values may differ, such as a milestone, a phase or a run. The policy, in this
    order: not superseded, not deprecated, preferred by a curator, a stated value, no hearsay, the authors on their own
    work, read at its place, stronger ground (measured before reported before argued), the later document, more printed
    digits. Nothing is averaged; what lost is listed with the step at which it lost, and what contradicts is a conflict.

    `subject` is the slug of an entity, `predicate` is the slug of a predicate. Raises UnknownId.
    """
    base.entity(subject)
    known = base.predicate(predicate)
    views = [view for view in base.facts(base.broader(subject), (predicate,)) if _tells(view)]
    policy = Policy(base, [view.address for view in views])
    groups: dict[tuple[str, ...], list[ClaimView]] = {}
    for view in policy.ranked(views):
        if isinstance(body := view.claim.body, Fact):
            groups.setdefault(conditions(body, known) if known.functional else (view.address,), []).append(view)
    found = [_best(base, policy, group) for group in groups.values()]
    gaps = [Gap(item=predicate, subject=subject, predicate=predicate, reason="no source in the base says")] if not found else []
    proof = [inference for _, inference in found]
    return answered(base, tuple(item for item, _ in found), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def _tells(view: ClaimView) -> bool:
    body = view.claim.body
    return isinstance(body, Fact) and body.value.kind is not ValueKind.not_disclosed


def _best(base: KnowledgeBase, policy: Policy, ranked: Sequence[ClaimView]) -> tuple[BestValue, Inference]:
    best, *others = ranked
    pairs = rivalries(base, [best], others)
    against = {side.address for one in pairs if one.conflicts for side in (one.one, one.other)} - {best.address}
    supports = [("stated", (view,)) for view in ranked if view.address not in against and said(view.claim)[2] == said(best.claim)[2]]
    made = leg(f"{best.address} says {said(best.claim)[2]}", supports, [("stated", (view,)) for view in others if view.address in against])
    legs = (made,) if made else ()
    runners_up = tuple(
        RunnerUp(claim=ClaimRef(view.address), says=said(view.claim)[2], agrees=view.address not in against, lost=policy.reason(best, view))
        for view in others
    )
    item = BestValue(
        claim=ClaimRef(best.address),
        says=said(best.claim)[2],
        standing=standing(legs),
        reason=runners_up[0].lost if runners_up else "",
        runners_up=runners_up,
    )
    return item, Inference(item=best.address, rule="best-by-policy", legs=legs)
