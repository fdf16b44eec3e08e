"""Run as a program: builds over a base again and again, each time killed one step later, and prints what then stands.

`python -m tests.crashes FOLDER` prints, for each step at which the build was killed, `old` or `new`; any other state is an error.
"""

import os
import signal
import sys
from pathlib import Path

from kb.draft import Draft
from kb.store.base import KnowledgeBase
from kb.store.build import build
from kb.store.load import load
from tests.builders import make_draft, make_source

STEPS = ("open", "os.", "sqlite3.", "fcntl.")
OLD, NEW = make_draft(), make_draft(sources=[make_source(slug="new")])


def killed_at(step: int, path: Path) -> bool:
    """Build NEW in a process that kills itself at that step; tell whether it came so far."""
    if (child := os.fork()) == 0:
        seen = 0

        def count(event: str, _: object) -> None:
            nonlocal seen
            seen += event.startswith(STEPS)
            if seen > step:
                signal.raise_signal(signal.SIGKILL)

        sys.addaudithook(count)
        build(NEW, path, commit="new")
        os._exit(0)
    ended = os.waitpid(child, 0)[1]
    assert ended in (0, signal.SIGKILL), ended
    return ended == signal.SIGKILL


def state(path: Path) -> str:
    """Tell which base stands, having verified that all of it and its sidecar agree."""
    with KnowledgeBase.open(path, verify=True) as base:
        found: Draft = load(base)
        name = "old" if found == OLD else "new" if found == NEW else "neither"
        assert base.as_of.commit == name, (base.as_of, name)
    with KnowledgeBase.open(path) as base:
        assert base.as_of.commit == name, (base.as_of, name)
    return name


def main(folder: Path) -> None:
    """Kill at every step until a build comes to its end, and tidy up by building OLD anew each time."""
    path, step = folder / "base.sqlite", 0
    build(OLD, path, commit="old")
    while killed_at(step, path):
        print(state(path))
        build(OLD, path, commit="old")
        assert {one.name for one in folder.iterdir()} == {"base.sqlite", "base.sqlite.json"}
        step += 1
    print(state(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
