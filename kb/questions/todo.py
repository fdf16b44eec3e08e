"""What is missing or contested, and blocks the most answers?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Answer, EntityRef
from kb.questions.envelope import answered
from kb.questions.question import question
from kb.questions.standing_answers import cells, pairs
from kb.records.claim import Fact
from kb.records.terms import Stance
from kb.store.base import ClaimFilter, KnowledgeBase

PLACES = 3


class Want(StrEnum):
    """What a cell wants."""

    MISSING = "MISSING"
    """No source in the base says it."""
    CONTESTED = "CONTESTED"
    """Claims contradict each other on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A cell that somebody should look into."""

    subject: EntityRef
    """The entity of which something is not known, or disputed."""
    about: str
    """What: a predicate, or a benchmark and metric."""
    want: Want
    """Whether nothing is known, or too much."""
    blocks: int
    """How many items of the standing answers wait for it."""
    such_as: str
    """One of them."""
    look_in: tuple[str, ...]
    """Documents in which the authors speak of it themselves, those with most claims about it first."""


@question("trust", example={"limit": 5})
def todo(base: KnowledgeBase, scope: str | None = None, limit: int = 20) -> Answer[tuple[Todo, ...]]:
    """What is missing or contested, and blocks the most answers?

    Ranks the gaps of the standing answers (what would have to be known for a factor to count as shared or not) and the
    cells in which claims contradict each other without an explanation, by the items that wait for them, and says in
    which documents to look.

    `scope` is an entity, by default all; `limit` says how many. Raises UnknownId.
    """
    below = None if scope is None else set(base.narrower(scope))
    waiting: Counter[tuple[str, str, Want]] = Counter()
    example: dict[tuple[str, str, Want], str] = {}
    for subject, about, want, name in _wanted(base):
        if below is None or subject in below:
            waiting[subject, about, want] += 1
            example.setdefault((subject, about, want), name)
    ranked = sorted(waiting, key=lambda key: (-waiting[key], key))[: max(limit, 0)]
    value = tuple(
        Todo(subject=EntityRef(subject), about=about, want=want, blocks=waiting[key], such_as=example[key], look_in=_look_in(base, subject))
        for key in ranked
        for subject, about, want in [key]
    )
    return answered(base, value, complete=True)


def _wanted(base: KnowledgeBase) -> Iterator[tuple[str, str, Want, str]]:
    """Yield each item that waits: the subject, the predicate, what is wanted of it, and the item's name."""
    for name, answer in pairs(base):
        yield from ((gap.subject, gap.predicate, Want.MISSING, f"{name}: {gap.item}") for gap in answer.gaps)
        for conflict in answer.conflicts:
            for ref in conflict.opposed:
                body = base.claim(ref.address).claim.body
                if isinstance(body, Fact):
                    yield body.subject, body.predicate, Want.CONTESTED, f"{name}: {conflict.item}"
    for cell in cells(base):
        open_ = [one for one in cell.contested if not one.explained_by]
        subject, _, about = cell.name.partition(" ")
        yield from ((subject, about, Want.CONTESTED, f"best value of {cell.name}") for _ in open_[:1])


def _look_in(base: KnowledgeBase, subject: str) -> tuple[str, ...]:
    views = base.claims(base.find(ClaimFilter(subject=base.broader(subject), stance=Stance.own))).values()
    counts = Counter(f"{view.source}/{view.document.slug}" for view in views)
    return tuple(name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:PLACES])
