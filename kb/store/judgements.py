"""Rows to what is judged over claims again: findings, guides and coverage."""

from collections import defaultdict
from typing import Any

from kb.records.coverage import Coverage, Covered
from kb.records.finding import Finding, Premise
from kb.records.guide import Edge, Ending, Fork, Guide
from kb.store.columns import Row, layout, unflat
from kb.store.reader import Keys, Reader


def findings(reader: Reader, ids: Keys = None) -> dict[str, Finding]:
    """Return findings by id, all or those named that exist."""
    ids = None if ids is None else tuple(ids)
    about = reader.lists("finding_about", "finding", "entity", ids)
    premises = _grouped(reader, "premise", "finding", Premise, ids)
    return {
        row["id"]: unflat(row, layout(Finding), about=about[row["id"]], premises=premises[(row["id"],)])
        for row in reader.rows("finding", "id", ids)
    }


def guides(reader: Reader) -> dict[str, Guide]:
    """Return every guide by slug."""
    rests = reader.grouped("guide_rests", ("guide", "owner"), "on")
    edges: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for row in reader.rows("guide_edge"):
        owner = f"tests.{row['test']}.{row['position']}"
        edges[row["guide"], row["test"]].append(unflat(row, layout(Edge), rests_on=rests[row["guide"], owner]))
    tests: dict[str, list[Fork]] = defaultdict(list)
    for row in _by_position(reader, "guide_test"):
        name, slug = row["guide"], row["slug"]
        tests[name].append(unflat(row, layout(Fork), rests_on=rests[name, f"tests.{slug}"], edges=tuple(edges[name, slug])))
    outcomes: dict[str, list[Ending]] = defaultdict(list)
    for row in _by_position(reader, "guide_outcome"):
        outcomes[row["guide"]].append(unflat(row, layout(Ending), rests_on=rests[row["guide"], f"outcomes.{row['slug']}"]))
    return {
        slug: unflat(row, layout(Guide), tests=tuple(tests[slug]), outcomes=tuple(outcomes[slug]))
        for row in reader.rows("guide")
        for slug in [row["slug"]]
    }


def coverage(reader: Reader, sources: Keys = None) -> dict[str, Coverage]:
    """Return coverage maps by the slug of their source, all or those named that exist."""
    sources = None if sources is None else tuple(sources)
    claims = reader.grouped("coverage_claim", ("source", "item"), "claim", sources)
    findings_ = reader.grouped("coverage_finding", ("source", "item"), "finding", sources)
    items: dict[str, list[Covered]] = defaultdict(list)
    for row in sorted(reader.rows("coverage_item", "source", sources), key=lambda row: row["position"]):
        key = (row["source"], row["id"])
        items[row["source"]].append(unflat(row, layout(Covered), claims=claims[key], findings=findings_[key]))
    return {
        row["source"]: unflat(row, layout(Coverage), items=tuple(items[row["source"]]))
        for row in reader.rows("coverage", "source", sources)
    }  # fmt: skip


def _by_position(reader: Reader, table: str) -> list[Row]:
    return sorted(reader.rows(table), key=lambda row: row["position"])


def _grouped(reader: Reader, table: str, owner: str, record: type[Any], keys: Keys) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found: dict[tuple[Any, ...], tuple[Any, ...]] = defaultdict(tuple)
    for row in reader.rows(table, owner, keys):
        found[(row[owner],)] += (unflat(row, layout(record)),)
    return found
