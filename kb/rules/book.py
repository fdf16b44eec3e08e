"""The book of rules, and the check of a draft against all of them."""

from collections.abc import Iterable

from kb.draft import Draft
from kb.rules import budget, conclusions, domains, evidence, judgements, lapses, numbers, references, retired, reviews, trees, wording
from kb.rules.violation import Rule, Violation

RULES: tuple[Rule, ...] = (
    *references.RULES, *domains.RULES, *evidence.RULES, *wording.RULES, *numbers.RULES, *trees.RULES, *budget.RULES,
    *judgements.RULES, *conclusions.RULES, *reviews.RULES, *lapses.RULES, *retired.RULES,
)  # fmt: skip
LAPSES: tuple[Rule, ...] = lapses.RULES
"""Rules by which what was judged once needs another look."""
OF_THE_WHOLE = (*references.RULES, *budget.RULES, *judgements.RULES, *reviews.RULES, *retired.RULES)
"""Rules that speak of what is missing, and so of nothing when a part of the tree could not be read."""


def check(draft: Draft, whole: bool = True, rules: Iterable[Rule] = RULES) -> list[tuple[str, Violation]]:
    """Return every violation of some rules, by default all, with the name of its rule and in the order of the rules.

    Of a draft that is not `whole`, nothing is said to be missing: it may stand in what could not be read.
    """
    chosen = [rule for rule in rules if whole or rule not in OF_THE_WHOLE]
    return [(rule.__name__.replace("_", "-"), violation) for rule in chosen for violation in rule(draft)]
