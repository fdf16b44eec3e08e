"""The classifier of competing claims: what competes, of what kind the difference is, how the sources are related."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kb.draft import Draft
from kb.quantities import Quantity
from kb.questions.competing import Difference, Kinship, opposed, rivals
from kb.records.claim import Attribution, Fact, Result
from kb.records.link import Link
from kb.records.terms import Kind, LinkKind, Modality, Polarity, Quantifier, Stance, Unstated, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Qualifier, Range
from kb.store.base import KnowledgeBase
from tests.builders import by_slug, make_claim, make_draft, make_fact, make_source, make_tokens

Opened = Callable[[Draft], KnowledgeBase]
CODES = ("final", "end", "first-epoch", "late", "second")


def code(text: str) -> Value:
    return Value(kind=ValueKind.code, text=text)


def bound(**fields: str) -> Value:
    return Value(kind=ValueKind.quantity, quantity=Quantity(unit="token", **fields))  # type: ignore[arg-type] # texts alone


def condition(slug: str, codes: tuple[str, ...] = CODES, **fields: Any) -> Qualifier:
    return Qualifier(slug=slug, definition="A condition.", range=Range(type=ValueKind.code, codes=codes), **fields)


TOKENS = Predicate(
    slug="tokens_seen", name="tokens", facet="training", definition="Tokens.", not_="None.", domain=(Kind.model,),
    range=Range(type=ValueKind.quantity, unit="token"), functional=True,
    qualifiers=(
        condition("run"), condition("note", identity=False), condition("doubt", unstated=Unstated.unknown),
        condition("until", unstated=Unstated.default, default="end"),
        condition("status", ("planned", "used"), unstated=Unstated.default, default="used"),
    ),
)  # fmt: skip
B300, B366 = make_tokens("300000000000", as_printed="300B"), make_tokens("366000000000", as_printed="366B")
SILENT = Value(kind=ValueKind.not_disclosed, looked_in=("card",))


def pair(value: Value, other: Value = B300, predicate: Predicate = TOKENS, **said: Any) -> Draft:
    """Two works that say something of the tokens of OPT; `said` is what is special about the second one's claim."""
    stated = {name: code(text) for name, text in said.items() if name in {one.slug for one in TOKENS.qualifiers}}
    common = {name: one for name, one in said.items() if name not in stated and name != "quantifier"}
    body = make_fact(value=value, qualifiers=stated or None, quantifier=said.get("quantifier"))
    sources = (make_source(make_claim("x", make_fact(value=other))), make_source(make_claim("y", body, **common), slug="other"))
    draft = make_draft(sources=sources)
    return replace(draft, predicates={**draft.predicates, predicate.slug: predicate})


@pytest.mark.parametrize(
    ("value", "said", "difference"),
    [
        (B300, {}, Difference.none),
        (B366, {}, Difference.value),
        (B366, {"run": "second"}, None),
        (B366, {"until": "first-epoch"}, None),
        (B366, {"until": "end"}, Difference.value),
        (B366, {"note": "late"}, Difference.value),
        (B366, {"status": "planned"}, Difference.plan_outcome),
        (B300, {"polarity": Polarity.denies}, Difference.polarity),
        (B366, {"polarity": Polarity.denies}, None),
        (B366, {"quantifier": Quantifier.most}, None),
        (SILENT, {}, None),
        (make_tokens("310000000000", approximate=True), {}, Difference.rounding),
        (make_tokens("366000000000", approximate=True), {}, Difference.value),
        (make_tokens("300400000000", as_printed="300.4B"), {}, Difference.rounding),
        (make_tokens("299000000000", as_printed="299B"), {}, Difference.rounding),
        (make_tokens("280000000000", as_printed="280B"), {}, Difference.value),
        (bound(low="200000000000"), {}, Difference.refinement),
        (bound(low="350000000000"), {}, Difference.value),
        (bound(high="280000000000"), {}, Difference.value),
        (bound(low="250000000000", high="310000000000"), {}, Difference.refinement),
    ],
)
def test_a_fact_beside_300_billion_tokens(opened: Opened, value: Value, said: dict[str, Any], difference: Difference | None) -> None:
    found = rivals(opened(pair(value, **said)), ("opt:x",))
    assert [one.difference for one in found] == ([difference] if difference else [])


def test_final_zeros_may_be_rounded_but_not_by_more_than_a_hundredth(opened: Opened) -> None:
    rounded = rivals(
        opened(pair(make_tokens("500000000000", as_printed="500B"), make_tokens("499000000000", as_printed="499B"))), ("opt:x",)
    )
    apart = rivals(opened(pair(make_tokens("770000000000", as_printed="770B"), make_tokens("780000000000", as_printed="780B"))), ("opt:x",))
    assert [one.difference for one in (*rounded, *apart)] == [Difference.rounding, Difference.value]


