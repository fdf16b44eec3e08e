"""What the facts of a base say of some models, fetched once for a whole question."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Self

from kb.questions.evidence import Said, is_usual
from kb.records.claim import Fact
from kb.records.terms import Kind, Polarity
from kb.store.base import ClaimView, KnowledgeBase

TRAINED_ON, HAS_PART = "trained_on", "has_component"
Chain = tuple[ClaimView, ...]
"""The claims that link a subject to a model; none for the model itself and its families."""
Linked = Mapping[str, list[Chain]]
"""Subjects, each with the ways in which it is linked."""


class Facts:
    """The facts of some predicates that count for some models, in a fixed number of look-ups however many are asked for.

    A model's own facts count and those of its families, those of the corpora it was trained on, and, where a predicate
    passes from parts to the whole, what is asserted of the parts of these corpora.
    """

    def __init__(self, base: KnowledgeBase, models: Iterable[str], predicates: Iterable[str]) -> None:
        known = base.predicates()
        self.base = base
        self.predicates = {slug: known[slug] for slug in predicates}
        self.units = base.units()
        self.families = {model: base.broader(model) for model in models}
        self.corpora = self._corpora()
        self.parts = self._parts() if any(one.from_parts for one in self.predicates.values()) else {}
        self.views = self._views()
        self.entity, self.broader, self.narrower = cache(base.entity), cache(base.broader), cache(base.narrower)

    def said(self, model: str, predicate: str) -> tuple[Said, ...]:
        """Return every fact of a predicate that counts for a model, with all the claims it needs."""
        own = self._said(self.subjects(model, predicate), predicate)
        parts = self._said(self._parts_of(model), predicate) if self.predicates[predicate].from_parts else ()
        return (*own, *(one for one in parts if _is_asserted(one)))

    def subjects(self, model: str, predicate: str) -> Linked:
        """Return whose facts of a predicate count for a model."""
        domain = self.predicates[predicate].domain
        own: Linked = {slug: [()] for slug in self.families[model]} if Kind.model in domain else {}
        return {**own, **(self.corpora[model] if Kind.dataset in domain else {})}

    def supposing(self, added: Iterable[ClaimView], gone: frozenset[str]) -> Self:
        """Return the facts as they would be with some claims more and some less."""
        other = copy.copy(self)
        other.views = defaultdict(list, {key: [view for view in many if view.address not in gone] for key, many in self.views.items()})
        for view in added:
            if isinstance(body := view.claim.body, Fact):
                other.views[body.subject, body.predicate].append(view)
        return other

    def _said(self, subjects: Linked, predicate: str) -> Iterator[Said]:
        for subject, chains in subjects.items():
            for view in self.views.get((subject, predicate), ()):
                if isinstance(body := view.claim.body, Fact) and is_usual(body, self.predicates[predicate]):
                    yield from (Said(body, view, (*chain, view)) for chain in chains)

    def _corpora(self) -> dict[str, Linked]:
        """Return what each model, or its family, was trained on."""
        links = self._links({slug for family in self.families.values() for slug in family}, TRAINED_ON)
        return {
            model: _grouped((value, (view,)) for slug in family for value, view in links.get(slug, ()))
            for model, family in self.families.items()
        }

    def _parts(self) -> Mapping[str, list[tuple[str, ClaimView]]]:
        """Return the components of all corpora and of their components, each with the claim that names it."""
        found: dict[str, list[tuple[str, ClaimView]]] = {}
        waiting = {slug for corpora in self.corpora.values() for slug in corpora}
        while waiting:
            links = self._links(waiting, HAS_PART)
            found |= {slug: links.get(slug, []) for slug in waiting}
            waiting = {part for many in links.values() for part, _ in many} - set(found)
        return found

    def _parts_of(self, model: str) -> Linked:
        corpora = self.corpora[model].items()
        return _grouped(found for slug, chains in corpora for chain in chains for found in self._below((slug,), chain))

    def _below(self, path: tuple[str, ...], chain: Chain) -> Iterator[tuple[str, Chain]]:
        """Yield the parts below the end of a path, never one that lies on it."""
        for part, view in self.parts.get(path[-1], ()):
            if part not in path:
                yield part, (*chain, view)
                yield from self._below((*path, part), (*chain, view))

    def _views(self) -> defaultdict[tuple[str, str], list[ClaimView]]:
        whole = {slug for family in self.families.values() for slug in family} | {slug for many in self.corpora.values() for slug in many}
        passing = [slug for slug, one in self.predicates.items() if one.from_parts]
        found = defaultdict(list)
        for view in (*self.base.facts(whole, self.predicates), *self.base.facts(set(self.parts) - whole, passing)):
            if isinstance(body := view.claim.body, Fact):
                found[body.subject, body.predicate].append(view)
        return found

    def _links(self, subjects: Iterable[str], predicate: str) -> dict[str, list[tuple[str, ClaimView]]]:
        """Return to which entities these subjects are linked by facts that assert it."""
        found = defaultdict(list)
        for view in self.base.facts(subjects, (predicate,)):
            body = view.claim.body
            if isinstance(body, Fact) and body.value.entity and view.claim.polarity is Polarity.asserts:
                found[body.subject].append((body.value.entity, view))
        return dict(found)


def _grouped(found: Iterable[tuple[str, Chain]]) -> dict[str, list[Chain]]:
    grouped: dict[str, list[Chain]] = {}
    for slug, chain in found:
        grouped.setdefault(slug, []).append(chain)
    return grouped


def _is_asserted(one: Said) -> bool:
    """Tell what a part has from what it has not: the latter says nothing of the whole."""
    return one.view.claim.polarity is Polarity.asserts and one.fact.value.flag is not False
