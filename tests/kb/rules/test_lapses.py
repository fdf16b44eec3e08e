"""What was judged once lapses when what it rests on changes in meaning or is withdrawn, and not when its words change."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb.draft import Draft
from kb.read.tree import read
from kb.records.terms import Verified
from kb.records.verification import Check, Verification
from kb.rules.book import LAPSES, check
from tests.planted import ALBATROSS, GUIDE, LINKS, OSPREY, REVIEW, Planted, assert_told

ROBIN = "reviews/albatross--robin.yaml"


def lapsed(world: Path, file: str, old: str, new: str) -> set[tuple[str, str]]:
    """Return each record that lapses by one change of a file, with the rule that tells it."""
    text = (world / file).read_text()
    assert old in text
    reading = read(world, {file: text.replace(old, new, 1).encode()})
    assert reading.problems == []
    return {(one.record, rule) for rule, one in check(reading.draft, rules=LAPSES)}


FAULTS = (
    Planted("reviewed-claims-mean-what-they-meant", ROBIN, "digest: b", "digest: 0", "review:albatross/robin", "claim: ", "review it again"),
    Planted("guides-rest-on-what-stands", GUIDE, "'finding:osprey-batch-contested'", "'heron:tokens-seen-early'", "guide:bird-size",
            "'heron:tokens-seen-early'", "was withdrawn"),
    Planted("nothing-rests-on-withdrawn-claims", LINKS, "'heron:tokens-seen'", "'heron:tokens-seen-early'", "link:heron-misprint",
            "'heron:tokens-seen-early'", "was withdrawn"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_lapses_are_told_at_their_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)


WITHDRAWN = "withdrawn: {on: 2024-03-01, reason: A slip.}\n    says: "


def test_nothing_has_lapsed_in_the_invented_tree(world_draft: Draft) -> None:
    assert check(world_draft, rules=LAPSES) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (ALBATROSS, "value: 300B tokens", "value: 310B tokens", {
            ("finding:albatross-passes", "premises-mean-what-they-meant"),
            ("review:albatross/robin", "reviewed-claims-mean-what-they-meant"),
        }),
        (OSPREY, "value: increasing", "value: constant", {
            ("finding:osprey-batch-contested", "premises-mean-what-they-meant"),
            ("guide:bird-size", "guides-rest-on-what-stands"),
        }),
        (ALBATROSS, "says: Albatross 120B saw 300 billion", "says: It saw 300 billion", set()),
        (ALBATROSS, "says: Albatross 120B saw", f"{WITHDRAWN}Albatross 120B saw", {
            ("finding:albatross-passes", "premises-mean-what-they-meant"),
        }),
        (ALBATROSS, "says: The corpus is in", f"{WITHDRAWN}The corpus is in", set()),
    ],
)  # fmt: skip
def test_what_rests_on_a_changed_claim_lapses(world: Path, file: str, old: str, new: str, told: set[tuple[str, str]]) -> None:
    assert lapsed(world, file, old, new) == told


def test_steps_links_and_claims_do_not_rest_on_withdrawn_claims(world: Path) -> None:
    text = (world / REVIEW).read_text()
    heads = {part.split("\n")[0]: part for part in text.split("  - id: ")[1:]}

    def by_withdrawing(id_: str) -> set[tuple[str, str]]:
        return lapsed(world, REVIEW, heads[id_], heads[id_].replace("    says: ", f"    {WITHDRAWN}", 1))

    assert by_withdrawing("use-sparrow") == {("guide:bird-size", "guides-rest-on-what-stands")}
    assert by_withdrawing("heron-tokens") == {("link:heron-misprint", "nothing-rests-on-withdrawn-claims")}
    assert by_withdrawing("osprey-batch") >= {("finding:osprey-batch-contested", "nothing-rests-on-withdrawn-claims")}


def test_a_verification_lapses_with_its_claims_and_its_bytes(world_draft: Draft) -> None:
    digest = world_draft.reviews["albatross/robin"].claims[0].digest or ""
    checks = (
        Check(claim="albatross:tokens-seen", digest=digest, state=Verified.exact),
        Check(claim="albatross:batch", digest="0" * 64, state=Verified.exact),
    )
    run = Verification(
        source="albatross", document="paper", date="2024-01-01", program="kb", sha256="a" * 64, canonical="folded-1", checks=checks
    )

    def told(one: Verification) -> list[str]:
        draft = replace(world_draft, verifications={"albatross/paper": one})
        return [found.message for _, found in check(draft, rules=LAPSES)]

    assert told(replace(run, checks=checks[:1])) == []
    assert told(run) == ["1 of 2 claims now mean something else, the first is albatross:batch"]
    assert told(replace(run, checks=checks[:1], sha256="b" * 64)) == ["the document now names other bytes"]
