"""Selections of a record to pieces of JSON: each field is a cell, a record laid into the same row, a list, or a level below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from graphql import GraphQLObjectType
from strawberry.utils.str_converters import to_camel_case

from api.execution.arguments import Arguments
from api.execution.levels import AMONG, Many, One, Rows, Shape
from api.execution.nested import ClaimPages
from api.execution.pages import Page
from api.execution.pieces import Pieces, Said, concatenated, leaf
from api.execution.selections import Chosen, Selections
from kb.records.record import yaml_name
from kb.records.value import Step
from kb.store.columns import Layout, layout
from kb.store.tables import BY_NAME, TABLES


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the fields of a record lie: the row, how the record lies in it, and whose lists of values are its own."""

    row: str
    lay: Layout
    owner: str = "'value'"

    def cell(self, name: str) -> str:
        """Return a column of the row."""
        return f'{self.row}."{name}"'


Place = Callable[["Objects", Chosen], Pieces]
"""Where a field of a stored record is, as pieces of JSON."""
Listed = Callable[["Objects", Chosen, Spot], Pieces]
"""Where a list of a record is that is laid into some row."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A type whose objects are rows of a table: what is not simply a field of the record, by its name in the schema."""

    record: type[Any]
    table: str
    places: Mapping[str, Place] = field(default_factory=dict)
    records: int = 1
    """How much each counts towards the limit of an answer."""
    key: str = "slug"
    """The column by which it is looked up."""


class Objects:
    """Plans what is shown of records under one set of selections."""

    def __init__(self, selections: Selections, types: Mapping[str, Any], stored: Mapping[str, Stored], lists: Mapping[Any, Listed]) -> None:
        self.selections, self.types, self.stored, self.lists = selections, types, stored, lists

    def record(self, chosen: Chosen, type_name: str) -> Pieces:
        """Return the pieces of a record that is a row of its own table."""
        stored = self.stored[type_name]
        return self.object(chosen, type_name, Spot(stored.table, layout(stored.record)), stored.places)

    def object(self, chosen: Chosen, type_name: str, spot: Spot, places: Mapping[str, Place] | None = None) -> Pieces:
        """Return the pieces of an object whose fields lie in one row, or where `places` says."""
        type_: GraphQLObjectType = self.types[type_name]
        pieces: Pieces = []
        for one in self.selections.below(chosen, type_):
            pieces.append(Said(f'{"," if pieces else "{"}"{one.key}":'))
            if one.name == "__typename":
                pieces.append(Said(f'"{type_name}"'))
            else:
                pieces += places[one.name](self, one) if places and one.name in places else self._laid(one, spot)
        return [*pieces, Said("}")] if pieces else [Said("{}")]

    def _laid(self, chosen: Chosen, spot: Spot) -> Pieces:
        """Return a field of a record by the columns into which it was laid."""
        name = attribute(spot.lay.record, chosen.name)
        for one in spot.lay.leaves:
            if one.field == name:
                return leaf(spot.cell(one.column.name), chosen.field.type, (spot.row, one.column.name) in NAMES)
        for part, lay in spot.lay.parts:
            if part == name:
                return self.part(chosen, replace(spot, lay=lay, owner=_owner(spot, name)))
        return self.lists[spot.lay.record, name](self, chosen, spot)

    def part(self, chosen: Chosen, spot: Spot) -> Pieces:
        """Return a record inside a record, null where it is missing."""
        found = self.object(chosen, chosen.type_name, spot)
        if spot.lay.witness is None:
            return found
        witness = spot.cell(spot.lay.witness)
        there = witness if spot.lay.mark else f"{witness} IS NOT NULL"
        return [f"CASE WHEN {there} THEN {concatenated(found)} ELSE 'null' END"]

    def one(self, chosen: Chosen, source: str, owner: str, type_name: str = "", counted: bool = True) -> One:
        """Plan a level of one record for each owner; `source` is the statement from FROM on."""
        return One(self._rows(chosen, source, owner, type_name or chosen.type_name, counted))

    def many(self, chosen: Chosen, source: str, owner: str) -> Many:
        """Plan a level of a list of records for each owner."""
        return Many(self._rows(chosen, source, owner, chosen.type_name, counted=True))

    def _rows(self, chosen: Chosen, source: str, owner: str, type_name: str, counted: bool) -> Rows:
        stored = self.stored[type_name]
        return Rows(owner, source, Shape.of(self.record(chosen, type_name), stored.records * counted))

    def by_key(self, chosen: Chosen, type_name: str = "", condition: str = "TRUE", counted: bool = True) -> One:
        """Plan a level of records that are fetched by their own keys."""
        stored = self.stored[type_name or chosen.type_name]
        key = f"{stored.table}.{stored.key}"
        return self.one(chosen, f"FROM {stored.table} WHERE {key} {AMONG} AND {condition}", key, type_name, counted)

    def page(self, chosen: Chosen) -> Page:
        """Plan a connection."""
        return Page(self.selections, chosen, lambda one, counted: self.by_key(one, counted=counted), self.types)

    def claims(self, chosen: Chosen, condition: str) -> ClaimPages:
        """Plan a page of claims below a record."""
        return ClaimPages(self.page(chosen), condition, Arguments(chosen))


NAMED = {"entity", "source", "claim", "predicate"}
"""Tables whose keys are slugs or addresses, in which no sign has to be escaped."""
NAMES = {(table.name, column) for table in TABLES for (column, *more), to in table.foreign.items() if to in NAMED and not more} | {
    (name, BY_NAME[name].key[0]) for name in NAMED
}
"""Columns that hold such keys, by their tables."""


def attribute(record: type[Any], name: str) -> str:
    """Return the field of a record that the schema calls by a name."""
    return next(one.name for one in fields(record) if to_camel_case(yaml_name(one.name)) == name)


def _owner(spot: Spot, name: str) -> str:
    """Return whose lists belong to a value inside a record."""
    if spot.lay.record is Step:
        return f"{spot.cell('owner')} || '.' || {spot.cell('position')} || '.{yaml_name(name)}'"
    return spot.owner


def list_of(items: str) -> str:
    """Return a JSON list as an expression; `items` selects one column `item` of JSON, in order."""
    return f"('[' || ifnull((SELECT group_concat(item) FROM ({items})), '') || ']')"
