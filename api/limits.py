"""What a query may ask: one memoised linear pass over its document, published in the docs.

Strawberry's own limiters take exponential time on doubled fragments; here each fragment is measured once.
"""

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode, SelectionSetNode
from graphql.error import GraphQLError

TOKENS, CHARACTERS, DEPTH, ALIASES = 1000, 20_000, 12, 30


class _Measure:
    """Depth and aliases of selections, each fragment measured once."""

    def __init__(self, document: DocumentNode) -> None:
        parts = (one for one in document.definitions if isinstance(one, FragmentDefinitionNode))
        self.fragments = {one.name.value: one for one in parts}
        self.known: dict[str, tuple[int, int]] = {}

    def of(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        depth = aliases = 0
        for one in selections.selections if selections else ():
            if isinstance(one, FieldNode):
                if one.name.value in ("__schema", "__type"):
                    continue
                below, more = self.of(one.selection_set)
                below, more = below + 1, more + (one.alias is not None)
            elif isinstance(one, FragmentSpreadNode):
                below, more = self.fragment(one.name.value)
            else:
                below, more = self.of(one.selection_set)  # type: ignore[attr-defined] # what is left is an inline fragment
            depth, aliases = max(depth, below), aliases + more
        return depth, aliases

    def fragment(self, name: str) -> tuple[int, int]:
        if name not in self.known:
            self.known[name] = (0, 0)  # a fragment inside itself is an error that validation reports
            part = self.fragments.get(name)
            self.known[name] = self.of(part.selection_set) if part else (0, 0)
        return self.known[name]


def exceeded(document: DocumentNode) -> GraphQLError | None:
    """Return the error of a document that asks for more than the limits allow."""
    measure = _Measure(document)
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode):
            depth, aliases = measure.of(one.selection_set)
            if depth > DEPTH:
                return GraphQLError(f"The query is {depth} levels deep; at most {DEPTH} are allowed.", one)
            if aliases > ALIASES:
                return GraphQLError(f"The query has {aliases} aliases; at most {ALIASES} are allowed.", one)
    return None
