"""GraphQL over HTTP, and the pages, as any client meets them."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from api.pages import EXAMPLES
from kb.store.base import KnowledgeBase

NEW = "application/graphql-response+json"


@pytest.mark.parametrize(
    "body", [b"null", b"1", b"1.5", b"true", b'"x"', b"9" * 5000, b"[" * 40000, b'{"a":' * 9000, b"[]", b"{}", b'{"query": 1}']
)
def test_malformed_bodies_are_the_clients_fault(client: TestClient, body: bytes) -> None:
    reply = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_too_much_is_refused(client: TestClient) -> None:
    assert client.post("/graphql", content=b" " * 100_000, headers={"content-type": "application/json"}).status_code == 413


def test_media_types(client: TestClient) -> None:
    query = {"query": "{ __typename }"}
    assert client.post("/graphql", json=query, headers={"accept": NEW}).headers["content-type"].startswith(NEW)
    assert client.post("/graphql", json=query).headers["content-type"].startswith("application/json")
    assert client.post("/graphql", json=query, headers={"accept": "text/csv"}).status_code == 406
    assert client.post("/graphql", content=b"{ __typename }", headers={"content-type": "text/plain"}).status_code == 415
    assert "POST" in client.put("/graphql").headers["allow"]


def test_refused_queries_have_no_data_and_a_status_by_media_type(client: TestClient) -> None:
    for query in ("{", "{ nope }"):
        new = client.post("/graphql", json={"query": query}, headers={"accept": NEW})
        old = client.post("/graphql", json={"query": query})
        assert (new.status_code, old.status_code) == (400, 200)
        assert "data" not in new.json()


def test_get_answers_as_post_does(client: TestClient) -> None:
    query = "{ claims { totalCount } }"
    assert client.get("/graphql", params={"query": query}).json() == client.post("/graphql", json={"query": query}).json()


def test_every_answer_names_its_data(client: TestClient, base: KnowledgeBase) -> None:
    assert client.post("/graphql", json={"query": "{ __typename }"}).json()["extensions"] == {"dataDigest": base.digest}


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/query", "/query?example=1", "/query?example=nonsense"):
        page = client.get(path)
        assert page.status_code == 200
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert re.findall(r'(?:src|href|action)="(?!/|#)[^"]*"', page.text) == []


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
