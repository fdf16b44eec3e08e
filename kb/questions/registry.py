"""All questions by name: every surface (command line, GraphQL, pages) is made from this list."""

from kb.questions.question import Question
from kb.questions.shared_factors import shared_factors

QUESTIONS: dict[str, Question] = {
    function.question.name: function.question  # type: ignore[attr-defined] # put there by the decorator
    for function in (shared_factors,)
}
