"""What one request may ask, and what it may read."""

import logging
import re
from pathlib import Path
from time import perf_counter

import pytest
from graphql import get_introspection_query, parse
from starlette.testclient import TestClient

from api import persisted
from api.execution import documents
from api.limits import ALIASES, BYTES, CHARACTERS, COMMENTS, DEPTH, RECORDS, SECONDS, TOKENS, Budget, LimitExceeded, exceeded
from api.reading import Reading
from api.types.answers import MOST
from api.types.connection import LARGEST_PAGE, PAGE
from kb.store.base import KnowledgeBase
from tests.api.conftest import Ask, code_of


def test_depth_is_limited(ask: Ask) -> None:
    inner = DEPTH - 3
    allowed = "{ entities(first: 1) { nodes " + "{ broader " * inner + "{ slug }" + " }" * inner + " } }"
    assert "errors" not in ask(allowed)
    too_deep = allowed.replace("{ slug }", "{ broader { slug } }")
    assert code_of(ask(too_deep)) == "GRAPHQL_VALIDATION_FAILED"
    hidden = (
        "{ entities(first: 1) { nodes { ...f } } } fragment f on Entity " + "{ broader " * (inner + 1) + "{ slug }" + " }" * (inner + 1)
    )
    assert code_of(ask(hidden)) == "GRAPHQL_VALIDATION_FAILED"


def test_aliases_are_limited_also_in_introspection_and_fragments(ask: Ask) -> None:
    for field in ("__typename", "__schema { description }"):
        assert "errors" not in ask("{" + " ".join(f"a{n}: {field}" for n in range(ALIASES)) + "}")
        assert code_of(ask("{" + " ".join(f"a{n}: {field}" for n in range(ALIASES + 1)) + "}")) == "GRAPHQL_VALIDATION_FAILED"
    half = " ".join(f"a{n}: slug" for n in range(ALIASES // 2 + 1))
    assert (
        code_of(ask('{ x: entity(slug: "opt") { ...f } entity(slug: "opt") { ...f } } fragment f on Entity {' + half + "}"))
        == "GRAPHQL_VALIDATION_FAILED"
    )


def test_introspection_is_answered(ask: Ask) -> None:
    assert "errors" not in ask(get_introspection_query(descriptions=True, input_value_deprecation=True))


@pytest.mark.parametrize(
    "query",
    [
        "{" + " __typename" * TOKENS + "}",
        "# " + "x" * CHARACTERS + "\n{ __typename }",
        "#\n" * 101 + "{ __typename }",
        "{a" * 300 + "}" * 300,
        "{ a(b: " + "[" * 900,
    ],
)
def test_long_and_deep_texts_are_refused(ask: Ask, query: str) -> None:
    assert code_of(ask(query)) == "GRAPHQL_PARSE_FAILED"


def test_doubled_fragments_are_measured_in_linear_time(ask: Ask) -> None:
    chain = "".join(f" fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(80)) + " fragment f80 on Query { __typename }"
    bomb = "query { ...f0 }" + chain
    assert ask(bomb)["data"] == {"__typename": "Query"}
    started = perf_counter()
    assert exceeded(parse(bomb)) is None
    assert perf_counter() - started < 1
    assert exceeded(parse("query { ...f0 }" + chain.replace("{ __typename }", "{ a: __typename }"))) is not None


def test_fragments_in_circles_are_an_error_and_no_more(ask: Ask) -> None:
    assert code_of(ask("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }")) == "GRAPHQL_VALIDATION_FAILED"


def test_an_answer_holds_only_so_many_records(ask: Ask) -> None:
    inner = "address"
    for _ in range(3):
        inner = "source { claims(first: 100) { nodes { " + inner + " } } }"
    answer = ask("{ claims(first: 100) { nodes { " + inner + " } } }")
    assert answer["data"] is None
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["QUERY_TOO_LARGE"]


def test_reading_stops_at_its_limits(base: KnowledgeBase) -> None:
    few = Reading(base, Budget(records=2))
    assert len(few.entities(["opt", "opt-175b"])) == 2
    with pytest.raises(LimitExceeded, match="more than 2 records"):
        few.claims(["opt:activation"])
    with pytest.raises(LimitExceeded, match="longer than 0 seconds"):
        Reading(base, Budget(seconds=0)).sources(["opt"])


def test_documents_are_checked_once(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "query Once { __typename }"
    first = ask(query)
    monkeypatch.setattr(documents, "validate", None)
    assert ask(query) == first


def test_faults_of_ours_say_nothing_of_themselves(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(KnowledgeBase, "search", fail)
    with caplog.at_level(logging.DEBUG, "claimgraph"):
        reply = client.post("/graphql", json={"query": '{ search(text: "x") { id } }'})
    assert code_of(reply.json()) == "INTERNAL_SERVER_ERROR"
    assert "swordfish" not in reply.text
    assert [record.exc_text is not None or record.exc_info is not None for record in caplog.records] == [True]


def test_mistakes_of_clients_are_not_logged(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "claimgraph"):
        for query in ("{", "{ nope }", "{ claims(first: 1000) { totalCount } }", '{ node(id: "x") { id } }'):
            assert ask(query)["errors"]
    assert caplog.records == []


def test_the_limits_are_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "graphql.md").read_text()
    table = text[text.index("## Limits") :]
    limits = (BYTES, CHARACTERS, TOKENS, COMMENTS, DEPTH, ALIASES, LARGEST_PAGE, PAGE, MOST, RECORDS, int(SECONDS))
    assert [int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*", table)] == list(limits)
    assert f"remembers {persisted.MOST} queries" in text
