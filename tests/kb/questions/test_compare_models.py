"""Models beside each other: worked out by hand from the papers."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.compare_models import ComparisonRow, compare_models
from kb.questions.rows import Likeness
from kb.store.base import KnowledgeBase
from tests.drafts import without

PAIR = ("opt-175b", "bloom-176b")
Opened = Callable[[Draft], KnowledgeBase]


@pytest.fixture(name="rows", scope="module")
def _rows(base: KnowledgeBase) -> dict[str, ComparisonRow]:
    return {row.about: row for row in compare_models(base, PAIR).value}


@pytest.mark.parametrize(
    ("about", "likeness", "best"),
    [
        ("activation", Likeness.DIFFER, ("relu", "gelu")),
        ("position_embedding", Likeness.DIFFER, ("learned-positions", "alibi")),
        ("layers", Likeness.DIFFER, ("96 layer", "70 layer")),
        ("context_length", Likeness.AGREE, ("2048 token", "2048 token")),
        ("weight_decay", Likeness.AGREE, ("0.1", "0.1")),
        ("batch_schedule", Likeness.CONTESTED, ("constant", "increasing")),
        ("quality_filter quality-classifier", Likeness.AGREE, ("not quality-classifier", "not quality-classifier")),
        ("parallelism pipeline-parallelism", Likeness.DIFFER, ("not pipeline-parallelism", "pipeline-parallelism")),
    ],
)
def test_opt_and_bloom(rows: dict[str, ComparisonRow], about: str, likeness: Likeness, best: tuple[str, str]) -> None:
    assert rows[about].likeness is likeness
    assert tuple(cell.best for cell in rows[about].cells) == best


def test_a_contested_cell_shows_both_sides(base: KnowledgeBase, rows: dict[str, ComparisonRow]) -> None:
    opt, bloom = rows["batch_schedule"].cells
    assert (opt.standing, bloom.standing) == (Standing.HOLDS, Standing.CONTESTED)
    assert {"bloom:batch-ramp", "essay:bloom-batch-constant"} <= {one.claim.address for one in bloom.claims}
    conflict = next(one for one in compare_models(base, PAIR, only=Likeness.CONTESTED).conflicts if one.item == "batch_schedule")
    assert "essay:bloom-batch-constant" in {ref.address for ref in conflict.opposed}


def test_silence_is_neither_likeness_nor_difference(base: KnowledgeBase) -> None:
    row = next(row for row in compare_models(base, ("opt-175b", "palm-540b")).value if row.about == "bitwise_determinism")
    assert row.likeness is Likeness.UNKNOWN
    assert [cell.standing for cell in row.cells] == [None, Standing.HOLDS]
    gaps = {(gap.item, gap.subject) for gap in compare_models(base, ("opt-175b", "palm-540b")).gaps}
    assert ("bitwise_determinism", "opt-175b") in gaps


def test_set_up_of_the_family_and_of_the_corpus_counts(base: KnowledgeBase) -> None:
    rows = {row.about: row for row in compare_models(base, ("gpt-3-175b", "palm-540b"), ("data", "training")).value}
    assert rows["batch_schedule"].likeness is Likeness.AGREE  # both grew
    assert rows["quality_filter quality-classifier"].cells[0].best == "quality-classifier"


def test_plans_other_runs_and_milestones_are_left_out(rows: dict[str, ComparisonRow]) -> None:
    claims = {one.claim.address for row in rows.values() for cell in row.cells for one in cell.claims}
    assert not claims & {"opt-logbook:run-11-beta2", "bloom:tokens-first-epoch", "opt-logbook:duration-planned"}


def test_facets_and_likeness_narrow_the_rows(base: KnowledgeBase) -> None:
    found = compare_models(base, PAIR, ("architecture",), Likeness.DIFFER).value
    assert {row.facet for row in found} == {"architecture"}
    assert {row.likeness for row in found} == {Likeness.DIFFER}
    with pytest.raises(BadArgument, match="architecture"):
        compare_models(base, PAIR, ("colour",))


def test_a_settled_row_falls_with_any_of_its_legs(draft: Draft, base: KnowledgeBase, opened: Opened) -> None:
    answer = compare_models(base, PAIR, ("architecture",))
    settled = {row.about: row.likeness for row in answer.value}
    for item in ("activation", "layers"):
        for leg in next(one for one in answer.proof if one.item == item).legs:
            gone = {ref.address for support in (leg.support, *leg.alternatives) for ref in support.claims}
            scratch = compare_models(opened(without(draft, gone)), PAIR, ("architecture",))
            assert settled[item] is not {row.about: row.likeness for row in scratch.value}.get(item), leg.states


def test_invented_models(world_base: KnowledgeBase) -> None:
    answer = compare_models(world_base, ("heron-90b", "osprey-100b"))
    rows = {row.about: row.likeness for row in answer.value}
    assert rows["corpus_tokens"] is Likeness.DIFFER
    assert rows["batch_schedule"] is Likeness.CONTESTED
    assert rows["number_format"] is Likeness.UNKNOWN
    assert answer.status is Status.CONFLICTED
    assert next(gap.reason for gap in answer.gaps if gap.item == "number_format").startswith("heron:number-format looked in")
    with pytest.raises(BadArgument, match="two different models"):
        compare_models(world_base, ("heron-90b", "heron-90b"))
