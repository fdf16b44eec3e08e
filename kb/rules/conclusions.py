"""What a finding concludes follows from what its premises mean now."""

from collections.abc import Iterator
from decimal import Decimal

from kb.draft import Draft
from kb.errors import BadFormula
from kb.formulas import names_in, worked_out
from kb.quantities import Quantity, canonical, short
from kb.records.claim import Fact, Result
from kb.records.finding import Finding
from kb.rounding import agrees
from kb.rules.violation import Violation


def formulas_use_their_premises(draft: Draft) -> Iterator[Violation]:
    """A formula is arithmetic over premises that are called in it, each claim with a figure."""
    for key, finding in draft.findings.items():
        called = [premise.as_ for premise in finding.premises if premise.as_]
        try:
            used = names_in(finding.formula) if finding.formula else frozenset[str]()
        except BadFormula as error:
            yield Violation(f"finding:{key}", "formula", str(error), "write it like `6 * n * d`")
            continue
        for name in sorted(used ^ set(called)):
            message = f"no premise is called `{name}`" if name in used else f"the formula does not use `{name}`"
            yield Violation(f"finding:{key}", "formula", message, "name each figure of the formula with `as` at its premise")


def formulas_give_their_result(draft: Draft) -> Iterator[Violation]:
    """The result of a finding is what its formula gives, to the last printed digit."""
    for key, finding in draft.findings.items():
        try:
            given = result_of(draft, finding)
        except BadFormula as error:
            given = None if "premise" in error.reason else str(error)
        if isinstance(given, str):
            yield Violation(f"finding:{key}", "premises", given, "name a claim whose value is one figure")
        elif given is not None and finding.result and not agrees(given, finding.result):
            yield Violation(
                f"finding:{key}", "result", f"the formula gives {short(canonical(given))}", "correct the result or the premises"
            )


def result_of(draft: Draft, finding: Finding) -> Decimal | str | None:
    """Work a finding out, in the unit of its result; a text says why that cannot be done. Raises BadFormula."""
    if not (finding.formula and finding.result and finding.result.unit in draft.units):
        return None
    figures: dict[str, Decimal] = {}
    for premise in finding.premises:
        placed = draft.claims.get(premise.claim)
        if premise.as_ and placed:
            body = placed.claim.body
            quantity = body.value.quantity if isinstance(body, Fact | Result) else None
            if quantity is None or (figure := in_base_units(draft, quantity)) is None:
                return f"{premise.claim} has no figure"
            figures[premise.as_] = figure
    return worked_out(finding.formula, figures) / Decimal(draft.units[finding.result.unit].factor)


def in_base_units(draft: Draft, quantity: Quantity) -> Decimal | None:
    """Return a figure in the base unit of its dimension, of a bound the bound itself; None without a known unit."""
    number, unit = quantity.number or quantity.low or quantity.high, draft.units.get(quantity.unit)
    return Decimal(number) * Decimal(unit.factor) if number and unit else None


RULES = (formulas_use_their_premises, formulas_give_their_result)
