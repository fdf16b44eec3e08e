"""Which claims cannot be true together?"""

from dataclasses import dataclass

from kb.questions.answer import Answer, ClaimRef, Conflict, Inference
from kb.questions.competing import CONFLICTING, Difference, Kinship, Rivalry, rivalries, rivals
from kb.questions.envelope import answered, said
from kb.questions.evidence import leg
from kb.questions.question import question
from kb.store.base import ClaimFilter, KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims beside each other."""

    subject: str
    """The entity that both speak of, as the first one names it."""
    about: str
    """The predicate, or the benchmark and metric."""
    one: ClaimRef
    """The claim that repeats the other, or the first by address."""
    one_value: str
    """What it says."""
    other: ClaimRef
    """The other one."""
    other_value: str
    """What that says."""
    difference: Difference
    """Of what kind the difference is."""
    kinship: Kinship
    """How the sources are related."""
    certain: bool
    """Whether both speak of one thing for certain, or a condition is left unsaid."""
    explained_by: tuple[str, ...]
    """Links in which a curator says what is behind it."""


@question("trust", example={"scope": "bloom-176b"})
def contradictions(
    base: KnowledgeBase, scope: str | None = None, kind: Difference | None = None, uncertain: bool = False
) -> Answer[tuple[Contradiction, ...]]:
    """Which claims cannot be true together?

    Two claims compete when they are of one form, subject and predicate (or system, benchmark and metric) and the
    conditions that tell them apart agree. A rounded figure, a finer one, a plan beside its outcome and a score under
    another protocol are no contradictions; `kind` lists those of one kind instead. A difference that a link explains
    stays in the list, with the link.

    `scope` is an entity or a source, by default the whole base; `uncertain` adds pairs of which one leaves a condition
    unsaid, so that they may speak of different things. Raises UnknownId when `scope` is neither.
    """
    wanted = (kind,) if kind else CONFLICTING
    found = [one for one in _rivalries(base, scope) if one.difference in wanted and (one.certain or uncertain)]
    return answered(base, tuple(map(_item, found)), proof=[proof_of(one) for one in found], complete=True)


def _rivalries(base: KnowledgeBase, scope: str | None) -> tuple[Rivalry, ...]:
    if scope is None:
        views = base.claims(base.competing()).values()
        return rivalries(base, views, views)
    if scope in base.sources((scope,)):
        return rivals(base, base.find(ClaimFilter(source=scope)))
    below = base.narrower(scope)
    return rivals(base, [*base.find(ClaimFilter(subject=below)), *base.find(ClaimFilter(system=below))])


def _item(one: Rivalry) -> Contradiction:
    subject, about, value = said(one.one.claim)
    return Contradiction(
        subject=subject,
        about=about,
        one=ClaimRef(one.one.address),
        one_value=value,
        other=ClaimRef(one.other.address),
        other_value=said(one.other.claim)[2],
        difference=one.difference,
        kinship=one.kinship,
        certain=one.certain,
        explained_by=one.explained_by,
    )


def proof_of(one: Rivalry) -> Inference:
    """Return why two claims are set beside each other: each says its part."""
    sides = (one.one, one.other)
    legs = (leg(f"{view.address} says {said(view.claim)[2]}", [("stated", (view,))], ()) for view in sides)
    return Inference(
        item=" and ".join(view.address for view in sides), rule=f"competing-{one.difference}", legs=tuple(made for made in legs if made)
    )


def conflict_of(claim: str, one: Rivalry) -> Conflict:
    """Return a contradiction as a conflict about one of its two claims."""
    return Conflict(
        item=claim, states=f"differs in {one.difference}", sides=(ClaimRef(claim),), opposed=(ClaimRef(one.beside(claim).address),)
    )
