"""The commits that changed one claim, and what each of them changed: by meaning, from git alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.diff import Difference, differences
from kb.draft import Draft
from kb.errors import PastUnreadable, UnknownId
from kb.git import text
from kb.history import LINE, VOCABULARY, GitHistory, Listing
from kb.ids import nearest
from kb.revisions import commit_of
from kb.store.history import Commit


@dataclass(frozen=True, slots=True)
class Logged:
    """What one commit did to a claim."""

    commit: Commit
    difference: Difference | None
    """What it changed; None where the claim could not be read."""
    problem: str = ""
    """Why it could not be read."""


def claim_log(past: GitHistory, address: str, revision: str = "HEAD") -> tuple[Logged, ...]:
    """Return the commits that changed a claim, the newest first; the claim need not exist any more.

    Raises UnknownId for a claim that no commit had, and as `GitHistory.commit`.
    """
    found = tuple(_Log(past, address).logged(commit_of(past.root, revision)))
    if not found:
        raise UnknownId("claim", address, nearest(address, past.draft(revision).claims))
    return found[::-1]


class _Log:
    """The states of one claim, each read once."""

    def __init__(self, past: GitHistory, address: str) -> None:
        self.past, self.address = past, address
        self.file = f"sources/{address.partition(':')[0]}.yaml"
        self.read: dict[tuple[str, ...], Draft | PastUnreadable] = {}
        self.states: dict[str, Draft] = {}

    def logged(self, revision: str) -> Iterator[Logged]:
        """Yield what each commit did, the oldest first; an unreadable commit counts as one that did nothing."""
        for commit, parents in self._commits(revision):
            before = [self.states.get(parent, Draft()) for parent in parents] or [Draft()]
            after = self._at(commit.id)
            self.states[commit.id] = before[0] if isinstance(after, PastUnreadable) else after
            if isinstance(after, PastUnreadable):
                yield Logged(commit, None, str(after))
            elif found := self._changed(before, after):
                yield Logged(commit, found)

    def _changed(self, before: Iterable[Draft], after: Draft) -> Difference | None:
        """Return what differs from the first parent; nothing where another parent brought it in."""
        named = f"claim:{self.address}"
        found = [next((one for one in differences(parent, after) if one.record == named), None) for parent in before]
        return found[0] if all(found) else None

    def _commits(self, revision: str) -> Iterator[tuple[Commit, list[str]]]:
        """Yield the commits that touched the file or what it is read with, parents first, with those of them that did."""
        words = ("--topo-order", "--reverse", "--parents", f"{LINE}%x09%P", revision, "--", self.file, *VOCABULARY)
        for line in text(self.past.root, "log", *words).split("\n"):
            if line:
                id_, date, rest = line.split("\t", 2)
                summary, _, parents = rest.rpartition("\t")
                yield Commit(id_, date, summary), parents.split()

    def _at(self, commit: str) -> Draft | PastUnreadable:
        listing = self.past.listing(commit)
        if self.file not in listing:
            return Draft()
        wanted: Listing = {path: listing[path] for path in (self.file, *VOCABULARY) if path in listing}
        key = tuple(wanted.values())
        if key not in self.read:
            self.read[key] = self._read(commit, wanted)
        return self.read[key]

    def _read(self, commit: str, listing: Listing) -> Draft | PastUnreadable:
        try:
            return self.past.read(commit, listing)
        except PastUnreadable as error:
            return error
