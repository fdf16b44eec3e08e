"""Scores side by side: rows and cells worked out by hand from the tables of the papers."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.results_matrix import Concord, MatrixCell, MatrixRow, results_matrix
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]


def row_of(rows: tuple[MatrixRow, ...], benchmark: str, method: str | None, shots: str | None, split: str | None) -> dict[str, MatrixCell]:
    (found,) = (
        row
        for row in rows
        if (row.benchmark.slug, row.method and row.method.slug, row.shots, row.split) == (benchmark, method, shots, split)
    )
    return {cell.system.slug: cell for cell in found.cells}


def test_one_protocol_is_one_row(base: KnowledgeBase) -> None:
    rows = results_matrix(base, ("palm-540b", "t5-11b", "st-moe-32b"), ("superglue",)).value
    validation = row_of(rows, "superglue", "fine-tuning", None, "validation")
    assert {slug: cell.value for slug, cell in validation.items()} == {"palm-540b": "92.6", "t5-11b": "89.9", "st-moe-32b": "93.2"}
    test = [row for row in rows if row.split == "test"]
    assert {(row.protocol, cell.system.slug) for row in test for cell in row.cells} >= {
        (None, "palm-540b"), (None, "st-moe-32b"), ("leaderboard", "t5-11b"),
    }  # fmt: skip
    assert all(len({cell.system for cell in row.cells}) == len(row.cells) for row in rows)


def test_no_two_rows_are_of_one_protocol(base: KnowledgeBase) -> None:
    rows = results_matrix(base, ("palm-540b", "gpt-3-175b", "opt-175b"), ("boolq", "rte")).value
    keys = [(row.benchmark, row.metric, row.method, row.shots, row.split, row.protocol) for row in rows]
    assert len(set(keys)) == len(keys)


def test_a_cell_in_which_the_tables_of_one_paper_differ_is_contested(base: KnowledgeBase) -> None:
    answer = results_matrix(base, ("palm-540b",), ("boolq",))
    (cell,) = (cell for row in answer.value for cell in row.cells if cell.concord is Concord.DIFFER)
    agreeing = {score.claim.address: score.agrees for score in cell.scores}
    assert set(agreeing) == {
        "palm:boolq-zero-shot",
        "palm:boolq-zero-shot-sizes",
        "palm:boolq-zero-shot-table-21",
        "palm:boolq-zero-shot-table-31",
    }
    assert agreeing["palm:boolq-zero-shot"] == agreeing["palm:boolq-zero-shot-sizes"] != agreeing["palm:boolq-zero-shot-table-21"]
    assert (cell.standing, answer.status) == (Standing.CONTESTED, Status.CONFLICTED)


@pytest.mark.parametrize(
    ("system", "benchmark", "claims"),
    [
        ("gpt-3-175b", "ethos", {"opt:ethos-one-shot-davinci", "glm-130b:ethos-one-shot-gpt-3"}),  # .616 and 61.6 %
        ("codex-12b", "humaneval", {"codex:humaneval-one-sample-abstract", "bloom:humaneval-codex"}),  # 28.8 and 28.81
        ("gpt-3-175b", "piqa", {"gpt3:piqa-zero-shot", "gpt3:piqa-zero-shot-in-table"}),  # 81.0 and 80.5 before clean-up
    ],
)
def test_sources_agree_as_far_as_they_print(base: KnowledgeBase, system: str, benchmark: str, claims: set[str]) -> None:
    cells = [cell for row in results_matrix(base, (system,), (benchmark,)).value for cell in row.cells]
    (cell,) = (cell for cell in cells if claims <= {score.claim.address for score in cell.scores})
    agreeing = {score.claim.address for score in cell.scores if score.agrees}
    assert (claims <= agreeing) is (benchmark != "piqa")


def test_a_missing_cell_is_a_gap(base: KnowledgeBase) -> None:
    answer = results_matrix(base, ("palm-540b", "t5-11b"), ("gsm8k",))
    assert [(gap.item, gap.subject) for gap in answer.gaps] == [("gsm8k", "t5-11b")]
    nothing = results_matrix(base, ("t5-11b",), ("gsm8k",))
    assert (nothing.value, nothing.status) == ((), Status.UNKNOWN)


def test_a_set_stands_for_its_members(base: KnowledgeBase) -> None:
    assert results_matrix(base, ("public-gpt-3-scale-models",), ("boolq",)) == results_matrix(base, ("opt-175b", "bloom-176b"), ("boolq",))


def test_each_cell_has_its_proof_and_falls_with_it(base: KnowledgeBase, draft: Draft, opened: Opened) -> None:
    answer = results_matrix(base, ("palm-540b",), ("boolq",))
    cells = {cell.best.address: cell for row in answer.value for cell in row.cells}
    assert {inference.item for inference in answer.proof} == set(cells)
    contested = next(one for one in answer.proof if cells[one.item].concord is Concord.DIFFER)
    gone = {ref.address for leg in contested.legs for support in (leg.support, *leg.alternatives) for ref in support.claims}
    after = results_matrix(opened(without(draft, gone)), ("palm-540b",), ("boolq",)).value
    assert contested.item not in {cell.best.address for row in after for cell in row.cells}


def test_what_is_recalled_stands_apart_from_what_states_its_protocol(world_base: KnowledgeBase) -> None:
    rows = results_matrix(world_base, ("albatross-120b", "osprey-100b"), ("puzzles",)).value
    assert {tuple(score.claim.address for cell in row.cells for score in cell.scores) for row in rows} == {
        ("albatross:nest-maze",), ("leaderboard:albatross-maze",), ("leaderboard:osprey-maze",),
    }  # fmt: skip


def test_systems_and_benchmarks_are_what_they_are_called(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="systems = 'boolq'"):
        results_matrix(base, ("boolq",), ("boolq",))
    with pytest.raises(BadArgument, match="benchmarks = 'opt-175b'"):
        results_matrix(base, ("opt-175b",), ("public-gpt-3-scale-models",))
