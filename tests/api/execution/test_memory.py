"""Rows are fetched once for each selection, and all that is remembered has a bound."""

import pytest

from api.execution import memory
from api.execution.answering import run
from api.execution.memory import Memory
from api.execution.run import Run
from kb.store.base import KnowledgeBase

QUERY = "query Again($first: Int) { claims(first: $first) { nodes { address says source { title } } } }"


def test_records_are_fetched_once_and_others_are_added(world_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    statements: list[int] = []
    select = Run.select

    def watched(self: Run, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        statements.append(len(found := select(self, sql, *parameters)))
        return found

    three = run(world_base, QUERY, {"first": 3}, None)
    monkeypatch.setattr(Run, "select", watched)
    assert run(world_base, QUERY, {"first": 3}, None).content == three.content
    assert statements == [1]
    statements.clear()
    run(world_base, QUERY, {"first": 5}, None)
    assert statements[:2] == [1, 2]


def test_bases_are_not_confused(world_base: KnowledgeBase, base: KnowledgeBase) -> None:
    first = run(world_base, QUERY, {"first": 2}, None).content
    assert run(base, QUERY, {"first": 2}, None).content != first
    assert run(world_base, QUERY, {"first": 2}, None).content == first


def test_all_begin_anew_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Memory(), Memory()
    monkeypatch.setattr(memory, "CHARACTERS", Memory._held + 10)
    one.keep(one.of("a"), {"x": [("x", "12345")]})
    assert one.of("a") == {"x": [("x", "12345")]}
    assert one.of("b") == {}
    other.keep(other.of("a"), {"y": [("y", "12345")]})
    assert one.of("a") == other.of("a") == {}
