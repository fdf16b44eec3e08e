"""How do these systems score on these benchmarks, protocol by protocol?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Answer, ClaimRef, EntityRef, Gap, Inference, Standing
from kb.questions.envelope import answered, conflicts_of, demand, standing
from kb.questions.evidence import Weighed, leg
from kb.questions.policy import Policy
from kb.questions.question import question
from kb.questions.values import Agreement, agreement
from kb.records.claim import Result
from kb.records.terms import Kind, Polarity
from kb.store.base import ClaimView, KnowledgeBase

RULE = "scores-of-one-protocol"
EXAMPLE = {"systems": ("palm-540b", "gpt-3-175b"), "benchmarks": ("boolq",)}


class Concord(StrEnum):
    """How the scores of one cell stand to each other."""

    ALONE = "ALONE"
    """There is one."""
    AGREE = "AGREE"
    """They are the same, or one is the other at fewer printed digits."""
    DIFFER = "DIFFER"
    """They differ by more than their printed digits leave open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellScore:
    """A score as one claim gives it."""

    claim: ClaimRef
    """The claim."""
    value: str
    """The score with its unit."""
    printed: str | None
    """The figure as printed, where that was recorded."""
    how: str
    """In which way its source gives it, and whether it was read there."""
    agrees: bool
    """Whether it agrees with the first one of the cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """The scores of one system under one protocol."""

    system: EntityRef
    """The system."""
    best: ClaimRef
    """The claim that comes first by the policy for competing claims."""
    value: str
    """What it gives."""
    concord: Concord
    """How its scores stand to each other."""
    standing: Standing
    """Contested where they differ."""
    scores: tuple[CellScore, ...]
    """All scores, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One benchmark under one protocol; scores may be compared within a row and nowhere else."""

    benchmark: EntityRef
    """The benchmark."""
    metric: EntityRef
    """The metric."""
    method: EntityRef | None
    """How the systems were used, as far as told."""
    shots: str | None
    """How many examples they were given, as far as told."""
    split: str | None
    """The part of the benchmark, as far as told."""
    protocol: str | None
    """Anything else that makes scores differ."""
    cells: tuple[MatrixCell, ...]
    """One cell for each system that was scored so."""


Scored = tuple[Result, ClaimView]


@question("tasks", example=EXAMPLE)
def results_matrix(base: KnowledgeBase, systems: tuple[str, ...], benchmarks: tuple[str, ...]) -> Answer[tuple[MatrixRow, ...]]:
    """How do these systems score on these benchmarks, protocol by protocol?

    One row for each benchmark, metric, method, number of shots, split and protocol, with a cell for each system that was
    scored just so; what a source leaves out is not taken to be the same as what another one states, and nothing is
    compared across rows. Several sources of one cell stand side by side, and agree as far as their printed digits go. A
    system without any score on a benchmark is a gap.

    `systems` are slugs of models or runs, `benchmarks` are slugs of benchmarks; a set stands for its members.
    Raises UnknownId or BadArgument.
    """
    models = _meant(base, "systems", systems, Kind.model, Kind.run)
    tests = _meant(base, "benchmarks", benchmarks, Kind.benchmark)
    found = [(body, view) for view in base.results(models, tests) if isinstance(body := view.claim.body, Result) and _tells(view, body)]
    policy = Policy(base, [view.address for _, view in found])
    rows: dict[tuple[str, ...], dict[str, list[Scored]]] = {}
    for body, view in sorted(found, key=lambda one: (tests.index(one[0].benchmark), _settings(one[0]), models.index(one[0].system))):
        rows.setdefault((body.benchmark, *_settings(body)), {}).setdefault(body.system, []).append((body, view))
    made = [_row(base, policy, cells) for cells in rows.values()]
    proof = [inference for _, inferences in made for inference in inferences]
    gaps = _gaps(models, tests, {(body.system, body.benchmark) for body, _ in found})
    return answered(base, tuple(row for row, _ in made), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def _meant(base: KnowledgeBase, argument: str, slugs: Iterable[str], *kinds: Kind) -> tuple[str, ...]:
    """Return the entities that are named, or are members of a set that is; each must be of one of these kinds."""
    found: dict[str, None] = {}
    for slug in slugs:
        entity = demand(base, argument, slug, *kinds, Kind.set)
        for member in entity.members or (slug,):
            found[demand(base, argument, member, *kinds).slug] = None
    return tuple(found)


def _tells(view: ClaimView, body: Result) -> bool:
    return body.value.quantity is not None and view.claim.polarity is Polarity.asserts


def _settings(body: Result) -> tuple[str, ...]:
    return tuple(part or "" for part in (body.metric, body.method, body.shots, body.split, body.protocol))


def _gaps(models: Iterable[str], tests: Iterable[str], known: set[tuple[str, str]]) -> Iterator[Gap]:
    for test in tests:
        missing = (model for model in models if (model, test) not in known)
        yield from (Gap(item=test, subject=model, predicate="result", reason="no source in the base gives a score") for model in missing)


def _row(base: KnowledgeBase, policy: Policy, cells: dict[str, list[Scored]]) -> tuple[MatrixRow, list[Inference]]:
    body = next(iter(cells.values()))[0][0]
    made = [_cell(base, policy, scored) for scored in cells.values()]
    row = MatrixRow(
        benchmark=EntityRef(body.benchmark),
        metric=EntityRef(body.metric),
        method=EntityRef(body.method) if body.method else None,
        shots=body.shots,
        split=body.split,
        protocol=body.protocol,
        cells=tuple(cell for cell, _ in made),
    )
    return row, [inference for _, inference in made]


def _cell(base: KnowledgeBase, policy: Policy, scored: list[Scored]) -> tuple[MatrixCell, Inference]:
    bodies = {view.address: body for body, view in scored}
    ranked = policy.ranked(view for _, view in scored)
    first = bodies[ranked[0].address]
    agreeing = {view.address for view in ranked if agreement(base, first.value, bodies[view.address].value) is not Agreement.differs}
    sides: dict[bool, list[Weighed]] = {True: [], False: []}
    for view in ranked:
        sides[view.address in agreeing].append(("stated", (view,)))
    made = leg(f"{first.system} on {first.benchmark}, {first.metric}: {first.value}", sides[True], sides[False])
    legs = (made,) if made else ()
    cell = MatrixCell(
        system=EntityRef(first.system),
        best=ClaimRef(ranked[0].address),
        value=str(first.value),
        concord=Concord.DIFFER if sides[False] else Concord.AGREE if len(ranked) > 1 else Concord.ALONE,
        standing=standing(legs),
        scores=tuple(_score(view, bodies[view.address], view.address in agreeing) for view in ranked),
    )
    return cell, Inference(item=ranked[0].address, rule=RULE, legs=legs)


def _score(view: ClaimView, body: Result, agrees: bool) -> CellScore:
    claim, printed = view.claim, body.value.quantity.as_printed if body.value.quantity else None
    told = (str(claim.modality), str(claim.stance), "hearsay" if claim.attributed_to else "", f"read: {claim.read.how}")
    return CellScore(claim=ClaimRef(view.address), value=str(body.value), printed=printed, how=", ".join(filter(None, told)), agrees=agrees)
