"""What does not fit what it is said of is told."""

from pathlib import Path

import pytest

from tests.planted import ALBATROSS, OSPREY, REVIEW, Planted, assert_told

FAULTS = (
    Planted(
        "mentions-fit-their-field",
        REVIEW,
        "outcome: albatross-level",
        "outcome: training",
        "claim:review:no-classifier-harms",
        "outcome",
        "training is a factor; an outcome",
    ),
    Planted(
        "mentions-fit-their-field",
        ALBATROSS,
        "benchmark: nest-maze",
        "benchmark: stabilisers",
        "claim:albatross:nest-maze",
        "benchmark",
        "with feather-norm in it",
    ),
    Planted(
        "subjects-fit-their-predicate",
        OSPREY,
        "subject: osprey-corpus",
        "subject: osprey-100b",
        "claim:osprey:corpus-size",
        "subject",
        "said of a dataset",
    ),
    Planted(
        "values-fit-their-predicate",
        OSPREY,
        "value: osprey-corpus",
        "value: half",
        "claim:osprey:trained-on",
        "value",
        "half is a number-format; a dataset",
    ),
    Planted(
        "values-fit-their-predicate",
        OSPREY,
        "{less_than: albatross-corpus}",
        "{less_than: heron-90b}",
        "claim:osprey:corpus-size",
        "value",
        "not said of it",
    ),
    Planted(
        "values-fit-their-predicate",
        OSPREY,
        "value: half",
        "value: {less_than: heron-90b}",
        "claim:osprey:number-format",
        "value",
        "no figures",
    ),
    Planted(
        "values-fit-their-predicate",
        ALBATROSS,
        "{at: 12B tokens, from: '32,000 tokens', to: 3.2M tokens}",
        "{at: 12B tokens}",
        "claim:albatross:batch-tokens",
        "{at: 12B",
        "changes nothing",
    ),
    Planted(
        "qualifiers-fit-their-predicate",
        ALBATROSS,
        "    qualifiers: {component: pond-crawl}\n",
        "",
        "claim:albatross:crawl-share",
        "id: crawl-share",
        "needs the qualifier",
    ),
    Planted(
        "qualifiers-fit-their-predicate",
        ALBATROSS,
        "{component: pond-crawl}",
        "{component: chirp}",
        "claim:albatross:crawl-share",
        "component",
        "chirp is a language",
    ),
    Planted(
        "quantifiers-go-with-sets",
        ALBATROSS,
        "    quantifier: all\n",
        "",
        "claim:albatross:stabilisers",
        "id: stabilisers",
        "stabilisers is a set",
    ),
    Planted(
        "quantifiers-go-with-sets",
        OSPREY,
        "value: half",
        "value: half\n    quantifier: all",
        "claim:osprey:number-format",
        "quantifier",
        "neither",
    ),
    Planted(
        "sides-of-a-comparison-differ",
        REVIEW,
        "right: {system: albatross-120b}",
        "right: {system: osprey-100b}",
        "claim:review:osprey-matches",
        "right",
        "the same",
    ),
    Planted(
        "advice-fits-its-situations",
        REVIEW,
        "{labelled-data: enough}",
        "{labelled-data: plenty}",
        "claim:review:use-sparrow",
        "labelled-data",
        "none, few, enough",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
