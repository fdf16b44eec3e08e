"""What several claims say of one thing: the best of them, those that agree with it and those that cannot be true with it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kb.questions.answer import ClaimRef, Conflict, Leg, Standing
from kb.questions.competing import AGREEING, Rivalry, rivalries
from kb.questions.envelope import said as told_by
from kb.questions.evidence import Said, leg
from kb.questions.orders import STATED
from kb.questions.policy import Policy
from kb.questions.values import SILENT
from kb.records.claim import Fact
from kb.records.terms import Reading
from kb.records.vocabulary import Predicate
from kb.store.base import ClaimView, KnowledgeBase

BEST = "best-by-policy"
"""The rule by which one of several claims of a thing is the one to use."""

READ = {Reading.secondary: "through others", Reading.recalled: "from memory"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one claim says, and who says it."""

    claim: ClaimRef
    """The claim."""
    says: str
    """Its value, with the conditions under which it holds."""
    by: str
    """The source and its document."""
    ground: str
    """In which way it is said, on whose word where it is hearsay, and how it was read where not in full."""


def saying(view: ClaimView, known: Collection[str] = ()) -> Saying:
    """Return what a claim says; conditions that are `known` from where it is shown are left out."""
    word, read = view.claim.attributed_to, view.claim.read.how
    hearsay = f", on the word of {word.source or word.unnamed}" if word else ""
    ground = f"{view.claim.modality}{hearsay}{'' if read is Reading.full else f', read {READ[read]}'}"
    return Saying(claim=ClaimRef(view.address), says=value_of(view, known), by=f"{view.source} {view.document.slug}", ground=ground)


def value_of(view: ClaimView, known: Collection[str] = ()) -> str:
    """Write the value of a claim with its conditions, but for those that are `known`."""
    body, (_, _, text) = view.claim.body, told_by(view.claim)
    if isinstance(body, Fact):
        for name in known:
            text = text.replace(f", {name} {(body.qualifiers or {}).get(name, '')}", "")
    return text


def narrowed(fact: Fact, predicate: Predicate, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the identity qualifiers that set a fact apart from one that states none, but for those that are `known`."""
    stated = fact.qualifiers or {}
    named = (one for one in predicate.qualifiers if one.identity and one.slug in stated and one.slug not in known)
    return tuple(f"{one.slug}={stated[one.slug]}" for one in named if str(stated[one.slug]) != one.default)


@dataclass(frozen=True, slots=True)
class Heard:
    """The claims of one thing, sorted by the best of them."""

    best: ClaimView
    fact: Fact
    """What the best one says."""
    agreeing: tuple[Said, ...]
    """The best one and those that may be true together with it and say as much."""
    against: tuple[Said, ...]
    """Those that cannot."""
    explained_by: tuple[str, ...]
    """Links in which a curator says what is behind the difference."""

    @property
    def standing(self) -> Standing:
        """Contested as soon as one claim cannot be true with the best."""
        return Standing.CONTESTED if self.against else Standing.HOLDS

    def legs(self, states: str) -> tuple[Leg, ...]:
        """Return the leg that these claims make."""
        made = leg(states, ((STATED, one.claims) for one in self.agreeing), ((STATED, one.claims) for one in self.against))
        return (made,) if made else ()

    def conflict(self, item: str) -> tuple[Conflict, ...]:
        """Return both sides, where there are two."""
        sides, opposed = (tuple(dict.fromkeys(ClaimRef(one.view.address) for one in many)) for many in (self.agreeing, self.against))
        return (Conflict(item=item, states=f"{item} is {value_of(self.best)}", sides=sides, opposed=opposed),) if opposed else ()


class Hearing:
    """All claims that an answer looks at, set beside each other once."""

    def __init__(self, base: KnowledgeBase, said: Iterable[Said]) -> None:
        self.views = tuple({one.view.address: one.view for one in said}.values())
        self._policy = Policy(base, [view.address for view in self.views])
        self._pairs = {frozenset((one.one.address, one.other.address)): one for one in rivalries(base, self.views, self.views)}

    def between(self, one: ClaimView, other: ClaimView) -> Rivalry | None:
        """Return how two of the claims compete; None where they do not, or conflict only perhaps."""
        found = self._pairs.get(frozenset((one.address, other.address)))
        return found if found and (found.certain or found.difference in AGREEING) else None

    def heard(self, said: Iterable[Said]) -> Heard | None:
        """Sort claims of one thing by the best of them; None where none states a value."""
        telling = tuple(one for one in said if one.fact.value.kind not in SILENT)
        if not telling:
            return None
        best = self._policy.ranked(one.view for one in telling)[0]
        rivals = [(one, self.between(best, one.view)) for one in telling]
        against = [(one, rival) for one, rival in rivals if rival and rival.conflicts]
        return Heard(
            best,
            next(one.fact for one in telling if one.view is best),
            tuple(one for one, rival in rivals if one.view.address == best.address or (rival and rival.difference in AGREEING)),
            tuple(one for one, _ in against),
            tuple(dict.fromkeys(link for _, rival in against for link in rival.explained_by)),
        )
