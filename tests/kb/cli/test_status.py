"""`kb status` lists what needs another look, and `kb accept` says that it has had one."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from kb.read.tree import read_draft


@pytest.fixture(name="tree")
def _tree(tmp_path: Path, world: Path) -> Path:
    return Path(shutil.copytree(world, tmp_path / "claims"))


def kb(tree: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(tree)])


def changed(tree: Path) -> None:
    file = tree / "sources" / "albatross.yaml"
    file.write_text(file.read_text().replace("value: 300B tokens", "value: 310B tokens"))


def test_a_tree_whose_judgements_stand_is_silent(tree: Path) -> None:
    result = kb(tree, "status")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 records need another look\n")


def test_what_lapsed_is_listed_at_its_place_with_what_to_type(tree: Path) -> None:
    changed(tree)
    result = kb(tree, "status")
    assert result.exit_code == 1
    assert result.stderr == "2 records need another look\n"
    assert "claims/findings/birds.yaml:9:5: warning: finding:albatross-passes, premises.0" in result.stdout
    assert "claims/reviews/albatross--robin.yaml:7:3: warning: review:albatross/robin, claims.0" in result.stdout
    assert "run `kb accept review:albatross/robin`" in result.stdout
    told = json.loads(kb(tree, "status", "--format", "json").stdout)
    assert {one["rule"] for one in told} == {"premises-mean-what-they-meant", "reviewed-claims-mean-what-they-meant"}


def test_only_lapses_are_listed(tree: Path) -> None:
    file = tree / "sources" / "heron.yaml"
    file.write_text(file.read_text().replace("subject: heron-90b", "subject: heron-90", 1))
    assert kb(tree, "status").exit_code == 0


def test_a_tree_that_cannot_be_read_is_told(tree: Path) -> None:
    (tree / "sources" / "heron.yaml").write_text("slug: [")
    assert kb(tree, "status").exit_code == 3


def test_accepting_binds_a_review_and_nothing_else(tree: Path) -> None:
    changed(tree)
    result = kb(tree, "accept", "review:albatross/robin")
    assert (result.exit_code, result.stderr) == (0, "1 of 1 judgement changed\n")
    left = kb(tree, "status")
    assert "review:" not in left.stdout
    assert kb(tree, "accept", "finding:albatross-passes").exit_code == 0
    assert kb(tree, "status").exit_code == 0
    assert kb(tree, "accept", "review:albatross/robbin").exit_code == 1
    assert kb(tree, "accept").exit_code == 2


def test_a_review_without_digests_is_bound_by_accepting(tree: Path) -> None:
    file = tree / "reviews" / "albatross--robin.yaml"
    bound = file.read_text()
    file.write_text("\n".join(line for line in bound.splitlines() if "digest" not in line) + "\n")
    assert "albatross:tokens-seen has no digest" in kb(tree, "status").stdout
    assert kb(tree, "accept", "review:albatross/robin").exit_code == 0
    assert file.read_text() == bound


def test_a_review_in_another_file_than_its_own_is_told(tree: Path) -> None:
    (tree / "reviews" / "albatross--robin.yaml").rename(tree / "reviews" / "birds.yaml")
    assert "move it to claims/reviews/albatross--robin.yaml" in kb(tree, "check").stdout
    assert read_draft(tree).reviews.keys() == {"albatross/robin"}
