"""Names are spelt as ids are, are told apart, and claims are one sentence of our own."""

from collections.abc import Iterator

from kb.draft import Draft
from kb.ids import is_predicate, is_slug, slug_of
from kb.rules.violation import Violation

LONGEST = 300


def slugs_are_spelt_right(draft: Draft) -> Iterator[Violation]:
    """Slugs are lower-case words joined by hyphens, predicates' by underscores."""
    groups = {"entity": draft.entities, "source": draft.sources, "unit": draft.units, "person": draft.people, "link": draft.links}
    for kind, records in groups.items():
        for slug in records:
            if not is_slug(slug):
                yield Violation(
                    f"{kind}:{slug}", "id" if kind == "link" else "slug", f"{slug!r} is no slug", f"type {slug_of(slug) or 'another'}"
                )
    for slug in draft.predicates:
        if not is_predicate(slug):
            yield Violation(f"predicate:{slug}", "slug", f"{slug!r} is no predicate slug", f"type {slug_of(slug).replace('-', '_')}")
    for address, placed in draft.claims.items():
        if not is_slug(placed.claim.id):
            yield Violation(f"claim:{address}", "id", f"{placed.claim.id!r} is no slug", f"type {slug_of(placed.claim.id) or 'another'}")


def names_are_told_apart(draft: Draft) -> Iterator[Violation]:
    """No two entities share a name, alias or slug, whatever the case."""
    taken: dict[str, str] = {}
    for slug, entity in sorted(draft.entities.items()):
        for name in {slug.lower(), entity.name.lower(), *(alias.lower() for alias in entity.aliases)}:
            if taken.setdefault(name, slug) != slug:
                yield Violation(f"entity:{slug}", "name", f"{name!r} also names {taken[name]}", "make the names differ, or drop an alias")


def sentences_are_sentences(draft: Draft) -> Iterator[Violation]:
    """What a claim says is one sentence of ours: not too long, ending in a full stop, quoting nothing at length."""
    for address, placed in draft.claims.items():
        says = placed.claim.says
        if not says.endswith("."):
            yield Violation(f"claim:{address}", "says", "the sentence does not end in a full stop", "finish it")
        if len(says) > LONGEST:
            yield Violation(
                f"claim:{address}", "says", f"the sentence has {len(says)} characters", f"keep it under {LONGEST}, or make two claims"
            )


def units_are_told_apart(draft: Draft) -> Iterator[Violation]:
    """Each way of writing a unit belongs to one unit."""
    taken: dict[str, str] = {}
    for slug, unit in sorted(draft.units.items()):
        for name in {slug, unit.name, *unit.written}:
            if taken.setdefault(name, slug) != slug:
                yield Violation(f"unit:{slug}", "written", f"{name!r} also writes {taken[name]}", "drop it from one of the two")


RULES = (slugs_are_spelt_right, names_are_told_apart, sentences_are_sentences, units_are_told_apart)
