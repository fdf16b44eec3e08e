"""Documents: parsed, limited and validated once, with the operations that stand in them."""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    get_operation_ast,
    parse,
    validate,
    visit,
)

from api.execution.remembered import Remembered
from api.limits import CHARACTERS, COMMENTS, TOKENS, exceeded
from api.schema import schema

DOCUMENTS = 128
"""Documents that are remembered with their errors; one holds up to a megabyte."""
GRAPH: Any = schema._schema  # noqa: SLF001 # strawberry offers no public way to the core schema


@dataclass(frozen=True, slots=True)
class Document:
    """A checked document, or what is wrong with it and the code for that."""

    node: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    code: str = ""
    flags: tuple[str, ...] = ()
    """Variables on which depends what is selected."""
    operations: dict[str | None, OperationDefinitionNode] = field(default_factory=dict)
    """Operations that were asked for, by the name that was given."""
    plans: dict[Any, Any] = field(default_factory=dict)
    """Plans of its operations (`api.execution.plans`), which go when the document is forgotten."""
    quick: set[str | None] = field(default_factory=set)
    """Operations that were answered in no time when they were last answered, and that can be interrupted."""

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """Return the operation of this name, or the only one."""
        if name not in self.operations:
            found = get_operation_ast(self.node, name) if self.node else None
            if found is None:
                return None
            self.operations[name] = found
        return self.operations[name]


def _checked(query: str) -> Document:
    """Parse, limit and validate a document."""
    try:
        node = parse(query, max_lexical_tokens=TOKENS, max_comments=COMMENTS, max_source_length=CHARACTERS)
    except GraphQLSyntaxError as error:
        return Document(None, (error,), "GRAPHQL_PARSE_FAILED")
    except RecursionError:
        return Document(None, (GraphQLError("The query is nested too deeply."),), "GRAPHQL_PARSE_FAILED")
    if (limit := exceeded(node)) is not None:
        return Document(None, (limit,), "GRAPHQL_VALIDATION_FAILED")
    errors = validate(GRAPH, node, max_errors=20)
    return Document(None, tuple(errors), "GRAPHQL_VALIDATION_FAILED") if errors else Document(node, flags=_flags(node))


def _flags(node: DocumentNode) -> tuple[str, ...]:
    """Return the variables in directives."""
    found = _Flags()
    visit(node, found)
    return tuple(sorted(found.names))


checked = Remembered(_checked, DOCUMENTS)
"""Documents by their text, each checked once."""


class _Flags(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.names |= {one.value.name.value for one in node.arguments or () if isinstance(one.value, VariableNode)}
