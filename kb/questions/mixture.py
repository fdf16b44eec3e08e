"""What is a corpus mixed from, in which shares, and do the figures fit together?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kb.errors import BadArgument
from kb.questions.answer import Answer, EntityRef, Gap, Inference, Standing, Status
from kb.questions.arithmetic import ArithmeticCheck
from kb.questions.checks import of
from kb.questions.conditions import UNSAID, silence
from kb.questions.envelope import answered, demand
from kb.questions.evidence import Said, Subject, leg, said_by
from kb.questions.hearing import BEST, Heard, Hearing, Saying, saying, value_of
from kb.questions.mixture_checks import Part, basis, checks_of
from kb.questions.orders import STATED
from kb.questions.question import question
from kb.records.terms import Kind, Polarity
from kb.store.base import KnowledgeBase

OF_PARTS = ("component_share", "component_epochs", "effective_bytes")
SIZES = ("corpus_tokens", "corpus_bytes")
TABLE = ("has_component", *OF_PARTS, *SIZES)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixtureComponent:
    """One component of a corpus."""

    component: EntityRef
    """The component; in corpora of instructions it may be a task."""
    standing: Standing
    """Contested when claims of one of its figures cannot be true together."""
    share: str | None
    """The share to use; a share of what is sampled is its weight."""
    size: str | None
    """Its own size."""
    passes: str | None
    """How often it is seen."""
    shares: tuple[Saying, ...]
    """Every claim of its share."""
    sizes: tuple[Saying, ...]
    """Every claim of its size, in tokens or bytes, also as it counts in the mixture."""
    epochs: tuple[Saying, ...]
    """Every claim of how often it is seen."""
    named: tuple[Saying, ...]
    """The claims that name it as a component."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """The components of a corpus, and whether their figures fit."""

    dataset: EntityRef
    """The corpus."""
    components: tuple[MixtureComponent, ...]
    """The components, the largest share first."""
    checks: tuple[ArithmeticCheck, ...]
    """What follows from the figures by arithmetic, beside what is told."""


@question("compare", example={"dataset": "gpt-3-corpus"})
def mixture(base: KnowledgeBase, dataset: str, share_of: str | None = None) -> Answer[Mixture]:
    """What is a corpus mixed from, in which shares, and do the figures fit together?

    Each component has every claim of its share, size and passes. The checks add up the shares of each source, work out
    passes as share by tokens seen by size for every model trained on the corpus, and sizes in bytes as size by passes;
    what the rounding of each figure leaves open is allowed for. Shares that fall short of the whole leave a check open,
    since a list may have gaps; what disagrees is a conflict with both sides.

    `dataset` is the slug of a corpus; `share_of` keeps the shares that are counted in one thing alone, such as tokens,
    bytes or sampling. Raises UnknownId for an unknown slug and BadArgument for an entity of another kind or an unknown
    way of counting.
    """
    demand(base, "dataset", dataset, Kind.dataset)
    _check_basis(base, share_of)
    said = _asserted(said_by(base, (Subject(dataset),), TABLE))
    names = tuple(dict.fromkeys(slug for one in said if (slug := _component(one))))
    sizes = _asserted(said_by(base, map(Subject, names), SIZES))
    hearing = Hearing(base, (*said, *sizes))
    parts = tuple(_part(hearing, slug, (*said, *sizes), share_of) for slug in names)
    whole = _heard(hearing, _by_predicate(one for one in said if not _component(one)))
    found = tuple(checks_of(base, dataset, parts, whole))
    conflicts = (conflict for part in parts for name, heard in part.heard.items() for conflict in heard.conflict(f"{part.slug} {name}"))
    nothing = Gap(item=dataset, subject=dataset, predicate="has_component", reason=UNSAID)
    components = tuple(map(_item, sorted(parts, key=lambda part: _rank(base, part))))
    return answered(
        base,
        Mixture(dataset=EntityRef(dataset), components=components, checks=tuple(one.check for one in found)),
        proof=(*(proof for part in parts for proof in _proof(dataset, part)), *(one.proof for one in found)),
        conflicts=(*conflicts, *(conflict for one in found for conflict in one.conflicts)),
        gaps=[_gap(dataset, part) for part in parts if "component_share" not in part.heard] if parts else [nothing],
        status=None if parts else Status.UNKNOWN,
    )


def _check_basis(base: KnowledgeBase, share_of: str | None) -> None:
    shares = base.predicates().get("component_share")
    words = [word for one in (shares.qualifiers if shares else ()) if one.slug == "basis" for word in one.range.codes]
    if share_of is not None and share_of not in words:
        raise BadArgument("share_of", share_of, f"shares are counted in one of {', '.join(words)}")


def _asserted(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(one for one in said if one.view.claim.polarity is Polarity.asserts)


def _component(one: Said) -> str | None:
    """Return the component that a claim about the corpus is of."""
    if one.fact.predicate == "has_component":
        return one.fact.value.entity
    named = (one.fact.qualifiers or {}).get("component")
    return named.entity if named else None


def _part(hearing: Hearing, slug: str, said: Iterable[Said], share_of: str | None) -> Part:
    own = (one for one in said if slug in (_component(one), one.fact.subject))
    wanted = (one for one in own if one.fact.predicate != "component_share" or share_of in (None, basis(one.fact)))
    by_predicate = _by_predicate(wanted)
    return Part(slug, by_predicate, _heard(hearing, {name: many for name, many in by_predicate.items() if name != "has_component"}))


def _by_predicate(said: Iterable[Said]) -> dict[str, tuple[Said, ...]]:
    found: dict[str, tuple[Said, ...]] = {}
    for one in said:
        found[one.fact.predicate] = (*found.get(one.fact.predicate, ()), one)
    return found


def _heard(hearing: Hearing, said: Mapping[str, tuple[Said, ...]]) -> dict[str, Heard]:
    return {name: heard for name, many in said.items() if (heard := hearing.heard(many))}


def _rank(base: KnowledgeBase, part: Part) -> tuple[Decimal, str]:
    """Order components, the largest share first."""
    share = part.heard.get("component_share")
    figure = of(base, share.best) if share else None
    return -(figure.high if figure else Decimal(0)), part.slug


def _item(part: Part) -> MixtureComponent:
    contested = any(one.standing is Standing.CONTESTED for one in part.heard.values())
    best = {name: value_of(one.best, ("component",)) for name, one in part.heard.items()}
    told = {name: tuple(saying(one.view, ("component",)) for one in part.said.get(name, ())) for name in TABLE}
    return MixtureComponent(
        component=EntityRef(part.slug),
        standing=Standing.CONTESTED if contested else Standing.HOLDS,
        share=best.get("component_share"),
        size=best.get("corpus_tokens", best.get("corpus_bytes")),
        passes=best.get("component_epochs"),
        shares=told["component_share"],
        sizes=(*told["corpus_tokens"], *told["corpus_bytes"], *told["effective_bytes"]),
        epochs=told["component_epochs"],
        named=told["has_component"],
    )


def _proof(dataset: str, part: Part) -> Iterator[Inference]:
    """Yield why each figure of a component is what it is, or else why it is a component at all."""
    for name, heard in part.heard.items():
        states = f"{part.slug} in {dataset}: {name} is {value_of(heard.best, ('component',))}"
        yield Inference(item=states, rule=BEST, legs=heard.legs(states))
    made = leg(f"{part.slug} is a component of {dataset}", ((STATED, one.claims) for one in part.said.get("has_component", ())), ())
    if made:
        yield Inference(item=part.slug, rule=STATED, legs=(made,))


def _gap(dataset: str, part: Part) -> Gap:
    reason = silence(part.said.get("component_share", ()))
    return Gap(item=part.slug, subject=dataset, predicate="component_share", reason=reason)
