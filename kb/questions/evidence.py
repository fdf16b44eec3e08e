"""What the claims of a base say about one model: which subjects speak for it, and how strong a support is."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.questions.answer import ClaimRef, Leg, Standing, Support
from kb.records.claim import Fact
from kb.records.terms import Modality, Polarity, Reading, Unstated
from kb.records.vocabulary import Predicate
from kb.store.base import ClaimView, KnowledgeBase

BROADER = "effect-of-broader-factor"
"""The rule whose supports come after those that speak of the factor itself."""
DEFINITION = "definition"
"""The ground of what needs no claim."""
STRENGTH = {modality: strength for strength, modality in enumerate(Modality)}


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity whose facts count for a model, and the claim that links the two where one is needed."""

    slug: str
    through: ClaimView | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that counts for a model, with all the claims it needs."""

    fact: Fact
    view: ClaimView
    claims: tuple[ClaimView, ...]


def corpora_of(base: KnowledgeBase, model: str) -> tuple[Subject, ...]:
    """Return the corpora that a model, or its family, was trained on, each with the claim that says so."""
    views = base.facts(base.broader(model), ("trained_on",))
    found = ((view.claim.body, view) for view in views if view.claim.polarity is Polarity.asserts)
    return tuple(Subject(body.value.entity, view) for body, view in found if isinstance(body, Fact) and body.value.entity)


def said_by(base: KnowledgeBase, subjects: Iterable[Subject], predicates: Iterable[str] | None = None) -> tuple[Said, ...]:
    """Return every fact of some subjects, in reading order, with the claim that links its subject to what is asked about."""
    links: dict[str, list[ClaimView | None]] = {}
    for subject in subjects:
        links.setdefault(subject.slug, []).append(subject.through)
    facts = ((body, view) for view in base.facts(links, predicates) if isinstance(body := view.claim.body, Fact))
    return tuple(Said(body, view, (link, view) if link else (view,)) for body, view in facts for link in links[body.subject])


def is_usual(fact: Fact, predicate: Predicate) -> bool:
    """Tell facts of the released model from those of another run, milestone or plan."""
    stated = fact.qualifiers or {}
    for qualifier in predicate.qualifiers:
        if qualifier.slug == "run" and "run" in stated:
            return False
        if qualifier.unstated is Unstated.default and qualifier.slug in stated and str(stated[qualifier.slug]) != qualifier.default:
            return False
    return True


def support(rule: str, claims: Iterable[ClaimView]) -> Support:
    """Make a support; its ground is the weakest modality among its claims."""
    views = tuple({view.address: view for view in claims}.values())
    ground = max((view.claim.modality for view in views), key=STRENGTH.__getitem__, default=None)
    return Support(rule=rule, claims=tuple(ClaimRef(view.address) for view in views), ground=ground or DEFINITION)


def weight(claims: Iterable[ClaimView]) -> tuple[int, ...]:
    """Order supports, best first: not hearsay, read in full, strong modality, few claims; a total order with the addresses."""
    views = tuple(claims)
    return (
        max((view.claim.attributed_to is not None for view in views), default=0),
        max((list(Reading).index(view.claim.read.how) for view in views), default=0),
        max((STRENGTH[view.claim.modality] for view in views), default=0),
        len({view.address for view in views}),
        len({view.source for view in views}),
    )


Weighed = tuple[str, tuple[ClaimView, ...]]
"""A rule and the claims that it needs."""


def leg(states: str, supports: Iterable[Weighed], against: Iterable[Weighed]) -> Leg | None:
    """Make a leg from all supports of it and of its opposite; None when nothing supports it."""
    ordered, opposed = _ordered(supports), _ordered(against)
    if not ordered:
        return None
    standing = Standing.CONTESTED if opposed else Standing.HOLDS
    return Leg(states=states, standing=standing, support=ordered[0], alternatives=ordered[1:], against=opposed)


def _ordered(supports: Iterable[Weighed]) -> tuple[Support, ...]:
    """Order supports and leave out those that contain another one: no proper subset of a support may suffice."""
    ordered = sorted(supports, key=lambda one: (one[0] == BROADER, *weight(one[1]), sorted(view.address for view in one[1])))
    made = list(dict.fromkeys(support(rule, claims) for rule, claims in ordered))
    sets = [frozenset(one.claims) for one in made]
    return tuple(one for one, own in zip(made, sets, strict=True) if not any(other < own for other in sets))
