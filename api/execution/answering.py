"""A query to its answer: checked and planned once for each document, then answered by a few statements."""

from time import monotonic
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode
from graphql.execution.values import VariableValues, get_variable_values

from api.execution.arguments import NONE
from api.execution.documents import GRAPH, Document, checked
from api.execution.outcome import Outcome, answered, refused
from api.execution.plans import Field, Plan, planned
from api.execution.resolvers import resolved
from api.execution.run import Run, Unplanned
from api.limits import SECONDS, Budget
from kb.errors import TookTooLong
from kb.store.base import KnowledgeBase
from kb.store.reader import until

QUICK, HELD = 0.004, 0.01
"""Seconds within which an answer is called quick, and for which the event loop is held at most."""


def at_once(base: KnowledgeBase, query: str, variables: dict[str, Any] | None, operation: str | None) -> Outcome | None:
    """Answer a query that was quick before; None where that is not known, or turns out otherwise."""
    document = checked.known(query)
    if document is None or operation not in document.quick:
        return None
    outcome = _run(base, document, variables, operation, HELD)
    if "TIMEOUT" not in outcome.codes:
        return outcome
    document.quick.discard(operation)
    return None


def run(base: KnowledgeBase, query: str, variables: dict[str, Any] | None, operation: str | None, seconds: float = SECONDS) -> Outcome:
    """Answer a query; every failure is an error with a code in the body."""
    document = checked(query)
    if document.node is None:
        return refused(base, document.errors, document.code)
    return _run(base, document, variables, operation, seconds)


def _run(base: KnowledgeBase, document: Document, variables: dict[str, Any] | None, name: str | None, seconds: float) -> Outcome:
    operation = document.operation(name)
    if document.node is None or operation is None:
        error = GraphQLError("Name one of the query's operations in `operationName`.")
        return refused(base, (error,), "BAD_USER_INPUT")
    budget = Budget(seconds=seconds)
    with until(budget.ends):
        try:
            values = _coerced(operation, variables or {})
            plan = planned(document, operation, tuple((flag, values.coerced.get(flag)) for flag in document.flags))
            outcome = _answered(plan, Run(base, values, budget))
        except Unplanned:
            return resolved(base, document.node, variables, name, budget)
    if plan.bound and monotonic() - budget.starts < QUICK:
        document.quick.add(name)
    return outcome


def _coerced(operation: OperationDefinitionNode, given: dict[str, Any]) -> VariableValues:
    """Return the variables as their types have it. Raises Unplanned where they do not fit."""
    if not operation.variable_definitions:
        return NONE
    try:
        values = get_variable_values(GRAPH, operation.variable_definitions, given)
    except RecursionError as error:
        raise Unplanned from error
    if not isinstance(values, VariableValues):
        raise Unplanned
    return values


def _answered(plan: Plan, request: Run) -> Outcome:
    """Answer field by field; one that fails is null, or there is no answer where it must not be."""
    texts: list[str] = []
    errors: list[GraphQLError] = []
    for field in plan.fields:
        text = _text(field, request, errors)
        if text is None and field.needed:
            return answered(request.base, "null", errors, request.budget)
        texts.append(f'"{field.chosen.key}":{text or "null"}')
    return answered(request.base, "{" + ",".join(texts) + "}", errors, request.budget)


def _text(field: Field, request: Run, errors: list[GraphQLError]) -> str | None:
    """Return the text of a field, or None with an error."""
    try:
        return field.answer(request)
    except Unplanned:
        raise
    except TookTooLong:
        errors.append(_located(request.budget.late(), field))
    except Exception as error:  # noqa: BLE001 # whatever it is, the fields before it may stand
        errors.append(_located(error, field))
    return None


def _located(error: Exception, field: Field) -> GraphQLError:
    return GraphQLError(str(error), field.chosen.nodes, path=[field.chosen.key], original_error=error)
