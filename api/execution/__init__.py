"""A query to its answer: planned once for each document, then a few SQL statements that return JSON text."""
