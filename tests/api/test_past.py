"""Questions on past states over the network: answered where a repository is at hand, an error with a code elsewhere."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from strawberry.utils.str_converters import to_camel_case

from api.app import create_app
from kb.history import GitHistory
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from tests.api.conftest import Ask, code_of
from tests.api.test_questions import field_of, literal
from tests.repositories import OSPREY, Repository

OF_PAST = [question for question in QUESTIONS.values() if question.of_past]
DIFF = '{ semanticDiff(before: "v1", after: "main") { value { differences { record change fields { path before after } } } } }'


@pytest.fixture(name="served")
def _served(own_past: Repository) -> Iterator[TestClient]:
    """A client of the last commit's base, which knows its past."""
    with GitHistory(own_past.claims).at("main") as base, TestClient(create_app(base)) as opened:
        yield opened


def sent(client: TestClient, query: str) -> Any:
    return client.post("/graphql", json={"query": query}).json()


@pytest.mark.parametrize("question", OF_PAST, ids=lambda one: one.name)
def test_without_a_repository_the_error_says_where_to_ask(ask: Ask, client: TestClient, question: Question) -> None:
    assert field_of(question).description == question.documentation
    given = ", ".join(f"{to_camel_case(key)}: {literal(value)}" for key, value in question.example.items())
    answer = ask(f"{{ {to_camel_case(question.name)}({given}) {{ status }} }}")
    assert code_of(answer) == "NO_HISTORY"
    assert "ask on the command line, with `kb ask`" in answer["errors"][0]["message"]
    page = client.get(f"/ask/{question.command}", params={key: literal(value).strip('"[]') for key, value in question.example.items()})
    assert page.status_code == 501
    assert "ask on the command line" in page.text


def test_with_one_they_are_answered(served: TestClient) -> None:
    (one,) = sent(served, DIFF)["data"]["semanticDiff"]["value"]["differences"]
    assert (one["record"], one["change"]) == ("claim:osprey:corpus-tokens", "revalued")
    assert one["fields"] == [{"path": "body.value", "before": "180B token", "after": "190B token"}]
    query = '{ answerAt(question: "shared_factors", given: ["models=heron-90b,osprey-100b"], commits: "main") { value { over status } } }'
    states = sent(served, query)["data"]["answerAt"]["value"]
    assert [(one["over"], one["status"]) for one in states] == [(1, "CONFLICTED"), (1, "PARTIAL"), (3, "CONFLICTED")]
    assert "osprey:no-classifier" in served.get("/ask/impact-of", params={"change": "main...proposal"}).text


def test_a_branch_that_moves_is_looked_up_anew(served: TestClient, own_past: Repository) -> None:
    assert len(sent(served, DIFF)["data"]["semanticDiff"]["value"]["differences"]) == 1
    own_past.edit(OSPREY, "value: increasing", "value: constant")
    own_past.commit("One batch size", "2024-07-01")
    assert len(sent(served, DIFF)["data"]["semanticDiff"]["value"]["differences"]) == 2
    assert "etag" not in served.get("/graphql", params={"query": DIFF}).headers


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ semanticDiff(before: "propsal", after: "main") { status } }', "NOT_FOUND"),
        ('{ semanticDiff(before: "2023-01-01", after: "main") { status } }', "BAD_USER_INPUT"),
        ('{ impactOf(change: "--output=x..main") { status } }', "NOT_FOUND"),
    ],
)
def test_what_is_no_revision_is_an_error_with_a_code(served: TestClient, query: str, code: str) -> None:
    assert code_of(sent(served, query)) == code


def test_claims_that_cannot_be_read_are_an_error_with_a_code(served: TestClient, own_past: Repository) -> None:
    own_past.edit(OSPREY, "predicate: trained_on", "predicate: taught_on")
    own_past.commit("A word of another time", "2024-07-01")
    assert code_of(sent(served, DIFF)) == "PAST_UNREADABLE"
