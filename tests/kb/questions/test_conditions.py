"""What facts say of a condition: lineage through parts, comparisons in words, members of sets counted."""

from collections.abc import Callable
from dataclasses import replace

from kb.draft import Draft
from kb.questions.conditions import Finding, Holding
from kb.questions.known_factors import known_factors
from kb.records.claim import Claim, Fact
from kb.records.entity import Condition, Entity
from kb.records.terms import Kind, Order, Polarity, Quantifier, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Range
from kb.store.base import KnowledgeBase
from tests.builders import make_claim
from tests.drafts import with_claims, without

Opened = Callable[[Draft], KnowledgeBase]
TECHNIQUES = ("feather-norm", "nest-init", "wing-clip")


def found(base: KnowledgeBase, factor: str, model: str) -> Finding:
    return known_factors(base, (model,), only=(factor,)).finding(factor, model)


def fact(
    id_: str, subject: str, predicate: str, value: Value, polarity: Polarity = Polarity.asserts, quantifier: Quantifier | None = None
) -> Claim:
    return make_claim(id_, Fact(subject=subject, predicate=predicate, value=value, quantifier=quantifier), polarity=polarity)


def entity(slug: str) -> Value:
    return Value(kind=ValueKind.entity, entity=slug)


def test_what_is_said_of_a_part_of_the_corpus_holds_of_the_model(base: KnowledgeBase) -> None:
    (leg,) = found(base, "many-duplicates", "opt-175b").legs
    chains = {tuple(ref.address for ref in one.claims) for one in (leg.support, *leg.alternatives)}
    assert ("opt:trained-on", "opt-logbook:pile-used", "opt:pile-duplicates") in chains
    assert ("opt:trained-on", "essay:opt-many-duplicates") in chains
    assert leg.support.claims[-1].address == "opt:pile-duplicates"  # the essay's is hearsay


def test_a_property_that_does_not_pass_from_parts_stays_with_them(base: KnowledgeBase) -> None:
    """The Pile is called diverse, which says nothing of the corpus that it is a part of."""
    assert found(base, "high-diversity", "opt-175b").holding is Holding.UNKNOWN


def test_a_part_without_a_fault_says_nothing_of_the_whole(opened: Opened, world_draft: Draft) -> None:
    part = Predicate(
        slug="has_component", name="has component", facet="data", definition="A part.", not_="", domain=(Kind.dataset,),
        range=Range(type=ValueKind.entity, kinds=(Kind.dataset,)),
    )  # fmt: skip
    clean = Predicate(
        slug="clean", name="clean", facet="data", definition="No fault.", not_="", domain=(Kind.dataset,),
        range=Range(type=ValueKind.flag), functional=True, from_parts=True,
    )  # fmt: skip
    factors = {
        slug: Entity(slug=slug, kind=Kind.factor, name=slug, defined_by=Condition(predicate="clean", value=value))
        for slug, value in (("tidy", "yes"), ("untidy", "no"))
    }
    predicates = {**world_draft.predicates, part.slug: part, clean.slug: clean}
    draft = replace(world_draft, predicates=predicates, entities={**world_draft.entities, **factors})
    told = (
        fact("parts", "heron-corpus", "has_component", entity("pond-crawl")),
        fact("deeper", "pond-crawl", "has_component", entity("reed-books")),
        fact("in-a-circle", "reed-books", "has_component", entity("pond-crawl")),
    )
    yes, no = (fact("clean", "reed-books", "clean", Value(kind=ValueKind.flag, flag=flag)) for flag in (True, False))
    assert found(opened(with_claims(draft, *told, yes)), "tidy", "heron-90b").holding is Holding.HOLDS
    base = opened(with_claims(draft, *told, no))
    assert {found(base, factor, "heron-90b").holding for factor in factors} == {Holding.UNKNOWN}


