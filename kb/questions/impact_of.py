"""Which standing answers does a change of the claims touch, and through which claims?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.diff import Change, Difference
from kb.questions.answer import Answer, Status
from kb.questions.envelope import answered
from kb.questions.lines import lost_and_gained
from kb.questions.question import question
from kb.questions.standing_answers import StandingAnswer, standing_answers
from kb.store.base import KnowledgeBase

CLAIM = "claim:"


class Touched(StrEnum):
    """What of a standing answer is another one than before."""

    APPEARS = "APPEARS"
    """The question is asked from now on."""
    DISAPPEARS = "DISAPPEARS"
    """The question is asked no more."""
    VALUE = "VALUE"
    """Another item, or another thing said of one."""
    STATUS = "STATUS"
    """It can be relied on more or less."""
    PROOF = "PROOF"
    """It follows from other claims, or from claims that mean something else now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedAnswer:
    """A standing answer that a change touches."""

    answer: str
    """The question with its arguments."""
    touched: tuple[Touched, ...]
    """What of it is another one."""
    status_before: Status | None
    """Its status before; none where it was not asked."""
    status_after: Status | None
    """Its status after; none where it is asked no more."""
    lost: tuple[str, ...]
    """Lines of its value that are no more."""
    gained: tuple[str, ...]
    """Lines of its value that are new."""
    through: tuple[str, ...]
    """Addresses of the changed claims in its proof before or after; empty where records of another kind are behind it."""


@question("change", example={"change": "HEAD~1..HEAD"})
def impact_of(base: KnowledgeBase, change: str) -> Answer[tuple[TouchedAnswer, ...]]:
    """Which standing answers does a change of the claims touch, and through which claims?

    Compares the standing answers at both ends of a range of commits: the factors shared by each pair of models of which
    a source says whether they reached an outcome, the chosen value of each cell in which claims compete, and each step
    of each guide. An answer is touched when its value or status differs, or when its proof has other claims in it or
    claims that mean something else now; a claim that is merely worded anew touches nothing.

    `change` is a range of commits as git writes it: `A..B` is from one to the other, `A...B` from where B left A.
    Raises UnknownId and BadArgument for what is no range, NoHistory without a repository, PastUnreadable for claims of
    a commit that this program cannot read.
    """
    past = base.past()
    before, after = past.ends(change)
    with past.at(before) as old, past.at(after) as new:
        return answered(base, impact(old, new, past.changes(before, after)), complete=True)


def impact(before: KnowledgeBase, after: KnowledgeBase, changes: tuple[Difference, ...]) -> tuple[TouchedAnswer, ...]:
    """Return the standing answers that differ between two bases whose differences these are."""
    changed = {one.record.removeprefix(CLAIM): one.change for one in changes if one.record.startswith(CLAIM)}
    old, new = ({one.name: one for one in standing_answers(base)} for base in (before, after))
    return tuple(_touched(old, new, changed))


def _touched(
    before: Mapping[str, StandingAnswer], after: Mapping[str, StandingAnswer], changed: Mapping[str, Change]
) -> Iterator[TouchedAnswer]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if touched := tuple(_aspects(old, new, changed)):
            lost, gained = lost_and_gained(old.value if old else (), new.value if new else ())
            carried = (old.claims if old else frozenset()) | (new.claims if new else frozenset())
            yield TouchedAnswer(
                answer=name,
                touched=touched,
                status_before=old.status if old else None,
                status_after=new.status if new else None,
                lost=lost,
                gained=gained,
                through=tuple(sorted(carried & changed.keys())),
            )


def _aspects(old: StandingAnswer | None, new: StandingAnswer | None, changed: Mapping[str, Change]) -> Iterator[Touched]:
    if old is None or new is None:
        yield Touched.APPEARS if old is None else Touched.DISAPPEARS
        return
    if old.value != new.value:
        yield Touched.VALUE
    if old.status is not new.status:
        yield Touched.STATUS
    if old.proof != new.proof or any(changed.get(one, Change.reworded) is not Change.reworded for one in old.claims | new.claims):
        yield Touched.PROOF
