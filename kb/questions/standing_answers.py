"""The standing answers: a stated list of questions with arguments, over which whole-base questions and comparisons work.

They are: the factors shared by every pair of models of which a source says whether they reached an outcome; every cell
in which claims compete; every step of every guide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kb.questions.answer import Answer, Inference, Status, claims_of
from kb.questions.competing import Rivalry, rivalries
from kb.questions.envelope import said
from kb.questions.known_factors import known_factors
from kb.questions.lines import lines
from kb.questions.policy import Policy
from kb.questions.shared_factors import SharedFactor, among
from kb.records.claim import Fact
from kb.records.terms import Kind
from kb.store.base import ClaimView, KnowledgeBase

FINDING = "finding:"
"""How a step of a guide names a finding on which it rests."""
OUTCOME = "reaches_outcome"
"""The predicate by which a source says that a model reached an outcome or did not."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A subject and a predicate, or a system and a score, of which several claims speak."""

    name: str
    """As `opt-175b tokens_seen`."""
    views: tuple[ClaimView, ...]
    """The claims, the best first."""
    contested: tuple[Rivalry, ...]
    """Pairs that cannot both be true."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a guide and what it rests on."""

    name: str
    """As `guide:large-or-small tests.budget`."""
    rests_on: tuple[str, ...]
    says: str
    """What it asks, answers or advises."""


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """A standing answer in the form in which that of one state of the base is compared with that of another."""

    name: str
    value: tuple[str, ...]
    """Its items, a line each."""
    status: Status
    proof: tuple[object, ...]
    """What the value follows from, in whatever form; equal proofs are the same."""
    claims: frozenset[str]
    """Every claim that the proof names."""


def judged_models(base: KnowledgeBase) -> tuple[str, ...]:
    """Return the models of which a source says whether they reached an outcome, those named in sets included."""
    subjects = {body.subject for view in base.facts(None, (OUTCOME,)) if isinstance(body := view.claim.body, Fact)}
    entities = base.entities(subjects)
    members = {slug for entity in entities.values() for slug in (entity.members if entity.kind is Kind.set else (entity.slug,))}
    return tuple(sorted(slug for slug, entity in base.entities(members).items() if entity.kind is Kind.model))


def pairs(base: KnowledgeBase) -> Iterator[tuple[str, Answer[tuple[SharedFactor, ...]]]]:
    """Yield the shared factors of every pair of judged models, each with its name."""
    models = judged_models(base)
    known = known_factors(base, models)
    for pair in combinations(models, 2):
        yield f"shared-factors {' '.join(pair)}", among(base, known, pair)


def cells(base: KnowledgeBase) -> Iterator[Cell]:
    """Yield every cell in which claims compete, by name."""
    views = base.claims(base.competing())
    policy = Policy(base, views)
    found: dict[str, list[ClaimView]] = {}
    for view in views.values():
        found.setdefault(" ".join(said(view.claim)[:2]), []).append(view)
    contested: dict[str, list[Rivalry]] = {}
    for one in rivalries(base, views.values(), views.values()):
        if one.conflicts and one.certain:
            contested.setdefault(" ".join(said(one.other.claim)[:2]), []).append(one)
    for name in sorted(found):
        yield Cell(name, tuple(policy.ranked(found[name])), tuple(contested.get(name, ())))


def steps(base: KnowledgeBase) -> Iterator[Step]:
    """Yield every step of every guide with the claims and findings that it rests on."""
    for slug, guide in base.guides().items():
        for fork in guide.tests:
            yield Step(f"guide:{slug} tests.{fork.slug}", fork.rests_on, fork.asks)
            for edge in fork.edges:
                yield Step(f"guide:{slug} tests.{fork.slug} {edge.answer}", edge.rests_on, f"{edge.answer}, then {edge.to}")
        yield from (Step(f"guide:{slug} outcomes.{ending.slug}", ending.rests_on, ending.says) for ending in guide.outcomes)


def standing_answers(base: KnowledgeBase) -> Iterator[StandingAnswer]:
    """Yield every standing answer by name."""
    for name, answer in pairs(base):
        yield StandingAnswer(name, lines(answer.value), answer.status, answer.proof, frozenset(claims_of((answer.proof, answer.conflicts))))
    for cell in cells(base):
        addresses = tuple(view.address for view in cell.views)
        pairs_ = tuple((one.one.address, one.other.address) for one in cell.contested)
        status = Status.CONFLICTED if pairs_ else Status.COMPLETE
        value = (said(cell.views[0].claim)[2],)
        yield StandingAnswer(f"best value of {cell.name}", value, status, (addresses, pairs_), frozenset(addresses).union(*pairs_))
    for step in steps(base):
        yield StandingAnswer(step.name, (step.says,), Status.COMPLETE, step.rests_on, frozenset(_premises(base, step)))


def _premises(base: KnowledgeBase, step: Step) -> Iterator[str]:
    """Yield the claims on which a step rests, also those through findings."""
    yield from (name for name in step.rests_on if not name.startswith(FINDING))
    named = [name.removeprefix(FINDING) for name in step.rests_on if name.startswith(FINDING)]
    for finding in (base.findings(named) if named else {}).values():
        yield from (premise.claim for premise in finding.premises)
        yield from (finding.of,) if finding.of else ()


def carriers(inference: Inference) -> tuple[frozenset[str], frozenset[str]]:
    """Return the claims of an item's proof: all that carry it, and those without which it falls."""
    carrying: set[str] = set()
    essential: set[str] = set()
    for leg in inference.legs:
        supports = [frozenset(ref.address for ref in one.claims) for one in (leg.support, *leg.alternatives)]
        carrying |= set().union(*supports)
        essential |= set(supports[0]).intersection(*supports)
    return frozenset(carrying), frozenset(essential)