def test_units_of_one_dimension_are_converted(opened: Opened) -> None:
    value = Value(kind=ValueKind.quantity, quantity=replace(make_tokens("300").quantity, unit="gigatoken"))  # type: ignore[type-var] # it is one
    assert [one.difference for one in rivals(opened(pair(value)), ("opt:x",))] == [Difference.none]


def test_only_predicates_with_one_value_conflict_and_a_tolerance_is_kept(opened: Opened) -> None:
    for predicate, difference in (
        (replace(TOKENS, functional=False), None),
        (replace(TOKENS, tolerance="0.25"), Difference.rounding),
        (replace(TOKENS, tolerance="0.01"), Difference.value),
    ):
        found = rivals(opened(pair(B366, predicate=predicate)), ("opt:x",))
        assert [one.difference for one in found] == ([difference] if difference else [])


def test_silence_that_is_declared_unknown_makes_a_rivalry_uncertain(opened: Opened) -> None:
    assert [one.certain for one in rivals(opened(pair(B366)), ("opt:x",))] == [True]
    assert [one.certain for one in rivals(opened(pair(B366, doubt="late")), ("opt:x",))] == [False]


@pytest.mark.parametrize(
    ("said", "kinship"),
    [
        ({}, Kinship.independent),
        ({"stance": Stance.commentary}, Kinship.secondary),
        ({"stance": Stance.peer, "modality": Modality.measured}, Kinship.independent),
        ({"attributed_to": Attribution(source="opt")}, Kinship.secondary),
    ],
)
def test_what_repeats_a_record_is_secondary_to_it(opened: Opened, said: dict[str, Any], kinship: Kinship) -> None:
    found = rivals(opened(pair(B366, **said)), ("opt:x",))
    assert [one.kinship for one in found] == [kinship]
    assert found[0].one.address == ("other:y" if kinship is Kinship.secondary else "opt:x")


def test_links_explain_and_a_correction_supersedes(opened: Opened) -> None:
    link = Link(id="l", kind=LinkKind.corrects, claims=("other:y", "opt:x"), by="ada", date="2024-01-01", reason="A later version.")
    found = rivals(opened(replace(pair(B366), links={"l": link})), ("opt:x",))
    assert [(one.kinship, one.explained_by) for one in found] == [(Kinship.superseded, ("l",))]


def test_a_family_speaks_for_its_members_and_parts_of_data_do_not(opened: Opened) -> None:
    family = make_source(make_claim("f", make_fact("opt", value=B366)), slug="family")
    draft = pair(B300)
    base = opened(replace(draft, sources=by_slug((*draft.sources.values(), family))))
    assert {(one.one.address, one.other.address) for one in rivals(base, ("family:f",))} == {("family:f", "opt:x"), ("family:f", "other:y")}


def scores(**second: Any) -> Draft:
    value = Value(kind=ValueKind.quantity, quantity=replace(make_tokens("70").quantity, unit="one", as_printed="70.0"))  # type: ignore[type-var] # it is one
    other = replace(value, quantity=replace(value.quantity, number="75"))  # type: ignore[type-var] # it is one
    first = Result(system="opt-175b", benchmark="lambada", metric="accuracy", value=value, shots="1", split="test")
    work = second.pop("slug", "other")
    body = replace(first, value=other, **second)
    if work == "opt":
        return make_draft(sources=(make_source(make_claim("x", first), make_claim("y", body)),))
    return make_draft(sources=(make_source(make_claim("x", first)), make_source(make_claim("y", body), slug=work)))


@pytest.mark.parametrize(
    ("second", "difference", "certain"),
    [
        ({}, Difference.value, True),
        ({"shots": "32"}, Difference.protocol, False),
        ({"split": None}, Difference.value, False),
        ({"split": None, "slug": "opt"}, Difference.protocol, False),
    ],
)
def test_scores_compete_only_under_one_protocol(opened: Opened, second: dict[str, Any], difference: Difference, certain: bool) -> None:
    found = rivals(opened(scores(**second)), ("opt:x",))
    assert [(one.difference, one.certain) for one in found] == [(difference, certain)]


def test_what_the_essay_says_otherwise_than_the_records(base: KnowledgeBase) -> None:
    found = {one.address for one in base.claims(base.find()).values() if one.source == "essay"}
    told = (Kinship.secondary, Kinship.superseded)
    drifted = {one.one.address for one in rivals(base, found) if one.conflicts and one.kinship in told and one.one.source == "essay"}
    assert drifted >= {"essay:bloom-corpus-tokens", "essay:bloom-tokens-seen", "essay:bloom-batch-constant", "essay:palm-tokens-seen"}
    assert not drifted & {"essay:opt-tokens-seen", "essay:opt-corpus-tokens", "essay:gpt-3-tokens-seen", "essay:palm-corpus-tokens"}


def test_claims_that_cannot_both_be_true_are_marked(base: KnowledgeBase) -> None:
    facts = base.facts(("roots",), ("corpus_tokens",))
    assert isinstance(facts[0].claim.body, Fact)
    assert "essay:bloom-corpus-tokens" in opposed(base, facts)
