"""The tutorial of the contributors' page, typed as it stands: every command prints what the page says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HEADING = "## A first paper, step by step"
BLOCK = re.compile(r"^([^\n]*)\n\n```(console|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`(\S+\.yaml)`:$")
END = "-- end of a command --"
Step = tuple[str, str]
"""What is typed, and what it prints."""


def steps() -> list[Step]:
    """Return every step of the tutorial; a block of YAML is typed behind what the file that is named before it holds."""
    found: list[Step] = []
    for before, kind, text in BLOCK.findall((ROOT / "claims" / "README.md").read_text().partition(HEADING)[2]):
        if kind == "yaml":
            (file,) = FILE.findall(before)
            found.append((f"cat >> {file} <<'EOF'\n{text}EOF", ""))
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            typed = re.match(r"(?:.*\\\n> )*.*\n", part)
            assert typed
            found.append((typed[0].replace("\n> ", "\n").rstrip("\n"), part[typed.end() :]))
    return found


def matches(told: str, printed: str) -> bool:
    """Tell whether a command printed what the page says, where dots stand for whatever differs from place to place."""
    return re.fullmatch(re.escape(told).replace(re.escape("..."), ".*"), printed, re.DOTALL) is not None


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A clone as far as the tutorial needs one, with the command `kb`."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "bin").mkdir()
    kb = tmp_path / "bin" / "kb"
    kb.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kb "$@"\n')
    kb.chmod(0o755)
    return tmp_path


def test_every_command_prints_what_the_page_says(folder: Path) -> None:
    environment = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), "KB_CACHE": os.environ["KB_CACHE"]}
    script = "exec 2>&1\n" + "".join(f"{typed}\necho '{END}'\n" for typed, _ in steps())
    done = subprocess.run(["bash"], input=script, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    printed = done.stdout.split(f"{END}\n")
    assert printed.pop() == ""
    assert len(printed) == len(steps())
    for (typed, told), found in zip(steps(), printed, strict=True):
        assert matches(told, found), f"$ {typed}\n{found}"


def test_the_tutorial_shows_mistakes_a_contradiction_and_an_answer_that_changes() -> None:
    told = [printed for _, printed in steps()]
    assert len(re.findall(r"^\S*error: |: error: ", "\n".join(told), re.MULTILINE)) == 5
    values = [printed for typed, printed in steps() if typed.startswith("kb ask best-value")]
    assert [re.findall(r"\w+(?:-\w+)*:restarts", one)[0] for one in values] == ["leaderboard:restarts", "osprey-later:restarts"]
    assert any("+ claim:osprey-later:restarts" in printed for printed in told)


def test_dots_stand_for_what_differs_and_for_nothing_else() -> None:
    assert matches("building ...\n", "building /tmp/x ...\nbase: data 12\n")
    assert not matches("0 errors\n", "1 errors\n")
    assert not matches("0 errors\n", "0 errors\nand more\n")
