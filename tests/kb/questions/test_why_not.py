"""Missing and vetoing premises: what is named does put the item into the answer, and nothing smaller does."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from kb.draft import Draft
from kb.errors import BadArgument
from kb.questions.answer import Status
from kb.questions.registry import QUESTIONS
from kb.questions.supposed import Move, WantedPremise
from kb.questions.why_not import Explained, Remedy, WhyNot, why_not
from kb.records.claim import Body, Claim, Effect, Fact
from kb.records.terms import Direction, Kind, Polarity, ValueKind
from kb.records.value import Value
from kb.store.base import KnowledgeBase
from tests.builders import make_claim
from tests.drafts import with_claims, without

Opened = Callable[[Draft], KnowledgeBase]
SUCCEEDED, FAILED = ("gpt-3-175b", "palm-540b"), ("opt-175b", "bloom-176b")
DIFFERENCE: dict[str, Any] = {"question": Explained.distinguishing_factors, "succeeded": SUCCEEDED, "failed": FAILED}
SHARED: dict[str, Any] = {"question": Explained.shared_factors, "models": FAILED}
ALBATROSS, BIRDS = ("albatross-120b", "condor-400b"), ("heron-90b", "osprey-100b")
FACTORS = ("constant-batch", "half-precision", "no-classifier", "not-repeatable", "smaller-corpus", "stabilisers-omitted")
STABILISERS = ("feather-norm", "nest-init", "wing-clip")
WORLD: tuple[dict[str, Any], ...] = (
    *({"question": Explained.shared_factors, "item": factor, "models": models} for factor in FACTORS for models in (BIRDS, ALBATROSS)),
    *({"question": Explained.shared_factors, "item": factor, "models": BIRDS, "outcome": "spikes"} for factor in FACTORS),
    *({"question": Explained.factors_of, "item": factor, "models": (model,)} for factor in FACTORS for model in (*BIRDS, *ALBATROSS)),
    *({"question": Explained.factors_of, "item": factor, "models": BIRDS[:1], "outcome": "spikes"} for factor in FACTORS),
    *({"question": Explained.distinguishing_factors, "item": one, "succeeded": ALBATROSS, "failed": BIRDS} for one in FACTORS),
    *({"question": Explained.distinguishing_factors, "item": one, "succeeded": BIRDS, "failed": ALBATROSS} for one in FACTORS),
    *({"question": Explained.adoption, "item": one, "models": (model,)} for one in STABILISERS for model in (*BIRDS, *ALBATROSS)),
)  # fmt: skip


def explained(base: KnowledgeBase, **asked: Any) -> WhyNot:
    value: WhyNot = why_not(base, **asked).value
    return value


def told(found: WhyNot) -> dict[str, list[set[tuple[str, str]]]]:
    """Return the remedies by what becomes of the item: the premises of each, with what is to be done."""
    sets: dict[str, list[set[tuple[str, str]]]] = {}
    for remedy in found.remedies:
        sets.setdefault(remedy.becomes, []).append({(one.move.value, one.states) for one in remedy.premises})
    return sets


def test_fewer_tokens_do_not_distinguish_as_gpt_3_saw_no_more(base: KnowledgeBase) -> None:
    found = explained(base, **DIFFERENCE, item="fewer-tokens-seen")
    say = ("ASSERT", "gpt-3-175b tokens_seen: greater than palm-540b")
    veto = ("WITHDRAW", "gpt-3-175b: tokens seen is less than palm-540b")
    assert found.stands == "ABSENT"
    assert told(found) == {"CONTESTED": [{say}], "POSSIBLE": [{veto}], "CONFIRMED": [{say, veto}]}
    (named,) = (one for one in found.remedies[1].premises)
    assert {"essay:palm-saw-more-than-gpt-3", "gpt3:tokens-seen"} <= {ref.address for ref in named.claims}


def test_one_premise_is_missing_for_the_modifications_to_distinguish(base: KnowledgeBase) -> None:
    found = explained(base, **DIFFERENCE, item="stability-modifications-omitted")
    assert found.stands == "POSSIBLE"
    assert told(found) == {"CONFIRMED": [{("ASSERT", "gpt-3-175b uses_technique: most of stability-modifications")}]}


def test_the_contested_batch_is_freed_by_the_logs_going(base: KnowledgeBase) -> None:
    found = explained(base, **SHARED, item="constant-batch-size")
    assert found.stands == "CONTESTED"
    (remedy,) = found.remedies
    assert remedy.becomes == "HOLDS"
    assert {"bloom:batch-ramp", "bloom-chronicles:batch-ramp-finished"} <= {ref.address for one in remedy.premises for ref in one.claims}


def test_the_search_is_bounded_and_says_so(base: KnowledgeBase) -> None:
    """Nobody says of three of the four models whether duplicates are left, so that two premises are not enough."""
    answer = why_not(base, **DIFFERENCE, item="many-duplicates")
    assert answer.value.remedies == ()
    assert "larger sets were not searched" in answer.value.searched
    assert answer.status is Status.PARTIAL
    assert {gap.predicate for gap in answer.gaps} == {"premises"}


def test_what_stands_best_needs_nothing(base: KnowledgeBase) -> None:
    found = explained(base, **DIFFERENCE, item="no-quality-classifier")
    assert (found.stands, found.remedies) == ("CONFIRMED", ())


def test_each_kind_of_no_has_its_remedy(base: KnowledgeBase) -> None:
    def remedies(item: str) -> dict[str, list[list[str]]]:
        found = explained(base, question=Explained.adoption, item=item, models=("opt-175b",), technique="palm-stability-modifications")
        return {becomes: [sorted(move for move, _ in one) for one in sets] for becomes, sets in told(found).items()}

    assert remedies("z-loss") == {"ADOPTED": [["ASSERT"]]}
    assert remedies("no-biases") == remedies("no-dropout") == {"CONTESTED": [["ASSERT"]], "ADOPTED": [["ASSERT", "WITHDRAW"]]}


def test_a_model_of_unknown_corpus_is_a_gap(world_base: KnowledgeBase) -> None:
    answer = why_not(world_base, Explained.factors_of, "no-classifier", models=("sparrow-3b",))
    assert answer.value.remedies == ()
    assert ("sparrow-3b", "trained_on") in {(gap.subject, gap.predicate) for gap in answer.gaps}


def body(base: KnowledgeBase, premise: WantedPremise) -> Body:
    """Make of a missing premise what a source would say; an effect on some outcome is on one of which nothing is said."""
    assert premise.subject
    if premise.predicate == "effect":
        spoken = {view.claim.body.outcome for view in base.effects() if isinstance(view.claim.body, Effect)}
        outcome = premise.value or next(slug for slug in base.entity_slugs(Kind.outcome) if slug not in spoken)
        direction = Direction.decreases if base.entity(outcome).wanted else Direction.increases
        return Effect(cause=premise.subject.slug, outcome=outcome, direction=direction)
    predicate, value = premise.predicate or "", premise.value or ""
    kind = ValueKind.relative if premise.order else base.predicate(predicate).range.type
    typed: dict[ValueKind, dict[str, Any]] = {
        ValueKind.relative: {"order": premise.order, "entity": value},
        ValueKind.flag: {"flag": value == "yes"},
        ValueKind.code: {"text": value},
        ValueKind.entity: {"entity": value},
    }
    return Fact(subject=premise.subject.slug, predicate=predicate, value=Value(kind=kind, **typed[kind]), quantifier=premise.quantifier)


def applied(draft: Draft, base: KnowledgeBase, premises: tuple[WantedPremise, ...]) -> Draft:
    """Return the claims as they would be: what is missing said by a source of its own, what stands in the way gone."""
    missing: list[Claim] = [
        make_claim(f"premise-{number}", body(base, one), polarity=one.polarity or Polarity.asserts)
        for number, one in enumerate(premises)
        if one.move is Move.ASSERT
    ]
    left = without(draft, {ref.address for one in premises for ref in one.claims})
    return with_claims(left, *missing) if missing else left


def test_what_is_named_makes_the_item_appear_in_the_miniature(world_base: KnowledgeBase, world_draft: Draft, opened: Opened) -> None:
    named: list[tuple[dict[str, Any], Remedy]] = [(asked, one) for asked in WORLD for one in explained(world_base, **asked).remedies]
    assert {premise.move for _, one in named for premise in one.premises} == {Move.ASSERT, Move.WITHDRAW}
    assert {len(one.premises) for _, one in named} == {1, 2}
    for asked, one in named:
        scratch = opened(applied(world_draft, world_base, one.premises))
        assert explained(scratch, **asked).stands == one.becomes, (asked, one)


def test_no_part_of_what_is_named_does_as_well(world_base: KnowledgeBase, world_draft: Draft, opened: Opened) -> None:
    for asked in WORLD[::5]:
        for one in explained(world_base, **asked).remedies:
            for part in (part for size in range(len(one.premises)) for part in combinations(one.premises, size)):
                scratch = opened(applied(world_draft, world_base, part))
                assert explained(scratch, **asked).stands != one.becomes, (asked, part)


@pytest.mark.parametrize("item", ["fewer-tokens-seen", "relu-activation"])
def test_what_is_named_makes_the_item_appear_in_the_real_answer(base: KnowledgeBase, draft: Draft, opened: Opened, item: str) -> None:
    remedies = explained(base, **DIFFERENCE, item=item).remedies
    assert remedies
    for one in remedies:
        scratch = opened(applied(draft, base, one.premises))
        answer = QUESTIONS["distinguishing_factors"].function(scratch, SUCCEEDED, FAILED)
        assert {row.factor.slug: row.difference for row in answer.value}[item] == one.becomes


def test_bad_arguments_say_what_to_do(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="name a narrower factor"):
        why_not(base, Explained.shared_factors, "data-quality", models=FAILED)
    with pytest.raises(BadArgument, match="name one model"):
        why_not(base, Explained.factors_of, "relu-activation", models=FAILED)
    with pytest.raises(BadArgument, match="name one of deepnorm"):
        why_not(base, Explained.adoption, "z-loss", models=("opt-175b",), technique="deepnorm")
    with pytest.raises(BadArgument, match="name one model or more"):
        why_not(base, Explained.distinguishing_factors, "relu-activation", models=FAILED)
