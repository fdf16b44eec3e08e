"""GraphQL over HTTP, and the pages, as any client meets them."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from api import http
from api.app import create_app
from api.limits import RECORDS
from api.pages.home import EXAMPLES
from kb.errors import BaseDamaged
from kb.store.base import KnowledgeBase
from tests.api.conftest import code_of

NEW = "application/graphql-response+json"


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "{ __typename }", "extensions": 0}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "\\ud800"}',
        b"\xff",
        b"null",
        b"1",
        b"1.5",
        b"true",
        b'"x"',
        b"9" * 5000,
        b"[" * 40000,
        b'{"a":' * 9000,
        b"[]",
        b"{}",
        b'{"query": 1}',
    ],
)
def test_malformed_bodies_are_the_clients_fault(client: TestClient, body: bytes) -> None:
    reply = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_too_much_is_refused(client: TestClient) -> None:
    reply = client.post("/graphql", content=b" " * 100_000, headers={"content-type": "application/json"})
    assert (reply.status_code, code_of(reply.json())) == (413, "BAD_REQUEST")
    chunks = (b" " * 1000 for _ in range(100))
    assert client.post("/graphql", content=chunks, headers={"content-type": "application/json"}).status_code == 413


def test_media_types(client: TestClient) -> None:
    query = {"query": "{ __typename }"}
    assert client.post("/graphql", json=query, headers={"accept": NEW}).headers["content-type"].startswith(NEW)
    assert client.post("/graphql", json=query).headers["content-type"].startswith("application/json")
    assert client.post("/graphql", json=query, headers={"accept": "text/csv"}).status_code == 406
    assert client.post("/graphql", content=b"{ __typename }", headers={"content-type": "text/plain"}).status_code == 415
    put = client.put("/graphql")
    assert (put.status_code, code_of(put.json())) == (405, "BAD_REQUEST")
    assert set(put.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("text/html, */*;q=0.8", "application/json"),
        (f"{NEW};q=0.5, application/json", "application/json"),
        (f"application/json;q=0.9, {NEW}", NEW),
        (f"{NEW}; charset=utf-8, application/json;q=0.9", NEW),
        ("APPLICATION/JSON", "application/json"),
        ("application/json;q=0", None),
        ("x-application/jsonx", None),
    ],
)
def test_clients_get_what_they_like_best(client: TestClient, accept: str, answer: str | None) -> None:
    reply = client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": accept})
    assert reply.status_code == (200 if answer else 406)
    assert reply.headers["content-type"].split(";")[0] == (answer or "application/json")
    assert "Accept" in reply.headers["vary"].split(", ")


def test_refused_queries_have_no_data_and_a_status_by_media_type(client: TestClient) -> None:
    refused = {
        "{": 400,
        "{ nope }": 400,
        "query a { __typename } query b { __typename }": 400,
        "query ($n: Int!) { claims(first: $n) { totalCount } }": 400,
    }
    for query, status in refused.items():
        new = client.post("/graphql", json={"query": query}, headers={"accept": NEW})
        old = client.post("/graphql", json={"query": query})
        assert (new.status_code, old.status_code) == (status, 200)
        assert "data" not in new.json()
        assert new.json() == old.json()


def test_get_answers_as_post_does(client: TestClient) -> None:
    query = "{ claims { totalCount } }"
    assert client.get("/graphql", params={"query": query}).json() == client.post("/graphql", json={"query": query}).json()
    named = {
        "query": "query a($n: Int) { claims(first: $n) { nodes { id } } } query b { __typename }",
        "operationName": "a",
        "variables": '{"n": 2}',
    }
    assert len(client.get("/graphql", params=named).json()["data"]["claims"]["nodes"]) == 2
    assert client.get("/graphql", params={"query": query, "variables": "", "operationName": ""}).json()["data"]
    assert client.head("/graphql", params={"query": query}).status_code == 200


def test_an_answer_to_get_may_be_kept_and_is_not_sent_twice(client: TestClient) -> None:
    query = {"query": "{ claims { totalCount } }"}
    first = client.get("/graphql", params=query)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    assert "max-age" in first.headers["cache-control"]
    again = client.get("/graphql", params=query, headers={"if-none-match": f'W/"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = [{"query": "{ claims { totalCount } }", "variables": '{"a": 1}'}, {"query": "{ claims{ totalCount } }"}]
    tags = [client.get("/graphql", params=other).headers["etag"] for other in others]
    tags.append(client.get("/graphql", params=query, headers={"accept": NEW}).headers["etag"])
    assert len({tag, *tags}) == 4
    assert client.get("/graphql", params=query, headers={"if-none-match": tags[0]}).status_code == 200
    head = client.head("/graphql", params=query)
    assert (head.status_code, head.headers["etag"]) == (200, tag)


def test_an_error_is_not_kept(client: TestClient) -> None:
    for query in ("{", "{ nope }", "{ claims(first: 1000) { totalCount } }"):
        headers = client.get("/graphql", params={"query": query}).headers
        assert ("etag" in headers, headers["cache-control"]) == (False, "no-store")
    assert client.post("/graphql", json={"query": "{ __typename }"}).headers["cache-control"] == "no-store"


def test_options_tell_the_methods(client: TestClient) -> None:
    reply = client.options("/graphql")
    assert (reply.status_code, set(reply.headers["allow"].split(", "))) == (204, {"GET", "HEAD", "POST", "OPTIONS"})
    asked = {"origin": "https://example.org", "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    assert client.options("/graphql", headers=asked).headers["access-control-allow-origin"] == "*"


def named(query: str) -> dict[str, Any]:
    """The extensions by which a client names a query."""
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(query.encode()).hexdigest()}}


def test_a_query_may_be_named_once_it_was_sent(client: TestClient) -> None:
    query = 'query Named { entity(slug: "opt") { slug } }'
    unknown = client.post("/graphql", json={"extensions": named(query)})
    assert (unknown.status_code, unknown.json()["errors"][0]["message"]) == (200, "PersistedQueryNotFound")
    assert code_of(unknown.json()) == "PERSISTED_QUERY_NOT_FOUND"
    full = client.post("/graphql", json={"query": query, "extensions": named(query)}).json()
    assert full["data"] == {"entity": {"slug": "opt"}}
    assert client.post("/graphql", json={"extensions": named(query)}).json() == full
    assert client.get("/graphql", params={"extensions": json.dumps(named(query))}).json() == full


@pytest.mark.parametrize(
    "extensions",
    [
        named("{ other }"),
        {"persistedQuery": 1},
        {"persistedQuery": {"version": 2, "sha256Hash": "0" * 64}},
        {"persistedQuery": {"version": 1}},
    ],
)
def test_a_wrong_name_is_refused(client: TestClient, extensions: dict[str, Any]) -> None:
    reply = client.post("/graphql", json={"query": "{ __typename }", "extensions": extensions})
    assert (reply.status_code, code_of(reply.json())) == (400, "BAD_REQUEST")


def test_lists_of_queries_are_refused_in_clear_words(client: TestClient) -> None:
    reply = client.post("/graphql", json=[{"query": "{ __typename }"}])
    assert (reply.status_code, code_of(reply.json())) == (400, "BAD_REQUEST")
    assert "one by one" in reply.json()["errors"][0]["message"]


def test_an_answer_tells_its_cost(client: TestClient) -> None:
    query = '{ entities(first: 3) { nodes { slug } } source(slug: "opt") { claims(first: 2) { nodes { source { slug } } } } }'
    cost = client.post("/graphql", json={"query": query}).json()["extensions"]["cost"]
    assert cost == {"records": 3 + 1 + 2 + 2, "most": RECORDS}


def test_nothing_can_be_changed(client: TestClient) -> None:
    reply = client.get("/graphql", params={"query": "mutation { nope }"}, headers={"accept": NEW})
    assert reply.status_code == 400


def test_every_answer_names_its_data(client: TestClient, base: KnowledgeBase) -> None:
    bodies: tuple[Any, ...] = ({"query": "{ __typename }"}, {"query": "{"}, {"query": '{ node(id: "x") { id } }'}, {}, [])
    for body in bodies:
        assert client.post("/graphql", json=body).json()["extensions"]["dataDigest"] == base.digest


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/query", "/query?example=1", "/query?example=nonsense"):
        page = client.get(path)
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert re.findall(r'(?:src|href|action)="(?!/|#)[^"]*"', page.text) == []


def test_the_server_says_how_it_is(client: TestClient, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").json() == {"ready": True, "dataDigest": base.digest}

    def damaged(self: KnowledgeBase) -> None:
        raise BaseDamaged(self.path, "a page is torn")

    monkeypatch.setattr(KnowledgeBase, "counts", damaged)
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["ready"]) == (503, False)


def test_every_reply_carries_the_headers(client: TestClient) -> None:
    for path in ("/", "/graphql", "/schema.graphql", "/nowhere", "/healthz"):
        headers = client.get(path, headers={"origin": "https://example.org"}).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert headers["access-control-allow-origin"] == "*"


def test_a_fault_outside_of_resolvers_says_nothing_of_itself(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the password is swordfish")

    for name in ("at_once", "run"):
        monkeypatch.setattr(http, name, fail)
    with TestClient(create_app(base), raise_server_exceptions=False) as client:
        reply = client.post("/graphql", json={"query": "{ __typename }"})
    assert (reply.status_code, code_of(reply.json())) == (500, "INTERNAL_SERVER_ERROR")
    assert "swordfish" not in reply.text
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_examples_of_the_query_page_answer(client: TestClient) -> None:
    for query in EXAMPLES.values():
        assert "errors" not in client.post("/graphql", json={"query": query}).json()


def test_a_real_server_answers_the_readme(base_file: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api", "--port", str(port), "--base", str(base_file)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": ""}, stderr=subprocess.PIPE) as server:
        try:
            reply = _eventually(f"http://127.0.0.1:{port}/graphql")
            assert reply["data"]["sharedFactors"]["status"] == "CONFLICTED"
        finally:
            server.terminate()
            server.wait(15)


def test_a_missing_base_is_one_line_and_a_code(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api", "--base", str(tmp_path / "none.sqlite")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "kb build" in done.stderr


def _eventually(url: str) -> dict[str, dict[str, dict[str, str]]]:
    query = re.search(r'"query":\s*"(.*?)" ?}\'', README.read_text(), re.DOTALL)
    assert query is not None
    text = query[1].replace('\\"', '"')
    for _ in range(100):
        try:
            answer: dict[str, dict[str, dict[str, str]]] = httpx2.post(url, json={"query": text}).json()
        except httpx2.ConnectError:
            time.sleep(0.1)
        else:
            return answer
    pytest.fail("the server did not come up")


README = Path(__file__).parent.parent.parent / "README.md"
