"""A fault planted in the invented world, and the assertion that its rule points at it."""

from dataclasses import dataclass
from pathlib import Path

from kb.read.tree import read
from kb.rules.book import check

REVIEW, OSPREY, ALBATROSS, BOARD = (f"sources/{name}.yaml" for name in ("review", "osprey", "albatross", "leaderboard"))
FACTOR, SET, OUTCOME, MODEL = (f"entities/{name}.yaml" for name in ("factor", "set", "outcome", "model"))
PREDICATES, UNITS, LINKS = "predicates.yaml", "units.yaml", "links/birds.yaml"
FINDINGS, GUIDE, COVERAGE = "findings/birds.yaml", "guides/bird-size.yaml", "coverage/albatross.yaml"


@dataclass(frozen=True)
class Planted:
    """The first `old` in a file of the world becomes `new`; the rule then names the record, with these words."""

    rule: str
    file: str
    old: str
    new: str
    record: str
    at: str
    """How the text begins at the place that is told."""
    words: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


def assert_told(world: Path, fault: Planted) -> None:
    content = (world / fault.file).read_text()
    assert fault.old in content
    changed = content.replace(fault.old, fault.new, 1)
    reading = read(world, {fault.file: changed.encode()})
    assert reading.problems == []
    told = check(reading.draft)
    found = {(rule, one.record): one for rule, one in told if fault.words in f"{one.message} {one.remedy}"}
    assert (fault.rule, fault.record) in found, told
    place = reading.place(fault.record, found[fault.rule, fault.record].field)
    assert place.file == f"world/{fault.file}"
    assert changed.splitlines()[place.line - 1][place.column - 1 :].startswith(fault.at)
