"""Guides: a source's advice as tests of the reader's situation that lead to an outcome, each step resting on claims."""

from kb.frozen import record
from kb.records.claim import Approach
from kb.records.record import Record


@record
class Edge(Record):
    """Where one answer leads."""

    answer: str
    """One of the values of the test's situation."""
    to: str
    """Slug of a further test, or of an outcome."""
    rests_on: tuple[str, ...]
    """Addresses of claims, or `finding:<id>`, that say so."""


@record
class Fork(Record):
    """One question to the reader."""

    slug: str
    """Short name, unique in the guide."""
    asks: str
    """The question in our words."""
    situation: str
    """The situation that it tests; its values are the answers."""
    rests_on: tuple[str, ...] = ()
    """Claims for which the test is there."""
    edges: tuple[Edge, ...]
    """One for each answer."""


@record
class Ending(Record):
    """One outcome."""

    slug: str
    """Short name, unique in the guide."""
    says: str
    """What to do, in one sentence."""
    do: Approach
    """What to use."""
    rests_on: tuple[str, ...]
    """Claims that recommend it."""


@record
class Guide(Record):
    """A way from a situation to an approach."""

    slug: str
    """Short name."""
    title: str
    """What it decides."""
    source: str
    """The work whose advice it is."""
    reconstructed_from: str | None = None
    """From what it was made, where the source's own figure was not at hand: `text`."""
    start: str
    """Slug of the first test."""
    tests: tuple[Fork, ...]
    """All tests."""
    outcomes: tuple[Ending, ...]
    """All outcomes."""
