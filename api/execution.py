"""A query to its answer: parsed, limited and validated once for each document, then executed over one base."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSyntaxError,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from api.limits import CHARACTERS, COMMENTS, TOKENS, LimitExceeded, exceeded
from api.reading import Reading
from api.schema import schema
from kb.errors import BadArgument, UnknownId
from kb.store.base import KnowledgeBase

DOCUMENTS = 128
"""Documents that are remembered with their errors; one holds up to a megabyte."""
log = logging.getLogger("claimgraph")
graph: Any = schema._schema  # noqa: SLF001 # strawberry offers no public way to the core schema


@dataclass(frozen=True, slots=True)
class Outcome:
    """The body of an answer, and the status that says what became of the request."""

    body: dict[str, Any]
    status: int


@lru_cache(maxsize=DOCUMENTS)
def _checked(query: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...], str]:
    """Parse and validate; return the document, or what is wrong with it and the code for that."""
    try:
        document = parse(query, max_lexical_tokens=TOKENS, max_comments=COMMENTS, max_source_length=CHARACTERS)
    except GraphQLSyntaxError as error:
        return None, (error,), "GRAPHQL_PARSE_FAILED"
    except RecursionError:
        return None, (GraphQLError("The query is nested too deeply."),), "GRAPHQL_PARSE_FAILED"
    if (limit := exceeded(document)) is not None:
        return None, (limit,), "GRAPHQL_VALIDATION_FAILED"
    errors = validate(graph, document, max_errors=20)
    return (None, tuple(errors), "GRAPHQL_VALIDATION_FAILED") if errors else (document, (), "")


def run(base: KnowledgeBase, query: str, variables: dict[str, Any] | None, operation: str | None) -> Outcome:
    """Answer a query; every failure is an error with a code in the body."""
    document, errors, code = _checked(query)
    if document is None:
        return _refused(base, errors, code, 400 if code == "GRAPHQL_PARSE_FAILED" else 422)
    if get_operation_ast(document, operation) is None:
        error = GraphQLError("Name one of the query's operations in `operationName`.")
        return _refused(base, (error,), "BAD_USER_INPUT", 400)
    result = execute(graph, document, context_value={"reading": Reading(base)}, variable_values=variables, operation_name=operation)
    if not isinstance(result, ExecutionResult):
        raise TypeError("resolvers are plain functions; an awaitable result is a fault of the schema")
    errors = tuple(result.errors or ())
    if result.data is None and all(error.path is None for error in errors):
        return _refused(base, errors, "BAD_USER_INPUT", 400)
    failed = {"errors": [_formatted(error, _code(error)) for error in errors]} if errors else {}
    return Outcome({**failed, "data": result.data, **stamp(base)}, 200)


def _refused(base: KnowledgeBase, errors: tuple[GraphQLError, ...], code: str, status: int) -> Outcome:
    return Outcome({"errors": [_formatted(error, code) for error in errors], **stamp(base)}, status)


def stamp(base: KnowledgeBase) -> dict[str, Any]:
    """Return what every answer says of the base behind it."""
    return {"extensions": {"dataDigest": base.digest}}


def _code(error: GraphQLError) -> str:
    """Tell whose fault an error of a resolver is; one without an exception behind it is about an argument."""
    match error.original_error:
        case None | BadArgument():
            return "BAD_USER_INPUT"
        case UnknownId():
            return "NOT_FOUND"
        case LimitExceeded() as limit:
            return limit.code
    return "INTERNAL_SERVER_ERROR"


def _formatted(error: GraphQLError, code: str) -> dict[str, Any]:
    """Write an error as the specification has it; a fault of ours is logged and says nothing of itself."""
    shown: dict[str, Any] = {**error.formatted, "extensions": {"code": code}}
    if code == "INTERNAL_SERVER_ERROR":
        log.error("a resolver failed", exc_info=error.original_error)
        return {**shown, "message": "Something went wrong on our side."}
    if suggestions := getattr(error.original_error, "suggestions", ()):
        shown["extensions"]["suggestions"] = list(suggestions)
    return shown
