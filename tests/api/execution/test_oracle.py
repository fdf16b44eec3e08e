"""Planned answers are those of the resolvers: equal values, keys in the same order, numbers with the same digits, the same errors."""

import json
import os
import random
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis_graphql import queries

from api.execution import answering
from api.execution.answering import run
from api.execution.documents import checked
from api.execution.resolvers import resolved
from api.limits import Budget
from api.schema import printed
from kb.store.base import KnowledgeBase
from tests.api.execution.operations import Operation, Pool

OPERATIONS = int(os.environ.get("KB_OPERATIONS", "300"))
LIMITS = {"QUERY_TOO_LARGE", "TIMEOUT"}


COST = re.compile(rb',"cost":\{[^}]*\}\}\}$')
"""The resolvers also count what they read and do not show."""


def told(content: bytes) -> Any:
    """An answer but for its cost, with the order of its keys and the digits of its numbers."""
    return json.loads(
        COST.sub(b"}}", content),
        object_pairs_hook=tuple,
        parse_float=lambda text: ("number", text),
        parse_int=lambda text: ("number", text),
    )


def codes(content: bytes) -> set[str]:
    return {error["extensions"]["code"] for error in json.loads(content).get("errors", ())}


def compare(base: KnowledgeBase, query: str, variables: dict[str, Any]) -> set[str]:
    """Compare both ways of answering; return the codes of the errors."""
    ours = run(base, query, variables, None)
    node = checked(query).node
    if node is not None:
        theirs = resolved(base, node, variables, None, Budget())
        if not (codes(ours.content) | codes(theirs.content)) & LIMITS:
            assert (told(ours.content), ours.status) == (told(theirs.content), theirs.status), (query, variables)
    return codes(ours.content)


@pytest.fixture(params=["world_base", "base"])
def any_base(request: pytest.FixtureRequest) -> KnowledgeBase:
    found: KnowledgeBase = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("half", range(2))
def test_planned_answers_are_those_of_the_resolvers(any_base: KnowledgeBase, half: int) -> None:
    pool = Pool(any_base)
    failed: dict[str, int] = {}
    for number in range(OPERATIONS // 4):
        operation = Operation(pool, random.Random(f"{half} {number}"))
        for code in compare(any_base, operation.query, operation.variables):
            failed[code] = failed.get(code, 0) + 1
    assert failed.get("GRAPHQL_VALIDATION_FAILED", 0) + failed.get("GRAPHQL_PARSE_FAILED", 0) <= OPERATIONS // 40
    assert "INTERNAL_SERVER_ERROR" not in failed


@settings(max_examples=min(OPERATIONS, 1000) // 5, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=queries(printed()))
def test_operations_of_others_are_answered_the_same(world_base: KnowledgeBase, query: str) -> None:
    assert "INTERNAL_SERVER_ERROR" not in compare(world_base, query, {})


def test_what_still_goes_to_the_resolvers(world_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing does that is answered without an error."""
    taken: list[str] = []

    def watched(*given: Any) -> Any:
        outcome = resolved(*given)
        if not codes(outcome.content):
            taken.append(query)
        return outcome

    monkeypatch.setattr(answering, "resolved", watched)
    pool = Pool(world_base)
    for number in range(OPERATIONS):
        operation = Operation(pool, random.Random(f"planned {number}"))
        query = operation.query
        run(world_base, query, operation.variables, None)
    assert taken == []
