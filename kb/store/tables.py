"""The tables of a compiled base, as data: columns, keys, references and indexes.

Columns follow from the records (see `kb.store.columns`). Every list and mapping of a record is a table of its own,
called after the record and the field (`entity_alias`, `claim_because`); `position` counts from 0. Every form of
claim is a table beside `claim`, one row to one row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.quantities import Quantity
from kb.records.claim import About, Advice, Claim, Comparison, Effect, Fact, Result
from kb.records.coverage import Coverage, Covered
from kb.records.entity import Entity
from kb.records.finding import Finding, Premise
from kb.records.guide import Edge, Ending, Fork, Guide
from kb.records.link import Link
from kb.records.retired import Retired
from kb.records.review import Review, Reviewed
from kb.records.source import Anchor, At, Document, Source
from kb.records.value import Value
from kb.records.verification import Check, Verification
from kb.records.vocabulary import Person, Predicate, Qualifier, Unit
from kb.store.columns import Column, columns

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; its rows are stored, and read, in the order of its key."""

    name: str
    columns: tuple[Column, ...]
    key: Names
    foreign: Mapping[Names, str] = field(default_factory=dict)
    """Columns that name a row of another table by that table's key."""
    indexes: tuple[Names, ...] = ()


def text(*names: str) -> tuple[Column, ...]:
    """Return columns of text that are never NULL."""
    return tuple(Column(name) for name in names)


def whole(*names: str) -> tuple[Column, ...]:
    """Return columns of whole numbers that are never NULL."""
    return tuple(Column(name, int) for name in names)


def to(table: str, *names: str) -> dict[Names, str]:
    """Return references of single columns to one table."""
    return {(name,): table for name in names}


def listed(owner: str, name: str, item: str, refers: str = "") -> Table:
    """Return the table of a list of texts or slugs that belongs to a record."""
    foreign = to(owner, owner) | (to(refers, item) if refers else {})
    return Table(name, (*text(owner), *whole("position"), *text(item)), (owner, "position"), foreign, ((item, owner),))


VALUE = to("entity", "value_entity") | to("unit", "value_unit")
APPROACH = ("system", "class", "method")
STEP = (*columns(Quantity, "at", True), Column("on", str, True), *columns(Value, "from", True), *columns(Value, "to", True))

UNITS = (
    Table("unit", columns(Unit), ("slug",)),
    listed("unit", "unit_written", "written"),
    Table("person", columns(Person), ("slug",)),
)

PREDICATES = (
    Table("predicate", columns(Predicate), ("slug",), to("unit", "range_unit")),
    listed("predicate", "predicate_domain", "kind"),
    listed("predicate", "predicate_confusable", "confusable", "predicate"),
    Table("predicate_qualifier", (*text("predicate"), *whole("position"), *columns(Qualifier)), ("predicate", "slug"),
          to("predicate", "predicate") | to("unit", "range_unit")),
    # `qualifier` is empty where the range is the predicate's own
    Table("range_kind", (*text("predicate", "qualifier"), *whole("position"), *text("kind")), ("predicate", "qualifier", "position"),
          to("predicate", "predicate")),
    Table("range_code", (*text("predicate", "qualifier"), *whole("position"), *text("code")), ("predicate", "qualifier", "position"),
          to("predicate", "predicate")),
)  # fmt: skip

ENTITIES = (
    Table("entity", (*columns(Entity), *whole("has_external")), ("slug",), to("predicate", "defined_by_predicate"),
          (("kind", "slug"), ("defined_by_predicate", "slug"))),
    listed("entity", "entity_alias", "alias"),
    listed("entity", "entity_broader", "broader", "entity"),
    listed("entity", "entity_member", "member", "entity"),
    listed("entity", "entity_value", "value"),
    listed("entity", "entity_than", "than", "entity"),
    Table("entity_external", text("entity", "name", "id"), ("entity", "name"), to("entity", "entity"), (("name", "id"),)),
    Table("closure", (*text("ancestor", "descendant"), *whole("distance")), ("ancestor", "descendant"),
          to("entity", "ancestor", "descendant"), (("descendant", "distance", "ancestor"),)),
)  # fmt: skip

