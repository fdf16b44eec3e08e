"""What a request may ask: one memoised linear pass over its document, and what it may read while it is answered.

Strawberry's own limiters take exponential time on doubled fragments; here each fragment is measured once.
"""

from time import monotonic

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

BYTES = 65_536
"""Of a request's body."""
CHARACTERS, TOKENS, COMMENTS = 20_000, 1000, 100
"""Of a query's text; validation is quadratic in tokens."""
DEPTH, ALIASES = 12, 30
"""Of an operation, its fragments included; the depth of introspection is limited by validation."""
RECORDS, SECONDS = 10_000, 5.0
"""Of an answer."""
INTROSPECTION = ("__schema", "__type")


class LimitExceeded(Exception):  # named by what happened
    """An answer grew beyond what one request may read; `code` says in which way."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class Budget:
    """How much of the base one request may still read, and until when."""

    def __init__(self, records: int = RECORDS, seconds: float = SECONDS) -> None:
        self.records, self.seconds = records, seconds
        self.starts = monotonic()
        self.ends = self.starts + seconds
        self._left = records

    @property
    def spent(self) -> int:
        """Return how many records were handed out."""
        return self.records - self._left

    def spend(self, records: int) -> None:
        """Count records that are about to be handed out. Raises LimitExceeded beyond the limit."""
        self._left -= records
        if self._left < 0:
            raise LimitExceeded("QUERY_TOO_LARGE", f"The answer holds more than {self.records:,} records; ask for less with `first`.")

    def check(self) -> None:
        """Look at the clock. Raises LimitExceeded when it is late."""
        if monotonic() > self.ends:
            raise self.late()

    def late(self) -> LimitExceeded:
        """Return the error of an answer that took too long."""
        return LimitExceeded("TIMEOUT", f"The answer took longer than {self.seconds:g} seconds; ask for less with `first`.")


class _Measure:
    """Depth and aliases of selections, each fragment measured once."""

    def __init__(self, document: DocumentNode) -> None:
        parts = (one for one in document.definitions if isinstance(one, FragmentDefinitionNode))
        self.fragments = {one.name.value: one for one in parts}
        self.known: dict[str, tuple[int, int]] = {}

    def of(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        depth = aliases = 0
        for one in selections.selections if selections else ():
            below, more = self.one(one)
            depth, aliases = max(depth, below), aliases + more
        return depth, aliases

    def one(self, selection: SelectionNode) -> tuple[int, int]:
        if isinstance(selection, FragmentSpreadNode):
            return self.fragment(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            return self.of(selection.selection_set)
        if not isinstance(selection, FieldNode):
            raise TypeError(f"a selection is a field or a fragment, not {selection.kind}")
        depth, aliases = self.of(selection.selection_set)
        depth = 0 if selection.name.value in INTROSPECTION else depth + 1
        return depth, aliases + (selection.alias is not None)

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
