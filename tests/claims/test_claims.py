"""The contributed claims themselves: rules, coverage of the essay's main points, and what must never be true of them."""

import re
from pathlib import Path

from kb.draft import Draft
from kb.errors import Severity
from kb.read.tree import read
from kb.records.claim import Fact
from kb.records.terms import Form, Polarity, Reading
from kb.rules.book import check
from kb.store.base import KnowledgeBase
from kb.store.load import load

MOST_PREDICATES = 150
MODELS = ("gpt-3-175b", "palm-540b", "opt-175b", "bloom-176b")


def test_the_claims_are_in_shape_and_break_no_rule(root: Path) -> None:
    reading = read(root)
    assert [str(problem) for problem in reading.problems] == []
    assert [found for _, found in check(reading.draft) if found.severity is Severity.error] == []


def test_what_is_built_is_what_was_read(base: KnowledgeBase, draft: Draft) -> None:
    assert load(base) == draft


def test_all_seven_forms_are_in_use(draft: Draft) -> None:
    assert {placed.claim.form for placed in draft.claims.values()} == set(Form)


def test_predicates_stay_within_their_budget(draft: Draft) -> None:
    assert len(draft.predicates) <= MOST_PREDICATES


def test_every_figure_has_a_place_unless_it_is_recalled(draft: Draft) -> None:
    loose = [address for address, placed in draft.claims.items() if placed.passage.at is None]
    assert all(draft.claims[address].claim.read.how is Reading.recalled for address in loose)


def test_the_token_table_has_primary_counterparts(draft: Draft) -> None:
    seen: dict[str, set[str]] = {}
    for address, placed in draft.claims.items():
        body = placed.claim.body
        if isinstance(body, Fact) and body.predicate == "tokens_seen" and body.value.quantity:
            seen.setdefault(body.subject, set()).add(address.split(":")[0])
    assert all("essay" in seen[model] for model in MODELS)
    assert seen["palm-540b"] >= {"essay", "palm"}
    assert seen["bloom-176b"] >= {"essay", "bloom"}
    assert seen["opt-175b"] >= {"essay", "opt-logbook"}


def test_only_the_essay_says_that_there_was_no_classifier(draft: Draft) -> None:
    deniers = {
        address.split(":")[0]
        for address, placed in draft.claims.items()
        if isinstance(placed.claim.body, Fact)
        and placed.claim.body.predicate == "quality_filter"
        and placed.claim.polarity is Polarity.denies
    }
    assert deniers == {"essay"}


def test_claims_speak_of_works_alone(root: Path) -> None:
    """Contributed texts name sources, not the notes or tools with which they were read."""
    words = re.compile(r"\bsheet\b|\btranscript\b", re.IGNORECASE)
    found = [f"{path.name}: {line}" for path in root.rglob("*.yaml") for line in path.read_text().splitlines() if words.search(line)]
    assert found == []
