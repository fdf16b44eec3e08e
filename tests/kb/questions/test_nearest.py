"""Models with a like set-up."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Status
from kb.questions.nearest import Neighbour, nearest
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]


def neighbours(base: KnowledgeBase, model: str, limit: int = 5) -> dict[str, Neighbour]:
    return {one.model.slug: one for one in nearest(base, model, limit).value}


def test_opt_is_a_copy_of_gpt_3_but_for_its_activation(base: KnowledgeBase) -> None:
    slug, found = next(iter(neighbours(base, "opt-175b").items()))
    assert slug == "gpt-3-175b"
    assert {"layers", "attention_heads", "hidden_size", "context_length", "position_embedding", "weight_decay"} <= set(found.alike)
    assert found.unlike[0] == "activation"  # relu and gelu; no word is closer than unlike
    assert "learning_rate_peak" in found.unlike


def test_the_sizes_of_palm_are_nearest_to_each_other(base: KnowledgeBase) -> None:
    assert list(neighbours(base, "palm-540b"))[:2] == ["palm-62b", "palm-8b"]


def test_coverage_stands_beside_the_distance_and_weighs_in_the_order(base: KnowledgeBase) -> None:
    found = list(neighbours(base, "palm-540b", 200).values())
    assert all(len(one.alike) + len(one.unlike) == one.comparable <= one.of for one in found)
    few = next(one for one in found if one.comparable == 1 and one.distance == 0)
    assert found.index(few) > 1  # alike in all that is known of it, but little is


def test_families_stand_behind_their_members(base: KnowledgeBase) -> None:
    assert "gpt-3" not in neighbours(base, "opt-175b", 200)
    with pytest.raises(BadArgument, match="name one of its models"):
        nearest(base, "gpt-3")


def test_figures_and_words(world_base: KnowledgeBase) -> None:
    found = neighbours(world_base, "heron-90b")
    assert found["albatross-120b"].distance == pytest.approx(1 - 300 / 336, abs=0.0001)  # the closer of 366B and 336B
    assert found["albatross-120b"].unlike == ("tokens_seen",)
    assert found["condor-400b"].unlike == ("repeatable",)  # no and yes; a range of tokens is no figure


def test_a_distance_falls_with_any_of_its_legs(world_draft: Draft, world_base: KnowledgeBase, opened: Opened) -> None:
    for inference in nearest(world_base, "heron-90b").proof:
        for leg in inference.legs:
            gone = {ref.address for support in (leg.support, *leg.alternatives) for ref in support.claims}
            scratch = opened(without(world_draft, gone))
            assert inference.item not in {one.item for one in nearest(scratch, "heron-90b").proof}, leg.states


def test_nothing_known_and_bad_limits(world_base: KnowledgeBase) -> None:
    assert nearest(world_base, "sparrow-3b").status is Status.UNKNOWN
    with pytest.raises(BadArgument, match="1 or more"):
        nearest(world_base, "heron-90b", 0)
