"""How entities hang together by claims: batches over indexed paths."""

import pytest

from kb.store.base import KnowledgeBase
from kb.store.linked import SET_UPS, TIES, WITH_VALUE


@pytest.mark.parametrize("sql", [WITH_VALUE, TIES, SET_UPS])
def test_no_table_is_read_whole(base: KnowledgeBase, sql: str) -> None:
    plan = [row[3] for row in base.select(f"EXPLAIN QUERY PLAN {sql}", *["[]"] * sql.count("?"))]
    assert [step for step in plan if step.startswith("SCAN") and "json_each" not in step] == []


def test_facts_are_found_by_their_value(base: KnowledgeBase) -> None:
    assert "gpt3:trained-on" in {view.address for view in base.facts_with(("gpt-3-corpus",), ("trained_on",))}
    assert base.facts_with(("gpt-3-corpus",), ("has_component",)) == []


def test_families_come_with_the_nearest_first(base: KnowledgeBase) -> None:
    found = base.families(("opt-175b", "roots", "unheard-of"))
    assert found["opt-175b"][:2] == ("opt-175b", "opt")
    assert found["roots"] == ("roots",)
    assert "unheard-of" not in found


def test_ties_leave_out_statements_metrics_and_what_is_withdrawn(world_base: KnowledgeBase) -> None:
    ties = world_base.ties(("albatross-120b", "heron-90b"))
    assert {("albatross-120b", "nest-maze")} <= {(tie.entity, tie.other) for tie in ties}
    assert not {"accuracy", "few-shot"} & {tie.other for tie in ties}
    assert "heron:tokens-seen-early" not in {tie.claim for tie in ties}


def test_settings_are_of_models_and_without_conditions(world_base: KnowledgeBase) -> None:
    found = {(one.model, one.claim): one for one in world_base.settings(("batch_schedule", "tokens_seen", "uses_technique"))}
    assert found["heron-90b", "heron:batch"].word == "constant"
    assert found["heron-90b", "heron:tokens-seen"].real == 366e9
    claims = {claim for _, claim in found}
    assert not claims & {"osprey:run-2-batch", "heron:tokens-seen-early", "albatross:stabilisers"}
