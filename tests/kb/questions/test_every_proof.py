"""What holds of the proof of every registered question, with its example over the contributed claims."""

from pathlib import Path
from typing import Any

import pytest

from kb.questions.answer import Answer
from kb.questions.registry import QUESTIONS
from kb.store.base import KnowledgeBase
from tests.kb.questions.test_proofs import claims, concluded, legs, supports
from tests.withdrawals import without_claims

SAMPLE = 12
"""Legs of a proof whose claims are taken away, spread over the whole proof."""


@pytest.fixture(params=sorted(name for name, question in QUESTIONS.items() if not question.of_past), name="asked")
def _asked(request: pytest.FixtureRequest, base: KnowledgeBase) -> tuple[str, Answer[Any]]:
    question = QUESTIONS[request.param]
    return request.param, question.function(base, **question.example)


def test_an_item_falls_with_any_of_its_legs(asked: tuple[str, Answer[Any]], base: KnowledgeBase, tmp_path: Path) -> None:
    name, answer = asked
    question, found = QUESTIONS[name], list(legs(answer))
    for inference, leg in found[:: max(1, len(found) // SAMPLE)]:
        with without_claims(base, claims(*supports(leg)), tmp_path) as left:
            try:
                without = question.function(left, **question.example)
            except LookupError:
                continue  # what was asked about is gone itself
            assert (inference.item, inference.rule) not in concluded(without), leg.states


def test_no_support_contains_another_and_every_leaf_is_a_claim(asked: tuple[str, Answer[Any]], base: KnowledgeBase) -> None:
    _, answer = asked
    for _, leg in legs(answer):
        sets = [claims(one) for one in supports(leg)]
        assert not any(one < other for one in sets for other in sets)
    addresses = {address for one in answer.proof for leg in one.legs for address in claims(*supports(leg), *leg.against)}
    assert set(base.claims(addresses)) == addresses


def test_an_example_answers_and_says_in_which_state(asked: tuple[str, Answer[Any]], base: KnowledgeBase) -> None:
    name, answer = asked
    assert QUESTIONS[name].example
    assert answer.value not in ((), None)
    assert answer.as_of.data_digest == base.digest


def test_answers_are_the_same_each_time(asked: tuple[str, Answer[Any]], base: KnowledgeBase) -> None:
    name, answer = asked
    assert QUESTIONS[name].function(base, **QUESTIONS[name].example) == answer
