"""Plans: what an operation selects, with what its directives decide, as root fields that are ready to answer."""

from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode, SelectionSetNode, Undefined, execute, is_non_null_type

from api.execution.arguments import Arguments
from api.execution.asked import ASKED
from api.execution.documents import GRAPH, Document
from api.execution.listings import PAGES
from api.execution.lists import LISTS
from api.execution.objects import Objects
from api.execution.plain import Plain
from api.execution.planning import Answer, Planning
from api.execution.records import STORED
from api.execution.roots import ROOTS
from api.execution.run import Run, Unplanned
from api.execution.selections import Chosen, Selections
from api.execution.values import text_of

PLANS = 16
"""Plans of one document that are remembered: one for each operation and each way in which its directives are decided."""
FIELDS = {**ROOTS, **PAGES, **ASKED}
Flags = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A planned root field."""

    chosen: Chosen
    answer: Answer

    @property
    def needed(self) -> bool:
        """Tell whether there is no answer without it."""
        return is_non_null_type(self.chosen.field.type)


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned operation."""

    fields: tuple[Field, ...]

    @property
    def bound(self) -> bool:
        """Tell whether it is answered by statements alone, which can be interrupted."""
        return not any(field.chosen.name in ASKED for field in self.fields)


def planned(document: Document, operation: OperationDefinitionNode, flags: Flags) -> Plan:
    """Plan an operation, where the variables of its directives have these values. Raises Unplanned."""
    key = (operation.name.value if operation.name else None, flags)
    if key not in document.plans:
        if len(document.plans) >= PLANS:
            document.plans.clear()
        document.plans[key] = _planned(document, operation, flags)
    plan: Plan = document.plans[key]
    return plan


def _planned(document: Document, operation: OperationDefinitionNode, flags: Flags) -> Plan:
    if document.node is None:
        raise Unplanned
    selections = Selections(document.node, dict(flags))
    objects = Objects(selections, GRAPH.type_map, STORED, LISTS)
    return Plan(tuple(_field(one, objects, document.node, operation) for one in selections.roots(GRAPH.query_type, operation)))


def _field(chosen: Chosen, objects: Objects, document: DocumentNode, operation: OperationDefinitionNode) -> Field:
    if chosen.name == "__typename":
        return Field(chosen, lambda _: '"Query"')
    if chosen.name in ("__schema", "__type"):
        return Field(chosen, _introspection(chosen, document, operation))
    return Field(chosen, FIELDS[chosen.name](Planning(chosen, Arguments(chosen), objects, Plain(objects))))


def _introspection(chosen: Chosen, document: DocumentNode, operation: OperationDefinitionNode) -> Answer:
    """Plan what the schema says of itself, for which graphql-core is asked; without variables, only once."""
    alone = OperationDefinitionNode(
        operation=operation.operation,
        variable_definitions=operation.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(chosen.nodes)),
    )
    others = tuple(one for one in document.definitions if not isinstance(one, OperationDefinitionNode))
    part = DocumentNode(definitions=(alone, *others))
    remembered: dict[str, str] = {}

    def answer(run: Run) -> str:
        if chosen.key in remembered:
            return remembered[chosen.key]
        given = {name: one.value for name, one in run.variables.sources.items() if one.value is not Undefined}
        result = execute(GRAPH, part, variable_values=given)
        if not isinstance(result, ExecutionResult) or result.errors or result.data is None:
            raise Unplanned
        text = text_of(result.data[chosen.key])
        if not operation.variable_definitions:
            remembered[chosen.key] = text
        return text

    return answer
