"""A guide walked in one situation: how far it leads, to which outcome, and where it stops."""

from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Inference
from kb.questions.footing import Footing, steps_of
from kb.questions.ways import Answers, Met, ends, met, path
from kb.records.guide import Ending, Guide

RULE = "guide-walked"


class Course(StrEnum):
    """How far a guide was walked."""

    SETTLED = "SETTLED"
    """Every way that is left leads to one outcome."""
    OPEN = "OPEN"
    """The outcome hangs on answers that the reader did not give."""
    STOPPED = "STOPPED"
    """A step on the way does not stand any more."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a situation makes of a guide."""

    tests: tuple[Met, ...]
    """Every test that may be met."""
    turns: tuple[Met, ...]
    """The tests from the start on that the reader answered."""
    possible: tuple[Ending, ...]
    """Every outcome that may be reached."""
    stopped: str | None
    """The step that does not stand, and why."""

    @property
    def course(self) -> Course:
        """Return how far the guide was walked."""
        if self.stopped:
            return Course.STOPPED
        return Course.SETTLED if len(self.possible) == 1 else Course.OPEN

    @property
    def outcome(self) -> Ending | None:
        """Return the outcome, None where it is open or the walk stopped."""
        return self.possible[0] if self.course is Course.SETTLED else None

    def proof(self, footing: Footing) -> tuple[Inference, ...]:
        """Return why the outcome is the outcome: a leg for every step that may be taken; nothing where there is none."""
        if self.outcome is None:
            return ()
        legs = (footing.leg(step) for step in steps_of(self.tests, self.possible))
        return (Inference(item=self.outcome.slug, rule=RULE, legs=tuple(one for one in legs if one)),)


def walked(guide: Guide, answers: Answers, footing: Footing) -> Walk:
    """Walk a guide, and stop at the first step on the way that does not stand."""
    tests = met(guide, answers, guide.start)
    turns, possible = path(tests, guide.start), ends(guide, tests, guide.start)
    steps = steps_of(tests, possible) if len(possible) == 1 else steps_of(turns, ())
    return Walk(tests, turns, possible, footing.first_fault(steps))
