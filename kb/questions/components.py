"""What a corpus consists of, and whether the sizes of its parts add up to its own."""

from collections.abc import Iterable

from kb.questions.checks import Checked, added, told
from kb.questions.evidence import Said, Subject, leg, said_by
from kb.questions.hearing import Heard, Hearing
from kb.questions.orders import STATED
from kb.records.terms import Polarity
from kb.store.base import KnowledgeBase


def components_of(base: KnowledgeBase, dataset: str) -> dict[str, list[Said]]:
    """Return the components that sources name, each with the claims that do, but for those of which a part is named too."""
    named: dict[str, list[Said]] = {}
    for one in said_by(base, (Subject(dataset),), ("has_component",)):
        if one.fact.value.entity and one.view.claim.polarity is Polarity.asserts:
            named.setdefault(one.fact.value.entity, []).append(one)
    finest = finer(base, named)
    return {slug: many for slug, many in named.items() if slug in finest}


def finer(base: KnowledgeBase, slugs: Iterable[str]) -> frozenset[str]:
    """Return entities but for those of which another one is a case or part."""
    given = tuple(slugs)
    covered = {above for slug in given for above in base.broader(slug)[1:]}
    return frozenset(given) - covered


def summed(base: KnowledgeBase, dataset: str, told_size: Heard | None) -> Checked | None:
    """Add up the sizes of all components of a corpus; None where one of them has none, or there are fewer than two."""
    components = components_of(base, dataset)
    said = said_by(base, map(Subject, components), ("corpus_tokens",)) if len(components) > 1 else ()
    hearing = Hearing(base, said)
    sizes = {slug: one for slug in components if (one := hearing.heard(part for part in said if part.fact.subject == slug))}
    if len(sizes) < len(components):
        return None
    named = (leg(f"{slug} is a component of {dataset}", ((STATED, one.claims) for one in many), ()) for slug, many in components.items())
    expected = told(base, told_size, "token")
    return added(base, f"sum of the components of {dataset}", sizes, expected, parts=tuple(part for part in named if part))
