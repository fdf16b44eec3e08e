"""Which claims compete, of what kind their difference is, and how their sources are related: the one classifier.

Two claims compete when they have one form, subject and predicate (or system, benchmark and metric) and their identity
qualifiers agree, silence read as the predicate declares; the set-up of a family counts for its members. Candidates come
from SQL by groups; the judgement is made here and nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from kb.frozen import frozen
from kb.questions.values import Agreement, agreement
from kb.records.claim import Fact, Result
from kb.records.link import Link
from kb.records.terms import Kind, LinkKind, Modality, Polarity, Stance, Unstated, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Qualifier
from kb.store.base import ClaimView, KnowledgeBase


class Difference(StrEnum):
    """How two competing claims differ."""

    none = "none"
    """They say the same."""
    rounding = "rounding"
    """One is the other, rounded."""
    refinement = "refinement"
    """One says more exactly what the other says."""
    value = "value"
    """Their values cannot both be true."""
    polarity = "polarity"
    """One denies what the other asserts."""
    plan_outcome = "plan-outcome"
    """One is a plan, the other what came of it."""
    protocol = "protocol"
    """The scores were not got in the same way."""


CONFLICTING = (Difference.value, Difference.polarity)
"""Kinds of difference that cannot both be true."""
AGREEING = (Difference.none, Difference.rounding, Difference.refinement)
"""Kinds of difference that leave both true."""

SETTINGS = ("method", "shots", "split", "protocol")
"""Fields of a result that make two scores incomparable; a work that leaves one out may mean any, beside its own other scores none."""


class Kinship(StrEnum):
    """How the sources of two competing claims are related."""

    independent = "independent"
    """Nothing ties the two sources together."""
    same_work = "same-work"
    """Both stand in one work."""
    secondary = "secondary"
    """One repeats what the other is the record of."""
    superseded = "superseded"
    """A curator says that one takes the place of the other."""


@frozen
class Rivalry:
    """Two claims beside each other; for the kinship `secondary`, `one` repeats what `other` is the record of."""

    one: ClaimView
    other: ClaimView
    difference: Difference
    kinship: Kinship
    certain: bool
    """Whether every identity qualifier is stated or has a declared meaning; else the two may speak of different things."""
    explained_by: tuple[str, ...]
    """Ids of links over both."""

    @property
    def conflicts(self) -> bool:
        """Tell whether both cannot be true."""
        return self.difference in CONFLICTING

    def beside(self, address: str) -> ClaimView:
        """Return the one of the two that is not at this address."""
        return self.other if self.one.address == address else self.one


@frozen
class Identity:
    """Whether two claims speak of one thing."""

    certain: bool
    planned: bool = False
    """One speaks of the plan, the other of what came of it."""
    apart: bool = False
    """They are scores by different protocols."""


def rivalries(base: KnowledgeBase, views: Iterable[ClaimView], others: Iterable[ClaimView]) -> tuple[Rivalry, ...]:
    """Set each of some claims beside all others that compete with it, each pair once, in the order of addresses."""
    views = tuple(views)
    models = _models(base, views)
    groups: dict[tuple[str, ...], list[ClaimView]] = {}
    for view in others:
        groups.setdefault(_key(view), []).append(view)
    pairs: dict[tuple[str, str], tuple[ClaimView, ClaimView]] = {}
    for view in views:
        for key in _keys(base, view, models):
            for other in groups.get(key, ()):
                if other.address != view.address:
                    pairs[min(view.address, other.address), max(view.address, other.address)] = (view, other)
    links = _links(base, {address for pair in pairs for address in pair})
    found = (_rivalry(base, *pairs[key], links) for key in sorted(pairs))
    return tuple(one for one in found if one is not None)


def rivals(base: KnowledgeBase, addresses: Iterable[str]) -> tuple[Rivalry, ...]:
    """Return every rivalry of these claims with any claim of the base; those that are withdrawn compete with none."""
    views = [view for view in base.claims(addresses).values() if view.claim.withdrawn is None]
    return rivalries(base, views, base.claims(base.competing(tuple(view.address for view in views))).values())


def opposed(base: KnowledgeBase, views: Iterable[ClaimView]) -> frozenset[str]:
    """Return the addresses of those among some claims that cannot be true together with another of them."""
    views = tuple(views)
    return frozenset(side.address for one in rivalries(base, views, views) if one.conflicts for side in (one.one, one.other))


def _key(view: ClaimView) -> tuple[str, ...]:
    body = view.claim.body
    if isinstance(body, Fact):
        return "fact", body.subject, body.predicate
    return ("result", body.system, body.benchmark, body.metric) if isinstance(body, Result) else (view.address,)


def _keys(base: KnowledgeBase, view: ClaimView, models: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of the claims beside which one is set: of its own subject, and of a model's families and members."""
    yield _key(view)
    if isinstance(body := view.claim.body, Fact) and body.subject in models:
        for subject in (*base.broader(body.subject), *base.narrower(body.subject)):
            yield "fact", subject, body.predicate


def _models(base: KnowledgeBase, views: Iterable[ClaimView]) -> frozenset[str]:
    """Return which subjects are models: parts of data and of runs do not speak for the whole, sizes of a model do."""
    subjects = {body.subject for view in views if isinstance(body := view.claim.body, Fact)}
    return frozenset(slug for slug, entity in base.entities(subjects).items() if entity.kind is Kind.model)


