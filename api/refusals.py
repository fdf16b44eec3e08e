"""Requests that are refused before anything is asked of the base."""

from typing import Any

from api.execution.outcome import extensions
from kb.store.base import KnowledgeBase


class BadRequest(Exception):  # named by what happened
    """A request that is not answered: its status, what to do instead, and a code for programs."""

    def __init__(self, status: int, message: str, code: str = "BAD_REQUEST") -> None:
        self.status, self.message, self.code = status, message, code
        super().__init__(message)


def refusal(base: KnowledgeBase, code: str, message: str) -> dict[str, Any]:
    """Return the body for a request that was not answered."""
    return {"errors": [{"message": message, "extensions": {"code": code}}], "extensions": extensions(base)}
