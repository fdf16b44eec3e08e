"""Chains of claims between entities."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument, UnknownId
from kb.questions.answer import Status
from kb.questions.path import path
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]


def test_a_model_and_a_part_of_its_corpus(base: KnowledgeBase) -> None:
    chain = path(base, "bloom-176b", "oscar").value[0]
    assert chain.through == "bloom-176b - roots - oscar"
    assert chain.steps[0].claim.address == "bloom:trained-on"


def test_two_models_that_one_claim_names(base: KnowledgeBase) -> None:
    (chain,) = path(base, "opt-175b", "bloom-176b").value
    (step,) = chain.steps
    assert (step.start.slug, step.end.slug) == ("opt-175b", "bloom-176b")
    assert step.others


def test_the_weakest_step_is_named_and_chains_come_by_it(world_base: KnowledgeBase) -> None:
    (chain, *_) = path(world_base, "heron-90b", "albatross-corpus").value
    assert chain.through == "heron-90b - heron-corpus - quality-classifier - albatross-corpus"
    assert (chain.weakest.address, chain.weakest_ground) == ("review:heron-no-classifier", "argued")  # the others are reported


def test_a_denial_ties_as_an_assertion_does(world_base: KnowledgeBase) -> None:
    (chain, *_) = path(world_base, "heron-corpus", "quality-classifier").value
    assert [step.claim.address for step in chain.steps] == ["review:heron-no-classifier"]


def test_chains_go_both_ways(base: KnowledgeBase) -> None:
    there, back = path(base, "roots", "sgd").value, path(base, "sgd", "roots").value
    assert {tuple(one.through.split(" - ")) for one in there} == {tuple(reversed(one.through.split(" - "))) for one in back}


def test_scores_do_not_tie_by_what_they_count(base: KnowledgeBase) -> None:
    assert all("accuracy" not in chain.through for chain in path(base, "gpt-2", "glm-130b", limit=20).value)


def test_a_chain_falls_with_any_of_its_steps(world_draft: Draft, world_base: KnowledgeBase, opened: Opened) -> None:
    inference = path(world_base, "heron-90b", "albatross-corpus").proof[0]
    for leg in inference.legs:
        gone = {ref.address for support in (leg.support, *leg.alternatives) for ref in support.claims}
        scratch = opened(without(world_draft, gone))
        assert inference.item not in {one.item for one in path(scratch, "heron-90b", "albatross-corpus").proof}, leg.states


def test_no_chain_is_unknown_and_bad_arguments_say_so(world_base: KnowledgeBase) -> None:
    lonely = next(slug for slug in world_base.entity_slugs() if not world_base.ties((slug,)))
    answer = path(world_base, "heron-90b", lonely)
    assert (answer.status, answer.gaps[0].reason) == (Status.UNKNOWN, "no chain of at most 6 claims leads from one to the other")
    with pytest.raises(BadArgument, match="another entity"):
        path(world_base, "heron-90b", "heron-90b")
    with pytest.raises(BadArgument, match="1 or more"):
        path(world_base, "heron-90b", "reed-books", 0)
    with pytest.raises(UnknownId):
        path(world_base, "heron-90b", "heron-91b")
