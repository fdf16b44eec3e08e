"""Planted faults: each is reported at its place, with exit 1, and nothing is built."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from tests.repositories import Repository

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
GOOD = "  - {id: one, subject: heron-90b, predicate: parameters, value: 90B parameters, says: It is large.}\n"
LINE = HEAD.count("\n") + 1
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{n}: &{n} [{','.join([f'*{p}'] * 9)}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(name="tree")
def _tree(tmp_path: Path, world: Path) -> Path:
    """A copy of the invented world."""
    return Path(shutil.copytree(world, tmp_path / "claims"))


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
    assert (checked.exit_code, checked.stdout, checked.stderr) == (0, "", "0 errors, 0 warnings\n")
    assert run("build", "--root", str(tree), "--output", str(tree.parent / "base.sqlite")).exit_code == 0
    assert (tree.parent / "base.sqlite").exists()


FACT = "subject: heron-90b, predicate: parameters, value: 90B parameters, says: A."


@pytest.mark.parametrize(
    ("claim", "column", "words"),
    [
        (FACT.replace("heron-90b", "heron-90"), 15, "did you mean heron-90b"),
        (FACT.replace("parameters,", "parameter,", 1), 35, "did you mean parameters"),
        (FACT.replace("90B parameters", "90B tokens"), 58, "the unit token measures token, not parameter"),
        (FACT.replace("90B parameters", "90B paramters"), 58, "did you mean parameters"),
        (FACT.replace("90B parameters", "90B"), 58, "unit"),
        (FACT.replace("heron-90b", "heron-corpus"), 15, "heron-corpus is a dataset; parameters is said of a model"),
        ("subject: heron-90b, predicate: number_format, value: 3.5, says: A.", 61, "there is no entity '3.5'"),
        ("subject: heron-90b, predicate: batch_schedule, value: constnt, says: A.", 62, "did you mean constant"),
        (FACT.replace("heron-90b", "!!str heron-90b"), 24, "the tag"),
        (FACT.replace("heron-90b", "&x heron-90b"), 24, "the anchor &x"),
        (f"subject: heron-90b, {FACT}", 35, "stands here twice"),
        (f"{FACT}\t", 89, "a tab is not allowed"),
        (FACT.replace("says", "sais"), 81, "did you mean says"),
    ],
)
def test_a_fault_in_a_claim_is_told_at_its_place(tree: Path, claim: str, column: int, words: str) -> None:
    result = planted(tree, f"{HEAD}  - {{id: one, {claim}}}\n")
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
    bad = "  - {id: two, subject: heron-90b, predicate: parameters, value: 96 tokens, says: A}\n"
    result = planted(tree, HEAD + bad + bad.replace("two", "three"))
    assert result.stdout.count("the unit token measures") == 2


def test_github_annotations_are_escaped(tree: Path) -> None:
    planted(tree, HEAD + GOOD.replace("90B parameters,", "90 %x,"))
    (tree / "sources" / "planted.yaml").rename(tree / "sources" / "a,b.yaml")
    lines = run("check", "--root", str(tree), "--format", "github").stdout.splitlines()
    assert lines[-1].startswith(f"::error file=claims/sources/a%2Cb.yaml,line={LINE},col=58,title=value::claim:planted:one, value: ")
    assert "'90 %25x'" in lines[-1]


def test_json_holds_every_field(tree: Path) -> None:
    planted(tree, HEAD + GOOD.replace("heron-90b", "heron-90"))
    problems = json.loads(run("check", "--root", str(tree), "--format", "json").stdout)
    problem = next(one for one in problems if one["severity"] == "error")
    assert problem["place"] == {"file": "claims/sources/planted.yaml", "line": LINE, "column": 15}
    assert problem["field"] == "subject"


def test_only_the_files_that_are_named_are_told_of(tree: Path) -> None:
    planted(tree, HEAD + GOOD.replace("heron-90b", "heron-90"))
    heron = run("check", "--root", str(tree), str(tree / "sources" / "heron.yaml"))
    assert (heron.exit_code, heron.stdout) == (0, "")
    both = run("check", "--root", str(tree), str(tree / "sources" / "heron.yaml"), str(tree / "sources" / "planted.yaml"))
    assert both.exit_code == 1
    assert both.stderr == "1 error, 0 warnings\n"


def test_a_file_outside_the_tree_is_wrong_usage(tree: Path, world: Path) -> None:
    result = run("check", "--root", str(tree), str(world / "units.yaml"))
    assert result.exit_code == 2
    assert "name the tree with --root" in result.stderr


def test_warnings_fail_only_when_strict_and_stop_no_build(tree: Path) -> None:
    (tree / "sources" / "heron.yaml").write_text((tree / "sources" / "heron.yaml").read_text().replace("heron-90b", "osprey-100b"))
    content = (tree / "predicates.yaml").read_text()
    (tree / "predicates.yaml").write_text(content.replace("  used_once: The only predicate whose value is free text.\n", ""))
    relaxed, strict = run("check", "--root", str(tree)), run("check", "--root", str(tree), "--strict")
    assert "warning: predicate:training_note, slug: a single claim uses this predicate" in relaxed.stdout
    assert (relaxed.exit_code, strict.exit_code) == (0, 1)
    assert run("build", "--root", str(tree), "--output", str(tree.parent / "base.sqlite")).exit_code == 0


def test_what_stands_in_the_wrong_file_is_told(tree: Path) -> None:
    (tree / "sources" / "osprey.yaml").rename(tree / "sources" / "eagle.yaml")
    (tree / "entities" / "method.yaml").rename(tree / "entities" / "ways.yaml")
    (tree / "links" / "more.yml").write_text("links: []\n")
    result = run("check", "--root", str(tree))
    assert result.exit_code == 1
    assert "claims/sources/eagle.yaml:2:1: error: source:osprey, slug: it stands in another file" in result.stdout
    assert "move it to claims/entities/method.yaml" in result.stdout
    assert "claims/links/more.yml:1:1: error: this file is not read" in result.stdout


def test_the_base_is_built_beside_the_tree(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_BASE", raising=False)
    assert run("build", "--root", str(tree)).exit_code == 0
    assert (tree.parent / "build" / "base.sqlite").is_file()


def test_without_a_tree_the_usage_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.cli.check.claims_root", lambda: None)
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "name one with --root" in result.stderr


def test_ids_that_an_earlier_state_had_do_not_vanish(tree: Path) -> None:
    repository = Repository(tree.parent)
    repository.git("init", "--quiet")
    repository.commit("First", "2024-01-01")
    file = tree / "sources" / "heron.yaml"
    text = file.read_text()
    file.write_text(text.replace("  - id: restarts\n", "  - id: no-restarts\n"))
    told = run("check", "--root", str(tree), "--since", "HEAD")
    assert told.exit_code == 1
    assert "claims/sources/heron.yaml:2:1: error: source:heron: claim:heron:restarts is gone [ids-do-not-vanish]" in told.stdout
    assert run("check", "--root", str(tree)).exit_code == 0
    with (tree / "retired.yaml").open("a") as retired:
        retired.write("- {id: 'claim:heron:restarts', on: 2024-01-01, reason: Misnamed., instead: 'claim:heron:no-restarts'}\n")
    assert run("check", "--root", str(tree), "--since", "HEAD").exit_code == 0


def test_a_place_with_a_fault_is_not_said_to_be_missing(tree: Path) -> None:
    result = planted(tree, HEAD.replace('{section: "1"}', '{sectoin: "1"}') + GOOD)
    assert "did you mean section?" in result.stdout
    assert "the claim has no place" not in result.stdout
