"""The claims as they were: records and base of any commit, made from git's objects without touching the work tree.

A base is kept in the user's cache by the tree of its claims and the program that made it, so that it is built once.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.cache import cache_folder, make_room
from kb.errors import BadArgument, BaseUnusable, ClaimsRejected, NoHistory, PastUnreadable
from kb.git import git, text
from kb.revisions import ARGUMENT, commit_of, ends
from kb.store.base import AsOf, KnowledgeBase
from kb.store.format import FORMAT
from kb.store.history import Commit

if TYPE_CHECKING:  # a base that is kept is opened without reading YAML
    from kb.diff import Difference
    from kb.draft import Draft

MOST_BYTES = 1 << 30
"""What the kept bases may take together."""
PROGRAM = Path(__file__).parent
MAKERS = ("*.py", "read/*.py", "records/*.py", "store/*.py")
"""Files of this program that decide what a base holds."""
SHORT = 10
"""Letters of a commit's name that people are shown."""
LINE = "--format=%H%x09%cI%x09%s"
VOCABULARY = ("people.yaml", "predicates.yaml", "units.yaml")
"""Files that every other file is read with."""
Listing = Mapping[str, str]
"""The files of claims by their path in the tree, each with the name of its object."""


class GitHistory:
    """The past of one tree of claims in a git repository; as `kb.store.history.History` has it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def commit(self, revision: str) -> Commit:
        """Return the commit that last changed the claims at a revision. Raises UnknownId, BadArgument or NoHistory."""
        found = self._commits("--max-count=1", commit_of(self.root, revision))
        if not found:
            raise BadArgument(ARGUMENT, revision, f"it holds no {self.root.name}/; name a later one")
        return found[0]

    def ends(self, revisions: str) -> tuple[str, str]:
        """Return the commits at both ends of a range. Raises BadArgument where it has one end alone, and as `commit`."""
        before, after = ends(self.root, revisions)
        if before is None:
            raise BadArgument("range", revisions, f"name both ends, as {revisions}..HEAD")
        return before, after

    def commits(self, revisions: str) -> tuple[Commit, ...]:
        """Return the state before a range and every commit of it that changed the claims, oldest first."""
        before, after = ends(self.root, revisions)
        if before is None:
            return self._commits("--first-parent", "--reverse", after)
        return (self.commit(before), *self._commits("--first-parent", "--reverse", after, f"^{before}"))

    def _commits(self, *words: str) -> tuple[Commit, ...]:
        told = text(self.root, "log", LINE, *words, "--", ".")
        return tuple(Commit(*line.split("\t", 2)) for line in told.split("\n") if line)

    def draft(self, revision: str) -> "Draft":
        """Return the records of a revision. Raises as `commit`, and PastUnreadable."""
        commit = commit_of(self.root, revision)
        return self.read(commit, self.listing(commit))

    def changes(self, before: str, after: str) -> "tuple[Difference, ...]":
        """Return what one revision says differently from another; only files that differ are read."""
        from kb.diff import differences  # noqa: PLC0415 # lazily for start-up time, as below

        commits = [commit_of(self.root, revision) for revision in (before, after)]
        old, new = (self.listing(commit) for commit in commits)
        differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
        wanted = old.keys() | new.keys() if differing & set(VOCABULARY) else differing | set(VOCABULARY)
        drafts = [self.read(commit, _only(one, wanted)) for commit, one in zip(commits, (old, new), strict=True)]
        return differences(drafts[0], drafts[1]) if differing else ()

    def listing(self, commit: str) -> Listing:
        """Return the files of claims at a commit."""
        from kb.read.tree import is_read  # noqa: PLC0415 # lazily for start-up time

        rows = (row.partition("\t") for row in git(self.root, "ls-tree", "-r", "-z", commit).decode().split("\0") if row)
        blobs = ((path, head.split(" ")) for head, _, path in rows)
        return {path: name for path, (mode, _, name) in blobs if mode.startswith("100") and is_read(path)}

    def read(self, commit: str, listing: Listing) -> "Draft":
        """Return the records in some files of a commit. Raises PastUnreadable."""
        from kb.read.tree import read_contents  # noqa: PLC0415 # lazily for start-up time

        reading = read_contents(self._contents(listing), self.root.name, remember=True)
        if reading.problems:
            raise PastUnreadable(commit[:SHORT], sorted(reading.problems))
        return reading.draft

    def _contents(self, listing: Listing) -> dict[str, bytes]:
        """Return the bytes of files, all by one call."""
        told = git(self.root, "cat-file", "--batch", given="".join(f"{name}\n" for name in listing.values()).encode())
        found, start = {}, 0
        for path in listing:
            head = told.index(b"\n", start)
            if told[start:head].endswith(b" missing"):
                raise BadArgument(ARGUMENT, path, "its text is not in this clone; clone the repository whole")
            end = head + 1 + int(told[start:head].rpartition(b" ")[2])
            found[path], start = told[head + 1 : end], end + 1
        return found

    def at(self, revision: str) -> KnowledgeBase:
        """Open the base of a revision, built first where it is not kept. Raises as `draft`."""
        commit = self.commit(revision)
        tree = text(self.root, "rev-parse", "--verify", f"{commit.id}:./")
        path = cache_folder() / "bases" / f"{tree}-{_program()[:16]}" / "base.sqlite"
        base = self._kept(path) or self._built(commit, path)
        base.as_of, base.history = AsOf(commit.id, commit.date, base.digest), self
        return base

    def _kept(self, path: Path) -> KnowledgeBase | None:
        try:
            base = KnowledgeBase.open(path, verify=True)
            os.utime(path.parent)
        except (BaseUnusable, OSError):
            return None
        return base

    def _built(self, commit: Commit, path: Path) -> KnowledgeBase:
        from kb.store.build import build  # noqa: PLC0415 # lazily for start-up time

        try:
            build(self.draft(commit.id), path)
        except ClaimsRejected as error:
            raise PastUnreadable(commit.id[:SHORT], error.problems) from None
        except OSError as error:
            raise NoHistory(f"nothing can be kept in {cache_folder()} ({error})", "set KB_CACHE to a folder of your own") from None
        base = KnowledgeBase.open(path)
        make_room(path.parent.parent, MOST_BYTES)
        return base


def _only(listing: Listing, paths: Iterable[str]) -> Listing:
    return {path: listing[path] for path in sorted(paths) if path in listing}


@cache
def _program() -> str:
    """Return a digest of all that decides what a base of given claims holds."""
    digest = hashlib.sha256(f"{FORMAT} {sqlite3.sqlite_version}".encode())
    for file in sorted(file for pattern in MAKERS for file in PROGRAM.glob(pattern)):
        digest.update(file.read_bytes())
    return digest.hexdigest()
