"""What do two revisions of the claims say differently?"""

from dataclasses import dataclass

from kb.diff import Change, Difference, sides
from kb.questions.answer import Answer
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.store.base import KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedField:
    """A field that differs."""

    path: str
    """Where in the record, as `body.value`."""
    before: str
    """What stood there; of a list only what is no more."""
    after: str
    """What stands there; of a list only what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRecord:
    """A record that differs."""

    record: str
    """Its global id, as `claim:opt:tokens-seen`."""
    says: str
    """What a claim says after the change, or said before it was removed; empty for other records."""
    change: Change
    """What became of it."""
    fields: tuple[ChangedField, ...]
    """The fields that differ; none where it was added or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SemanticDiff:
    """What two revisions say differently."""

    before: str
    """The commit that last changed the claims at the first one."""
    before_date: str
    """Its date."""
    after: str
    """The commit that last changed the claims at the second one."""
    after_date: str
    """Its date."""
    differences: tuple[ChangedRecord, ...]
    """Every difference: claims by address, then other records; none exactly when all records are the same."""


@question("change", example={"before": "HEAD~1", "after": "HEAD"})
def semantic_diff(base: KnowledgeBase, before: str, after: str) -> Answer[SemanticDiff]:
    """What do two revisions of the claims say differently?

    Compares records by what they mean and how they are worded; layout is silent. Claims are revalued when they say
    another value, requalified when they say it of something else, on another ground or on another's word, and reworded
    when only words, hedge, place, premises, rank or reading differ; other records are changed.

    `before` is a commit, tag, branch or day; `after` is another one.
    Raises UnknownId and BadArgument for what is no revision, NoHistory without a repository, PastUnreadable for claims
    of a commit that this program cannot read.
    """
    past = base.past()
    old, new = past.commit(before), past.commit(after)
    found = tuple(map(_record, past.changes(old.id, new.id)))
    value = SemanticDiff(before=old.id, before_date=old.date, after=new.id, after_date=new.date, differences=found)
    return answered(base, value, complete=True)


def _record(one: Difference) -> ChangedRecord:
    pairs = ((part.path, *sides(part)) for part in one.fields)
    changed = tuple(ChangedField(path=path, before=before, after=after) for path, before, after in pairs)
    return ChangedRecord(record=one.record, says=one.says, change=one.change, fields=changed)
