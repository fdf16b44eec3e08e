"""Questions on the command line, over the invented tree: rows, proofs, JSON, and the exit codes."""

import json
import re
from typing import Any

from kb.store.base import KnowledgeBase
from tests.kb.cli.conftest import Kb, Told


def test_an_answer_is_a_row_an_item_with_standing_and_leaves(kb: Kb) -> None:
    result = kb("ask", "shared-factors", "Heron", "osprey-100b")
    rows = [re.split(r"  +", line) for line in result.stdout.splitlines()]
    assert rows[0] == ["factor", "name", "standing", "grounds", "effect grounds", "rests on"]
    assert {row[0]: row[2] for row in rows[1:]}["constant-batch"] == "CONTESTED"
    assert "review:batch-explains-heron" in next(row[-1] for row in rows if row[0] == "constant-batch")
    assert result.stderr.startswith("CONFLICTED: ")


def test_explained_an_answer_shows_both_sides_the_gaps_and_the_state_of_the_base(told: Told, world_base: KnowledgeBase) -> None:
    shown = told("ask", "shared-factors", "heron-90b", "osprey-100b", "--explain")
    contested = next(block for block in shown.split("\n\n") if block.startswith("constant-batch: CONTESTED"))
    assert re.search(
        r"osprey-100b: .*: CONTESTED\n    by stated \(argued\):\n      .*review:osprey-batch.*\n    against it, .*\n.*osprey:batch,",
        contested,
    )
    assert "gaps\n  half-precision: heron-90b number_format — " in shown
    assert shown.splitlines()[-1].endswith(f"data {world_base.digest}")


def test_the_whole_answer_is_json(told: Told) -> None:
    answer: dict[str, Any] = json.loads(told("ask", "shared-factors", "heron-90b", "osprey-100b", "--format", "json"))
    assert list(answer) == ["value", "status", "proof", "conflicts", "gaps", "as_of"]
    assert {item["factor"]["slug"] for item in answer["value"]} == {inference["item"] for inference in answer["proof"]}


def test_a_question_that_finds_nothing_or_is_asked_wrongly_says_so(kb: Kb, told: Told) -> None:
    nothing = kb("ask", "shared-factors", "albatross-120b", "condor-400b")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert kb("ask", "shared-factors", "heron-90b").exit_code == 2
    assert "did you mean osprey-100b" in kb("ask", "shared-factors", "heron-90b", "ospry-100b").stderr
    assert "narrows effects to one" in told("ask", "shared-factors", "--help")


def test_a_situation_is_told_as_words_behind_the_command(kb: Kb, told: Told) -> None:
    shown = told("ask", "advise", "labelled-data=enough")
    assert shown.startswith("fine-tune: Fine-tune a small bird. [course SETTLED; guide bird-size; use sparrow-3b; method fine-tuning]")
    assert "labels: How much labelled data is at hand? [situation labelled-data; answer enough; to fine-tune;" in shown
    assert kb("ask", "advise", "labelled-data=plenty").exit_code == 2
    assert told("ask", "advise", "labelled-data=few", "--guide", "guide:bird-size") == told("ask", "advise", "labelled-data=few")


def test_a_table_leaves_out_what_its_first_column_tells_and_keeps_every_proof(told: Told) -> None:
    """The first row of this answer is silent and rests on nothing; the last ones do."""
    rows = [re.split(r"  +", line) for line in told("ask", "adoption", "stabilisers", "--models", "Heron").splitlines()]
    assert rows[0] == ["item", "adoption", "instead", "grounds", "rests on"]
    assert rows[-1] == ["heron-90b most of stabilisers", "DENIED", "argued", "review:heron-stabilisers"]
    whole = json.loads(told("ask", "adoption", "stabilisers", "--models", "Heron", "--format", "json"))
    assert whole["value"][0]["technique"] == {"slug": "feather-norm"}
    assert told("ask", "adoption", "stabilisers", "--models", "Heron", "--format", "csv").startswith("item,model,technique,quantifier,")


def test_why_not_names_what_to_assert_and_what_to_withdraw(told: Told) -> None:
    shown = told("ask", "why-not", "shared_factors", "constant-batch", "--models", "Heron", "--models", "Osprey")
    assert shown.splitlines()[:4] == [
        "constant-batch [stands CONTESTED; searched every set of one or two premises; larger sets were not searched]",
        "  remedies",
        "    HOLDS",
        "      WITHDRAW: not so: osprey-100b: batch schedule is constant [claims osprey:batch]",
    ]
