"""Where claims and base are found, and which state of the claims a base says it is of."""

import os
import subprocess
from pathlib import Path

import pytest

from kb import locate
from kb.errors import BaseMissing


@pytest.fixture(name="project")
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with claims, the current directory somewhere below it."""
    (tmp_path / "claims" / "sources").mkdir(parents=True)
    (tmp_path / "claims" / "predicates.yaml").write_text("predicates: []\n")
    (tmp_path / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "down")
    monkeypatch.delenv("KB_BASE", raising=False)
    return tmp_path


def test_the_nearest_claims_upwards_are_meant(project: Path) -> None:
    assert locate.claims_root() == project / "claims"
    assert locate.base_path() == project / "build" / "base.sqlite"
    assert locate.claims_root(project / "claims" / "sources") == project / "claims"


def test_a_folder_of_that_name_without_vocabulary_is_not_meant(project: Path) -> None:
    (project / "deep" / "claims").mkdir()
    assert locate.claims_root() == project / "claims"


def test_elsewhere_the_claims_beside_the_package_are_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate.claims_root() == root


def test_the_environment_names_the_base(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_BASE", str(project / "other.sqlite"))
    assert locate.base_path() == project / "other.sqlite"
    with pytest.raises(BaseMissing, match=r"other\.sqlite"):
        locate.open_base()


def test_without_claims_the_base_in_the_package_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_BASE", raising=False)
    monkeypatch.setattr(locate, "claims_root", lambda: None)
    assert locate.base_path() == Path(locate.__file__).parent / "data" / "base.sqlite"


def test_a_claim_newer_than_the_base_makes_it_stale(project: Path) -> None:
    base = project / "build" / "base.sqlite"
    base.parent.mkdir()
    base.write_bytes(b"")
    os.utime(project / "claims" / "predicates.yaml", (1, 1))
    assert not locate.is_stale(base)
    os.utime(base, (0, 0))
    assert locate.is_stale(base)


def git(project: Path, *words: str) -> None:
    identity = ["-c", "user.name=Wren", "-c", "user.email=wren@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(project), *identity, *words], check=True, capture_output=True)


def test_the_revision_is_the_commit_of_the_claims_and_only_of_those(project: Path) -> None:
    root = project / "claims"
    assert locate.revision(root) == (None, None)
    git(project, "init")
    assert locate.revision(root) == (None, None)
    git(project, "add", "claims")
    git(project, "commit", "-m", "claims")
    commit, date = locate.revision(root)
    assert commit
    assert len(commit) == 40
    assert date
    (project / "readme").write_text("about\n")
    git(project, "add", "readme")
    git(project, "commit", "-m", "about")
    assert locate.revision(root) == (commit, date)
    (root / "people.yaml").write_text("people: []\n")
    assert locate.revision(root) == (None, None)


def test_without_git_there_is_no_revision(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert locate.revision(project / "claims") == (None, None)
