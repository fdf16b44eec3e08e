"""Ledgers of tokens: worked out by hand from the papers, cards and logs, and the essay."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.arithmetic import ArithmeticCheck, CheckOutcome
from kb.questions.token_ledger import LedgerEntry, LedgerSide, token_ledger
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]


def entry(base: KnowledgeBase, model: str, count: str, *conditions: str) -> LedgerEntry:
    return next(one for one in token_ledger(base, model).value.entries if one.count == count and one.conditions == conditions)


def check(base: KnowledgeBase, model: str, name: str) -> ArithmeticCheck:
    return next(one for one in token_ledger(base, model).value.checks if one.name == name)


def says(one: LedgerEntry) -> dict[str, str]:
    return {claim.claim.address: claim.says for claim in one.claims}


@pytest.mark.parametrize(
    ("model", "count", "best", "against"),
    [
        ("gpt-3-175b", "tokens_seen", "300B token", "glm-130b:gpt-3-tokens"),  # 350B in GLM-130B's table
        ("palm-540b", "tokens_seen", "780B token", "essay:palm-tokens-seen"),  # 770B in the essay
        ("opt-175b", "tokens_seen", "300B token", "opt-iml:opt-tokens-beside-t5"),  # 180B, the corpus
        ("bloom-176b", "tokens_seen", "366B token", "essay:bloom-tokens-seen"),  # 336B in the essay
        ("bloom-176b", "corpus_tokens", "350B token", "essay:bloom-corpus-tokens"),  # 380B in the essay
    ],
)
def test_both_sides_of_a_contested_count(base: KnowledgeBase, model: str, count: str, best: str, against: str) -> None:
    found = entry(base, model, count)
    assert (found.best, found.standing) == (best, Standing.CONTESTED)
    opposed = {ref.address for one in token_ledger(base, model).conflicts for ref in one.opposed}
    assert against in opposed
    assert against in says(found)


def test_gpt_3_has_a_plan_for_the_decay_and_its_corpus_is_the_sum_of_its_parts(base: KnowledgeBase) -> None:
    assert entry(base, "gpt-3-175b", "tokens_planned", "for=learning-rate-decay").best == "260B token"
    found = check(base, "gpt-3-175b", "sum of the components of gpt-3-corpus")
    assert (found.result, found.told, found.outcome) == ("499B token", "500B token", CheckOutcome.AGREES)
    passes = check(base, "gpt-3-175b", "passes over the corpus")
    assert (passes.result, passes.outcome) == ("0.6 epoch", CheckOutcome.OPEN)


def test_palm_saw_its_corpus_once_as_it_says(base: KnowledgeBase) -> None:
    found = check(base, "palm-540b", "passes over the corpus")
    assert (found.result, found.told, found.outcome) == ("1 epoch", "1 epoch", CheckOutcome.AGREES)


def test_opt_saw_its_corpus_more_than_once_and_as_planned(base: KnowledgeBase) -> None:
    found = check(base, "opt-175b", "passes over the corpus")
    assert (found.result, found.least, found.most) == ("1.667 epoch", "1.659", "1.674")
    assert entry(base, "opt-175b", "corpus_tokens").best == "180B token"
    assert entry(base, "opt-175b", "tokens_planned").best == "300B token"
    assert check(base, "opt-175b", "outcome over plan").result == "100 percent"
    assert says(entry(base, "opt-175b", "tokens_seen"))["opt:tokens-seen"] == "not disclosed"


def test_bloom_keeps_plan_milestones_and_outcome_apart(base: KnowledgeBase) -> None:
    assert entry(base, "bloom-176b", "tokens_planned").best == "450B token"
    assert entry(base, "bloom-176b", "tokens_planned", "for=learning-rate-decay").best == "410B token"
    assert entry(base, "bloom-176b", "tokens_seen", "milestone=first-epoch").best == "325,001,773,056 token"
    assert entry(base, "bloom-176b", "tokens_planned").side is LedgerSide.PLAN
    assert "bloom-336-misprint" in entry(base, "bloom-176b", "tokens_seen").explained_by


def test_what_bloom_saw_again_fits_one_of_its_figures_for_the_corpus(base: KnowledgeBase) -> None:
    found = check(base, "bloom-176b", "tokens seen again")
    assert (found.result, found.told, found.outcome) == ("16B token", "25B token", CheckOutcome.DISAGREES)
    assert "bloom:corpus-tokens-paper" in {ref.address for ref in found.would_agree_with}  # 366 - 341 = 25
    assert "essay:bloom-corpus-tokens" not in {ref.address for ref in found.would_agree_with}
    conflict = next(one for one in token_ledger(base, "bloom-176b").conflicts if one.item == "tokens seen again")
    assert [ref.address for ref in conflict.opposed] == ["bloom:tokens-repeated"]


def test_everybody_who_gives_a_figure_is_named(base: KnowledgeBase) -> None:
    claims = {claim.claim.address: (claim.by, claim.ground) for claim in entry(base, "bloom-176b", "tokens_seen").claims}
    assert claims["bloom:tokens-seen-card"] == ("bloom model-card", "reported")
    assert claims["bloom:tokens-seen-paper"][1].endswith("read through others")


def test_silence_is_a_gap(world_base: KnowledgeBase) -> None:
    answer = token_ledger(world_base, "sparrow-3b")
    assert (answer.status, answer.value.entries) == (Status.UNKNOWN, ())
    assert {gap.predicate for gap in answer.gaps} == {"corpus_tokens", "tokens_planned", "tokens_seen", "epochs"}


def test_ranges_and_approximate_figures_leave_more_open(world_base: KnowledgeBase) -> None:
    found = check(world_base, "condor-400b", "passes over the corpus")
    assert (found.least, found.most, found.outcome) == ("0.9402", "1.053", CheckOutcome.OPEN)


def test_withdrawn_claims_never_count(world_base: KnowledgeBase) -> None:
    assert "heron:tokens-seen-early" not in says(entry(world_base, "heron-90b", "tokens_seen"))


def test_a_conclusion_falls_with_any_of_its_legs(world_draft: Draft, world_base: KnowledgeBase, opened: Opened) -> None:
    for inference in token_ledger(world_base, "heron-90b").proof:
        for leg in inference.legs:
            gone = {ref.address for support in (leg.support, *leg.alternatives) for ref in support.claims}
            scratch = opened(without(world_draft, gone))
            assert inference.item not in {one.item for one in token_ledger(scratch, "heron-90b").proof}, leg.states


def test_only_models_have_a_ledger(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="a model is needed"):
        token_ledger(base, "pile")
