"""Questions as any page or query asks them: over one base, which never changes, an answer is worked out once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kb.questions.answer import Answer
from kb.questions.registry import QUESTIONS
from kb.store.base import KnowledgeBase

REMEMBERED = 64
"""Answers; one over the whole base takes a second to work out."""


def asked(base: KnowledgeBase, name: str, given: Mapping[str, Any]) -> Answer[Any]:
    """Answer the question of this name; what it says of past states is not kept, as names of revisions move.

    Raises UnknownId, BadArgument, NoHistory or PastUnreadable, as the question does.
    """
    if QUESTIONS[name].of_past:
        return _answered.__wrapped__(base, name, tuple(sorted(given.items())))
    return _answered(base, name, tuple(sorted(given.items())))


@lru_cache(maxsize=REMEMBERED)
def _answered(base: KnowledgeBase, name: str, given: tuple[tuple[str, Any], ...]) -> Answer[Any]:
    answer: Answer[Any] = QUESTIONS[name].function(base, **dict(given))
    return answer
