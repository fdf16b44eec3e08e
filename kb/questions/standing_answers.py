"""The standing answers: a stated list of questions with arguments, over which whole-base questions and comparisons work.

They are: the factors shared by every pair of models of which a source says whether they reached an outcome; every cell
in which claims compete; every step of every guide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kb.questions.answer import Answer, Inference
from kb.questions.competing import Rivalry, rivalries
from kb.questions.envelope import said
from kb.questions.known_factors import known_factors
from kb.questions.policy import Policy
from kb.questions.shared_factors import SharedFactor, among
from kb.records.claim import Fact
from kb.records.terms import Kind
from kb.store.base import ClaimView, KnowledgeBase

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
            yield Step(f"guide:{slug} tests.{fork.slug}", fork.rests_on)
            yield from (Step(f"guide:{slug} tests.{fork.slug} {edge.answer}", edge.rests_on) for edge in fork.edges)
        yield from (Step(f"guide:{slug} outcomes.{ending.slug}", ending.rests_on) for ending in guide.outcomes)


def carriers(inference: Inference) -> tuple[frozenset[str], frozenset[str]]:
    """Return the claims of an item's proof: all that carry it, and those without which it falls."""
    carrying: set[str] = set()
    essential: set[str] = set()
    for leg in inference.legs:
        supports = [frozenset(ref.address for ref in one.claims) for one in (leg.support, *leg.alternatives)]
        carrying |= set().union(*supports)
        essential |= set(supports[0]).intersection(*supports)
    return frozenset(carrying), frozenset(essential)
