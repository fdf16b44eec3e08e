"""The book of rules as a whole: complete, silent on what is right, and fit for drafts that no file was read for."""

from dataclasses import replace
from pathlib import Path

from kb.draft import Draft
from kb.errors import Severity
from kb.ids import is_slug
from kb.quantities import Quantity
from kb.read.tree import read
from kb.records.claim import Fact
from kb.records.terms import Kind, ValueKind
from kb.records.value import Step, Value
from kb.rules.book import RULES, check
from kb.rules.budget import predicates_are_few
from tests.kb.rules import (
    test_budget,
    test_conclusions,
    test_domains,
    test_evidence,
    test_judgements,
    test_lapses,
    test_numbers,
    test_references,
    test_retired,
    test_reviews,
    test_trees,
    test_wording,
)
from tests.planted import FACTOR

FAULTS = [
    fault
    for module in (
        test_references,
        test_domains,
        test_evidence,
        test_wording,
        test_numbers,
        test_trees,
        test_budget,
        test_judgements,
        test_conclusions,
        test_reviews,
        test_lapses,
        test_retired,
    )
    for fault in module.FAULTS
]


def test_the_world_breaks_no_rule(world_draft: Draft) -> None:
    assert check(world_draft) == []


def test_every_rule_is_a_sentence_and_finds_something() -> None:
    names = [rule.__name__.replace("_", "-") for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(is_slug(name) for name in names)
    assert all(rule.__doc__ and rule.__doc__.endswith(".") and "\n" not in rule.__doc__ for rule in RULES)
    beyond_yaml = {"facts-name-predicates", "figures-are-in-their-unit", "predicates-are-few"}
    beyond_yaml |= {"verifications-name-what-exists", "verified-claims-mean-what-they-meant"}
    assert set(names) == {fault.rule for fault in FAULTS} | beyond_yaml


def rebuilt(draft: Draft, address: str, **fields: object) -> Draft:
    """The same draft with other fields in the body of one claim."""
    placed = draft.claims[address]
    body = replace(placed.claim.body, **fields)  # type: ignore[arg-type] # each test names fields of its claim
    passages = [
        replace(passage, claims=tuple(replace(one, body=body) if one is placed.claim else one for one in passage.claims))
        for passage in placed.source.passages
    ]
    return replace(draft, sources={**draft.sources, placed.source.slug: replace(placed.source, passages=tuple(passages))})


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(rule, one.message) for rule, one in check(draft) if one.severity is Severity.error]


def test_drafts_that_were_not_read_are_checked_as_well(world_draft: Draft) -> None:
    unknown = rebuilt(world_draft, "osprey:note", predicate="training_nose")
    assert told(unknown) == [("facts-name-predicates", "there is no predicate 'training_nose'")]
    wrong = Value(kind=ValueKind.quantity, quantity=Quantity(unit="day", number="3"))
    assert told(rebuilt(world_draft, "heron:tokens-seen", value=wrong)) == [
        ("figures-are-in-their-unit", "the unit day measures time, not token")
    ]
    stepped = Value(kind=ValueKind.steps, steps=(Step(to=wrong),))
    assert told(rebuilt(world_draft, "heron:tokens-seen", value=stepped))[0][0] == "figures-are-in-their-unit"
    text = Value(kind=ValueKind.text, text="three")
    assert told(rebuilt(world_draft, "heron:tokens-seen", value=text)) == [
        ("values-fit-their-predicate", "tokens_seen takes a quantity, not a text")
    ]
    assert told(rebuilt(world_draft, "heron:tokens-seen", qualifiers={"mood": text}))[0] == (
        "qualifiers-fit-their-predicate", "tokens_seen has no qualifier `mood`"
    )  # fmt: skip
    assert told(rebuilt(world_draft, "heron:tokens-seen", value=Value(kind=ValueKind.steps)))[0][1] == "there are no steps"


def test_predicates_are_counted(world_draft: Draft) -> None:
    one = world_draft.predicates["training_note"]
    many = {f"note_{number}": replace(one, slug=f"note_{number}") for number in range(152)}
    assert [found.record for found in predicates_are_few(replace(world_draft, predicates=many))] == [
        "predicate:note_150",
        "predicate:note_151",
    ]


def test_every_circle_is_told_in_one_pass(world: Path) -> None:
    content = (world / FACTOR).read_text().replace("name: Data\n", "name: Data\n  broader: [data-quality]\n")
    reading = read(world, {FACTOR: content.replace("name: Training\n", "name: Training\n  broader: [training]\n").encode()})
    circles = sorted(one.message for rule, one in check(reading.draft) if rule == "nothing-is-broader-than-itself")
    assert circles == ["it is broader than itself: data < data-quality < data", "it is broader than itself: training < training"]


def test_what_could_not_be_read_is_not_said_to_be_missing(world: Path) -> None:
    reading = read(world, {"entities/dataset.yaml": b"kind: [dataset"})
    assert reading.problems
    assert check(reading.draft, whole=False) == []
    assert ("claims-name-entities", "there is no entity 'osprey-corpus'") in told(reading.draft)


def test_a_fact_about_a_set_may_name_it_where_sets_are_asked_for(world_draft: Draft) -> None:
    fact = world_draft.claims["albatross:stabilisers"].claim.body
    assert isinstance(fact, Fact)
    predicate = world_draft.predicates["uses_technique"]
    wide = replace(predicate, range=replace(predicate.range, kinds=(*predicate.range.kinds, Kind.set)))
    draft = replace(world_draft, predicates={**world_draft.predicates, predicate.slug: wide})
    without = rebuilt(draft, "albatross:stabilisers", quantifier=None)
    assert not [message for rule, message in told(without) if rule == "quantifiers-go-with-sets"]
