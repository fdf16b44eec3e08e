"""What should one use in this situation, and on whose word?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Answer, ClaimRef, EntityRef, Gap, Status
from kb.questions.approaches import Asked, asked
from kb.questions.envelope import answered, conflicts_of
from kb.questions.footing import Footing
from kb.questions.question import question
from kb.questions.situation import told
from kb.questions.walk import Course, Walk, walked
from kb.questions.ways import Answers, Met, chosen, ends, met
from kb.records.claim import Advice
from kb.records.guide import Edge, Ending, Guide
from kb.store.base import KnowledgeBase


class AdviceSide(StrEnum):
    """How a piece of advice stands to an outcome."""

    WITH = "WITH"
    """It recommends what the outcome does."""
    AGAINST = "AGAINST"
    """It recommends something else instead of what the outcome does."""
    BESIDE = "BESIDE"
    """It speaks of something else, or there is no outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideTurn:
    """A test that the reader answered, and where the answer led."""

    test: str
    """The test."""
    asks: str
    """Its question."""
    situation: EntityRef
    """The situation that it tests."""
    answer: str
    """The reader's answer."""
    to: str
    """The next test, or the outcome."""
    rests_on: tuple[ClaimRef, ...]
    """Claims that carry the step; each of them would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLead:
    """Where one answer would lead."""

    answer: str
    """The answer."""
    to: str
    """The next test, or the outcome."""
    outcomes: tuple[str, ...]
    """The outcomes that are possible from there, given the rest of the situation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTest:
    """A test that may be met and that the reader did not answer."""

    test: str
    """The test."""
    asks: str
    """Its question."""
    situation: EntityRef
    """The situation that it tests."""
    answers: tuple[AnswerLead, ...]
    """The answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingAdvice:
    """A recommendation all of whose conditions the situation fulfils."""

    claim: ClaimRef
    """The claim."""
    says: str
    """What it recommends."""
    when: tuple[str, ...]
    """Its conditions."""
    side: AdviceSide
    """How it stands to the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What a guide advises in a situation."""

    outcome: str | None
    """The outcome, where there is one."""
    says: str | None
    """What to do."""
    course: Course
    """How far the guide was walked."""
    guide: str
    """The guide."""
    use: EntityRef | None
    """The system or class to use."""
    method: EntityRef | None
    """How to use it."""
    stopped: str | None
    """The step at which the guide stops, and why."""
    ignored: tuple[str, ...]
    """What the reader told and no test on the way asks for."""
    path: tuple[GuideTurn, ...]
    """The tests that were answered, in their order."""
    open: tuple[OpenTest, ...]
    """The tests that would be asked."""
    advice: tuple[MatchingAdvice, ...]
    """Recommendations that fit the situation, whatever the guide makes of them."""


EXAMPLE = ("api-budget=ample", "service-security=acceptable", "serving-resources=lacking", "labelled-data=few")


@question("tasks", example={"situation": EXAMPLE})
def advise(base: KnowledgeBase, situation: tuple[str, ...], guide: str | None = None) -> Answer[Advised]:
    """What should one use in this situation, and on whose word?

    Walks a decision guide: at each test it takes the edge of the reader's answer and shows the claims that carry it. Where
    the reader gave no answer it lists what would be asked and where each answer leads; an outcome to which all of them lead
    is settled all the same. It stops at a step that rests on a finding which has lapsed (a premise means something else
    now, or no longer counts) or is contested, or on nothing that counts. Recommendations whose conditions the situation
    fulfils are listed beside the outcome, those against it too: a guide asks in an order, and the first answer decides.

    `situation` is what is known, each as key=value: a situation and one of its answers; `guide` names the guide, by
    default the only one. Raises UnknownId or BadArgument.
    """
    answers, which = told(base, situation), chosen(base, guide)
    footing = Footing(base, which)
    walk = walked(which, answers, footing)
    value = _advised(base, which, answers, walk, footing)
    proof = walk.proof(footing)
    gaps = [Gap(item=one.test, subject=one.situation.slug, predicate="answer", reason="the reader gave none") for one in value.open]
    status = {Course.SETTLED: None, Course.OPEN: Status.PARTIAL, Course.STOPPED: Status.UNKNOWN}[walk.course]
    return answered(base, value, proof=proof, conflicts=conflicts_of(proof), gaps=() if walk.outcome else gaps, status=status)


def _advised(base: KnowledgeBase, guide: Guide, answers: Answers, walk: Walk, footing: Footing) -> Advised:
    outcome = walk.outcome
    asked_for = {one.fork.situation for one in walk.tests}
    return Advised(
        outcome=outcome.slug if outcome else None,
        says=outcome.says if outcome else None,
        course=walk.course,
        guide=guide.slug,
        use=_ref(outcome.do.system or outcome.do.class_) if outcome else None,
        method=_ref(outcome.do.method) if outcome else None,
        stopped=walk.stopped,
        ignored=tuple(f"{key}={answer}" for key, answer in answers.items() if key not in asked_for),
        path=tuple(_turn(one, footing) for one in walk.turns),
        open=tuple(_open(guide, answers, one) for one in walk.tests if one.given is None),
        advice=tuple(_advice(base, answers, outcome)),
    )


def _ref(slug: str | None) -> EntityRef | None:
    return EntityRef(slug) if slug else None


def _turn(one: Met, footing: Footing) -> GuideTurn:
    fork, edge = one.fork, one.edges[0]
    rests_on = footing.refs(edge.rests_on)
    return GuideTurn(test=fork.slug, asks=fork.asks, situation=EntityRef(fork.situation), answer=edge.answer, to=edge.to, rests_on=rests_on)


def _open(guide: Guide, answers: Answers, one: Met) -> OpenTest:
    leads = tuple(_lead(guide, answers, edge) for edge in one.fork.edges)
    return OpenTest(test=one.fork.slug, asks=one.fork.asks, situation=EntityRef(one.fork.situation), answers=leads)


def _lead(guide: Guide, answers: Answers, edge: Edge) -> AnswerLead:
    possible = ends(guide, met(guide, answers, edge.to), edge.to)
    return AnswerLead(answer=edge.answer, to=edge.to, outcomes=tuple(ending.slug for ending in possible))


def _advice(base: KnowledgeBase, answers: Answers, outcome: Ending | None) -> Iterator[MatchingAdvice]:
    """Yield the recommendations all of whose conditions the reader's answers fulfil, in reading order."""
    done = asked(base, outcome.do.system or outcome.do.class_ or outcome.do.method or "", outcome.do.method) if outcome else None
    for view in base.advice(answers):
        body = view.claim.body
        if isinstance(body, Advice) and body.when and body.when.items() <= answers.items():
            when = tuple(f"{key}={answer}" for key, answer in body.when.items())
            carries = outcome is not None and view.address in outcome.rests_on
            side = AdviceSide.WITH if carries else _side(body, done)
            yield MatchingAdvice(claim=ClaimRef(view.address), says=view.claim.says, when=when, side=side)


def _side(advice: Advice, done: Asked | None) -> AdviceSide:
    """Tell whether a recommendation is for what is done, or for something else instead of it."""
    if done is None:
        return AdviceSide.BESIDE
    if done.through(advice.do) is not None:
        return AdviceSide.WITH
    return AdviceSide.AGAINST if advice.instead_of and done.through(advice.instead_of) is not None else AdviceSide.BESIDE
