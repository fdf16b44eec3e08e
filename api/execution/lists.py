"""Lists inside records: each lies in a table of its own, and is read together with the record."""

from collections.abc import Mapping
from typing import Any

from api.execution.objects import Listed, Objects, Spot, list_of
from api.execution.pieces import Pieces, concatenated, leaf
from api.execution.selections import Chosen
from kb.records.claim import Advice, Claim, Comparison, Fact, Statement
from kb.records.entity import Condition, Entity
from kb.records.link import Link
from kb.records.source import Anchor, Document, Source
from kb.records.value import Step, Value
from kb.records.verification import Check
from kb.store.columns import layout


def texts(table: str, item: str, condition: str, order: str = "position") -> Listed:
    """Return where a list of texts is; in the condition, `{row}` is the row of the record."""

    def place(_: Objects, __: Chosen, spot: Spot) -> Pieces:
        where = condition.format(row=spot.row, owner=spot.owner)
        return [list_of(f'SELECT json_quote({table}."{item}") AS item FROM {table} WHERE {where} ORDER BY {table}."{order}"')]

    return place


def objects(table: str, record: type[Any], condition: str, order: str, owner: str = "") -> Listed:
    """Return where a list of records is that have no lists of records themselves."""

    def place(made: Objects, chosen: Chosen, spot: Spot) -> Pieces:
        where = condition.format(row=spot.row, owner=spot.owner)
        item = concatenated(made.object(chosen, chosen.type_name, Spot(table, layout(record), owner)))
        return [list_of(f"SELECT {item} AS item FROM {table} WHERE {where} ORDER BY {table}.{order}")]

    return place


def qualifiers(made: Objects, chosen: Chosen, spot: Spot) -> Pieces:
    """Return where the qualifiers of a fact are, each a name with a value."""
    table = "fact_qualifier"
    value = Spot(table, layout(Value, "value"), f"'qualifiers.' || {table}.qualifier")
    item = made.object(
        chosen, chosen.type_name, value,
        {
            "name": lambda _, one: leaf(f"{table}.qualifier", one.field.type),
            "value": lambda _, one: made.part(one, value),
        },
    )  # fmt: skip
    where = f"{table}.claim = {spot.row}.claim ORDER BY {table}.qualifier"
    return [list_of(f"SELECT {concatenated(item)} AS item FROM {table} WHERE {where}")]


def when(made: Objects, chosen: Chosen, spot: Spot) -> Pieces:
    """Return where the tests of an advice are, each a name with a text."""
    item = made.object(
        chosen, chosen.type_name, spot,
        {
            "name": lambda _, one: leaf("advice_when.situation", one.field.type),
            "text": lambda _, one: leaf("advice_when.value", one.field.type),
        },
    )  # fmt: skip
    where = f"advice_when.claim = {spot.row}.claim ORDER BY advice_when.situation"
    return [list_of(f"SELECT {concatenated(item)} AS item FROM advice_when WHERE {where}")]


def span(_: Objects, __: Chosen, spot: Spot) -> Pieces:
    """Return where the span of an anchor is."""
    return [f"('[' || {spot.row}.anchor_span_start || ',' || {spot.row}.anchor_span_end || ']')"]


LISTS: Mapping[Any, Listed] = {
    (Claim, "because"): texts("claim_because", "premise", "claim_because.claim = {row}.address"),
    (Fact, "qualifiers"): qualifiers,
    (Value, "steps"): objects("step", Step, "step.claim = {row}.claim AND step.owner = {owner}", "position"),
    (Value, "looked_in"): texts("looked_in", "place", "looked_in.claim = {row}.claim AND looked_in.owner = {owner}"),
    (Comparison, "over"): texts("comparison_over", "entity", "comparison_over.claim = {row}.claim"),
    (Advice, "over"): texts("advice_over", "entity", "advice_over.claim = {row}.claim"),
    (Advice, "when"): when,
    (Statement, "about"): texts("statement_entity", "entity", "statement_entity.claim = {row}.claim"),
    (Anchor, "span"): span,
    (Entity, "aliases"): texts("entity_alias", "alias", "entity_alias.entity = {row}.slug"),
    (Entity, "values"): texts("entity_value", "value", "entity_value.entity = {row}.slug"),
    (Condition, "than"): texts("entity_than", "than", "entity_than.entity = {row}.slug"),
    (Source, "authors"): texts("source_author", "author", "source_author.source = {row}.slug"),
    (Source, "organisations"): texts("source_organisation", "organisation", "source_organisation.source = {row}.slug"),
    (Source, "documents"): objects("document", Document, "document.source = {row}.slug", "position"),
    (Link, "claims"): texts("link_claim", "claim", "link_claim.link = {row}.id"),
    (Check, "figures"): texts(
        "verification_figure", "figure",
        "(verification_figure.source, verification_figure.document, verification_figure.\"check\")"
        " = ({row}.source, {row}.document, {row}.position)",
    ),
}  # fmt: skip
"""Where each list is, by the record and its field."""
