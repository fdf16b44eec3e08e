"""The vocabulary stays small: a predicate earns its place by being used."""

from collections import Counter
from collections.abc import Iterator

from kb.draft import Draft
from kb.errors import Severity
from kb.records.claim import Fact
from kb.rules.violation import Violation

MOST_PREDICATES = 150


def predicates_are_few(draft: Draft) -> Iterator[Violation]:
    """There are at most 150 predicates."""
    for slug in list(draft.predicates)[MOST_PREDICATES:]:
        remedy = "use one that exists with a qualifier, or make a statement"
        yield Violation(f"predicate:{slug}", "slug", f"there are more than {MOST_PREDICATES} predicates", remedy)


def predicates_are_used(draft: Draft) -> Iterator[Violation]:
    """A predicate is used by claims, or says in `used_once` why a single one needs it."""
    bodies = (placed.claim.body for placed in draft.claims.values())
    uses = Counter(body.predicate for body in bodies if isinstance(body, Fact))
    for slug, predicate in draft.predicates.items():
        if not uses[slug]:
            yield Violation(f"predicate:{slug}", "slug", "no claim uses this predicate", "remove it until one does", Severity.warning)
        elif uses[slug] == 1 and not predicate.used_once:
            remedy = "say why in `used_once`, or make a statement instead"
            yield Violation(f"predicate:{slug}", "slug", "a single claim uses this predicate", remedy, Severity.warning)


RULES = (predicates_are_few, predicates_are_used)
