"""Names and sentences that are out of order are told."""

from pathlib import Path

import pytest

from tests.planted import LINKS, MODEL, OSPREY, PREDICATES, Planted, assert_told

NOT_SIZE = "  not: Size of the corpus (corpus_tokens).\n"
FAULTS = (
    Planted("slugs-are-spelt-right", MODEL, "slug: sparrow-3b", "slug: Sparrow 3B", "entity:Sparrow 3B", "slug", "type sparrow-3b"),
    Planted("slugs-are-spelt-right", OSPREY, "id: note", "id: the_note", "claim:osprey:the_note", "id", "type the-note"),
    Planted(
        "predicates-are-spelt-right",
        PREDICATES,
        NOT_SIZE,
        f"{NOT_SIZE}  qualifiers: [{{slug: by-when, definition: Until when., range: {{type: date}}}}]\n",
        "predicate:tokens_seen",
        "slug: by-when",
        "type by_when",
    ),
    Planted(
        "names-are-told-apart",
        MODEL,
        "aliases: [Heron]",
        "aliases: [Heron, OSPREY]",
        "entity:osprey-100b",
        "Osprey]",
        "also names heron-90b",
    ),
    Planted(
        "names-are-told-apart",
        MODEL,
        "aliases: [Heron]",
        "aliases: [Condor-400b]",
        "entity:heron-90b",
        "Condor-400b",
        "also names condor-400b",
    ),
    Planted("claims-are-one-sentence", OSPREY, "corpus of its own.", "corpus of its own", "claim:osprey:trained-on", "says", "full stop"),
    Planted(
        "claims-are-one-sentence", OSPREY, "corpus of its own.", "corpus. It was its own.", "claim:osprey:trained-on", "says", "several"
    ),
    Planted(
        "claims-are-one-sentence",
        OSPREY,
        "corpus of its own.",
        f"corpus {'and ' * 100}more.",
        "claim:osprey:trained-on",
        "says",
        "characters",
    ),
    Planted(
        "claims-are-in-our-own-words",
        OSPREY,
        "on a corpus of its own.",
        "on “a corpus which we made for ourselves”.",
        "claim:osprey:trained-on",
        "says",
        "7 words",
    ),
    Planted(
        "dates-are-dates",
        OSPREY,
        "title: Log of the runs}",
        "title: Log of the runs, date: 2021-13}",
        "source:osprey",
        "date: 2021-13",
        "no date",
    ),
    Planted("dates-are-dates", LINKS, "date: 2023-02-01", "date: yesterday", "link:heron-misprint", "date", "no date"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
