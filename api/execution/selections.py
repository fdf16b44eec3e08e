"""What an operation selects: fields collected and merged as the specification has it, with @skip and @include decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionNode,
    SelectionSetNode,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    VariableNode,
    get_named_type,
)

from api.execution.run import Unplanned

META = {"__typename": TypeNameMetaFieldDef, "__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
"""Fields that every schema has and no type lists."""
DECIDING = {"skip": False, "include": True}
"""Directives that decide what is selected, and the value at which something is."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field of an answer: its key, its definition, and every place of the document that selects it."""

    key: str
    name: str
    field: GraphQLField
    nodes: list[FieldNode]

    @property
    def type_name(self) -> str:
        """Return the name of what it holds, without lists and exclamation marks."""
        return str(get_named_type(self.field.type).name)


class Selections:
    """The selections of one document, where the variables of its directives have these values."""

    def __init__(self, document: DocumentNode, flags: Mapping[str, Any]) -> None:
        parts = (part for part in document.definitions if isinstance(part, FragmentDefinitionNode))
        self.fragments = {part.name.value: part for part in parts}
        self.flags = flags

    def roots(self, type_: GraphQLObjectType, operation: OperationDefinitionNode) -> list[Chosen]:
        """Return the root fields of an operation, each once, in the order in which they are first selected."""
        return self._merged(type_, (operation.selection_set,))

    def below(self, chosen: Chosen, type_: GraphQLObjectType) -> list[Chosen]:
        """Return the fields selected below a field whose object is of this type."""
        return self._merged(type_, (node.selection_set for node in chosen.nodes if node.selection_set))

    def _merged(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> list[Chosen]:
        found: dict[str, Chosen] = {}
        seen: set[str] = set()
        for set_ in sets:
            for node in self._fields(type_, set_.selections, seen):
                key, name = (node.alias or node.name).value, node.name.value
                field = META.get(name) or type_.fields[name]
                found.setdefault(key, Chosen(key, name, field, [])).nodes.append(node)
        return list(found.values())

    def _fields(self, type_: GraphQLObjectType, selections: Iterable[SelectionNode], seen: set[str]) -> Iterator[FieldNode]:
        """Yield the fields that hold for a type; a fragment counts where it is spread first."""
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or _holds(node.type_condition.name.value, type_):
                    yield from self._fields(type_, node.selection_set.selections, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                part = self.fragments[node.name.value]
                if _holds(part.type_condition.name.value, type_):
                    seen.add(node.name.value)
                    yield from self._fields(type_, part.selection_set.selections, seen)

    def _included(self, node: SelectionNode) -> bool:
        return all(self._decided(one, DECIDING[one.name.value]) for one in node.directives or () if one.name.value in DECIDING)

    def _decided(self, directive: DirectiveNode, wanted: bool) -> bool:
        (argument,) = directive.arguments or ()
        value = argument.value
        found = self.flags.get(value.name.value) if isinstance(value, VariableNode) else getattr(value, "value", None)
        if not isinstance(found, bool):
            raise Unplanned
        return found is wanted


def _holds(condition: str, type_: GraphQLObjectType) -> bool:
    return condition == type_.name or any(interface.name == condition for interface in type_.interfaces)
