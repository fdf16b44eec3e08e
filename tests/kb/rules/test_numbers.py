"""Numbers and units that cannot be are told."""

from pathlib import Path

import pytest

from tests.planted import PREDICATES, UNITS, Planted, assert_told

FAULTS = (
    Planted("units-are-told-apart", UNITS, "written: [days]", "written: [days, hours]", "unit:hour", "hours]", "also writes day"),
    Planted("factors-are-positive", UNITS, "factor: 24", "factor: 0", "unit:day", "factor", "no positive number"),
    Planted("tolerances-are-shares", PREDICATES, "tolerance: 0.01", "tolerance: 5", "predicate:corpus_tokens", "tolerance", "no share"),
    Planted(
        "ranges-say-what-they-take",
        PREDICATES,
        "{type: quantity, unit: parameter}",
        "{type: quantity}",
        "predicate:parameters",
        "range",
        "needs `unit`",
    ),
    Planted(
        "ranges-say-what-they-take",
        PREDICATES,
        "range: {type: flag}",
        "range: {type: flag, codes: [a]}",
        "predicate:repeatable",
        "codes",
        "has no `codes`",
    ),
    Planted(
        "defaults-are-values",
        PREDICATES,
        "default: any",
        "default: every",
        "predicate:restarts",
        "default: every",
        "any, hardware, divergence",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
