"""What happened in the training of a model, in order?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.questions.accounts import Rivals, rival_accounts
from kb.questions.answer import Answer, ClaimRef, EntityRef, Gap, Inference, Standing, Status
from kb.questions.conditions import UNSAID
from kb.questions.envelope import answered, demand
from kb.questions.evidence import Said, Subject, is_usual, leg, said_by
from kb.questions.hearing import Heard, Hearing, narrowed, saying
from kb.questions.ordering import Entry, Lines, Placed, in_order
from kb.questions.orders import STATED
from kb.questions.positions import DAYS, KNOWN, PLACES, Course, occurrences
from kb.questions.question import question
from kb.records.terms import Kind, Polarity, ValueKind
from kb.store.base import ClaimView, KnowledgeBase

EVENTS = ("had_incident", "mid_run_change", "tried_technique", "spike_remedy")
"""Things that happen at some time, also where nobody says when."""
WHOLE = (
    "accelerator_count", "batch_schedule", "hardware_failures", "loss_spikes", "mid_run_adjustments", "restarts", "spare_machines",
    "training_duration", "training_steps",
)  # fmt: skip
"""Things that are told of a run as a whole."""
SHOWN = (*DAYS, *PLACES, "run")
"""Conditions that are told by when and of what something is."""
ELSEWHERE = ("data_cutoff",)
"""Dates that are none of the run's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One thing that happened, as one claim tells it."""

    when: str
    """The day, the place in the run, or the days between which it must lie."""
    says: str
    """What happened."""
    of: EntityRef
    """The model, or the run of it."""
    claim: ClaimRef
    """The claim."""
    by: str
    """The source and its document."""
    ground: str
    """In which way it is said."""
    placed: Placed
    """By its day, between two days that its place or the start of its run gives, by its place alone, or not at all."""
    standing: Standing
    """Contested when another claim here cannot be true together with it."""
    against: tuple[ClaimRef, ...]
    """Those claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTimeline:
    """The course of a model's training."""

    model: EntityRef
    """The model."""
    runs: tuple[EntityRef, ...]
    """Its runs, as far as a claim names one as a run of it, with all that belong to the same line of runs."""
    placed: tuple[TimelineEvent, ...]
    """What has a day or a place, in order; what lies between two days stands at the earlier one."""
    unplaced: tuple[TimelineEvent, ...]
    """What has neither, by the date of the document that tells it: it was no later."""


@question("compare", example={"model": "opt-175b"})
def run_timeline(base: KnowledgeBase, model: str) -> Answer[RunTimeline]:
    """What happened in the training of a model, in order?

    Takes all facts of the model and its runs that have a day or a place in the run: starts and ends, incidents,
    restarts, changes, steps of schedules, losses; then, without a place, what is told of such things and of the run as
    a whole. Steps, sequences and shares of the run are brought to tokens where that is arithmetic (constant batch,
    known total); a place without a day lies between the days of the nearest claims that give both. Claims that cannot
    be true together, or that put one change at different places, are conflicts with both sides.

    `model` is the slug of a model; its family counts. Raises UnknownId for an unknown slug and BadArgument for an
    entity of another kind.
    """
    demand(base, "model", model, Kind.model)
    family = base.broader(model)
    own = said_by(base, map(Subject, family))
    runs = _runs(base, own)
    said = tuple(one for one in (*own, *said_by(base, map(Subject, runs))) if _belongs(one))
    heard = _figures(base, own)
    entries = in_order(Course(base, heard), Lines(base, family, said), said, WHOLE)
    pairs = tuple(rival_accounts(base, said, family))
    against = _against(pairs)
    events = [(entry.placed, _event(base, entry, against)) for entry in entries]
    value = RunTimeline(
        model=EntityRef(model),
        runs=tuple(map(EntityRef, runs)),
        placed=tuple(event for placed, event in events if placed is not Placed.NOT),
        unplaced=tuple(event for placed, event in events if placed is Placed.NOT),
    )
    gap = Gap(item=model, subject=model, predicate="training_started", reason=UNSAID)
    return answered(
        base,
        value,
        proof=[_proof(entry, heard, against) for entry in entries],
        conflicts=[pair.conflict for pair in pairs],
        gaps=[] if any(one.fact.predicate == "training_started" for one in said) else [gap],
        status=None if entries else Status.UNKNOWN,
    )


