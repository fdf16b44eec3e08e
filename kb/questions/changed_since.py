"""Which claims were added, removed or changed since a commit?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.diff import Change, Difference, differences, sides
from kb.questions.answer import Answer
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.store.base import KnowledgeBase
from kb.store.load import load

CLAIM = "claim:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClaim:
    """A claim that was changed."""

    claim: str
    """Its address, also where it is no more."""
    says: str
    """What it says after the change, or said before it was removed."""
    change: Change
    """What became of it."""
    fields: tuple[str, ...]
    """What differs, as `body.value: 180B token -> 190B token`; empty where it was added or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOfClaims:
    """What one commit changed."""

    commit: str
    """The commit; empty for what is not committed yet."""
    says: str
    """The first line of its message."""
    date: str | None
    """When it was made; none for what is not committed yet."""
    claims: tuple[ChangedClaim, ...]
    """The claims that it changed, by address."""


@question("change", example={"commit": "HEAD~1"})
def changed_since(base: KnowledgeBase, commit: str, source: str | None = None) -> Answer[tuple[ChangeOfClaims, ...]]:
    """Which claims were added, removed or changed since a commit?

    Goes along the branch from a commit to the state of this base, commit by commit, and tells each change of a claim,
    the newest first; then, at the top, what is in this base and was not committed. Changes of layout are silent.

    `commit` is the last commit that is known already: a commit, tag, branch or day; `source` is a work whose claims
    alone are told.
    Raises UnknownId and BadArgument for what is no revision, NoHistory without a repository, PastUnreadable for claims
    of a commit that this program cannot read.
    """
    if source is not None:
        base.source(source)
    found = [one for told in _changes(base, commit) if (one := _of(told, source)).claims]
    return answered(base, tuple(reversed(found)), complete=True)


def _of(told: ChangeOfClaims, source: str | None) -> ChangeOfClaims:
    return told if source is None else replace(told, claims=tuple(one for one in told.claims if one.claim.startswith(f"{source}:")))


def _changes(base: KnowledgeBase, since: str) -> Iterator[ChangeOfClaims]:
    """Yield what each commit changed, the oldest first, then what is not committed."""
    past = base.past()
    commits = past.commits(f"{since}..{base.as_of.commit or 'HEAD'}")
    for before, after in pairwise(commits):
        claims = _claims(past.changes(before.id, after.id))
        yield ChangeOfClaims(commit=after.id, says=after.summary, date=after.date, claims=claims)
    if base.as_of.commit is None:
        claims = _claims(differences(past.draft(commits[-1].id), load(base)))
        yield ChangeOfClaims(commit="", says="not committed", date=None, claims=claims)


def _claims(found: Iterable[Difference]) -> tuple[ChangedClaim, ...]:
    return tuple(
        ChangedClaim(
            claim=one.record.removeprefix(CLAIM),
            says=one.says,
            change=one.change,
            fields=tuple(f"{part.path}: {' -> '.join(sides(part))}" for part in one.fields),
        )
        for one in found
        if one.record.startswith(CLAIM)
    )
