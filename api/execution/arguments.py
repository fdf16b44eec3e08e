"""The arguments of a field: coerced once where no variable occurs in them, else for each request."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError, ListValueNode, ObjectValueNode, ValueNode, VariableNode
from graphql.execution.values import VariableValues, get_argument_values

from api.execution.run import Run, Unplanned
from api.execution.selections import Chosen

NONE = VariableValues({}, {})


class Arguments:
    """The arguments of one chosen field, under the names that Python gives them."""

    def __init__(self, chosen: Chosen) -> None:
        self.field, self.node = chosen.field, chosen.nodes[0]
        definitions = {name: one.extensions["strawberry-definition"] for name, one in chosen.field.args.items()}
        self.names = {name: str(one.python_name) for name, one in definitions.items()}
        varies = any(_varies(one.value) for one in self.node.arguments or ())
        self.fixed = None if varies else self._coerced(NONE)

    def of(self, run: Run) -> dict[str, Any]:
        """Return the arguments in one request. Raises Unplanned where they do not fit their types."""
        return self._coerced(run.variables) if self.fixed is None else self.fixed

    def _coerced(self, variables: VariableValues) -> dict[str, Any]:
        try:
            given = get_argument_values(self.field, self.node, variables)
        except GraphQLError as error:
            raise Unplanned from error
        return {self.names[name]: value for name, value in given.items()}


def _varies(value: ValueNode) -> bool:
    return any(isinstance(one, VariableNode) for one in _parts(value))


def _parts(value: ValueNode) -> Iterator[ValueNode]:
    yield value
    if isinstance(value, ListValueNode):
        for one in value.values:
            yield from _parts(one)
    elif isinstance(value, ObjectValueNode):
        for field in value.fields:
            yield from _parts(field.value)
