"""Answers end in time, and nobody waits for those of others."""

import asyncio
from time import monotonic

import httpx2
import pytest

from api.app import create_app
from api.execution import answering
from api.execution.answering import at_once, run
from api.execution.run import Run
from kb.errors import TookTooLong
from kb.store.base import KnowledgeBase
from kb.store.reader import until

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
SHORT = "query Short { claims(first: 2) { nodes { address } } }"


def test_a_statement_is_interrupted_at_its_end(base: KnowledgeBase) -> None:
    started = monotonic()
    with until(started + 0.05), pytest.raises(TookTooLong):
        base.select(ENDLESS)
    assert monotonic() - started < 2
    assert base.select("SELECT 1") == [(1,)]


def test_the_nearer_end_holds(base: KnowledgeBase) -> None:
    with until(monotonic() + 0.02), until(monotonic() + 60), pytest.raises(TookTooLong):
        base.select(ENDLESS)


def test_no_statement_waits_for_a_connection_beyond_its_end(base: KnowledgeBase) -> None:
    lent = [base.reader._free.get() for _ in base.reader.connections]
    try:
        with until(monotonic() + 0.02), pytest.raises(TookTooLong):
            base.select("SELECT 1")
    finally:
        for connection in lent:
            base.reader._free.put(connection)


def test_an_answer_that_takes_too_long_is_an_error(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Run, "select", lambda self, *_: self.base.select(ENDLESS))
    outcome = run(base, '{ source(slug: "opt") { slug } sources { totalCount } }', None, None, 0.05)
    assert outcome.body["data"] is None
    assert [(error["extensions"]["code"], error["path"]) for error in outcome.body["errors"]] == [
        ("TIMEOUT", ["source"]),
        ("TIMEOUT", ["sources"]),
    ]
    assert "longer than 0.05 seconds" in outcome.body["errors"][0]["message"]


def test_only_what_was_quick_is_answered_at_once(world_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_once(world_base, SHORT, None, None) is None
    monkeypatch.setattr(answering, "QUICK", 60)
    expected = run(world_base, SHORT, None, None)
    found = at_once(world_base, SHORT, None, None)
    assert found is None or found.content == expected.content
    asked = "{ todo { status } }"
    run(world_base, asked, None, None)
    assert at_once(world_base, asked, None, None) is None


def test_what_is_no_longer_quick_is_left_to_a_thread(world_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "QUICK", 60)
    run(world_base, SHORT, None, None)
    monkeypatch.setattr(answering, "QUICK", 0.002)
    monkeypatch.setattr(Run, "select", lambda self, *_: self.base.select(ENDLESS))
    started = monotonic()
    assert at_once(world_base, SHORT, None, None) is None
    assert monotonic() - started < 1
    monkeypatch.undo()
    assert at_once(world_base, SHORT, None, None) is None


def test_nobody_waits_for_a_long_answer(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    select = Run.select
    monkeypatch.setattr(
        Run, "select", lambda self, sql, *given: self.base.select(ENDLESS) if "source" in sql else select(self, sql, *given)
    )
    monkeypatch.setattr(answering, "SECONDS", 2)
    transport = httpx2.ASGITransport(app=create_app(base))

    async def both() -> float:
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            long = asyncio.create_task(client.post("/graphql", json={"query": "{ sources { totalCount } }"}))
            await asyncio.sleep(0.1)
            started = monotonic()
            short = await client.post("/graphql", json={"query": '{ entity(slug: "opt") { slug } }'})
            taken = monotonic() - started
            assert short.json()["data"] == {"entity": {"slug": "opt"}}
            assert (await long).json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
            return taken

    assert asyncio.run(both()) < 1
