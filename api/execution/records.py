"""Records that are rows: where each field is that does not simply follow from how its record is laid into columns."""

from typing import Any

from api.execution.levels import AMONG
from api.execution.objects import Objects, Place, Spot, Stored
from api.execution.pieces import Pieces, Said, Slot, concatenated, in_quotes, leaf
from api.execution.selections import Chosen
from kb.records.claim import About, Advice, Claim, Comparison, Effect, Fact, Result, Statement
from kb.records.coverage import Coverage, Covered
from kb.records.entity import Entity
from kb.records.finding import Finding, Premise
from kb.records.link import Link
from kb.records.source import Anchor, At, Document, Source
from kb.records.verification import PASSED, UNPERFORMED, Check, Verification
from kb.store.columns import layout


def cell(expression: str) -> Place:
    """Return the place of a field that is one cell."""
    return lambda _, chosen: leaf(expression, chosen.field.type)


def name(expression: str) -> Place:
    """Return the place of a field that is the key of a record."""
    return lambda *_: in_quotes(expression)


def truth(condition: str) -> Place:
    """Return the place of a field that says whether a condition holds."""
    return lambda *_: [f"CASE WHEN {condition} THEN 'true' ELSE 'false' END"]


def global_id(kind: str, key: str) -> Place:
    """Return the place of the id among all kinds."""
    return lambda *_: [Said(f'"{kind}:'), key, Said('"')]


def by_key(key: str) -> Place:
    """Return the place of one record by its own key, which stands in a cell."""
    return lambda made, chosen: [Slot(key, made.by_key(chosen))]


def one(key: str, source: str, owner: str) -> Place:
    """Return the place of one record, or null, that is found from a cell."""
    return lambda made, chosen: [Slot(key, made.one(chosen, source, owner))]


def many(key: str, source: str, owner: str) -> Place:
    """Return the place of a list of records that is found from a cell; `source` is the statement from FROM on."""
    return lambda made, chosen: [Slot(key, made.many(chosen, source, owner))]


def claims(key: str, condition: str) -> Place:
    """Return the place of a page of claims; the condition says which are of `?1`."""
    return lambda made, chosen: [Slot(key, made.claims(chosen, condition))]


def beside(table: str, record: type[Any], condition: str, prefix: str = "") -> Place:
    """Return the place of a record in another table, beside the claim."""

    def place(made: Objects, chosen: Chosen) -> Pieces:
        found = made.part(chosen, Spot(table, layout(record, prefix, bool(prefix))))
        return [f"ifnull((SELECT {concatenated(found)} FROM {table} WHERE {condition}), 'null')"]

    return place


def body(record: type[Any]) -> Place:
    """Return the place of the body of claims of one form."""
    form = record.__name__.lower()

    def place(made: Objects, chosen: Chosen) -> Pieces:
        found = concatenated(made.object(chosen, chosen.type_name, Spot(form, layout(record))))
        return [f"CASE claim.form WHEN '{form}' THEN (SELECT {found} FROM {form} WHERE {form}.claim = claim.address) ELSE 'null' END"]

    return place


def rendition(made: Objects, chosen: Chosen) -> Pieces:
    """Return the bytes that a run of the checker read; it does not say where the public finds them."""
    return made.object(chosen, chosen.type_name, Spot("verification", layout(Verification)), {"url": lambda *_: [Said("null")]})


def counted(states: tuple[Any, ...]) -> Place:
    """Return the place of a count of a run's checks, but for those of these states."""
    listed = ", ".join(f"'{state}'" for state in states)
    same = "(verification_check.source, verification_check.document) = (verification.source, verification.document)"
    return cell(f"(SELECT count(*) FROM verification_check WHERE {same} AND verification_check.state NOT IN ({listed}))")


