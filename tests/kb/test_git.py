"""Git is asked without starting a program that somebody configured, and without writing anything."""

from pathlib import Path

import pytest

from kb.errors import NoHistory
from kb.git import text
from kb.history import GitHistory
from kb.locate import revision
from tests.repositories import Repository


@pytest.fixture(name="trap")
def _trap(tmp_path: Path) -> Path:
    """A program that leaves a mark when it is run."""
    path = tmp_path / "trap"
    path.write_text(f"#!/bin/sh\ntouch {tmp_path / 'sprung'}\n")
    path.chmod(0o755)
    return path


def test_no_configured_program_is_run(own_past: Repository, trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"core.fsmonitor": str(trap), "core.pager": str(trap), "core.sshCommand": str(trap), "gpg.program": str(trap)}
    lines = [f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n\thooksPath = {trap.parent}\n[log]\n\tshowSignature = true\n"]
    (trap.parent / "gitconfig").write_text("".join(lines))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(trap.parent / "gitconfig"))
    monkeypatch.setenv("GIT_PAGER", str(trap))
    for name, value in {**settings, "log.showSignature": "true"}.items():
        own_past.git("config", name, value)
    (own_past.path / ".git" / "hooks" / "post-index-change").write_bytes(trap.read_bytes())
    (own_past.path / ".git" / "hooks" / "post-index-change").chmod(0o755)
    history = GitHistory(own_past.claims)
    history.at("v1").close()
    history.commits("v1..main")
    revision(own_past.claims)
    assert not (trap.parent / "sprung").exists()


def test_variables_of_another_repository_are_not_followed(past: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    assert text(past.claims, "rev-parse", "main") == past.git("--git-dir", str(past.path / ".git"), "rev-parse", "main")


def test_nothing_is_written_to_the_repository(past: Repository) -> None:
    def files() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in past.path.rglob("*") if file.is_file()}

    before = files()
    history = GitHistory(past.claims)
    history.at("proposal").close()
    history.changes("v1", "main")
    revision(past.claims)
    assert files() == before


def test_without_git_or_repository_the_remedy_is_told(past: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoHistory, match="is in no git repository; clone"):
        text(tmp_path, "rev-parse", "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory, match="git is not installed; install it"):
        text(past.claims, "rev-parse", "HEAD")
