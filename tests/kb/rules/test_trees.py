"""Trees that are none, and conditions that no fact can meet, are told."""

from pathlib import Path

import pytest

from tests.planted import FACTOR, OUTCOME, SET, Planted, assert_told

FAULTS = (
    Planted(
        "broader-is-of-the-same-kind",
        FACTOR,
        "broader: [training]",
        "broader: [quality]",
        "entity:constant-batch",
        "quality",
        "quality is an outcome",
    ),
    Planted(
        "nothing-is-broader-than-itself",
        FACTOR,
        "name: Data\n",
        "name: Data\n  broader: [data-quality]\n",
        "entity:data",
        "broader",
        "data < data-quality < data",
    ),
    Planted(
        "fields-fit-the-kind", SET, "  members: [sparrow-3b]\n", "", "entity:tuned-birds", "slug: tuned-birds", "a set needs `members`"
    ),
    Planted("fields-fit-the-kind", OUTCOME, "  wanted: no\n", "", "entity:spikes", "slug: spikes", "an outcome needs `wanted`"),
    Planted(
        "fields-fit-the-kind", FACTOR, "name: Data\n", "name: Data\n  wanted: yes\n", "entity:data", "wanted", "a factor has no `wanted`"
    ),
    Planted(
        "conditions-suit-their-predicate",
        FACTOR,
        "value: constant",
        "value: steady",
        "entity:constant-batch",
        "value",
        "constant, increasing",
    ),
    Planted(
        "conditions-suit-their-predicate",
        FACTOR,
        "predicate: corpus_tokens",
        "predicate: trained_in",
        "entity:smaller-corpus",
        "order",
        "no figures",
    ),
    Planted(
        "conditions-suit-their-predicate",
        FACTOR,
        "than: [albatross-120b,",
        "than: [albatross-corpus,",
        "entity:smaller-corpus",
        "albatross-corpus",
        "a model is needed",
    ),
    Planted(
        "conditions-suit-their-predicate",
        FACTOR,
        "predicate: batch_schedule, value: constant",
        "predicate: batch_tokens, value: 3",
        "entity:constant-batch",
        "value",
        "a quantity cannot be a condition",
    ),
    Planted("conditions-suit-their-predicate", FACTOR, "quantifier: most, ", "", "entity:stabilisers-omitted", "defined_by", "is a set"),
    Planted(
        "factors-come-down-to-facts",
        FACTOR,
        "name: Training\n",
        "name: Training\n- slug: luck\n  name: Luck\n",
        "entity:luck",
        "slug: luck",
        "no fact can tell",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
