"""What is said of a set, for how many of its members, and what its members say together."""

from collections.abc import Iterable, Iterator

from kb.questions.evidence import Said, Weighed
from kb.questions.facts import Facts
from kb.records.terms import Kind, Polarity, Quantifier

COUNTED = "members-counted"
OPPOSITE = {Polarity.asserts: Polarity.denies, Polarity.denies: Polarity.asserts}
INVERTED = {Quantifier.none: Quantifier.all, Quantifier.few: Quantifier.most}
BREADTH = {Quantifier.some: 1, Quantifier.most: 2, Quantifier.all: 3}
LEAST_OPPOSED = {Quantifier.all: Quantifier.some, Quantifier.most: Quantifier.most, Quantifier.some: Quantifier.all}
"""For how many members the opposite must be said, at least, to rule a quantified statement out."""


def normal(polarity: Polarity, quantifier: Quantifier | None) -> tuple[Polarity, Quantifier | None]:
    """Say "none is" as "all are not", and "few are" as "most are not"."""
    if quantifier in INVERTED:
        return OPPOSITE[polarity], INVERTED[quantifier]
    return polarity, quantifier


def reaches(quantifier: Quantifier | None, least: Quantifier) -> bool:
    """Tell whether what is said for so many members is said for at least as many as are asked for."""
    return quantifier is not None and BREADTH[quantifier] >= BREADTH[least]


def number_of(quantifier: Quantifier, members: int) -> int:
    """Return how many members a quantifier means, at least.

    >>> [number_of(word, 8) for word in (Quantifier.all, Quantifier.most, Quantifier.some)]
    [8, 5, 1]
    """
    return {Quantifier.all: members, Quantifier.most: members // 2 + 1}.get(quantifier, 1)


def settled(facts: Facts, one: Said, members: Iterable[str]) -> tuple[Polarity, frozenset[str]]:
    """Return which members of a set a fact speaks of, each of them, and whether it asserts or denies them."""
    polarity, quantifier = normal(one.view.claim.polarity, one.fact.quantifier)
    value = facts.entity(one.fact.value.entity) if one.fact.value.entity else None
    if value is None:
        return polarity, frozenset()
    if value.kind is Kind.set:
        meant = frozenset(value.members) if quantifier is Quantifier.all else frozenset()
    else:
        meant = frozenset(facts.broader(value.slug) if polarity is Polarity.asserts else facts.narrower(value.slug))
    return polarity, meant & frozenset(members)


def counted(facts: Facts, said: Iterable[Said], set_: str, polarity: Polarity, least: int) -> Iterator[Weighed]:
    """Yield supports for at least so many members being asserted, or denied, by facts about single members and smaller sets.

    No two of them share a fact, each is minimal, and what they leave over would not suffice.
    """
    members = facts.entity(set_).members
    pool = []
    for one in said:
        told, meant = settled(facts, one, members)
        if told is polarity and meant and one.fact.value.entity != set_:
            pool.append((one, meant))
    pool.sort(key=lambda pair: -len(pair[1]))
    while len(frozenset().union(*(meant for _, meant in pool))) >= least:
        chosen = _smallest(pool, least)
        yield COUNTED, tuple(view for one, _ in chosen for view in one.claims)
        pool = [pair for pair in pool if pair not in chosen]


def _smallest(pool: list[tuple[Said, frozenset[str]]], least: int) -> list[tuple[Said, frozenset[str]]]:
    """Choose facts that settle enough members together, and none that could be left out."""
    chosen: list[tuple[Said, frozenset[str]]] = []
    for pair in pool:
        if len(_union(chosen)) < least and not pair[1] <= _union(chosen):
            chosen.append(pair)
    for pair in tuple(chosen):
        rest = [other for other in chosen if other is not pair]
        if len(_union(rest)) >= least:
            chosen = rest
    return chosen


def _union(chosen: Iterable[tuple[Said, frozenset[str]]]) -> frozenset[str]:
    return frozenset().union(*(meant for _, meant in chosen))