def test_a_comparison_in_words_needs_no_figure_on_the_other_side(draft: Draft, opened: Opened) -> None:
    figures = {"essay:opt-corpus-tokens", "opt:corpus-tokens", "opt-logbook:corpus-tokens"}
    leg = found(opened(without(draft, figures)), "smaller-corpus", "opt-175b").legs[0]
    assert leg.states == "opt-175b: corpus size in tokens is less than gpt-3-175b"
    assert "essay:gpt-3-corpus-above-opt" in {ref.address for ref in leg.support.claims}
    assert leg.support.rule == "stated"


def test_a_comparison_in_words_is_read_from_both_ends(opened: Opened, world_draft: Draft) -> None:
    def compared(order: Order, subject: str, other: str) -> Holding:
        value = Value(kind=ValueKind.relative, entity=other, order=order)
        claims = (
            fact("one", subject, "corpus_tokens", value),
            fact("two", "heron-corpus", "corpus_tokens", replace(value, entity="condor-corpus", order=Order.less)),
        )
        base = opened(without(with_claims(world_draft, *claims), {"heron:corpus-tokens"}))
        return found(base, "smaller-corpus", "heron-90b").holding

    assert compared(Order.greater, "albatross-corpus", "heron-corpus") is Holding.HOLDS
    assert compared(Order.less, "heron-corpus", "albatross-corpus") is Holding.HOLDS
    assert compared(Order.less, "albatross-corpus", "heron-corpus") is Holding.RULED_OUT
    assert compared(Order.similar, "albatross-corpus", "heron-corpus") is Holding.RULED_OUT


def test_a_model_is_not_less_than_itself_whatever_the_figures(base: KnowledgeBase) -> None:
    one = found(base, "smaller-corpus", "gpt-3-175b")
    assert one.holding is Holding.RULED_OUT
    assert one.opposite
    assert one.opposite.support.rule == "same-model"
    assert one.opposite.support.claims == ()


def test_members_are_counted_where_nobody_speaks_of_the_set(opened: Opened, world_draft: Draft) -> None:
    def omitted(polarity: Polarity, *used: str) -> Finding:
        claims = (fact(f"use-{slug}", "condor-400b", "uses_technique", entity(slug), polarity) for slug in used)
        return found(opened(with_claims(world_draft, *claims)), "stabilisers-omitted", "condor-400b")

    assert omitted(Polarity.denies, *TECHNIQUES[:1]).holding is Holding.UNKNOWN
    assert omitted(Polarity.denies, *TECHNIQUES[:2]).holding is Holding.HOLDS
    assert omitted(Polarity.asserts, *TECHNIQUES[:1]).holding is Holding.UNKNOWN
    all_three = omitted(Polarity.asserts, *TECHNIQUES)
    assert all_three.holding is Holding.RULED_OUT
    assert all_three.opposite
    assert [len(one.claims) for one in (all_three.opposite.support, *all_three.opposite.alternatives)] == [2]


def test_a_smaller_set_that_is_used_whole_counts_for_its_members(base: KnowledgeBase) -> None:
    """PaLM uses all six of its own modifications, so that at most two of the eight are left out."""
    one = found(base, "stability-modifications-omitted", "palm-540b")
    assert one.holding is Holding.RULED_OUT
    supports = [one.opposite.support, *one.opposite.alternatives] if one.opposite else []
    assert next([ref.address for ref in support.claims] for support in supports if support.rule == "members-counted") == [
        "essay:palm-modifications"
    ]


def test_some_are_used_does_not_rule_out_that_some_are_not(opened: Opened, world_draft: Draft) -> None:
    condition = Condition(predicate="uses_technique", value="stabilisers", quantifier=Quantifier.some)
    factor = Entity(slug="some-used", kind=Kind.factor, name="Some used", defined_by=condition)
    draft = replace(world_draft, entities={**world_draft.entities, factor.slug: factor})
    for quantifier, holding in (
        (Quantifier.some, Holding.UNKNOWN),
        (Quantifier.most, Holding.UNKNOWN),
        (Quantifier.all, Holding.RULED_OUT),
    ):
        claim = fact("denied", "condor-400b", "uses_technique", entity("stabilisers"), Polarity.denies, quantifier=quantifier)
        assert found(opened(with_claims(draft, claim)), "some-used", "condor-400b").holding is holding, quantifier
