"""The book of rules, and the check of a draft against all of them."""

from kb.draft import Draft
from kb.rules import budget, conclusions, domains, evidence, judgements, numbers, references, trees, wording
from kb.rules.violation import Rule, Violation

RULES: tuple[Rule, ...] = (
    *references.RULES, *domains.RULES, *evidence.RULES, *wording.RULES, *numbers.RULES, *trees.RULES, *budget.RULES,
    *judgements.RULES, *conclusions.RULES,
)  # fmt: skip
OF_THE_WHOLE = (*references.RULES, *budget.RULES, *judgements.RULES)
"""Rules that speak of what is missing, and so of nothing when a part of the tree could not be read."""


def check(draft: Draft, whole: bool = True) -> list[tuple[str, Violation]]:
    """Return every violation with the name of its rule, in the order of the rules.

    Of a draft that is not `whole`, nothing is said to be missing: it may stand in what could not be read.
    """
    rules = RULES if whole else tuple(rule for rule in RULES if rule not in OF_THE_WHOLE)
    return [(rule.__name__.replace("_", "-"), violation) for rule in rules for violation in rule(draft)]
