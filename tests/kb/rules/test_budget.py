"""Predicates that do not earn their place are told."""

from pathlib import Path

import pytest

from tests.planted import PREDICATES, Planted, assert_told

FAULTS = (
    Planted(
        "predicates-are-used",
        PREDICATES,
        "  used_once: Incidents are rare, and answers name them.\n",
        "",
        "predicate:data_incident",
        "slug",
        "a single claim",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
