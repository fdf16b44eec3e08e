"""How much compute did training a model take, by what is reported and by what follows from other figures?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from kb.questions.answer import Answer, ClaimRef, Conflict, EntityRef, Gap, Inference, Standing, Status
from kb.questions.arithmetic import CheckOutcome, Interval, unit_of, worked
from kb.questions.checks import of
from kb.questions.conditions import silence
from kb.questions.envelope import answered, demand, refs
from kb.questions.evidence import Said, Subject, is_usual, said_by
from kb.questions.hearing import Heard, Hearing
from kb.questions.question import question
from kb.records.terms import Kind, Polarity
from kb.store.base import KnowledgeBase


class ComputeMethod(StrEnum):
    """How an amount of compute is come by."""

    REPORTED = "REPORTED"
    """As a source gives it."""
    PARAMETERS_AND_TOKENS = "PARAMETERS_AND_TOKENS"
    """Six operations for each parameter and token seen."""
    ACCELERATORS_AND_TIME = "ACCELERATORS_AND_TIME"
    """Accelerators by duration by the speed that each reached."""
    ACCELERATOR_HOURS = "ACCELERATOR_HOURS"
    """Accelerator hours by that speed."""


FORMULAS = {
    ComputeMethod.REPORTED: "training_compute",
    ComputeMethod.PARAMETERS_AND_TOKENS: "6 * parameters * tokens_seen",
    ComputeMethod.ACCELERATORS_AND_TIME: "accelerator_count * training_duration * throughput",
    ComputeMethod.ACCELERATOR_HOURS: "accelerator_hours * 3600 * throughput",
}
"""Over figures in base units: operations, seconds, operations per second and accelerator, accelerator hours."""
FIGURES = tuple(dict.fromkeys(word for formula in FORMULAS.values() for word in formula.split() if word[0].isalpha()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputeVariant:
    """What another claim of one of the figures would give."""

    instead: ClaimRef
    """The claim that takes the place of the best one."""
    figure: str
    """What it says."""
    flop: str
    """What that gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An amount of compute that one method gives."""

    method: ComputeMethod
    """The method."""
    flop: str
    """Floating-point operations."""
    petaflop_s_days: str | None
    """The same in petaflop/s-days, where the base has that unit."""
    least: str
    """The least that it can be, as the figures are rounded."""
    most: str
    """The most that it can be."""
    formula: str
    """How it is worked out."""
    figures: tuple[str, ...]
    """The figures by their names in the formula."""
    standing: Standing
    """Contested when claims of one of the figures cannot be true together."""
    variants: tuple[ComputeVariant, ...]
    """What other claims of one figure at a time would give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatesApart:
    """Two methods beside each other."""

    one: ComputeMethod
    """The first."""
    other: ComputeMethod
    """The second."""
    ratio: str
    """The second by the first; a bound gives a bound."""
    outcome: CheckOutcome
    """Whether both can be right: rounding and the tolerance of reported compute are allowed for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputeEstimate:
    """What each method gives, and how far they are apart."""

    model: EntityRef
    """The model."""
    estimates: tuple[Estimate, ...]
    """One for each method whose figures are known, the reported first."""
    apart: tuple[EstimatesApart, ...]
    """Each two of them: the disagreement is the answer."""


@dataclass(frozen=True, slots=True)
class _Worked:
    """A method with its figures put in."""

    method: ComputeMethod
    inputs: Mapping[str, Heard]
    result: Interval


@question("compare", example={"model": "gpt-3-175b"})
def compute_estimate(base: KnowledgeBase, model: str) -> Answer[ComputeEstimate]:
    """How much compute did training a model take, by what is reported and by what follows from other figures?

    Sets the reported compute beside six operations a parameter and token seen, beside accelerators by time by the
    speed that each reached, and beside accelerator hours by that speed. Units convert; each figure is the best by the
    policy of `best_value`, and what other claims of it would give is listed. Nothing is averaged: how far the methods
    are apart is the answer. Where a speed is told as an upper bound, so is what follows; a share of the peak gives no
    speed, since no claim holds the peak of a kind of hardware.

    `model` is the slug of a model; its family counts. Raises UnknownId for an unknown slug and BadArgument for an
    entity of another kind.
    """
    demand(base, "model", model, Kind.model)
    said = _at_the_start(one for one in said_by(base, map(Subject, base.broader(model)), FIGURES) if _counts(base, one))
    hearing = Hearing(base, said)
    heard = {name: one for name in FIGURES if (one := hearing.heard(part for part in said if part.fact.predicate == name))}
    found = [made for method, formula in FORMULAS.items() if (made := _worked(base, method, formula, heard))]
    pairs = [(one, other, _apart(base, one, other)) for one, other in combinations(found, 2)]
    value = ComputeEstimate(
        model=EntityRef(model), estimates=tuple(_item(base, one) for one in found), apart=tuple(apart for _, _, apart in pairs)
    )
    used = {name: one for each in found for name, one in each.inputs.items()}
    return answered(
        base,
        value,
        proof=[_proof(base, one) for one in found],
        conflicts=(
            *(_conflict(model, one, other, apart) for one, other, apart in pairs if apart.outcome is CheckOutcome.DISAGREES),
            *(conflict for name, one in used.items() for conflict in one.conflict(f"{model} {name}")),
        ),
        gaps=[Gap(item=name, subject=model, predicate=name, reason=_silence(name, said)) for name in FIGURES if name not in heard],
        status=None if found else Status.UNKNOWN,
    )


def _counts(base: KnowledgeBase, one: Said) -> bool:
    return one.view.claim.polarity is Polarity.asserts and is_usual(one.fact, base.predicate(one.fact.predicate))


def _at_the_start(said: Iterable[Said]) -> tuple[Said, ...]:
    """Leave out what holds only since a later day, such as a number of accelerators near the end."""
    dated = [(str((one.fact.qualifiers or {}).get("from", "")), one) for one in said]
    first = {name: min(day for day, one in dated if one.fact.predicate == name) for name in {one.fact.predicate for _, one in dated}}
    return tuple(one for day, one in dated if day in ("", first[one.fact.predicate]))


def _silence(name: str, said: tuple[Said, ...]) -> str:
    return silence(one for one in said if one.fact.predicate == name)


def _worked(base: KnowledgeBase, method: ComputeMethod, formula: str, heard: Mapping[str, Heard]) -> _Worked | None:
    """Work a method out over the best figures; None where one of them is not known, or is a lower bound."""
    names = [word for word in formula.split() if word in FIGURES]
    inputs = {name: heard[name] for name in names if name in heard}
    figures = {name: figure for name, one in inputs.items() if (figure := of(base, one.best))}
    return _Worked(method, inputs, worked(formula, figures)) if len(figures) == len(names) else None


def _item(base: KnowledgeBase, one: _Worked) -> Estimate:
    flop, petaflop_s_day = unit_of(base, "flop"), base.units().get("petaflop-s-day")
    least, most = one.result.ends(flop)
    return Estimate(
        method=one.method,
        flop=one.result.text(flop, named=False),
        petaflop_s_days=one.result.text(petaflop_s_day, named=False) if petaflop_s_day else None,
        least=least,
        most=most,
        formula=FORMULAS[one.method],
        figures=tuple(f"{name} = {heard.fact.value}" for name, heard in one.inputs.items()),
        standing=Standing.CONTESTED if any(heard.against for heard in one.inputs.values()) else Standing.HOLDS,
        variants=tuple(_variants(base, one)),
    )


def _variants(base: KnowledgeBase, one: _Worked) -> Iterator[ComputeVariant]:
    """Yield what other figures would give, each figure once."""
    best = {name: of(base, heard.best) for name, heard in one.inputs.items()}
    known = {name: figure for name, figure in best.items() if figure}
    for name, heard in one.inputs.items():
        seen = {known[name]}
        for other in (*heard.agreeing, *heard.against):
            figure = of(base, other.view)
            if figure and figure not in seen:
                seen.add(figure)
                flop = worked(FORMULAS[one.method], {**known, name: figure}).text(unit_of(base, "flop"), named=False)
                yield ComputeVariant(instead=ClaimRef(other.view.address), figure=str(other.fact.value), flop=flop)


def _apart(base: KnowledgeBase, one: _Worked, other: _Worked) -> EstimatesApart:
    reported = base.predicates().get(FORMULAS[ComputeMethod.REPORTED])
    tolerance = Decimal((reported and reported.tolerance) or 0)
    both = one.result.widened(tolerance).meets(other.result)
    ratio = worked("other / one", {"one": one.result, "other": other.result}).text(unit_of(base, "one")) if one.result.low else "no bound"
    return EstimatesApart(one=one.method, other=other.method, ratio=ratio, outcome=CheckOutcome.AGREES if both else CheckOutcome.DISAGREES)


def _proof(base: KnowledgeBase, one: _Worked) -> Inference:
    legs = tuple(leg for name, heard in one.inputs.items() for leg in heard.legs(f"{name} is {heard.fact.value}"))
    return Inference(item=f"{one.method} = {one.result.text(unit_of(base, 'flop'))}", rule=FORMULAS[one.method], legs=legs)


def _conflict(model: str, one: _Worked, other: _Worked, apart: EstimatesApart) -> Conflict:
    sides, opposed = (refs(leg.support for heard in each.inputs.values() for leg in heard.legs("")) for each in (one, other))
    return Conflict(item=model, states=f"{other.method} gives {apart.ratio} times what {one.method} gives", sides=sides, opposed=opposed)
