"""A client of the application over the contributed claims."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from kb.store.base import KnowledgeBase

Ask = Callable[..., Any]


def code_of(answer: Any) -> str:
    """The code of the first error."""
    return str(answer["errors"][0]["extensions"]["code"])


@pytest.fixture(scope="session")
def client(base: KnowledgeBase) -> Iterator[TestClient]:
    """An in-process client."""
    with TestClient(create_app(base)) as opened:
        yield opened


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """Send a query; return the decoded answer."""

    def send(query: str, **variables: Any) -> Any:
        return client.post("/graphql", json={"query": query, "variables": variables}).json()

    return send
