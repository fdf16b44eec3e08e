"""Records as columns: how a record is laid flat into one row, and read back from it.

The rule, once for all tables: a column is called as the key is in YAML; the fields of a record inside a record carry
its name in front (`read_how`, `left_system`); the quantity of a value is laid into the value itself (`value_number`,
`value_unit`). Lists and mappings have tables of their own. An optional record all of whose fields may be missing has
a column `has_<name>` which says whether it is there. Each quantity has a further column `real`: its number, or else
its lower, or else its upper bound, in the base unit of its dimension, for order and ranges alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from kb.frozen import frozen
from kb.quantities import Quantity
from kb.records.record import Record

Cell = str | int | float | None
Row = Mapping[str, Any]
Real = Callable[[Quantity], float | None]
"""Turns a quantity into a number of base units."""


@frozen
class Column:
    """One column of a table: its name, its type in Python and whether it may be NULL."""

    name: str
    type: type = str
    optional: bool = False


@frozen
class Leaf:
    """A field that is one column; `convert` turns the stored cell into the field's type."""

    field: str
    column: Column
    convert: Callable[[Any], Any] | None


@frozen
class Layout:
    """How one type of record lies in a row: the fields of its own and the records inside it."""

    record: type[Any]
    leaves: tuple[Leaf, ...]
    parts: tuple[tuple[str, "Layout"], ...]
    real: Column | None
    """For quantities: the number in base units."""
    mark: Column | None
    """The column that says whether an optional record is there, where no other can."""
    witness: str | None
    """The column that tells that an optional record is missing; None for a record that is always there."""


def layout(record: Any, prefix: str = "", missing: bool = False) -> Layout:
    """Return how a type of record lies in a row, its names behind `prefix`; `missing` says that it may be."""
    return _layout(record, prefix, missing, missing)


@cache
def _layout(record: Any, prefix: str, missing: bool, nullable: bool) -> Layout:
    leaves: list[Leaf] = []
    parts: list[tuple[str, Layout]] = []
    witness = None
    for field in fields(record):
        type_, optional = _bare(field.type)
        name = prefix if field.name == "quantity" else _joined(prefix, field.name.strip("_"))
        if type_ is None:
            continue
        if issubclass(type_, Record | Quantity):
            parts.append((field.name, _layout(type_, name, optional, nullable or optional)))
        else:
            leaves.append(Leaf(field.name, Column(name, int if type_ in (int, bool) else str, nullable or optional), _convert(type_)))
            witness = witness or (None if optional else name)
    mark = Column(f"has_{prefix}", int, nullable) if missing and witness is None else None
    real = Column(_joined(prefix, "real"), float, True) if record is Quantity else None
    return Layout(record, tuple(leaves), tuple(parts), real, mark, (mark.name if mark else witness) if missing else None)


def _bare(annotation: Any) -> tuple[Any, bool]:
    """Split `X | None` into X and whether None is allowed; lists, mappings and choices of records have no X."""
    choices = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    bare = [choice for choice in choices if choice is not NoneType]
    simple = len(bare) == 1 and get_origin(bare[0]) is None
    return (bare[0] if simple else None), NoneType in choices


def _convert(type_: type[Any]) -> Callable[[Any], Any] | None:
    return type_ if type_ is bool or issubclass(type_, StrEnum) else None


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}_{name}" if prefix else name


def columns(record: type[Any], prefix: str = "", missing: bool = False) -> tuple[Column, ...]:
    """Return the columns of a type of record.

    >>> from kb.records.claim import Count
    >>> [column.name for column in columns(Count, "count")]
    ['count_n', 'count_of']
    """
    return tuple(_columns(layout(record, prefix, missing)))


def _columns(lay: Layout) -> Iterator[Column]:
    if lay.mark:
        yield lay.mark
    yield from (leaf.column for leaf in lay.leaves)
    for _, part in lay.parts:
        yield from _columns(part)
    if lay.real:
        yield lay.real


def flat(record: Any, lay: Layout, real: Real) -> dict[str, Cell]:
    """Lay a record, or None, into the cells of one row.

    >>> from kb.records.claim import Count
    >>> flat(Count(n=4, of=7), layout(Count, "count"), lambda quantity: None)
    {'count_n': 4, 'count_of': 7}
    """
    cells: dict[str, Cell] = {} if lay.mark is None else {lay.mark.name: int(record is not None)}
    for leaf in lay.leaves:
        cells[leaf.column.name] = _cell(getattr(record, leaf.field)) if record is not None else None
    for name, part in lay.parts:
        cells |= flat(getattr(record, name) if record is not None else None, part, real)
    if lay.real:
        cells[lay.real.name] = real(record) if record is not None else None
    return cells


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, StrEnum) else value


def unflat(row: Row, lay: Layout, **lists: Any) -> Any:
    """Read a record back from a row; `lists` are the fields that have tables of their own.

    Returns None where an optional record is missing.

    >>> from kb.records.claim import Count
    >>> unflat({"count_n": 4, "count_of": 7}, layout(Count, "count"))
    Count(n=4, of=7)
    """
    if lay.witness is not None and not _present(row[lay.witness], lay):
        return None
    values = {leaf.field: _value(row[leaf.column.name], leaf) for leaf in lay.leaves}
    for name, part in lay.parts:
        if name not in lists:
            values[name] = unflat(row, part)
    return lay.record(**values, **lists)


def _present(cell: Cell, lay: Layout) -> bool:
    return bool(cell) if lay.mark else cell is not None


def _value(cell: Any, leaf: Leaf) -> Any:
    return leaf.convert(cell) if leaf.convert is not None and cell is not None else cell
