"""Two states of the claims that are set beside each other: trees, compiled bases, revisions, or what stands here now."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from kb.cli.check import found_root
from kb.draft import Draft
from kb.locate import MARK, history
from kb.read.tree import read_draft
from kb.store.base import KnowledgeBase
from kb.store.build import build
from kb.store.load import load

PATHLIKE = ("/", "./", "../", "~")


@dataclass(frozen=True, slots=True)
class State:
    """One state: its records, and how its base is opened."""

    draft: Draft
    opened: Callable[[], AbstractContextManager[KnowledgeBase]]


def states(before: str, after: str | None) -> tuple[State, State]:
    """Return what was named: two states, a range of revisions, or one state beside what stands here now."""
    if after is not None:
        return _state(before), _state(after)
    if ".." in before and not before.startswith(PATHLIKE) and not Path(before).exists():
        past = history()
        first, last = past.ends(before)
        return _of_revision(first), _of_revision(last)
    return _state(before), _of_tree(found_root(None))


def _state(given: str) -> State:
    """Return a state by its path, or where there is no such path, by its revision."""
    path = Path(given).expanduser()
    if path.is_file():
        return State(load(path), lambda: KnowledgeBase.open(path))
    if path.is_dir():
        return _of_tree(path if (path / MARK).is_file() else path / "claims")
    if given.startswith(PATHLIKE):
        raise click.UsageError(f"there is no file or folder {given}")
    return _of_revision(given)


def _of_tree(root: Path) -> State:
    draft = read_draft(root)
    return State(draft, lambda: _built(draft))


@contextmanager
def _built(draft: Draft) -> Iterator[KnowledgeBase]:
    """Build a base that nobody keeps."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        build(draft, path)
        with KnowledgeBase.open(path) as base:
            yield base


def _of_revision(revision: str) -> State:
    past = history()
    return State(past.draft(revision), lambda: past.at(revision))
