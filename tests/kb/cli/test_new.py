"""What is added is checked as part of the whole tree first; a fault leaves every byte as it was."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from kb.cli.new import CLAIM, PLACE, SOURCE
from kb.read.answers import asked_of, form_answers
from kb.read.tree import read_draft
from kb.records.claim import Approach, Comparison, Count, Fact
from kb.records.terms import Modality, Quantifier, Relation

FACT = ("--subject", "heron-90b", "--predicate", "batch_tokens", "--says", "Heron used a batch of two million tokens.")
CHECK = ("--at", "section: 3, paragraph: 4", *FACT)


@pytest.fixture(name="tree")
def _tree(tmp_path: Path, world: Path) -> Path:
    return Path(shutil.copytree(world, tmp_path / "claims"))


def new(tree: Path, *words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *words, "--root", str(tree)], input=typed)


def contents(tree: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_a_claim_is_written_at_its_place_in_the_canonical_layout(tree: Path) -> None:
    result = new(tree, "claim", "heron", *CHECK, "--id", "batch-tokens", "--value", "2M tokens")
    assert result.exit_code == 0, result.output
    assert result.stderr == "claim:heron:batch-tokens added to claims/sources/heron.yaml\n"
    placed = read_draft(tree).claims["heron:batch-tokens"]
    assert isinstance(placed.claim.body, Fact)
    assert placed.claim.body.value.quantity
    assert placed.claim.body.value.quantity.number == "2000000"
    assert placed.claim.modality is Modality.reported, "from the source's defaults"
    assert CliRunner().invoke(main, ["format", "--check", "--root", str(tree)]).exit_code == 0


def test_a_second_claim_of_a_place_joins_its_passage_and_comments_stay(tree: Path) -> None:
    file = tree / "sources" / "heron.yaml"
    file.write_text(file.read_text().replace("  - id: batch\n", "  # read twice\n  - id: batch\n"))
    before = len(read_draft(tree).sources["heron"].passages)
    place = ("--at", "{document: paper, section: 3}")
    assert new(tree, "claim", "heron", *place, *FACT, "--id", "batch-tokens", "--value", "2M tokens").exit_code == 0
    assert "  # read twice\n  - id: batch\n" in file.read_text()
    source = read_draft(tree).sources["heron"]
    assert len(source.passages) == before
    assert source.passages[1].claims[-1].id == "batch-tokens"


def test_other_forms_take_their_own_keys(tree: Path) -> None:
    sides = ("--left", "system: heron-90b", "--relation", "worse", "--right", "{system: condor-400b, method: few-shot}")
    held = ("--over", "nest-maze", "--quantifier", "some", "--count", "n: 3, of: 5")
    told = ("--id", "below-condor", "--says", "Heron falls behind Condor.", "--stance", "peer", "--at", "section: 4")
    result = new(tree, "claim", "heron", *sides, *held, *told)
    assert result.exit_code == 0, result.output
    assert read_draft(tree).claims["heron:below-condor"].claim.body == Comparison(
        left=Approach(system="heron-90b"), relation=Relation.worse, right=Approach(system="condor-400b", method="few-shot"),
        over=("nest-maze",), quantifier=Quantifier.some, count=Count(n=3, of=5),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*CHECK, "--id", "b", "--value", "2M"), "the unit one measures"),
        ((*CHECK, "--id", "batch", "--value", "2M tokens"), "this name is taken at"),
        ((*CHECK, "--id", "Batch Tokens", "--value", "2M tokens"), "type batch-tokens"),
        ((*FACT, "--id", "b", "--value", "2M tokens"), "the claim has no place"),
        (("--at", "sectoin: 3", *FACT, "--id", "b", "--value", "2M tokens"), "did you mean section?"),
        ((*CHECK, "--value", "2M tokens"), "`id` is missing"),
        ((*CHECK, "--id", "b", "--value", "2M tokens", "--subject", "heron-90"), "did you mean heron-90b?"),
        (("--at", "section: 1", "--id", "b", "--says", "Heron is large."), "the form of this claim cannot be told"),
    ],
)
def test_a_fault_is_told_and_nothing_is_written(tree: Path, words: tuple[str, ...], told: str) -> None:
    before = contents(tree)
    result = new(tree, "claim", "heron", *words)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "nothing was written" in result.stderr
    assert contents(tree) == before


def test_show_writes_nothing(tree: Path) -> None:
    before = contents(tree)
    result = new(tree, "claim", "heron", *CHECK, "--id", "batch-tokens", "--value", "2M tokens", "--show")
    assert "  - id: batch-tokens\n    subject: heron-90b\n    predicate: batch_tokens\n    value: 2M tokens\n" in result.stdout
    assert contents(tree) == before


def test_faults_that_stand_already_are_not_told_again(tree: Path) -> None:
    file = tree / "sources" / "osprey.yaml"
    file.write_text(file.read_text().replace("subject: osprey-100b", "subject: osprey", 1))
    result = new(tree, "claim", "heron", *CHECK, "--id", "batch-tokens", "--value", "2M tokens")
    assert (result.exit_code, result.stderr) == (0, "claim:heron:batch-tokens added to claims/sources/heron.yaml\n")


def test_a_tree_that_cannot_be_read_takes_no_addition(tree: Path) -> None:
    (tree / "sources" / "osprey.yaml").write_text("slug: [")
    assert new(tree, "claim", "heron", *CHECK, "--id", "b", "--value", "2M tokens").exit_code == 3


def test_unknown_and_unnamed_sources_are_told(tree: Path) -> None:
    unknown = new(tree, "claim", "herron", *CHECK, "--id", "b", "--value", "2M tokens")
    assert (unknown.exit_code, "did you mean heron" in unknown.stderr) == (1, True)
    assert new(tree, "claim", *CHECK).exit_code == 2
    broken = new(tree, "claim", "heron", "--at", "section: [3", *FACT)
    assert (broken.exit_code, "type it as in YAML" in broken.stderr) == (2, True)


SWIFT = (
    "--slug", "swift", "--kind", "paper", "--title", "Swift: a fast bird", "--short", "Swift paper", "--authors", "S. Wing, T. Tail",
    "--year", "2024", "--documents", "slug: paper, kind: paper, title: Swift, version: v1, date: 2024-03",
)  # fmt: skip


def test_a_source_gets_its_own_file(tree: Path) -> None:
    result = new(tree, "source", *SWIFT, "--defaults", "modality: reported, stance: self", "--organisations", "aviary")
    assert result.exit_code == 0, result.output
    source = read_draft(tree).sources["swift"]
    assert source.authors == ("S. Wing", "T. Tail")
    assert [one.version for one in source.documents] == ["v1"]
    assert (tree / "sources" / "swift.yaml").read_text().startswith("# yaml-language-server: $schema=../schema/source.json\nslug: swift\n")
    taken = new(tree, "source", *SWIFT)
    assert (taken.exit_code, "kb new claim swift" in taken.stderr) == (2, True)


def test_a_source_with_a_fault_makes_no_file(tree: Path) -> None:
    before = contents(tree)
    result = new(tree, "source", *SWIFT, "--organisations", "avairy")
    assert (result.exit_code, "did you mean aviary" in result.stderr) == (1, True)
    assert contents(tree) == before


FORM = """### Source

