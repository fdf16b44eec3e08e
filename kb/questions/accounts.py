"""Two accounts of one run that cannot both be true: figures that conflict, and one change put at different places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kb.quantities import Quantity
from kb.questions.answer import ClaimRef, Conflict
from kb.questions.competing import rivalries
from kb.questions.envelope import said as told
from kb.questions.evidence import Said
from kb.questions.positions import PLACES
from kb.questions.values import Agreement, figures
from kb.records.terms import Polarity
from kb.store.base import ClaimView, KnowledgeBase

ONCE = ("had_incident", "mid_run_change")
"""Things that each document tells once where it tells one of them at a single place."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two claims beside each other."""

    one: ClaimView
    other: ClaimView
    how: str
    """How they differ."""
    explained_by: tuple[str, ...] = ()

    @property
    def conflict(self) -> Conflict:
        """Return the two as both sides of a conflict."""
        subject, about, value = told(self.one.claim)
        explained = f"; explained by {', '.join(self.explained_by)}" if self.explained_by else ""
        states = f"{about}: {value} against {told(self.other.claim)[2]} ({self.how}{explained})"
        return Conflict(item=subject, states=states, sides=(ClaimRef(self.one.address),), opposed=(ClaimRef(self.other.address),))


def rival_accounts(base: KnowledgeBase, said: Iterable[Said], family: tuple[str, ...]) -> Iterator[Rivals]:
    """Yield every two claims of the model, or of one of its runs, that cannot both be true."""
    told_of: dict[str, list[Said]] = {}
    for one in said:
        told_of.setdefault(family[0] if one.fact.subject in family else one.fact.subject, []).append(one)
    for many in told_of.values():
        views = [one.view for one in many]
        for rivalry in rivalries(base, views, views):
            if rivalry.conflicts and rivalry.certain:
                yield Rivals(rivalry.one, rivalry.other, rivalry.difference, rivalry.explained_by)
        yield from _displaced(base, many)


def _displaced(base: KnowledgeBase, said: Iterable[Said]) -> Iterator[Rivals]:
    """Yield claims of different documents that put the one change or incident that each tells of at different places."""
    kinds: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        if one.fact.predicate in ONCE and one.fact.value.entity and one.view.claim.polarity is Polarity.asserts:
            kinds.setdefault((one.fact.predicate, one.fact.value.entity), []).append(one)
    for many in kinds.values():
        documents = [(one.view.source, one.view.document.slug) for one in many]
        single = [one for one, document in zip(many, documents, strict=True) if documents.count(document) == 1]
        for one, other in combinations(single, 2):
            if _apart(base, one, other):
                yield Rivals(one.view, other.view, "placed differently")


def _apart(base: KnowledgeBase, one: Said, other: Said) -> bool:
    """Tell whether two claims give places in one unit that cannot be the same."""
    places = zip(_places(one), _places(other), strict=True)
    return any(mine and yours and figures(base.units(), mine, yours) is Agreement.differs for mine, yours in places)


def _places(one: Said) -> list[Quantity | None]:
    stated = one.fact.qualifiers or {}
    return [stated[name].quantity if name in stated else None for name in PLACES]
