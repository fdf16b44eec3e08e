"""The answer to a request: its body, its status, and its errors with their codes."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError

from api.limits import Budget, LimitExceeded
from kb.errors import BadArgument, NoHistory, PastUnreadable, TookTooLong, UnknownId
from kb.store.base import KnowledgeBase

log = logging.getLogger("claimgraph")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The body of an answer as JSON, and the status that says what became of the request."""

    content: bytes
    status: int
    codes: frozenset[str] = frozenset()
    """Codes of its errors."""

    @property
    def body(self) -> Any:
        """Return the body as values."""
        return orjson.loads(self.content)


def answered(base: KnowledgeBase, data: str, errors: Iterable[GraphQLError], budget: Budget) -> Outcome:
    """Return the answer whose data are a JSON text."""
    failed = [_formatted(error, _code(error)) for error in errors]
    before = f'"errors":{orjson.dumps(failed).decode()},' if failed else ""
    cost = f'"cost":{{"records":{budget.spent},"most":{budget.records}}}'
    content = f'{{{before}"data":{data},"extensions":{{"dataDigest":"{base.digest}",{cost}}}}}'
    return Outcome(content.encode(), 200, frozenset(error["extensions"]["code"] for error in failed))


def refused(base: KnowledgeBase, errors: Iterable[GraphQLError], code: str) -> Outcome:
    """Return the answer to a request that was not executed."""
    body = {"errors": [_formatted(error, code) for error in errors], "extensions": extensions(base)}
    return Outcome(orjson.dumps(body), 400, frozenset((code,)))


def extensions(base: KnowledgeBase) -> dict[str, Any]:
    """Return what every answer says of the base behind it."""
    return {"dataDigest": base.digest}


def _code(error: GraphQLError) -> str:
    """Tell whose fault an error of a field is; one without an exception behind it is about an argument."""
    match error.original_error:
        case None | BadArgument():
            return "BAD_USER_INPUT"
        case UnknownId():
            return "NOT_FOUND"
        case NoHistory():
            return "NO_HISTORY"
        case PastUnreadable():
            return "PAST_UNREADABLE"
        case LimitExceeded() as limit:
            return limit.code
        case TookTooLong():
            return "TIMEOUT"
    return "INTERNAL_SERVER_ERROR"


def _formatted(error: GraphQLError, code: str) -> dict[str, Any]:
    """Write an error as the specification has it; a fault of ours is logged and says nothing of itself."""
    shown: dict[str, Any] = {**error.formatted, "extensions": {"code": code}}
    if code == "INTERNAL_SERVER_ERROR":
        log.error("a field failed", exc_info=error.original_error)
        return {**shown, "message": "Something went wrong on our side."}
    if suggestions := getattr(error.original_error, "suggestions", ()):
        shown["extensions"]["suggestions"] = list(suggestions)
    return shown
