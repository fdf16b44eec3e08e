"""All questions by name: every surface (command line, GraphQL, pages) is made from this list."""

from typing import Any

from kb.questions.annotate import annotate
from kb.questions.contradictions import contradictions
from kb.questions.dispute import dispute
from kb.questions.question import Question
from kb.questions.secondary_drift import secondary_drift
from kb.questions.shared_factors import shared_factors

ALL: tuple[Any, ...] = (
    annotate,
    contradictions,
    dispute,
    secondary_drift,
    shared_factors,
)
QUESTIONS: dict[str, Question] = {function.question.name: function.question for function in ALL}
"""Every question by its name, as its decorator marked it."""