PASSAGE = "passage.source = claim.source AND passage.position = claim.position"
OF_RUN = "verification_check.source = verification.source AND verification_check.document = verification.document"
ENTITIES = (
    "FROM {table} JOIN entity ON entity.slug = {table}.{item} WHERE {table}.{owner} " + AMONG + " ORDER BY {table}.{owner}, {table}.{order}"
)
BROADER = ENTITIES.format(table="entity_broader", item="broader", owner="entity", order="position")
MEMBERS = ENTITIES.format(table="entity_member", item="member", owner="entity", order="position")
ABOUT = ENTITIES.format(table="finding_about", item="entity", owner="finding", order="position")
NARROWER = (
    f"FROM closure JOIN entity ON entity.slug = closure.descendant WHERE closure.ancestor {AMONG} "
    "AND closure.descendant <> closure.ancestor ORDER BY closure.ancestor, closure.distance, closure.descendant"
)
LINKS = (
    f"FROM link_claim JOIN link ON link.id = link_claim.link WHERE link_claim.claim {AMONG} "
    "GROUP BY link_claim.claim, link.id ORDER BY link_claim.claim, link.id"
)
FINDINGS = (
    f'FROM (SELECT finding."of" AS claim, id FROM finding WHERE finding."of" {AMONG} '
    f"UNION SELECT premise.claim, premise.finding FROM premise WHERE premise.claim {AMONG}) AS judged "
    "JOIN finding ON finding.id = judged.id ORDER BY judged.claim, finding.id"
)
CHECK = f"FROM verification_check WHERE verification_check.claim {AMONG} ORDER BY source, document, position"
CHECKS = f"FROM verification JOIN verification_check ON {OF_RUN} WHERE verification.rowid {AMONG} ORDER BY verification_check.position"
RUNS = f"FROM verification WHERE verification.source {AMONG} ORDER BY verification.source, verification.document"
ITEMS = f"FROM coverage_item WHERE coverage_item.source {AMONG} ORDER BY coverage_item.source, coverage_item.position"
MADE = (
    "FROM coverage_item JOIN coverage_{kind} AS made ON made.source = coverage_item.source AND made.item = coverage_item.id "
    "JOIN {kind} ON {kind}.{key} = made.{kind} WHERE coverage_item.rowid " + AMONG + " ORDER BY coverage_item.rowid, made.position"
)
PREMISES = f"FROM premise WHERE premise.finding {AMONG} ORDER BY premise.finding, premise.position"
MEANS = "(SELECT claim.digest FROM claim WHERE claim.address = {table}.claim)"

STORED = {
    "Claim": Stored(Claim, "claim", {
        "id": global_id("claim", "claim.address"),
        "address": name("claim.address"),
        "form": cell("claim.form"),
        "digest": cell("claim.digest"),
        "document": beside("document", Document, "document.source = claim.source AND document.slug = claim.document"),
        "place": beside("passage", At, PASSAGE, "at"),
        "anchor": beside("passage", Anchor, PASSAGE, "anchor"),
        **{record.__name__.lower(): body(record) for record in (Fact, Result, Comparison, Effect, Advice, About, Statement)},
        "source": by_key("claim.source"),
        "links": many("claim.address", LINKS, "link_claim.claim"),
        "verifications": many("claim.address", CHECK, "verification_check.claim"),
        "findings": many("claim.address", FINDINGS, "judged.claim"),
    }, key="address"),
    "Entity": Stored(Entity, "entity", {
        "id": global_id("entity", "entity.slug"),
        "broader": many("entity.slug", BROADER, "entity_broader.entity"),
        "narrower": many("entity.slug", NARROWER, "closure.ancestor"),
        "members": many("entity.slug", MEMBERS, "entity_member.entity"),
        "claims": claims("entity.slug", "claim.address IN (SELECT claim FROM claim_entity WHERE entity = ?1)"),
    }),
    "Source": Stored(Source, "source", {
        "id": global_id("source", "source.slug"),
        "claims": claims("source.slug", "claim.source = ?1"),
        "verifications": many("source.slug", RUNS, "verification.source"),
        "coverage": one("source.slug", f"FROM coverage WHERE coverage.source {AMONG}", "coverage.source"),
    }),
    "Link": Stored(Link, "link"),
    "Finding": Stored(Finding, "finding", {
        "id": global_id("finding", "finding.id"),
        "slug": name("finding.id"),
        "about": many("finding.id", ABOUT, "finding_about.finding"),
        "of": by_key('finding."of"'),
        "premises": many("finding.id", PREMISES, "premise.finding"),
    }, key="id"),
    "Premise": Stored(Premise, "premise", {
        "claim": by_key("premise.claim"),
        "lapsed": truth(f"premise.digest IS NOT NULL AND premise.digest <> {MEANS.format(table='premise')}"),
    }, records=0),
    "Verification": Stored(Verification, "verification", {
        "performed": counted(UNPERFORMED),
        "failed": counted((*UNPERFORMED, *PASSED)),
        "rendition": rendition,
        "checks": many("verification.rowid", CHECKS, "verification.rowid"),
    }, records=0),
    "Check": Stored(Check, "verification_check", {
        "date": cell(
            "(SELECT verification.date FROM verification WHERE verification.source = verification_check.source "
            "AND verification.document = verification_check.document)"
        ),
        "claim": by_key("verification_check.claim"),
        "lapsed": truth(f"verification_check.digest <> {MEANS.format(table='verification_check')}"),
    }),
    "Coverage": Stored(Coverage, "coverage", {"items": many("coverage.source", ITEMS, "coverage_item.source")}, records=0),
    "CoveredItem": Stored(Covered, "coverage_item", {
        "claims": many("coverage_item.rowid", MADE.format(kind="claim", key="address"), "coverage_item.rowid"),
        "findings": many("coverage_item.rowid", MADE.format(kind="finding", key="id"), "coverage_item.rowid"),
    }),
}  # fmt: skip
"""Where records of each type are."""