SOURCES = (
    Table("source", columns(Source), ("slug",), to("person", "contributor"), (("year", "slug"), ("kind", "slug"))),
    listed("source", "source_author", "author"),
    listed("source", "source_organisation", "organisation", "entity"),
    Table("document", (*text("source"), *whole("position"), *columns(Document)), ("source", "slug"), to("source", "source")),
    Table("passage",
          (*text("source"), *whole("position"), *columns(At, "at", True), *columns(Anchor, "anchor", True),
           Column("anchor_span_start", int, True), Column("anchor_span_end", int, True)),
          ("source", "position"), {("source",): "source", ("source", "at_document"): "document"}),
)  # fmt: skip

CLAIMS = (
    Table("claim", (*text("address", "source"), *whole("position", "ordinal"), *text("document", "form", "digest"), *columns(Claim)),
          ("address",),
          {("source", "position"): "passage", ("source", "document"): "document"} | to("source", "source", "attributed_to_source"),
          (("source", "position", "ordinal", "address"), ("form", "source", "position", "ordinal"), ("modality", "address"),
           ("stance", "address"), ("attributed_to_source", "address"), ("digest",))),
    listed("claim", "claim_because", "premise", "claim"),
    Table("claim_entity", text("claim", "entity", "role"), ("claim", "entity", "role"), to("claim", "claim") | to("entity", "entity"),
          (("entity", "role", "claim"),)),
    # `owner` says whose step or place it is: `value`, `qualifiers.run`, `value.0.to` for the value after step 0
    Table("step", (*text("claim", "owner"), *whole("position"), *STEP), ("claim", "owner", "position"),
          to("claim", "claim") | to("entity", "from_entity", "to_entity") | to("unit", "at_unit", "from_unit", "to_unit")),
    Table("looked_in", (*text("claim", "owner"), *whole("position"), *text("place")), ("claim", "owner", "position"), to("claim", "claim")),
)  # fmt: skip

FORMS = (
    Table("fact", (*text("claim"), *columns(Fact), *whole("has_qualifiers")), ("claim",),
          to("claim", "claim") | to("entity", "subject") | to("predicate", "predicate") | VALUE,
          (("subject", "predicate", "claim"), ("predicate", "subject", "claim"), ("value_entity", "predicate", "claim"),
           ("predicate", "value_real"))),
    Table("fact_qualifier", (*text("claim", "predicate", "qualifier"), *columns(Value, "value")), ("claim", "qualifier"),
          to("fact", "claim") | {("predicate", "qualifier"): "predicate_qualifier"} | VALUE,
          (("predicate", "qualifier", "claim"), ("value_entity", "qualifier", "claim"))),
    Table("result", (*text("claim"), *columns(Result)), ("claim",),
          to("claim", "claim") | to("entity", "system", "benchmark", "metric", "method") | VALUE,
          (("system", "benchmark", "claim"), ("benchmark", "system", "claim"))),
    Table("comparison", (*text("claim"), *columns(Comparison)), ("claim",),
          to("claim", "claim") | to("entity", *(f"{side}_{name}" for side in ("left", "right") for name in APPROACH)),
          (("left_system", "claim"), ("right_system", "claim"))),
    listed("claim", "comparison_over", "entity", "entity"),
    Table("effect", (*text("claim"), *columns(Effect)), ("claim",),
          to("claim", "claim") | to("entity", "cause", "outcome", "in_model", "in_number_format", "in_dataset")
          | to("unit", "in_scale_unit"),
          (("cause", "outcome", "claim"), ("outcome", "cause", "claim"), ("in_model", "claim"))),
    Table("advice", (*text("claim"), *columns(Advice), *whole("has_when")), ("claim",),
          to("claim", "claim") | to("entity", *(f"{side}_{name}" for side in ("do", "instead_of") for name in APPROACH))),
    listed("claim", "advice_over", "entity", "entity"),
    Table("advice_when", text("claim", "situation", "value"), ("claim", "situation"), to("advice", "claim") | to("entity", "situation"),
          (("situation", "value", "claim"),)),
    Table("about", (*text("claim"), *columns(About)), ("claim",), to("claim", "claim", "doubts", "endorses", "attributes"),
          (("doubts",), ("endorses",), ("attributes",))),
    Table("statement", text("claim"), ("claim",), to("claim", "claim")),
    listed("claim", "statement_entity", "entity", "entity"),
)  # fmt: skip

LINKS = (
    Table("link", columns(Link), ("id",), to("person", "by"), (("kind", "id"),)),
    listed("link", "link_claim", "claim", "claim"),
)

