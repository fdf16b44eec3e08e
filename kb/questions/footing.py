"""What the steps of a guide rest on: the claims that count, the findings that hold, and why a step does not stand."""

from collections.abc import Iterable, Iterator

from kb.questions.answer import ClaimRef, Leg
from kb.questions.competing import Rivalry, rivals
from kb.questions.evidence import Weighed, leg
from kb.questions.lapse import lapse
from kb.questions.ways import Met
from kb.records.finding import Finding
from kb.records.guide import Ending, Guide
from kb.store.base import ClaimView, KnowledgeBase

FINDING = "finding:"
STATED = "claim"
CONTRADICTED = "contradicts"

Step = tuple[str, tuple[str, ...]]
"""What a step says, and the names of what it rests on."""


def steps_of(tests: Iterable[Met], endings: Iterable[Ending]) -> Iterator[Step]:
    """Yield every step of some tests with the edges that go on from them, then of some outcomes."""
    for one in tests:
        if one.fork.rests_on:
            yield f"{one.fork.slug} is asked", one.fork.rests_on
        yield from ((f"{one.fork.slug} {edge.answer} leads to {edge.to}", edge.rests_on) for edge in one.edges)
    yield from ((f"{ending.slug} is advised", ending.rests_on) for ending in endings)


class Footing:
    """What one guide rests on, fetched once."""

    def __init__(self, base: KnowledgeBase, guide: Guide) -> None:
        every = [Met(fork, None, fork.edges) for fork in guide.tests]
        names = {name for _, rests_on in steps_of(every, guide.outcomes) for name in rests_on}
        self.findings = base.findings(name.removeprefix(FINDING) for name in names if name.startswith(FINDING))
        premises = {one.claim for finding in self.findings.values() for one in finding.premises}
        views = base.claims(sorted({name for name in names if not name.startswith(FINDING)} | premises))
        self.views = {address: view for address, view in views.items() if view.claim.withdrawn is None}
        self._faults: dict[tuple[str, ...], str | None] = {}
        self.contested: dict[str, list[Rivalry]] = {}
        for one in rivals(base, self.views):
            if one.conflicts and one.certain:
                for side in (one.one, one.other):
                    self.contested.setdefault(side.address, []).append(one)

    def fault(self, rests_on: tuple[str, ...]) -> str | None:
        """Return why a step does not stand, None where it does: a finding lapsed or contested, or nothing left that counts."""
        if rests_on not in self._faults:
            self._faults[rests_on] = self._fault(rests_on)
        return self._faults[rests_on]

    def _fault(self, rests_on: tuple[str, ...]) -> str | None:
        for name in rests_on:
            if name.startswith(FINDING) and (fault := self._finding_fault(name)):
                return fault
        return None if self._supports(rests_on) else f"none of {', '.join(rests_on)} counts any more"

    def _finding_fault(self, name: str) -> str | None:
        finding = self.findings.get(name.removeprefix(FINDING))
        if finding is None:
            return f"{name} is missing"
        if fault := lapse(finding, self.views):
            return f"{name} has lapsed: {fault}"
        for premise in finding.premises:
            if against := [other.address for other in self._against(premise.claim) if other.address != finding.of]:
                return f"{name} is contested: {against[0]} contradicts {premise.claim}"
        return None

    def first_fault(self, steps: Iterable[Step]) -> str | None:
        """Return the first of some steps that does not stand, and why."""
        return next((f"{states}: {fault}" for states, rests_on in steps if (fault := self.fault(rests_on))), None)

    def leg(self, step: Step) -> Leg | None:
        """Return the leg of a step: each claim or finding that it rests on would do; None where nothing carries it."""
        states, rests_on = step
        against = {other.address: other for name in rests_on for other in self._against(name)}
        return leg(states, self._supports(rests_on), [(CONTRADICTED, (other,)) for other in against.values()])

    def _supports(self, rests_on: tuple[str, ...]) -> list[Weighed]:
        claims: list[Weighed] = [(STATED, (self.views[name],)) for name in rests_on if name in self.views]
        findings = (self.findings.get(name.removeprefix(FINDING)) for name in rests_on if name.startswith(FINDING))
        return claims + [(f"{FINDING}{one.id}", self._premises(one)) for one in findings if one and self._premises(one)]

    def _premises(self, finding: Finding) -> tuple[ClaimView, ...]:
        """Return the claims of a finding; none where one of them no longer counts."""
        found = tuple(self.views[one.claim] for one in finding.premises if one.claim in self.views)
        return found if len(found) == len(finding.premises) else ()

    def _against(self, address: str) -> list[ClaimView]:
        return [one.beside(address) for one in self.contested.get(address, ())]

    def refs(self, rests_on: tuple[str, ...]) -> tuple[ClaimRef, ...]:
        """Return the claims on which a step rests, those of its findings included, each once."""
        return tuple(dict.fromkeys(ClaimRef(view.address) for _, views in self._supports(rests_on) for view in views))
