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
    OperationDefinitionNode,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from api.limits import CHARACTERS, TOKENS, exceeded
from api.schema import schema
from kb.errors import BadArgument, KBError, UnknownId
from kb.store.base import KnowledgeBase

log = logging.getLogger("claimgraph")
CODES: dict[type[KBError], str] = {UnknownId: "NOT_FOUND", BadArgument: "BAD_USER_INPUT"}
graph: Any = schema._schema  # noqa: SLF001 # strawberry offers no public way to the core schema


@dataclass(frozen=True, slots=True)
class Outcome:
    """The body of an answer, and whether the request was well-formed."""

    body: dict[str, Any]
    accepted: bool


@lru_cache(maxsize=500)
def _checked(query: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...], str]:
    """Parse and validate; return the document, or what is wrong with it and the code for that."""
    if len(query) > CHARACTERS:
        return None, (GraphQLError(f"The query has more than {CHARACTERS} characters."),), "GRAPHQL_PARSE_FAILED"
    try:
        document = parse(query, max_tokens=TOKENS)
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
        return Outcome({"errors": [_formatted(error, code) for error in errors], **_stamp(base)}, False)
    chosen = get_operation_ast(document, operation)
    if not isinstance(chosen, OperationDefinitionNode):
        error = GraphQLError("Name one of the query's operations in `operationName`.")
        return Outcome({"errors": [_formatted(error, "BAD_USER_INPUT")], **_stamp(base)}, False)
    result = execute(graph, document, context_value={"base": base}, variable_values=variables, operation_name=operation)
    if not isinstance(result, ExecutionResult):
        raise TypeError("resolvers are plain functions; an awaitable result is a fault of the schema")
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [_formatted(error, _code(error)) for error in result.errors]
    refused = result.data is None and all(error.path is None for error in result.errors or ())
    if not refused:
        body["data"] = result.data
    return Outcome({**body, **_stamp(base)}, not refused)


def _stamp(base: KnowledgeBase) -> dict[str, Any]:
    return {"extensions": {"dataDigest": base.digest}}


def _code(error: GraphQLError) -> str:
    original = error.original_error
    if original is None:
        return "BAD_USER_INPUT"
    return next((code for kind, code in CODES.items() if isinstance(original, kind)), "INTERNAL_SERVER_ERROR")


def _formatted(error: GraphQLError, code: str) -> dict[str, Any]:
    """Write an error as the specification has it; a fault of ours is logged and says nothing of itself."""
    if code == "INTERNAL_SERVER_ERROR":
        log.error("a resolver failed", exc_info=error.original_error)
        shown = {**error.formatted, "message": "Something went wrong on our side."}
    else:
        shown = dict(error.formatted)
    suggestions = getattr(error.original_error, "suggestions", ())
    return {**shown, "extensions": {"code": code, **({"suggestions": list(suggestions)} if suggestions else {})}}
