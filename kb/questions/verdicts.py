"""How each claim of a source stands to the records of what it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import ClaimRef, Conflict
from kb.questions.competing import Difference, Kinship, Rivalry, rivals
from kb.questions.envelope import said
from kb.questions.values import Agreement, figures
from kb.records.claim import Fact, Result
from kb.records.finding import Finding
from kb.records.terms import Form, Modality, Reading, Stance, Verdict
from kb.store.base import ClaimView, KnowledgeBase


class Annotation(StrEnum):
    """What the records say to a claim."""

    RESTATES = "RESTATES"
    """A record says the same."""
    ROUNDS = "ROUNDS"
    """It is a record, rounded."""
    REFINES = "REFINES"
    """It says more exactly what a record says, or the record does."""
    SUPPORTED = "SUPPORTED"
    """A curator's finding supports it."""
    DRIFTED = "DRIFTED"
    """The record that it repeats says otherwise."""
    CONTESTED = "CONTESTED"
    """The records differ among themselves, or with it."""
    WEAKENED = "WEAKENED"
    """A curator's finding weakens or refutes it."""
    ALONE = "ALONE"
    """Nobody else in the base says anything of it."""
    UNVERIFIABLE = "UNVERIFIABLE"
    """Hearsay, recalled, or of a form that cannot be compared."""


VERDICTS = {
    Difference.none: Annotation.RESTATES,
    Difference.rounding: Annotation.ROUNDS,
    Difference.refinement: Annotation.REFINES,
}
AGAINST = (Verdict.weakened, Verdict.refuted)
COMPARABLE = (Form.fact, Form.result, Form.comparison, Form.effect)
UNSEEN = (Modality.speculated, Modality.recommended)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict, the claims that decide it and the findings about it."""

    view: ClaimView
    verdict: Annotation
    deciding: tuple[ClaimView, ...]
    opposing: tuple[Rivalry, ...]
    findings: tuple[Finding, ...]

    def conflict(self) -> Conflict | None:
        """Return the conflict behind a drifted or contested claim."""
        if not self.opposing:
            return None
        opposed = tuple(ClaimRef(one.beside(self.view.address).address) for one in self.opposing)
        subject, about, value = said(self.view.claim)
        return Conflict(item=self.view.address, states=f"{subject} {about}: {value}", sides=(ClaimRef(self.view.address),), opposed=opposed)


def judged(base: KnowledgeBase, views: Iterable[ClaimView]) -> dict[str, Judged]:
    """Judge claims of one source, each beside the records of other works; by address, in the order given.

    Records are claims whose authors speak of their own work; where there is none, those of any other work decide.
    """
    views = tuple(views)
    beside: dict[str, list[Rivalry]] = {view.address: [] for view in views}
    for one in rivals(base, beside):
        for side in (one.one, one.other):
            if side.address in beside and one.kinship is not Kinship.same_work and one.certain:
                beside[side.address].append(one)
    findings = base.findings_of(beside)
    return {view.address: _judged(base, view, beside[view.address], [one for one in findings if one.of == view.address]) for view in views}


def _judged(base: KnowledgeBase, view: ClaimView, beside: list[Rivalry], findings: list[Finding]) -> Judged:
    address = view.address
    records = [one for one in beside if one.beside(address).claim.stance is Stance.own] or beside
    opposing = tuple(one for one in records if one.conflicts)
    agreeing = sorted((one for one in records if one.difference in VERDICTS), key=lambda one: list(VERDICTS).index(one.difference))
    verdict, deciding = _verdict(base, view, agreeing, opposing, findings)
    return Judged(view, verdict, tuple(one.beside(address) for one in deciding), opposing, tuple(findings))


def _verdict(
    base: KnowledgeBase, view: ClaimView, agreeing: list[Rivalry], opposing: tuple[Rivalry, ...], findings: list[Finding]
) -> tuple[Annotation, Iterable[Rivalry]]:
    if agreeing and opposing:
        return Annotation.CONTESTED, (*agreeing, *opposing)
    if opposing:
        secondary = view.claim.stance is not Stance.own or view.claim.attributed_to is not None
        return Annotation.DRIFTED if secondary else Annotation.CONTESTED, opposing
    if any(one.verdict in AGAINST for one in findings):
        return Annotation.WEAKENED, agreeing
    if agreeing:
        return VERDICTS[agreeing[0].difference], agreeing
    supporting = [one for one in findings if one.verdict is Verdict.supported]
    if supporting:
        return _computed(base, view, supporting), ()
    unseen = view.claim.read.how is Reading.recalled or view.claim.attributed_to is not None or view.claim.modality in UNSEEN
    return Annotation.UNVERIFIABLE if unseen or view.claim.form not in COMPARABLE else Annotation.ALONE, ()


def _computed(base: KnowledgeBase, view: ClaimView, findings: list[Finding]) -> Annotation:
    """Tell how a claimed figure stands to what a finding worked out of the records."""
    body = view.claim.body
    quantity = body.value.quantity if isinstance(body, Fact | Result) else None
    results = [figures(base.units(), quantity, one.result) for one in findings if quantity and one.result]
    return {Agreement.same: Annotation.RESTATES, Agreement.rounding: Annotation.ROUNDS}.get(next(iter(results), None), Annotation.SUPPORTED)  # type: ignore[arg-type] # None gives the default
