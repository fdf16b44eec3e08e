"""The book of rules, and the check of a reading against all of them."""

from kb.draft import Draft
from kb.rules import domains, evidence, references, trees, wording
from kb.rules.violation import Rule, Violation

RULES: tuple[Rule, ...] = (*references.RULES, *domains.RULES, *evidence.RULES, *wording.RULES, *trees.RULES)


def check(draft: Draft, whole: bool = True) -> list[tuple[str, Violation]]:
    """Return every violation with the name of its rule, in the order of the rules.

    Of a draft that is not `whole`, names that seem to be missing are not reported: they may stand in what could not be read.
    """
    rules = RULES if whole else tuple(rule for rule in RULES if rule not in references.RULES)
    return [(rule.__name__.replace("_", "-"), violation) for rule in rules for violation in rule(draft)]
