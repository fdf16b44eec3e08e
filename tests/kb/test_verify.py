"""The number check and the anchors: what is printed passes, every near miss fails."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli.main import main
from kb.draft import Draft
from kb.quantities import parse
from kb.read.tree import read_draft
from kb.records.source import At, Passage, Source
from kb.records.terms import Modality, Stance, ValueKind, Verified
from kb.records.value import Value
from kb.records.verification import Check, Verification
from kb.records.vocabulary import Unit
from kb.store.build import build
from kb.store.load import load
from kb.texts.figures import figures
from kb.verify.anchor import anchored
from kb.verify.check import copied, verified
from kb.verify.matching import Matcher
from kb.write.layout import files
from tests.builders import by_slug, make_claim, make_draft, make_fact, make_source

UNITS = by_slug(
    (
        Unit(slug="one", name="one", dimension="ratio"),
        Unit(slug="percent", name="percent", written=("%",), dimension="ratio", factor="0.01"),
        Unit(slug="token", name="token", written=("tokens",), dimension="token"),
        Unit(slug="parameter", name="parameter", written=("parameters",), dimension="parameter"),
        Unit(slug="hour", name="hour", written=("hours",), dimension="time"),
        Unit(slug="day", name="day", written=("days",), dimension="time", factor="24"),
        Unit(slug="times", name="times", written=("x",), dimension="ratio"),
        Unit(slug="way", name="way", written=("ways",), dimension="way"),
        Unit(slug="machine", name="machine", written=("machines",), dimension="machine"),
        Unit(slug="failure", name="failure", written=("failures",), dimension="failure"),
        Unit(slug="terabyte", name="terabyte", written=("TB",), dimension="byte", factor="1e12"),
    )
)
WRITTEN = {way: unit.slug for unit in UNITS.values() for way in (unit.slug, *unit.written)} | {"": "one"}


def told(claimed: str, text: str) -> bool:
    """Tell whether a text prints a claimed quantity."""
    found, absent = Matcher(UNITS).missing([parse(claimed, WRITTEN)], figures(text))
    assert bool(found) != bool(absent) or " to " in claimed
    return not absent


@pytest.mark.parametrize(
    ("claimed", "text"),
    [
        ("300B tokens", "trained on 300B tokens, 60% of which"),
        ("300B tokens", "300 billion tokens"),
        ("300B tokens", "| GPT-3 | 300B |"),
        ("3e11 tokens", "3 x 10^11 tokens"),
        ("1.2e-4", "a rate of 1.2 x 10^-4"),
        ("1.2e-4", "lr=1.2e−4"),
        ("60 %", "60 % of it"),
        ("60 %", "0.60 of it"),
        ("200 to 500", "roughly 200–500 data batches"),
        ("1B to 2B parameters", "of 1-2B parameters"),
        ("at least 35", "35 restarts"),
        ("at least 35", "more than 35 restarts"),
        ("less than 5 %", "< 5 %"),
        ("1,082,990 hours", "1,082,990 hours"),
        ("4", "on four of seven tasks"),
        ("-0.3", "a slope of -0.3"),
        ("48 hours", "took 2 days"),
        ("4", "on 4 tokens"),
        ("1024", "M = 1024 * 1024"),
        ("90", "these notes cover ~90 restarts"),
        ("8 ways", "8x tensor parallelism"),
        ("2 failures", "~2 machines go down every day"),
        ("2500", "在大约2.5k步时"),
        ("2.3 TB", "2.3T of text"),
        ("2.3 TB", "2.3TB"),
        ("3,596,615,680 parameters", "3_596_615_680 params"),
        ("2.464", "lm loss: 2.463556E+00"),
        ("364.39B tokens", "consumed tokens: 364394676224 |"),
        ("3.3 %", '"ratio": 0.0330676168743166'),
        ("15.52 %", '"pass@1": 0.15524390243902438'),
    ],
)
def test_what_is_printed_is_found(claimed: str, text: str) -> None:
    assert told(claimed, text)


@pytest.mark.parametrize(
    ("claimed", "text", "why"),
    [
        ("80B tokens", "180B tokens", "a prefixed digit"),
        ("1.2e-4", "1.2e-3", "a shifted decimal"),
        ("1.5", "1-5", "a point is no dash"),
        ("0.3", "a slope of -0.3", "a dropped sign"),
        ("1e-4", "1e+4", "the sign of the exponent"),
        ("less than 5 %", "> 5 %", "a swapped comparison"),
        ("at least 35", "less than 35 restarts", "a swapped comparison in words"),
        ("5 %", "< 5 %", "a bound is no figure"),
        ("300B tokens", "300B parameters", "another unit"),
        ("60 %", "60 tokens", "another unit"),
        ("300B tokens", "300M tokens", "another scale"),
        ("336B tokens", "366B tokens", "digits in another order"),
        ("300.4B tokens", "300B tokens", "more digits than are printed"),
        ("2.05", "205", "a lost point"),
        ("90", "spread over 90 restarts", "a bound is no figure"),
        ("2 machines", "2 failures", "another unit"),
        ("8 machines", "8x machines", "another unit"),
        ("2.3 TB", "2.3B of text", "another scale"),
        ("2.3 TB", "2.3T tokens", "another unit"),
        ("6", "fp16", "a digit of a word"),
        ("2.463", "lm loss: 2.463556E+00", "a wrong rounding"),
        ("2.5", "lm loss: 2.463556E+00", "too few digits for a rounding"),
        ("3 %", '"ratio": 0.0330676168743166', "too few digits for a rounding"),
        ("2.46", "2.458", "a rounding of what no program printed"),
        ("22,800", "step 22816", "a rounding of what no program printed"),
    ],
)
def test_near_misses_fail(claimed: str, text: str, why: str) -> None:
    assert not told(claimed, text), why


POST = "# Post\n\nFirst, OPT saw 300B tokens. Then  it\nstopped.\n\n| model | seen |\n|---|---|\n| OPT | 180B |\n"


def at(number: str, **place: str) -> Passage:
    value = Value(kind=ValueKind.quantity, quantity=parse(number, {"tokens": "token"}))
    claim = make_claim(f"seen-{number.split('B', maxsplit=1)[0]}", make_fact(value=value), modality=Modality.reported, stance=Stance.own)
    return Passage(at=At(section="Post", **place), claims=(claim,))


@pytest.fixture
def source() -> Source:
    return replace(
        make_source(),
        passages=(
            at("300B tokens", paragraph="1", sentence="1"),
            at("180B tokens", table="1", row="OPT"),
            at("7B tokens", paragraph="9", sentence="1"),
        ),
    )


def checked(source: Source, text: str) -> list[tuple[str, Verified]]:
    draft = make_draft(sources=(source,), units=UNITS)
    run = verified(draft, "opt", "paper", copied(text.encode()), "2024-01-01")
    return [(check.claim.removeprefix("opt:"), check.state) for check in run.checks]


def anchored_in(source: Source, text: str, **finds: str) -> Source:
    copy = copied(text.encode())
    assert copy
    return anchored(source, "paper", copy, text, {name.replace("_", "-"): found for name, found in finds.items()})[0]


def test_a_place_of_a_markdown_text_becomes_an_anchor(source: Source) -> None:
    made = anchored_in(source, POST)
    assert [passage.anchor is not None for passage in made.passages] == [True, True, False]
    assert made.documents[0].rendition
    assert checked(made, POST) == [("seen-300", Verified.exact), ("seen-180", Verified.exact), ("seen-7", Verified.not_attempted)]


def test_the_states_of_a_check(source: Source) -> None:
    made = anchored_in(source, POST)
    assert checked(made, "Preface.\n\n" + POST)[0][1] is Verified.moved
    assert checked(made, POST.replace("300B", "330B"))[0][1] is Verified.rendition_mismatch
    twice = POST.replace("First, OPT", "Second, First, OPT saw 300B tokens. Zero. First, OPT")
    assert checked(made, twice)[0][1] is Verified.rendition_mismatch
    draft = make_draft(sources=(made,), units=UNITS)
    assert {check.state for check in verified(draft, "opt", "paper", None, "2024-01-01").checks} == {
        Verified.unavailable,
        Verified.not_attempted,
    }


def test_a_right_figure_in_the_wrong_span_fails(source: Source) -> None:
    made = anchored_in(source, POST)
    first, second, rest = made.passages
    swapped = replace(made, passages=(replace(first, anchor=second.anchor), replace(second, anchor=first.anchor), rest))
    assert [state for _, state in checked(swapped, POST)][:2] == [Verified.number_mismatch, Verified.number_mismatch]


def test_the_same_bytes_without_the_span_are_told_apart_from_other_bytes(source: Source) -> None:
    made = anchored_in(source, POST)
    first = made.passages[0]
    assert first.anchor
    lost = replace(made, passages=(replace(first, anchor=replace(first.anchor, sha256="0" * 64)), *made.passages[1:]))
    assert checked(lost, POST)[0][1] is Verified.text_absent


def test_a_passage_is_found_by_its_text(source: Source) -> None:
    log = "2022-03-11 launched with 7B tokens. 2022-03-12 went on."
    copy = copied(log.encode())
    assert copy
    made, unplaced = anchored(source, "paper", copy, log, {"seen-7": "launched ... tokens.", "seen-180": "2022-03"})
    assert [passage.anchor and passage.anchor.span for passage in made.passages] == [None, None, (11, 35)]
    assert [one.reason for one in unplaced] == ["the outline of the text has no such place", "'2022-03' occurs 2 times"]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert copied(b"%PDF-1.5") is None
    assert copied(b"\xff\xfe") is None


def test_two_numbers_are_counted() -> None:
    states = (Verified.exact, Verified.moved, Verified.number_mismatch, Verified.unavailable, Verified.not_attempted)
    checks = tuple(Check(claim="a:b", digest="0" * 64, state=state) for state in states)
    run = Verification(source="a", document="b", date="2024-01-01", program="kb", sha256="0" * 64, canonical="c", checks=checks)
    assert (run.performed, run.failed) == (3, 1)


def test_commands_anchor_verify_record_and_cover(source: Source, tmp_path: Path) -> None:
    tree, text = tmp_path / "claims", tmp_path / "post.md"
    draft: Draft = make_draft(sources=(source,), units={**make_draft().units, **UNITS})
    for name, content in files(draft).items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(content)
    text.write_text(POST)

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, [*words, "--root", str(tree)])
        return result.exit_code, result.output

    told = run("anchor", "opt", "--text", str(text), "--url", "https://example.org/post.md")
    assert told == (1, "opt:seen-7: no anchor: the outline of the text has no such place\n2 of 3 passages of opt have an anchor\n")
    code, output = run("verify", "opt", "--text", str(text), "--record")
    assert code == 0
    assert "2 checks performed, 0 failed; 1 claims not checked" in output
    assert run("verify", "opt")[0] == 1
    code, output = run("coverage", "opt", "--text", str(text))
    assert (code, output.splitlines()[-1]) == (1, "2 of 4 sentences of opt have claims, 2 neither claims nor a reason")
    recorded = read_draft(tree)
    assert recorded.verifications["opt/paper"].performed == 2
    build(recorded, tmp_path / "base.sqlite")
    assert load(tmp_path / "base.sqlite") == recorded