FINDINGS = (
    Table("finding", columns(Finding), ("id",), to("person", "by") | to("claim", "of") | to("unit", "result_unit"), (("of", "id"),)),
    listed("finding", "finding_about", "entity", "entity"),
    Table("premise", (*text("finding"), *whole("position"), *columns(Premise)), ("finding", "position"),
          to("finding", "finding") | to("claim", "claim"), (("claim", "finding"),)),
)  # fmt: skip

GUIDES = (
    Table("guide", columns(Guide), ("slug",), to("source", "source")),
    Table("guide_test", (*text("guide"), *whole("position"), *columns(Fork)), ("guide", "slug"),
          to("guide", "guide") | to("entity", "situation"), (("situation", "guide"),)),
    Table("guide_edge", (*text("guide", "test"), *whole("position"), *columns(Edge)), ("guide", "test", "position"),
          {("guide", "test"): "guide_test"}),
    Table("guide_outcome", (*text("guide"), *whole("position"), *columns(Ending)), ("guide", "slug"),
          to("guide", "guide") | to("entity", *(f"do_{name}" for name in APPROACH))),
    # `owner` says which step rests on it: `tests.budget`, `tests.budget.no` for an edge, `outcomes.prompt`
    Table("guide_rests", (*text("guide", "owner"), *whole("position"), *text("on")), ("guide", "owner", "position"),
          to("guide", "guide"), (("on", "guide"),)),
)  # fmt: skip

COVERAGE = (
    Table("coverage", columns(Coverage), ("source",), to("source", "source")),
    Table("coverage_item", (*text("source"), *whole("position"), *columns(Covered)), ("source", "id"), to("coverage", "source")),
    Table("coverage_claim", (*text("source", "item"), *whole("position"), *text("claim")), ("source", "item", "position"),
          {("source", "item"): "coverage_item"} | to("claim", "claim"), (("claim", "source"),)),
    Table("coverage_finding", (*text("source", "item"), *whole("position"), *text("finding")), ("source", "item", "position"),
          {("source", "item"): "coverage_item"} | to("finding", "finding")),
)  # fmt: skip

VERIFICATIONS = (
    Table("verification", columns(Verification), ("source", "document"), {("source", "document"): "document"}),
    Table("verification_check", (*text("source", "document"), *whole("position"), *columns(Check)), ("source", "document", "position"),
          {("source", "document"): "verification"} | to("claim", "claim"), (("claim",), ("state", "claim"))),
    Table("verification_figure", (*text("source", "document"), *whole("check", "position"), *text("figure")),
          ("source", "document", "check", "position"), {("source", "document", "check"): "verification_check"}),
)  # fmt: skip

RETIRED = (Table("retired", columns(Retired), ("id",)),)

REVIEWS = (
    Table("review", columns(Review), ("source", "reviewer"), to("source", "source") | to("person", "reviewer")),
    Table("review_claim", (*text("source", "reviewer"), *whole("position"), *columns(Reviewed)), ("source", "reviewer", "position"),
          {("source", "reviewer"): "review"} | to("claim", "claim"), (("claim",),)),
)  # fmt: skip

NAMES = (
    # what `resolve` looks through: every slug, name and alias, and the same without case, accents, spaces and marks
    Table("name", (*whole("number"), *text("kind", "id", "text", "role", "folded")), ("number",), {}, (("folded",),)),
    Table("meta", text("key", "value"), ("key",)),
)

TABLES = (
    *UNITS,
    *PREDICATES,
    *ENTITIES,
    *SOURCES,
    *CLAIMS,
    *FORMS,
    *LINKS,
    *FINDINGS,
    *GUIDES,
    *COVERAGE,
    *VERIFICATIONS,
    *REVIEWS,
    *RETIRED,
    *NAMES,
)
"""Every table, each after those that it refers to."""

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}

SEARCHES = {
    "prose": "CREATE VIRTUAL TABLE prose USING fts5(kind UNINDEXED, id UNINDEXED, title UNINDEXED, body, "
    "tokenize = 'unicode61 remove_diacritics 2')",
    "name_trigram": "CREATE VIRTUAL TABLE name_trigram USING fts5(folded, content = 'name', content_rowid = 'number', "
    "tokenize = 'trigram')",
}
"""Full-text tables: `prose` over what claims, entities and sources say, `name_trigram` over the rows of `name`."""
