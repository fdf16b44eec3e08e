"""Whether an approach that a claim names is the one that was asked for, and through what where it is not the very same."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.records.claim import Approach
from kb.store.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Ties:
    """The entities that speak for one entity: those it belongs to, and those that belong to it."""

    slug: str
    wider: frozenset[str]
    narrower: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """Return all of them, itself included."""
        return frozenset((self.slug,)) | self.wider | self.narrower

    def through(self, other: str) -> str | None:
        """Say how another entity speaks for this one, empty where it is the same; None where it does not."""
        if other == self.slug:
            return ""
        return f"{other} for {self.slug}" if other in self.every else None


def ties(base: KnowledgeBase, slug: str) -> Ties:
    """Look up what an entity is part of and what is part of it, along trees and sets. Raises UnknownId."""
    wider = dict.fromkeys(base.broader(slug))
    wider |= dict.fromkeys(found for one in tuple(wider) for found in base.sets_with(one))
    members = base.entity(slug).members
    narrower = {below for one in (slug, *members) for below in base.narrower(one)}
    return Ties(slug, frozenset(wider) - {slug}, frozenset(narrower) - {slug})


@dataclass(frozen=True, slots=True)
class Asked:
    """An approach that was asked for: a system, class or method, and how it is used where that was told."""

    main: Ties
    method: Ties | None = None

    def through(self, side: Approach) -> tuple[str, ...] | None:
        """Say through what a side of a claim speaks for this one, nothing where it is the very same; None where it does not."""
        told = tuple(self._through(side))
        return None if None in told else tuple(one for one in told if one)

    def _through(self, side: Approach) -> Iterator[str | None]:
        named = side.system or side.class_
        if named is None:
            yield self._only_method(side.method or "")
            return
        yield self.main.through(named)
        if self.method is not None:
            yield self.method.through(side.method) if side.method else f"any method for {self.method.slug}"

    def _only_method(self, method: str) -> str | None:
        """Say how a claim on any system that is used in some way speaks for this one."""
        if method in self.main.every:
            return self.main.through(method)
        return f"{method} for {self.main.slug}" if self.method is not None and self.method.through(method) is not None else None


def asked(base: KnowledgeBase, main: str, method: str | None) -> Asked:
    """Return an approach to compare sides of claims with. Raises UnknownId."""
    return Asked(ties(base, main), ties(base, method) if method else None)
