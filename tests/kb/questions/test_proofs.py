"""Proofs of the questions on failure: every leg is needed, every support is enough, and no part of one is."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kb.questions.answer import Answer, Inference, Leg, Support
from kb.questions.registry import QUESTIONS
from kb.questions.why_not import Explained
from kb.store.base import KnowledgeBase
from tests.withdrawals import without_claims

Asked = tuple[str, dict[str, Any]]
FAILED, SUCCEEDED = ("opt-175b", "bloom-176b"), ("gpt-3-175b", "palm-540b")
REAL: tuple[Asked, ...] = (
    ("shared_factors", {"models": FAILED}),
    ("shared_factors", {"models": FAILED, "outcome": "training-stability"}),
    ("factors_of", {"model": "opt-175b"}),
    ("factors_of", {"model": "bloom-176b", "outcome": "gpt-3-level-performance"}),
    ("distinguishing_factors", {"succeeded": SUCCEEDED, "failed": FAILED}),
    ("distinguishing_factors", {"succeeded": SUCCEEDED, "failed": FAILED, "outcome": "training-stability"}),
    ("adoption", {"technique": "stability-modifications", "models": (*FAILED, "palm-540b", "glm-130b")}),
    ("adoption", {"technique": "rope", "models": (*FAILED, "palm-540b")}),
    ("why_not", {"question": Explained.distinguishing_factors, "item": "fewer-tokens-seen", "succeeded": SUCCEEDED, "failed": FAILED}),
    ("why_not", {"question": Explained.adoption, "item": "no-dropout", "models": ("bloom-176b",)}),
)
BIRDS, ALBATROSS = ("heron-90b", "osprey-100b"), ("albatross-120b", "condor-400b")
WORLD: tuple[Asked, ...] = (
    ("shared_factors", {"models": BIRDS}),
    *(("factors_of", {"model": model}) for model in (*BIRDS, *ALBATROSS)),
    ("factors_of", {"model": "osprey-100b", "outcome": "spikes"}),
    ("distinguishing_factors", {"succeeded": ALBATROSS, "failed": BIRDS}),
    ("distinguishing_factors", {"succeeded": ALBATROSS, "failed": BIRDS, "outcome": "quality"}),
    ("adoption", {"technique": "stabilisers"}),
    ("adoption", {"technique": "quality-classifier"}),
    ("why_not", {"question": Explained.shared_factors, "item": "constant-batch", "models": BIRDS}),
)


def ask(base: KnowledgeBase, asked: Asked) -> Answer[Any]:
    answer: Answer[Any] = QUESTIONS[asked[0]].function(base, **asked[1])
    return answer


def supports(leg: Leg) -> tuple[Support, ...]:
    return (leg.support, *leg.alternatives)


def claims(*found: Support) -> set[str]:
    return {ref.address for one in found for ref in one.claims}


def concluded(answer: Answer[Any]) -> set[tuple[str, str]]:
    return {(one.item, one.rule) for one in answer.proof}


def legs(answer: Answer[Any]) -> Iterator[tuple[Inference, Leg]]:
    """Yield every leg that rests on claims, once; that a model is not below itself needs none."""
    found = {leg.states: (one, leg) for one in answer.proof for leg in one.legs}
    yield from ((one, leg) for one, leg in found.values() if all(support.claims for support in supports(leg)))


@pytest.fixture(params=[*(("base", asked) for asked in REAL), *(("world_base", asked) for asked in WORLD)], ids=str, name="asked")
def _asked(request: pytest.FixtureRequest) -> tuple[KnowledgeBase, Asked]:
    name, asked = request.param
    return request.getfixturevalue(name), asked


def test_an_item_falls_with_each_of_its_legs(asked: tuple[KnowledgeBase, Asked], tmp_path: Path) -> None:
    base, question = asked
    for inference, leg in legs(ask(base, question)):
        with without_claims(base, claims(*supports(leg)), tmp_path) as left:
            assert (inference.item, inference.rule) not in concluded(ask(left, question)), leg.states


def test_one_support_of_each_leg_is_enough_and_no_part_of_it(asked: tuple[KnowledgeBase, Asked], tmp_path: Path) -> None:
    base, question = asked
    every = 1 if question in WORLD else 3  # the real base is large
    for inference, leg in islice(legs(ask(base, question)), 0, None, every):
        others = claims(*(one.support for one in inference.legs if one is not leg))
        for support in {leg.support, *leg.alternatives[-1:]}:
            dropped = claims(*supports(leg)) - claims(support) - others
            if question[0] != "why_not":  # what stands in the way is named with all the claims that carry it
                with without_claims(base, dropped, tmp_path) as left:
                    assert (inference.item, inference.rule) in concluded(ask(left, question)), leg.states
            for one in claims(support) - others:
                if any(claims(other) <= (others | claims(support)) - {one} for other in supports(leg)):
                    continue  # another leg keeps an alternative alive
                with without_claims(base, {*dropped, one}, tmp_path) as left:
                    assert (inference.item, inference.rule) not in concluded(ask(left, question)), (leg.states, one)


def test_no_support_contains_another(asked: tuple[KnowledgeBase, Asked]) -> None:
    for _, leg in legs(ask(*asked)):
        sets = [claims(one) for one in supports(leg)]
        assert not any(one < other for one in sets for other in sets)


def test_every_leaf_is_a_claim_and_every_row_has_its_proof(asked: tuple[KnowledgeBase, Asked]) -> None:
    base, question = asked
    answer = ask(base, question)
    addresses = {address for one in answer.proof for leg in one.legs for address in claims(*supports(leg), *leg.against)}
    assert set(base.claims(addresses)) == addresses
    assert answer.proof or not answer.value