heron

### Section

3

### Subject

heron-90b

### Predicate

batch_tokens

### Value

{quantity: 2M tokens, as_printed: 2M}

### Hedge

_No response_

### Says

Heron used a batch of
two million tokens.

### Anything else

Thank you!
"""


def test_the_text_of_an_issue_form_becomes_a_claim(tree: Path, tmp_path: Path) -> None:
    form = tmp_path / "issue.md"
    form.write_text(FORM.replace("\n", "\r\n"))
    result = new(tree, "claim", "--from-form", str(form), "--id", "batch-tokens")
    assert result.exit_code == 0, result.output
    assert "note: the heading 'anything_else' is no field" in result.stderr
    placed = read_draft(tree).claims["heron:batch-tokens"]
    assert placed.claim.says == "Heron used a batch of two million tokens."
    assert placed.claim.hedge is None
    assert placed.passage.at
    assert placed.passage.at.section == "3"
    by_pipe = new(tree, "claim", "--from-form", "-", "--id", "again", "--show", typed=FORM)
    assert "as_printed: 2M" in by_pipe.stdout
    assert new(tree, "claim", "heron", "--from-form", "-", typed="Hello").exit_code == 2


def test_headings_keys_and_places_are_told_apart() -> None:
    assert not PLACE.keys() & CLAIM.keys()
    assert not {one.key for one in {**CLAIM, **SOURCE}.values() if not one.description}
    assert form_answers("Hello\n### A\n\n#### deeper\ntext\n### B\n") == {"a": "#### deeper\ntext"}
    assert asked_of(Fact)["value"].needed


def test_a_terminal_is_asked_field_by_field_and_again_for_what_is_wrong(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.cli.new._on_terminal", lambda: True)
    fields = ["section: 3, paragraph: 4", "fact", "heron-90", "batch_tokens", "2M", "", "", "batch-tokens", "Heron used a large batch."]
    usual, again = ["", "", "", "", ""], ["heron-90b", "2M tokens"]
    first = new(tree, "claim", typed="\n".join(["heron", *fields, *usual, again[1], again[0], ""]))
    assert first.exit_code == 0, first.output
    assert "(measured, observed, computed, reported," in first.stderr, "closed words are offered"
    assert "Tokens in one global batch" in first.stderr, "the predicate is explained once it is named"
    assert first.stderr.count("the unit one measures ratio, not tokens") + first.stderr.count("give it in token") >= 1
    assert "did you mean heron-90b?" in first.stderr
    assert read_draft(tree).claims["heron:batch-tokens"].claim.says == "Heron used a large batch."


def test_a_terminal_is_asked_for_a_source(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.cli.new._on_terminal", lambda: True)
    head = ["swift", "paper", "Swift", "Swift paper", "S. Wing", "2024", "", "", "", "", "", SWIFT[-1], ""]
    result = new(tree, "source", typed="\n".join([*head, ""]))
    assert result.exit_code == 0, result.output
    assert read_draft(tree).sources["swift"].short == "Swift paper"
