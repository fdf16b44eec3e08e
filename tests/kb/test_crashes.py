"""Killed builds, failing disks and builds at the same time leave a whole base."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kb.draft import Draft
from kb.store.base import KnowledgeBase
from kb.store.build import build
from kb.store.load import load
from kb.store.sidecar import sidecar
from tests.builders import make_draft
from tests.everything import everything

ROOT = Path(__file__).parents[2]


def compiled(draft: Draft, path: Path) -> Path:
    build(draft, path)
    return path


def test_a_build_killed_at_any_step_leaves_the_old_or_the_new_base(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-m", "tests.crashes", str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True)
    states = run.stdout.split()
    assert states == sorted(states, reverse=True)
    assert {"old", "new"} == set(states)
    assert len(states) > 10


def test_builds_killed_at_random_leave_a_whole_base(tmp_path: Path) -> None:
    path, drafts = tmp_path / "base.sqlite", (make_draft(), everything())
    build(drafts[0], path)
    code = (
        "import sys; from pathlib import Path; from kb.store.build import build; from tests.everything import everything;"
        "from tests.builders import make_draft\n"
        "print('ready', flush=True)\n"
        "while True:\n    for draft in (everything(), make_draft()): build(draft, Path(sys.argv[1]))"
    )
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as builder:
            assert builder.stdout is not None
            assert builder.stdout.readline() == b"ready\n"
            time.sleep(random.uniform(0.05, 0.3))
            builder.send_signal(signal.SIGKILL)
        with KnowledgeBase.open(path, verify=True) as base:
            assert load(base) in drafts
    build(drafts[0], path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["base.sqlite", "base.sqlite.json"]


def test_builds_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    code = (
        "import sys; from pathlib import Path; from kb.store.build import build; from tests.everything import everything;"
        "from tests.builders import make_draft\n"
        "for draft in (everything(), make_draft()): build(draft, Path(sys.argv[1]))"
    )
    builders = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT) for _ in range(3)]
    assert [builder.wait() for builder in builders] == [0, 0, 0]
    with KnowledgeBase.open(path, verify=True) as base:
        assert load(base) in (make_draft(), everything())


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("after", range(6))
def test_a_failing_disk_leaves_a_whole_base(failing: str, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, old, new = tmp_path / "base.sqlite", make_draft(), everything()
    build(old, path, commit="old")
    genuine, calls = getattr(os, failing), iter(range(100))

    def fail(*arguments: Any) -> Any:
        if next(calls) == after:
            raise OSError(errno.ENOSPC, "no space left")
        return genuine(*arguments)

    monkeypatch.setattr(os, failing, fail)
    failed = False
    try:
        build(new, path, commit="new")
    except OSError:
        failed = True
    monkeypatch.undo()
    assert failed == (next(calls) > after)
    with KnowledgeBase.open(path, verify=True) as base:
        assert (base.as_of.commit, load(base)) in (("old", old), ("new", new))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["base.sqlite", "base.sqlite.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_full_disk_leaves_the_old_base(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    build(make_draft(), path, commit="old")
    code = (
        "import resource, signal, sys; from pathlib import Path; from kb.store.build import build; from tests.everything import everything;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); build(everything(), Path(sys.argv[1]))"
    )
    run = subprocess.run([sys.executable, "-B", "-c", code, str(path)], cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert "sqlite3." in run.stderr.splitlines()[-1]
    with KnowledgeBase.open(path, verify=True) as base:
        assert (base.as_of.commit, load(base)) == ("old", make_draft())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["base.sqlite", "base.sqlite.json"]


def test_a_damaged_old_base_does_not_stop_a_build(tmp_path: Path) -> None:
    path = compiled(make_draft(), tmp_path / "base.sqlite")
    path.write_bytes(b"rubbish")
    sidecar(path).write_text("rubbish")
    build(everything(), path)
    with KnowledgeBase.open(path, verify=True) as base:
        assert load(base) == everything()