def _runs(base: KnowledgeBase, own: Iterable[Said]) -> tuple[str, ...]:
    """Return the runs that facts of the model name as its runs, with all that belong to the same lines."""
    named = {value.entity for one in own if (value := (one.fact.qualifiers or {}).get("run")) and value.entity}
    return tuple(sorted({run for slug in named for run in base.narrower(base.broader(slug)[-1])}))


def _belongs(one: Said) -> bool:
    """Tell whether a fact is part of the course of a run."""
    name, value = one.fact.predicate, one.fact.value
    if value.kind is ValueKind.not_disclosed or name in ELSEWHERE:
        return False
    placed = any(what.position.day or what.position.places for what in occurrences(one.fact))
    return placed or bool(value.steps) or name in EVENTS or name in WHOLE


def _figures(base: KnowledgeBase, own: Iterable[Said]) -> dict[str, Heard]:
    """Return the figures of the model by which places in the run follow from each other."""
    usual = [one for one in own if one.fact.predicate in KNOWN and is_usual(one.fact, base.predicate(one.fact.predicate))]
    hearing = Hearing(base, usual)
    return {name: heard for name in KNOWN if (heard := hearing.heard(one for one in usual if one.fact.predicate == name))}


Against = dict[str, tuple[ClaimView, ...]]
"""The claims that cannot be true together with one, by its address."""


def _against(pairs: Iterable[Rivals]) -> Against:
    found: Against = {}
    for pair in pairs:
        found[pair.one.address] = (*found.get(pair.one.address, ()), pair.other)
        found[pair.other.address] = (*found.get(pair.other.address, ()), pair.one)
    return found


def _event(base: KnowledgeBase, entry: Entry, against: Against) -> TimelineEvent:
    view, fact = entry.said.view, entry.said.fact
    told = saying(view)
    others = tuple(ClaimRef(other.address) for other in against.get(view.address, ()))
    denied = "not " if view.claim.polarity is Polarity.denies else ""
    value = entry.occurrence.value if entry.occurrence.value != entry.occurrence.position.day else ""
    conditions = narrowed(fact, base.predicate(fact.predicate), SHOWN)
    run = fact.qualifiers and fact.qualifiers.get("run")
    return TimelineEvent(
        when=entry.when,
        says=" ".join(part for part in (fact.predicate, denied + value, *conditions) if part),
        of=EntityRef(run.entity if run and run.entity else fact.subject),
        claim=told.claim,
        by=told.by,
        ground=told.ground,
        placed=entry.placed,
        standing=Standing.CONTESTED if others else Standing.HOLDS,
        against=others,
    )


def _proof(entry: Entry, heard: Mapping[str, Heard], against: Against) -> Inference:
    """Return why something stands where it stands: the claim of it, those of the days around it, and what brings places together."""
    view = entry.said.view
    others = [(STATED, (other,)) for other in against.get(view.address, ())]
    legs = [leg(f"{view.address} says {entry.occurrence.value}", [(STATED, (view,))], others)]
    legs += [leg(f"{bound.day} has a place in the run", [(STATED, (bound.view,))], ()) for bound in entry.bounds]
    premises = dict.fromkeys(name for bound in entry.bounds for name in bound.premises)
    figures = [made for name in premises for made in heard[name].legs(f"{name} is {heard[name].fact.value}")]
    days = "".join(f" {bound.day}" for bound in entry.bounds)
    return Inference(item=view.address, rule=f"placed-{entry.placed.lower()}{days}", legs=(*(made for made in legs if made), *figures))
