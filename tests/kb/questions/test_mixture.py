"""Mixtures of corpora: shares, sizes and passes, worked out by hand from the tables."""

from collections.abc import Callable

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Standing, Status
from kb.questions.arithmetic import ArithmeticCheck, CheckOutcome
from kb.questions.mixture import MixtureComponent, mixture
from kb.store.base import KnowledgeBase
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]


def checks(base: KnowledgeBase, dataset: str) -> dict[str, ArithmeticCheck]:
    return {one.name: one for one in mixture(base, dataset).value.checks}


def component(base: KnowledgeBase, dataset: str, slug: str, share_of: str | None = None) -> MixtureComponent:
    return next(one for one in mixture(base, dataset, share_of).value.components if one.component.slug == slug)


@pytest.mark.parametrize(
    ("part", "result", "told", "outcome"),
    [
        ("gpt-3-common-crawl", "0.439 epoch", "0.44 epoch", CheckOutcome.AGREES),  # 60 % of 300B by 410B
        ("webtext2", "3.474 epoch", "2.9 epoch", CheckOutcome.DISAGREES),  # 22 % of 300B by 19B
        ("books1", "2 epoch", "1.9 epoch", CheckOutcome.AGREES),  # 8 % of 300B by 12B, at least 1.8
        ("books2", "0.4364 epoch", "0.43 epoch", CheckOutcome.AGREES),  # 8 % of 300B by 55B
        ("gpt-3-wikipedia", "3 epoch", "3.4 epoch", CheckOutcome.AGREES),  # 3 % of 300B by 3B, at most 4.2
    ],
)
def test_the_table_of_gpt_3_disagrees_in_one_line(base: KnowledgeBase, part: str, result: str, told: str, outcome: CheckOutcome) -> None:
    found = checks(base, "gpt-3-corpus")[f"passes over {part} by gpt-3"]
    assert (found.result, found.told, found.outcome) == (result, told, outcome)


def test_the_disagreement_is_a_conflict_of_the_figures_with_what_is_told(base: KnowledgeBase) -> None:
    answer = mixture(base, "gpt-3-corpus")
    conflict = next(one for one in answer.conflicts if one.item == "passes over webtext2 by gpt-3")
    assert {"gpt3:webtext2-share", "gpt3:webtext2-tokens"} <= {ref.address for ref in conflict.sides}
    assert [ref.address for ref in conflict.opposed] == ["gpt3:webtext2-epochs"]
    assert answer.status is Status.CONFLICTED


def test_shares_that_add_up_to_more_by_rounding_agree(base: KnowledgeBase) -> None:
    found = checks(base, "gpt-3-corpus")["shares of gpt-3-corpus in gpt3 paper, counted in sampling"]
    assert (found.result, found.least, found.most, found.outcome) == ("101 percent", "98.5", "103.5", CheckOutcome.AGREES)
    palm = checks(base, "palm-corpus")["shares of palm-corpus in palm paper"]
    assert (palm.result, palm.outcome) == ("100 percent", CheckOutcome.AGREES)


def test_shares_that_add_up_to_more_than_rounding_allows_disagree(base: KnowledgeBase) -> None:
    found = checks(base, "opt-iml-mixture")["shares of opt-iml-mixture in opt-iml paper, counted in sampling"]
    assert (found.result, found.least, found.outcome) == ("106 percent", "101.5", CheckOutcome.DISAGREES)


def test_shares_that_fall_short_leave_the_check_open(base: KnowledgeBase) -> None:
    found = checks(base, "roots")["shares of roots in bloom ratios, counted in sampling"]
    assert (found.outcome, found.told) == (CheckOutcome.OPEN, None)


def test_sizes_and_passes_of_the_pile_give_its_shares(base: KnowledgeBase) -> None:
    found = checks(base, "pile")
    size = found["size of pubmed-central in the mixture"]  # 90.27 GiB seen twice is 180.54, printed 180.55
    assert (size.told, size.outcome) == ("180.55 gibibyte", CheckOutcome.AGREES)
    share = found["share of pile-cc"]  # 227.12 of 1254.20 GiB
    assert (share.result, share.told, share.outcome) == ("18.11 percent", "18.11 percent", CheckOutcome.AGREES)


def test_every_figure_of_a_component_is_shown_with_the_best(base: KnowledgeBase) -> None:
    found = component(base, "gpt-3-corpus", "webtext2")
    assert (found.share, found.size, found.passes) == ("22 percent, basis sampling", "19B token", "2.9 epoch")
    assert {one.claim.address for one in found.epochs} >= {"gpt3:webtext2-epochs", "gpt3:webtext2-epochs-in-text"}
    assert component(base, "gpt-3-corpus", "gpt-3-common-crawl").standing is Standing.CONTESTED  # 0.44 and 0.4 passes


def test_what_a_share_is_counted_in_narrows_the_shares(base: KnowledgeBase) -> None:
    assert component(base, "roots", "oscar", "bytes").share == "38 percent, basis bytes"
    assert component(base, "roots", "oscar", "sampling").share is None
    with pytest.raises(BadArgument, match="sampling"):
        mixture(base, "roots", "weight")


def test_a_component_without_a_share_is_a_gap(base: KnowledgeBase) -> None:
    answer = mixture(base, "opt-corpus")
    gap = next(one for one in answer.gaps if one.item == "pushshift-reddit")
    assert "opt:pushshift-reddit-share looked in" in gap.reason
    assert answer.status is not Status.COMPLETE


def test_a_corpus_of_which_nothing_is_said_is_unknown(world_base: KnowledgeBase) -> None:
    answer = mixture(world_base, "reed-books")
    assert (answer.status, answer.value.components) == (Status.UNKNOWN, ())
    assert [gap.predicate for gap in answer.gaps] == ["has_component"]


def test_a_conclusion_falls_with_any_of_its_legs(world_draft: Draft, world_base: KnowledgeBase, opened: Opened) -> None:
    for inference in mixture(world_base, "albatross-corpus").proof:
        for leg in inference.legs:
            gone = {ref.address for support in (leg.support, *leg.alternatives) for ref in support.claims}
            scratch = opened(without(world_draft, gone))
            assert inference.item not in {one.item for one in mixture(scratch, "albatross-corpus").proof}, leg.states
