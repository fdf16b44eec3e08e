"""How does one approach do beside another on a task?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Answer, ClaimRef, Conflict, EntityRef, Gap, Inference, Status
from kb.questions.approaches import asked, ties
from kb.questions.envelope import answered, demand
from kb.questions.evidence import leg, weight
from kb.questions.outdoing import Evidence, disagreeing, forcing, in_words, together
from kb.questions.question import question
from kb.questions.score_pairs import ScorePairs
from kb.records.terms import Kind, Relation
from kb.store.base import ClaimView, KnowledgeBase

TASKS = (Kind.task, Kind.benchmark, Kind.set, Kind.capability, Kind.outcome)
SIDES = (Kind.model, Kind.set, Kind.method)
NOT_BETTER, NOT_WORSE = (frozenset(Relation) - {one} for one in (Relation.better, Relation.worse))


class GapVerdict(StrEnum):
    """How the first side does beside the second."""

    BETTER = "BETTER"
    """It does better."""
    WORSE = "WORSE"
    """It does worse."""
    MATCHES = "MATCHES"
    """It does as well."""
    MIXED = "MIXED"
    """Better here and not there, or the sources disagree."""
    NOT_BETTER = "NOT_BETTER"
    """It does not do better; more is not said."""
    NOT_WORSE = "NOT_WORSE"
    """It does not do worse; more is not said."""
    UNKNOWN = "UNKNOWN"
    """Nothing is said."""


class GapBasis(StrEnum):
    """On what a verdict rests."""

    DIRECT = "DIRECT"
    """Evidence of exactly what was asked."""
    RELATED = "RELATED"
    """Evidence of a class, family, part, use or set that belongs with what was asked."""
    HEARSAY = "HEARSAY"
    """Nothing but what is told on the word of others, or from memory."""
    NOTHING = "NOTHING"
    """There is no evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEvidence:
    """One piece of evidence on a gap."""

    claims: tuple[ClaimRef, ...]
    """The comparison, or the two scores."""
    says: str
    """What it says."""
    doing: GapVerdict
    """How the first side does beside the second as a whole, going by this alone."""
    rule: str
    """Whether it is told in words, counted, or read off two scores."""
    basis: GapBasis
    """How near it is to what was asked."""
    through: tuple[str, ...]
    """What stands for what was asked, where it is not the very same."""
    decides: bool
    """Whether the verdict is taken from evidence of this basis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGap:
    """How one approach does beside another."""

    verdict: GapVerdict
    """How the first side does beside the second."""
    basis: GapBasis
    """On what the verdict rests."""
    task: EntityRef
    """The task, benchmark or set."""
    a: EntityRef
    """The first side."""
    b: EntityRef
    """The second side."""
    evidence: tuple[GapEvidence, ...]
    """All evidence, the nearest to what was asked first."""


EXAMPLE = {"task": "superglue", "a": "palm-540b", "b": "t5-11b", "a_method": "few-shot-prompting", "b_method": "fine-tuning"}


@question("tasks", example=EXAMPLE)
def task_gap(base: KnowledgeBase, task: str, a: str, b: str, a_method: str | None = None, b_method: str | None = None) -> Answer[TaskGap]:
    """How does one approach do beside another on a task?

    Gathers what sources say in words or count, and pairs of scores that share benchmark, metric, split and protocol, and
    method and number of shots too unless two different methods were asked for; scores of two works are paired only where
    both name the split. The verdict is taken from evidence of exactly what was asked, else of what belongs with it (a
    class, family, part or use, each named), else from hearsay. What holds on some members alone, or where evidence
    disagrees, is mixed; sources that disagree on the very same comparison are a conflict.

    `task` is a task, benchmark or set; `a` is a model, class of models or method; `b` is what it is set beside;
    `a_method` says how the first is used; `b_method` says how the second is used. Raises UnknownId or BadArgument.
    """
    _check(base, task, (a, b), (a_method, b_method))
    what, left, right = ties(base, task), asked(base, a, a_method), asked(base, b, b_method)
    pairs = ScorePairs(base, what, left, right)
    found = sorted((*in_words(base, what, left, right), *pairs.evidence()), key=_order)
    nearest = found[0].rank if found else 0
    deciding = [one for one in found if one.rank == nearest]
    value = TaskGap(
        verdict=_word(together(deciding)) if found else GapVerdict.UNKNOWN,
        basis=tuple(GapBasis)[nearest] if found else GapBasis.NOTHING,
        task=EntityRef(task),
        a=EntityRef(a),
        b=EntityRef(b),
        evidence=tuple(_shown(one, nearest) for one in found),
    )
    nothing = Gap(item=task, subject=a, predicate=f"comparison with {b}", reason="no source in the base says")
    return answered(
        base,
        value,
        proof=_proof(value, deciding),
        conflicts=_conflicts(value, deciding),
        gaps=(*pairs.gaps(), *(() if found else (nothing,))),
        status=None if found else Status.UNKNOWN,
    )


def _check(base: KnowledgeBase, task: str, sides: tuple[str, ...], methods: tuple[str | None, ...]) -> None:
    demand(base, "task", task, *TASKS)
    for name, side, method in zip(("a", "b"), sides, methods, strict=True):
        demand(base, name, side, *SIDES)
        if method is not None:
            demand(base, f"{name}_method", method, Kind.method)


def _order(one: Evidence) -> tuple[object, ...]:
    return (one.rank, len(one.through), *weight(one.views), [view.address for view in one.views])


def _word(allowed: frozenset[Relation]) -> GapVerdict:
    """Name how things may stand."""
    if len(allowed) == 1:
        return GapVerdict[next(iter(allowed)).upper()]
    return GapVerdict.NOT_BETTER if allowed <= NOT_BETTER else GapVerdict.NOT_WORSE if allowed <= NOT_WORSE else GapVerdict.MIXED


def _shown(one: Evidence, nearest: int) -> GapEvidence:
    return GapEvidence(
        claims=_refs(one),
        says=one.says,
        doing=_word(one.allows),
        rule=one.rule,
        basis=tuple(GapBasis)[one.rank],
        through=one.through,
        decides=one.rank == nearest,
    )


def _proof(value: TaskGap, deciding: Iterable[Evidence]) -> tuple[Inference, ...]:
    """Return why the verdict is the verdict: one leg, carried by any smallest piece of the evidence that makes it so."""
    supports = [("+".join(dict.fromkeys(one.rule for one in piece)), _views(piece)) for piece in forcing(deciding)]
    made = leg(f"{_stated(value)}: {value.verdict}", supports, ())
    return (Inference(item=value.verdict.value, rule=f"task-gap, {value.basis.lower()} evidence", legs=(made,)),) if made else ()


def _stated(value: TaskGap) -> str:
    return f"{value.a.slug} beside {value.b.slug} on {value.task.slug}"


def _views(piece: Iterable[Evidence]) -> tuple[ClaimView, ...]:
    return tuple(view for one in piece for view in one.views)


def _refs(one: Evidence) -> tuple[ClaimRef, ...]:
    return tuple(ClaimRef(view.address) for view in one.views)


def _conflicts(value: TaskGap, deciding: Iterable[Evidence]) -> Iterable[Conflict]:
    """Yield a conflict for each pair of sources that disagree on the very same comparison."""
    for one, other in disagreeing(deciding):
        yield Conflict(item=value.verdict.value, states=_stated(value), sides=_refs(one), opposed=_refs(other))
