"""The proof of an answer as an indented tree whose leaves are claims with source and place."""

from collections.abc import Iterable, Mapping
from typing import Any

from kb.questions.answer import Answer, Leg, Support
from kb.questions.envelope import standing
from kb.sheets.render import claim_line, gist
from kb.store.base import ClaimView, KnowledgeBase

Views = Mapping[str, ClaimView]


def explanation(base: KnowledgeBase, answer: Answer[Any]) -> Iterable[str]:
    """Yield the lines of the whole proof, then the gaps and the state of the base."""
    views = base.claims(
        {ref.address for inference in answer.proof for leg in inference.legs for one in _supports(leg) for ref in one.claims}
    )
    for inference in answer.proof:
        yield f"{inference.item}: {standing(inference.legs)}, by {inference.rule}"
        for leg in inference.legs:
            yield from _leg_lines(views, leg)
        yield ""
    if answer.gaps:
        yield "gaps"
        yield from (f"  {gap.item}: {gap.subject} {gap.predicate} — {gap.reason}" for gap in answer.gaps)
        yield ""
    stamp = answer.as_of
    yield f"as of {stamp.date or 'an unknown date'}, commit {stamp.commit or 'unknown'}, data {stamp.data_digest}"


def _supports(leg: Leg) -> tuple[Support, ...]:
    return (leg.support, *leg.alternatives, *leg.against)


def _leg_lines(views: Views, leg: Leg) -> Iterable[str]:
    yield f"  {leg.states}: {leg.standing}"
    yield from _support_lines(views, "", leg.support)
    for other in leg.alternatives:
        yield from _support_lines(views, "or ", other)
    for other in leg.against:
        yield from _support_lines(views, "against it, ", other)


def _support_lines(views: Views, head: str, support: Support) -> Iterable[str]:
    yield f"    {head}by {support.rule} ({support.ground}):"
    for ref in support.claims:
        view = views[ref.address]
        yield f"      {claim_line(view, gist(view.claim))}"
