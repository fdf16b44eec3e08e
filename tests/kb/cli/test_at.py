"""Look-ups into the claims of an earlier revision."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from tests.kb.cli.test_startup import HEAVY, RUN
from tests.repositories import Repository

Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run(past: Repository, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command inside the repository."""
    monkeypatch.chdir(past.path)
    return lambda *words: CliRunner().invoke(main, list(words), prog_name="kb")


@pytest.mark.parametrize(
    "words",
    [
        ("show", "osprey:batch"),
        ("claims", "--subject", "osprey-100b", "--predicate", "batch_schedule"),
        ("ask", "shared-factors", "heron-90b", "osprey-100b", "--explain"),
    ],
    ids=lambda words: words[0],
)
def test_every_look_up_takes_a_revision_before_and_behind_it(run: Run, words: tuple[str, ...]) -> None:
    then, now = run("--at", "2024-02-28", *words), run("--at", "main", *words)
    assert "constant" in then.stdout
    assert "increasing" in now.stdout
    assert "increasing" not in then.stdout
    assert run(*words, "--at", "2024-02-28").stdout == then.stdout


def test_names_and_words_are_looked_up_in_it_too(run: Run) -> None:
    assert "osprey:corpus-tokens" in run("search", "180", "billion", "--at", "v1").stdout
    assert "osprey-100b" in run("resolve", "Osprey 100B", "--at", "v1").stdout


def test_what_is_no_revision_is_one_line_and_an_exit_code(run: Run) -> None:
    for revision, code, told in (("propsal", 1, "did you mean proposal?"), ("2023-01-01", 2, "the first commit here is of 2024-01-10")):
        result = run("show", "osprey:batch", "--at", revision)
        assert (result.exit_code, result.stdout) == (code, "")
        assert told in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_other_commands_refuse_a_revision(run: Run) -> None:
    result = run("--at", "main", "build")
    assert result.exit_code == 2
    assert "`kb diff A..B`" in result.stderr


def test_an_installed_program_without_claims_says_where_to_ask(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.locate.claims_root", lambda: None)
    result = run("show", "osprey:batch", "--at", "main")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "ask in a clone of the claims' repository" in result.stderr


def test_without_git_the_remedy_is_told(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claims").symlink_to(world)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main, ["--at", "main", "show", "osprey:batch"])
    assert result.exit_code == 3
    assert "git is not installed; install it" in result.stderr


def test_what_is_kept_is_opened_without_reading_yaml(run: Run) -> None:
    assert run("show", "osprey:batch", "--at", "v1").exit_code == 0
    code = f"{RUN}\nimport sys; print('loaded', *sys.modules)"
    command = [sys.executable, "-c", code, "--at", "v1", "show", "osprey:batch"]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(command, env=here, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.rpartition("loaded")[2].split()}
    assert loaded & HEAVY == set()
