"""Answers by graphql-core and the resolvers of the schema, record by record: for the little that is not planned, and to compare with."""

from typing import Any

import orjson
from graphql import DocumentNode, ExecutionResult, execute

from api.execution.documents import GRAPH
from api.execution.outcome import Outcome, answered, refused
from api.limits import Budget
from api.reading import Reading
from kb.store.base import KnowledgeBase


def resolved(
    base: KnowledgeBase, document: DocumentNode, variables: dict[str, Any] | None, operation: str | None, budget: Budget
) -> Outcome:
    """Answer an operation of a checked document."""
    result = execute(GRAPH, document, context_value={"reading": Reading(base, budget)}, variable_values=variables, operation_name=operation)
    if not isinstance(result, ExecutionResult):
        raise TypeError("resolvers are plain functions; an awaitable result is a fault of the schema")
    errors = tuple(result.errors or ())
    if result.data is None and all(error.path is None for error in errors):
        return refused(base, errors, "BAD_USER_INPUT")
    return answered(base, orjson.dumps(result.data).decode(), errors, budget)