def _rivalry(base: KnowledgeBase, one: ClaimView, other: ClaimView, links: Mapping[str, tuple[Link, ...]]) -> Rivalry | None:
    identity = _identity(base, one, other)
    difference = _difference(base, one, other, identity) if identity else None
    if identity is None or difference is None:
        return None
    shared = [link for link in links.get(one.address, ()) if other.address in link.claims]
    if _repeats(other, one):
        one, other = other, one
    explained = tuple(link.id for link in shared)
    return Rivalry(one, other, difference, _kinship(one, other, shared), identity.certain, explained)


def _identity(base: KnowledgeBase, one: ClaimView, other: ClaimView) -> Identity | None:
    """Tell whether two claims of one key speak of one thing; None where they do not."""
    mine, yours = one.claim.body, other.claim.body
    if isinstance(mine, Result) and isinstance(yours, Result):
        settings = [(getattr(mine, name), getattr(yours, name)) for name in SETTINGS]
        same_work = one.source == other.source
        return Identity(certain=all(a == b for a, b in settings), apart=any(a != b and (same_work or (a and b)) for a, b in settings))
    if not (isinstance(mine, Fact) and isinstance(yours, Fact)) or mine.quantifier != yours.quantifier:
        return None
    found = [_same_condition(qualifier, mine, yours) for qualifier in base.predicate(mine.predicate).qualifiers if qualifier.identity]
    planned = [qualifier for qualifier in _statuses(base.predicate(mine.predicate)) if _same_condition(qualifier, mine, yours) is False]
    if found.count(False) > len(planned):
        return None
    return Identity(certain=None not in found, planned=bool(planned))


def _statuses(predicate: Predicate) -> list[Qualifier]:
    return [one for one in predicate.qualifiers if one.identity and "planned" in one.range.codes]


def _same_condition(qualifier: Qualifier, mine: Fact, yours: Fact) -> bool | None:
    """Tell whether two facts agree on a qualifier; None where one is silent and may mean something else."""
    one, other = _stated(mine, qualifier), _stated(yours, qualifier)
    if one is not None and other is not None:
        return one == other
    if one is None and other is None:
        return True
    if qualifier.slug == "run":
        return False
    return True if qualifier.unstated is Unstated.any else None


def _stated(fact: Fact, qualifier: Qualifier) -> str | None:
    stated = (fact.qualifiers or {}).get(qualifier.slug)
    return qualifier.default if stated is None else str(stated)


def conditions(fact: Fact, predicate: Predicate) -> tuple[str, ...]:
    """Return under which identity qualifiers a fact holds, silence read as declared; facts of one kind have equal ones."""
    return tuple(f"{one.slug}={_stated(fact, one) or ''}" for one in predicate.qualifiers if one.identity)


def _difference(base: KnowledgeBase, one: ClaimView, other: ClaimView, identity: Identity) -> Difference | None:
    """Name how two claims of one identity differ; None where nothing can be said."""
    mine, yours = _value(one), _value(other)
    predicate = base.predicate(one.claim.body.predicate) if isinstance(one.claim.body, Fact) else None
    found = agreement(base, mine, yours, predicate.tolerance if predicate else None)
    if one.claim.polarity is not other.claim.polarity:
        return _opposed(base, one, other, found, functional=predicate is None or predicate.functional)
    if found is None or (found is Agreement.differs and (one.claim.polarity is Polarity.denies or not _single(predicate))):
        return None
    if found is Agreement.differs:
        return Difference.plan_outcome if identity.planned else Difference.protocol if identity.apart else Difference.value
    return {Agreement.same: Difference.none, Agreement.rounding: Difference.rounding}.get(found, Difference.refinement)


def _single(predicate: Predicate | None) -> bool:
    return predicate is None or predicate.functional


def _opposed(base: KnowledgeBase, one: ClaimView, other: ClaimView, found: Agreement | None, *, functional: bool) -> Difference | None:
    """Set an assertion beside a denial: it conflicts where it asserts what is denied, or a case of it."""
    asserted, denied = (one, other) if one.claim.polarity is Polarity.asserts else (other, one)
    yes, no = _value(asserted), _value(denied)
    if found is Agreement.same or (yes.entity and no.entity and no.entity in base.broader(yes.entity)):
        return Difference.polarity
    exclusive = functional and found is Agreement.differs and yes.kind in (ValueKind.code, ValueKind.flag, ValueKind.entity)
    return Difference.none if exclusive else None


def _value(view: ClaimView) -> Value:
    body = view.claim.body
    return body.value if isinstance(body, Fact | Result) else Value(kind=ValueKind.text)


def _links(base: KnowledgeBase, addresses: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    found: dict[str, tuple[Link, ...]] = {}
    for link in base.links_of(addresses):
        for address in link.claims:
            found[address] = (*found.get(address, ()), link)
    return found


def _kinship(one: ClaimView, other: ClaimView, links: Iterable[Link]) -> Kinship:
    if any(link.kind in (LinkKind.supersedes, LinkKind.corrects, LinkKind.retracts) for link in links):
        return Kinship.superseded
    if one.source == other.source:
        return Kinship.same_work
    return Kinship.secondary if _repeats(one, other) else Kinship.independent


def _repeats(one: ClaimView, other: ClaimView) -> bool:
    """Tell whether one claim repeats what the other is the record of: hearsay, or others' work told without seeing it anew."""
    word = one.claim.attributed_to
    if one.source == other.source:
        return False
    if word is not None and word.source == other.source:
        return True
    told = one.claim.stance is not Stance.own and one.claim.modality not in (Modality.measured, Modality.observed)
    return told and other.claim.stance is Stance.own
