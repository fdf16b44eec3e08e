"""What an open base may know of its past: the states of the claims that a repository holds."""

from typing import TYPE_CHECKING, Protocol

from kb.frozen import frozen

if TYPE_CHECKING:  # look-ups that ask for no past load none of this
    from kb.diff import Difference
    from kb.draft import Draft
    from kb.store.base import KnowledgeBase


@frozen
class Commit:
    """A commit that changed the claims."""

    id: str
    date: str
    """When it was made, in ISO form."""
    summary: str
    """The first line of its message."""


class History(Protocol):
    """The states of one tree of claims. A revision is a commit, tag, branch or day; a range is `A..B` or `A...B`.

    Every method raises UnknownId or BadArgument for what is no revision, NoHistory where no past can be read, and
    PastUnreadable where the claims of a commit cannot.
    """

    def commit(self, revision: str) -> Commit:
        """Return the commit that last changed the claims at a revision."""
        ...

    def ends(self, revisions: str) -> tuple[str, str]:
        """Return the commits at both ends of a range."""
        ...

    def commits(self, revisions: str) -> tuple[Commit, ...]:
        """Return the state before a range and every commit of it that changed the claims, oldest first.

        Of one revision alone: all commits that led to it, along the branch.
        """
        ...

    def draft(self, revision: str) -> "Draft":
        """Return the records of a revision."""
        ...

    def changes(self, before: str, after: str) -> "tuple[Difference, ...]":
        """Return what one revision says differently from another."""
        ...

    def at(self, revision: str) -> "KnowledgeBase":
        """Open the base of a revision, which knows this history too; close it after use."""
        ...
