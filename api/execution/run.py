"""What the statements of one request share: the base, the coerced variables, and how much may still be read."""

from typing import Any

from graphql.execution.values import VariableValues

from api.limits import Budget
from kb.store.base import KnowledgeBase


class Unplanned(Exception):
    """Something that the resolvers must answer; the operation goes to them as a whole."""


class Run:
    """One request over one base."""

    def __init__(self, base: KnowledgeBase, variables: VariableValues, budget: Budget) -> None:
        self.base, self.variables, self.budget = base, variables, budget

    def select(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return all rows of a statement. Raises TookTooLong."""
        return self.base.select(sql, *parameters)

    def spend(self, records: int) -> None:
        """Count records that are about to be shown. Raises LimitExceeded beyond the limits."""
        self.budget.spend(records)
