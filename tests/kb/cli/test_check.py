"""Planted faults: each is reported at its place, with exit 1, and nothing is built."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main

HEAD = """slug: planted
kind: paper
title: Planted
short: Planted paper
authors: [Nobody]
year: 2023
documents: [{slug: paper, kind: paper, title: Planted}]
defaults: {modality: reported, stance: self}
passages:
- at: {section: "1"}
  claims:
"""
GOOD = "  - {id: one, subject: opt-175b, predicate: layers, value: 96 layers, says: It has 96 layers.}\n"
LINE = HEAD.count("\n") + 1
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{n}: &{n} [{','.join([f'*{p}'] * 9)}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(name="tree")
def _tree(tmp_path: Path, root: Path) -> Path:
    """A copy of the vocabulary, without sources and links."""
    tree = tmp_path / "claims"
    shutil.copytree(root / "entities", tree / "entities")
    for name in ("units.yaml", "people.yaml", "predicates.yaml"):
        shutil.copy(root / name, tree / name)
    (tree / "sources").mkdir()
    return tree


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def planted(tree: Path, content: str | bytes) -> Result:
    data = content if isinstance(content, bytes) else content.encode()
    (tree / "sources" / "planted.yaml").write_bytes(data)
    base = tree.parent / "base.sqlite"
    built = run("build", "--root", str(tree), "--output", str(base))
    assert built.exit_code == 1, built.output
    assert not base.exists()
    return run("check", "--root", str(tree))


def test_a_clean_tree_is_silent_and_builds(tree: Path) -> None:
    (tree / "sources" / "planted.yaml").write_text(HEAD + GOOD)
    checked = run("check", "--root", str(tree))
    assert checked.exit_code == 0
    assert " error: " not in checked.stdout
    assert run("build", "--root", str(tree), "--output", str(tree.parent / "base.sqlite")).exit_code == 0
    assert (tree.parent / "base.sqlite").exists()


@pytest.mark.parametrize(
    ("claim", "column", "words"),
    [
        ("{id: one, subject: opt-175, predicate: layers, value: 96 layers, says: A.}", 15, "did you mean opt-175b"),
        ("{id: one, subject: opt-175b, predicate: layer, value: 96 layers, says: A.}", 34, "did you mean layers"),
        ("{id: one, subject: opt-175b, predicate: layers, value: 96 tokens, says: A.}", 53, "the unit token measures token, not layer"),
        ("{id: one, subject: opt-175b, predicate: layers, value: 96 laiers, says: A.}", 53, "did you mean layers"),
        ("{id: one, subject: pile, predicate: layers, value: 96 layers, says: A.}", 15, "pile is a dataset; layers is said of a model"),
        ("{id: one, subject: opt-175b, predicate: activation, value: 3.5, says: A.}", 57, "there is no entity '3.5'"),
        ("{id: one, subject: opt-175b, predicate: batch_schedule, value: constnt, says: A.}", 61, "did you mean constant"),
        ("{id: one, subject: !!str opt-175b, predicate: layers, value: 96 layers, says: A.}", 24, "the tag"),
        ("{id: one, subject: &x opt-175b, predicate: layers, value: 96 layers, says: A.}", 24, "the anchor &x"),
        ("{id: one, subject: opt-175b, subject: opt-175b, predicate: layers, value: 96 layers, says: A.}", 34, "stands here twice"),
        ("{id: one, subject: opt-175b, predicate: layers, value: 96 layers, says: A.}\t", 80, "a tab is not allowed"),
        ("{id: one, subject: opt-175b, predicate: layers, value: 96 layers, sais: A.}", 71, "did you mean says"),
    ],
)
def test_a_fault_in_a_claim_is_told_at_its_place(tree: Path, claim: str, column: int, words: str) -> None:
    result = planted(tree, f"{HEAD}  - {claim}\n")
    assert result.exit_code == 1
    assert f"claims/sources/planted.yaml:{LINE}:{column}: error" in result.stdout
    assert words in result.stdout


def test_a_missing_locator_is_told(tree: Path) -> None:
    result = planted(tree, HEAD.replace('- at: {section: "1"}\n  claims:', "- claims:") + GOOD)
    assert "the claim has no place" in result.stdout
    assert f"planted.yaml:{LINE - 1}:5" in result.stdout


def test_a_second_claim_of_the_same_id_names_the_first(tree: Path) -> None:
    result = planted(tree, HEAD + GOOD + GOOD)
    assert f"planted.yaml:{LINE + 1}:6: error" in result.stdout
    assert f"this name is taken at claims/sources/planted.yaml:{LINE}:5" in result.stdout


def test_invalid_utf8_is_told_at_its_column(tree: Path) -> None:
    result = planted(tree, HEAD.encode() + b"  - {id: one\xff}\n")
    assert f"planted.yaml:{LINE}:13: error: the byte 0xff is not UTF-8" in result.stdout


def test_a_hundred_thousand_brackets_do_no_harm(tree: Path) -> None:
    result = planted(tree, "[" * 100_000)
    assert "nested deeper than" in result.stdout


def test_the_entity_bomb_is_refused_at_its_anchors(tree: Path) -> None:
    assert len(BOMB) < 430
    result = planted(tree, BOMB)
    assert "planted.yaml:1:4: error: the anchor &a is not allowed" in result.stdout
    assert "planted.yaml:2:8: error: the alias *a is not allowed" in result.stdout


def test_all_problems_come_in_one_pass(tree: Path) -> None:
    bad = "  - {id: two, subject: opt-175b, predicate: layers, value: 96 tokens, says: A}\n"
    result = planted(tree, HEAD + bad + bad.replace("two", "three"))
    assert result.stdout.count("the unit token measures") == 2


def test_github_annotations_are_escaped(tree: Path) -> None:
    planted(tree, HEAD + GOOD.replace("96 layers,", "96 %,"))
    result = run("check", "--root", str(tree), "--format", "github")
    assert f"::error file=claims/sources/planted.yaml,line={LINE},col=53,title=value::" in result.stdout
    assert "%25" in result.stdout or "percent" in result.stdout


def test_json_holds_every_field(tree: Path) -> None:
    planted(tree, HEAD + GOOD.replace("opt-175b", "opt-175"))
    problems = json.loads(run("check", "--root", str(tree), "--format", "json").stdout)
    problem = next(one for one in problems if one["severity"] == "error")
    assert problem["place"] == {"file": "claims/sources/planted.yaml", "line": LINE, "column": 15}
    assert problem["field"] == "subject"
