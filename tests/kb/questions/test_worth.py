"""Best values, support, provenance, checks and what carries answers: worked out by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.draft import Draft
from kb.errors import UnknownId
from kb.questions.answer import Standing, Status
from kb.questions.best_value import best_value
from kb.questions.independent_support import independent_support
from kb.questions.load_bearing import load_bearing
from kb.questions.provenance import provenance
from kb.questions.shared_factors import shared_factors
from kb.questions.todo import Want, todo
from kb.questions.verification_report import verification_report
from kb.records.entity import Entity
from kb.records.terms import Kind, LinkKind, Modality, Stance, Verified
from kb.records.verification import Check, Verification
from kb.store.base import KnowledgeBase
from tests.builders import make_claim, make_draft, make_source
from tests.drafts import without

Opened = Callable[[Draft], KnowledgeBase]


def test_the_best_tokens_of_bloom_come_from_its_own_documents(base: KnowledgeBase) -> None:
    found = {one.says: one for one in best_value(base, "bloom-176b", "tokens_seen").value}
    end = found["366B token"]
    assert end.claim.address in ("bloom:tokens-seen-card", "bloom:tokens-seen-paper", "bloom:tokens-seen-table")
    assert end.standing is Standing.CONTESTED
    lost = {one.claim.address: (one.agrees, one.lost) for one in end.runners_up}
    assert lost["essay:bloom-tokens-seen"] == (False, "its authors speak of their own work")
    assert any("first-epoch" in says for says in found)


def test_a_rounded_figure_agrees_and_loses_by_the_policy(base: KnowledgeBase) -> None:
    found = best_value(base, "opt-175b", "accelerator_count").value
    lost = {one.claim.address: (one.agrees, one.lost) for best in found for one in best.runners_up}
    assert lost["essay:opt-accelerators"] == (True, "its authors speak of their own work")
    assert lost["opt:accelerators"][0] is False  # 992 in the paper, 1024 in the last update of the log


def test_compute_in_two_units_is_one_value(base: KnowledgeBase) -> None:
    found = best_value(base, "gpt-3-175b", "training_compute").value
    assert len(found) == 1
    assert {one.claim.address for one in found[0].runners_up if not one.agrees} == set()
    assert "gpt3:training-compute-pf-days" in {found[0].claim.address, *(one.claim.address for one in found[0].runners_up)}


def test_what_nobody_says_is_unknown(base: KnowledgeBase) -> None:
    unknown = best_value(base, "lambada", "tokens_seen")
    assert (unknown.status, unknown.value, len(unknown.gaps)) == (Status.UNKNOWN, (), 1)
    with pytest.raises(UnknownId):
        best_value(base, "opt-175b", "tokens_sen")


def test_a_superseded_claim_comes_last(opened: Opened, world_draft: Draft) -> None:
    link = replace(
        next(iter(world_draft.links.values())), id="new", kind=LinkKind.corrects, claims=("review:heron-tokens", "heron:tokens-seen")
    )
    base = opened(replace(world_draft, links={"new": link}))
    best = next(one for one in best_value(base, "heron-90b", "tokens_seen").value if "336B" in one.says)
    assert (best.claim.address, best.reason) == ("review:heron-tokens", "no later claim supersedes it")


def test_a_repetition_and_a_second_text_of_the_same_team_add_no_support(base: KnowledgeBase) -> None:
    value = independent_support(base, "opt:corpus-tokens").value
    assert value.independent == 1
    assert set(value.voices[0].sources) == {"opt", "opt-logbook"}
    assert {one.claim.address: one.reason for one in value.discounted}["essay:opt-corpus-tokens"].startswith("it repeats opt")


def test_hearsay_supports_nothing(base: KnowledgeBase, world_base: KnowledgeBase) -> None:
    value = independent_support(base, "essay:bloom-alibi").value
    assert [one.sources for one in value.voices] == [("bloom",)]
    alone = independent_support(world_base, "review:heron-tokens")
    assert (alone.value.independent, [one.reason for one in alone.value.discounted]) == (0, ["hearsay"])
    assert alone.status is Status.CONFLICTED


@pytest.mark.parametrize(
    ("fields", "voices"),
    [
        ({"authors": ("A. Other",)}, 2),
        ({"authors": ("S. Zhang",)}, 1),
        ({"authors": ("A. Other",), "organisations": ("meta",)}, 1),
        ({"authors": ("A. Other", "and 3 others")}, 2),
    ],
)
def test_sources_count_by_their_teams(opened: Opened, fields: dict[str, tuple[str, ...]], voices: int) -> None:
    meta = Entity(slug="meta", kind=Kind.organisation, name="Meta")
    one = make_source(make_claim(), organisations=("meta",), authors=("S. Zhang", "and 3 others"))
    other = make_source(make_claim(stance=Stance.peer, modality=Modality.measured), slug="other", **fields)
    base = opened(make_draft(sources=(one, other), entities=(meta,)))
    assert independent_support(base, "opt:tokens-seen").value.independent == voices


def test_a_claim_is_followed_to_its_place_and_its_check(base: KnowledgeBase) -> None:
    value = provenance(base, "essay:bloom-tokens-seen").value
    first = value.chain[0]
    assert (first.source, first.depth, first.role, first.verified) == ("essay", 0, "itself", Verified.exact)
    assert "row BLOOM" in first.place
    assert "bloom-336-misprint" in value.links


def test_premises_and_what_rests_on_them(world_base: KnowledgeBase) -> None:
    value = provenance(world_base, "review:batch-explains-heron").value
    assert [(one.claim.address, one.depth, one.role) for one in value.chain] == [
        ("review:batch-explains-heron", 0, "itself"),
        ("review:heron-batch", 1, "premise"),
    ]
    assert [ref.address for ref in provenance(world_base, "review:heron-batch").value.premise_of] == ["review:batch-explains-heron"]
    finding = provenance(world_base, "finding:osprey-batch-contested").value
    assert {(one.claim.address, one.role) for one in finding.chain} == {("osprey:batch", "premise"), ("review:osprey-batch", "judged")}
    assert finding.guides == ("guide:bird-size outcomes.fine-tune",)
    assert provenance(world_base, "review:use-sparrow").value.guides[0].startswith("guide:bird-size")
    with pytest.raises(UnknownId):
        provenance(world_base, "finding:nothing")


def test_every_claim_of_the_essay_was_checked(base: KnowledgeBase) -> None:
    report = verification_report(base, "essay").value[0]
    assert (report.source, report.document, report.failed, report.unchecked, report.lapsed) == ("essay", "post", 0, 0, 0)
    assert report.performed == report.claims == report.exact


def test_failures_and_lapses_are_told_apart(opened: Opened, world_draft: Draft, world_base: KnowledgeBase) -> None:
    digest = world_base.claim("osprey:batch").digest
    checks = (
        Check(claim="osprey:trained-on", digest="0" * 64, state=Verified.exact),
        Check(claim="osprey:batch", digest=digest, state=Verified.number_mismatch, detail="not printed there: 3 one"),
    )
    run = Verification(
        source="osprey", document="paper", date="2024-01-01", program="kb", sha256="0" * 64, canonical="folded-1", checks=checks
    )
    answer = verification_report(opened(replace(world_draft, verifications={"osprey/paper": run})), "osprey")
    paper = next(one for one in answer.value if one.document == "paper")
    assert (paper.performed, paper.failed, paper.lapsed, paper.exact) == (1, 1, 1, 0)
    assert [(one.claim.address, one.state) for one in paper.failures] == [("osprey:batch", Verified.number_mismatch)]
    assert {gap.item for gap in answer.gaps} == {f"osprey/{one.document}" for one in answer.value if one.document != "paper"}


def test_an_essential_claim_takes_its_items_with_it(base: KnowledgeBase, draft: Draft, opened: Opened) -> None:
    ranked = {one.claim.address: one for one in load_bearing(base, limit=10_000).value}
    carried = ranked["essay:bloom-no-quality-classifier"]
    assert any("no-quality-classifier" in name for name in carried.such_as)
    scratch = opened(without(draft, {"essay:bloom-no-quality-classifier"}))
    kept = {one.factor.slug for one in shared_factors(scratch, ("bloom-176b", "opt-175b")).value}
    assert "no-quality-classifier" not in kept
    assert [one.essential for one in ranked.values()] == sorted((one.essential for one in ranked.values()), reverse=True)


def test_what_is_missing_or_contested_is_ranked(base: KnowledgeBase) -> None:
    everything = {(one.subject.slug, one.about): one for one in todo(base, limit=10_000).value}
    contested = everything["roots", "corpus_tokens"]
    assert contested.want is Want.CONTESTED
    assert any(place.startswith(("bloom/", "roots/")) for place in contested.look_in)
    assert any(one.want is Want.MISSING for one in everything.values())
    assert {one.subject.slug for one in todo(base, "opt-175b").value} == {"opt-175b"}
