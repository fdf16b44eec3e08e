"""Checks of figures against each other: what a formula gives beside what is told, with the proof and what disagrees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.questions.answer import ClaimRef, Conflict, Inference, Leg
from kb.questions.arithmetic import ArithmeticCheck, CheckOutcome, Interval, interval, total, unit_of, worked
from kb.questions.hearing import Heard, value_of
from kb.records.claim import Fact
from kb.store.base import ClaimView, KnowledgeBase

RULE = "arithmetic"


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with its proof."""

    check: ArithmeticCheck
    result: Interval
    proof: Inference
    against: tuple[ClaimRef, ...]
    """The claims that tell something else than follows."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the figures against what is told of what follows, where they disagree."""
        if self.check.outcome is not CheckOutcome.DISAGREES:
            return ()
        sides = tuple(dict.fromkeys(ref for leg in self.proof.legs for ref in leg.support.claims if ref not in self.against))
        states = f"{self.check.formula} = {self.check.result}, told is {self.check.told}"
        return (Conflict(item=self.check.name, states=states, sides=sides, opposed=self.against),)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a result is held against, the unit in which both are shown, and who tells it."""

    unit: str = "one"
    figure: Interval | None = None
    text: str | None = None
    heard: Heard | None = None


def told(base: KnowledgeBase, heard: Heard | None, unit: str = "one") -> Expected:
    """Expect what the best of some claims says, or nothing where there is none."""
    figure = of(base, heard.best) if heard else None
    quantity = heard.fact.value.quantity if heard else None
    if heard is None or figure is None or quantity is None:
        return Expected(unit)
    return Expected(quantity.unit, figure, str(heard.fact.value), heard)


def checked(base: KnowledgeBase, name: str, formula: str, inputs: Mapping[str, Heard], expected: Expected) -> Checked | None:
    """Work out a formula over the best figures and hold it against what is expected; None where one is no figure."""
    known = _figures(base, inputs)
    if len(known) < len(inputs):
        return None
    result = worked(formula, known)
    disagrees = expected.figure is not None and not result.meets(expected.figure)
    others = tuple(_others(base, formula, known, inputs, expected.figure)) if disagrees and expected.figure else ()
    return _reckoned(base, name, formula, inputs, result, expected, others)


def added(
    base: KnowledgeBase, name: str, inputs: Mapping[str, Heard], expected: Expected, parts: tuple[Leg, ...] = (), closed: bool = True
) -> Checked | None:
    """Add up the best figures; where the list is not closed, a sum that falls short of what is expected says nothing."""
    known = _figures(base, inputs)
    if len(known) < max(2, len(inputs)):
        return None
    result = total(known.values())
    if not closed and expected.figure and result.high < expected.figure.low:
        expected = Expected(expected.unit)
    return _reckoned(base, name, " + ".join(inputs), inputs, result, expected, parts=parts)


def _reckoned(
    base: KnowledgeBase,
    name: str,
    formula: str,
    inputs: Mapping[str, Heard],
    result: Interval,
    expected: Expected,
    others: tuple[ClaimRef, ...] = (),
    parts: tuple[Leg, ...] = (),
) -> Checked:
    """Put a result beside what is expected of it."""
    unit, heard = unit_of(base, expected.unit), expected.heard
    fits = None if expected.figure is None else result.meets(expected.figure)
    check = ArithmeticCheck(
        name=name,
        formula=formula,
        figures=tuple(f"{key} = {one.fact.value}" for key, one in inputs.items()),
        result=result.text(unit),
        least=result.ends(unit)[0],
        most=result.ends(unit)[1],
        told=expected.text,
        outcome=CheckOutcome.OPEN if fits is None else CheckOutcome.AGREES if fits else CheckOutcome.DISAGREES,
        would_agree_with=others,
    )
    legs = [*parts, *(leg for key, one in inputs.items() for leg in one.legs(f"{key} is {value_of(one.best)}"))]
    legs += heard.legs(f"told is {value_of(heard.best)}") if heard else ()
    concluded = f", {check.outcome.lower()} with {expected.text}" if heard else ""
    proof = Inference(item=f"{name} = {check.result}{concluded}", rule=RULE, legs=tuple(legs))
    return Checked(check, result, proof, (ClaimRef(heard.best.address),) if heard else ())


def _figures(base: KnowledgeBase, inputs: Mapping[str, Heard]) -> dict[str, Interval]:
    return {key: figure for key, heard in inputs.items() if (figure := of(base, heard.best)) is not None}


def of(base: KnowledgeBase, view: ClaimView) -> Interval | None:
    """Return the figure that a claim states."""
    body = view.claim.body
    return interval(base, body.value.quantity) if isinstance(body, Fact) else None


def _others(
    base: KnowledgeBase, formula: str, known: Mapping[str, Interval], inputs: Mapping[str, Heard], expected: Interval
) -> Iterator[ClaimRef]:
    """Yield the claims of one figure with which, in place of the best, the result would be what is told."""
    for key, heard in inputs.items():
        for one in heard.against:
            figure = of(base, one.view)
            if figure and worked(formula, {**known, key: figure}).meets(expected):
                yield ClaimRef(one.view.address)
