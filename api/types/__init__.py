"""GraphQL types: those of plain records are derived from them (`derive`), the others are written by hand."""
