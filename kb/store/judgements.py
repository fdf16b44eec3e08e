"""What is judged over claims, as rows and back: findings, guides, coverage and verifications."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kb.draft import Draft
from kb.records.coverage import Coverage, Covered
from kb.records.finding import Finding, Premise
from kb.records.guide import Edge, Ending, Fork, Guide
from kb.records.verification import Check, Verification
from kb.store.columns import Cell, Real, Row, flat, layout, unflat
from kb.store.reader import Keys, Reader

Cells = dict[str, Cell]
Named = tuple[str, Cells]


def judgement_rows(draft: Draft, real: Real) -> Iterator[Named]:
    """Yield the rows of all judgements of a draft."""
    for finding in draft.findings.values():
        yield "finding", flat(finding, layout(Finding), real)
        yield from _listed({"finding": finding.id}, "finding_about", "entity", finding.about)
        yield from _records({"finding": finding.id}, "premise", finding.premises, real)
    for guide in draft.guides.values():
        yield from _guide(guide, real)
    for coverage in draft.coverage.values():
        yield "coverage", flat(coverage, layout(Coverage), real)
        yield from _records({"source": coverage.source}, "coverage_item", coverage.items, real)
        for item in coverage.items:
            owner: Cells = {"source": coverage.source, "item": item.id}
            yield from _listed(owner, "coverage_claim", "claim", item.claims)
            yield from _listed(owner, "coverage_finding", "finding", item.findings)
    for run in draft.verifications.values():
        of_run: Cells = {"source": run.source, "document": run.document}
        yield "verification", flat(run, layout(Verification), real)
        yield from _records(of_run, "verification_check", run.checks, real)
        for number, check in enumerate(run.checks):
            yield from _listed({**of_run, "check": number}, "verification_figure", "figure", check.figures)


def _records(owner: Cells, table: str, items: Iterable[Any], real: Real) -> Iterator[Named]:
    for position, item in enumerate(items):
        yield table, {**owner, "position": position, **flat(item, layout(type(item)), real)}


def _listed(owner: Cells, table: str, column: str, items: Iterable[str]) -> Iterator[Named]:
    for position, item in enumerate(items):
        yield table, {**owner, "position": position, column: item}


def _guide(guide: Guide, real: Real) -> Iterator[Named]:
    owner: Cells = {"guide": guide.slug}
    yield "guide", flat(guide, layout(Guide), real)
    yield from _records(owner, "guide_test", guide.tests, real)
    yield from _records(owner, "guide_outcome", guide.outcomes, real)
    for test in guide.tests:
        yield from _records({**owner, "test": test.slug}, "guide_edge", test.edges, real)
        yield from _listed({**owner, "owner": f"tests.{test.slug}"}, "guide_rests", "on", test.rests_on)
        for number, edge in enumerate(test.edges):
            yield from _listed({**owner, "owner": f"tests.{test.slug}.{number}"}, "guide_rests", "on", edge.rests_on)
    for ending in guide.outcomes:
        yield from _listed({**owner, "owner": f"outcomes.{ending.slug}"}, "guide_rests", "on", ending.rests_on)


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
    rests = _lists(reader, "guide_rests", ("guide", "owner"), "on")
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
    claims = _lists(reader, "coverage_claim", ("source", "item"), "claim", sources)
    findings_ = _lists(reader, "coverage_finding", ("source", "item"), "finding", sources)
    items: dict[str, list[Covered]] = defaultdict(list)
    for row in sorted(reader.rows("coverage_item", "source", sources), key=lambda row: row["position"]):
        key = (row["source"], row["id"])
        items[row["source"]].append(unflat(row, layout(Covered), claims=claims[key], findings=findings_[key]))
    return {
        row["source"]: unflat(row, layout(Coverage), items=tuple(items[row["source"]]))
        for row in reader.rows("coverage", "source", sources)
    }  # fmt: skip


def verifications(reader: Reader, sources: Keys = None) -> dict[str, Verification]:
    """Return verifications by source and document, all or those of the sources named."""
    sources = None if sources is None else tuple(sources)
    figures = _lists(reader, "verification_figure", ("source", "document", "check"), "figure", sources)
    checks: dict[tuple[str, str], list[Check]] = defaultdict(list)
    for row in reader.rows("verification_check", "source", sources):
        key = (row["source"], row["document"])
        checks[key].append(unflat(row, layout(Check), figures=figures[(*key, row["position"])]))
    return {
        f"{row['source']}/{row['document']}": unflat(row, layout(Verification), checks=tuple(checks[row["source"], row["document"]]))
        for row in reader.rows("verification", "source", sources)
    }


def checks_of(reader: Reader, addresses: Keys) -> dict[str, tuple[Verification, Check]]:
    """Return, for each of these claims that was checked, its check and the head of the run: all but the run's checks."""
    rows = reader.rows("verification_check", "claim", tuple(addresses or ()))
    heads = {(row["source"], row["document"]): row for row in reader.rows("verification", "source", {row["source"] for row in rows})}
    figures = _lists(reader, "verification_figure", ("source", "document", "check"), "figure", {row["source"] for row in rows})
    found = {}
    for row in rows:
        key = (row["source"], row["document"])
        check = unflat(row, layout(Check), figures=figures[(*key, row["position"])])
        found[row["claim"]] = (unflat(heads[key], layout(Verification), checks=()), check)
    return found


def _by_position(reader: Reader, table: str) -> list[Row]:
    return sorted(reader.rows(table), key=lambda row: row["position"])


def _grouped(reader: Reader, table: str, owner: str, record: type[Any], keys: Keys) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found: dict[tuple[Any, ...], tuple[Any, ...]] = defaultdict(tuple)
    for row in reader.rows(table, owner, keys):
        found[(row[owner],)] += (unflat(row, layout(record)),)
    return found


def _lists(reader: Reader, table: str, owner: tuple[str, ...], item: str, keys: Keys = None) -> dict[tuple[Any, ...], tuple[str, ...]]:
    """Return the lists of a table whose owner is named by several columns."""
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in reader.rows(table, owner[0], keys):
        found[tuple(row[name] for name in owner)].append(row[item])
    return defaultdict(tuple, {key: tuple(items) for key, items in found.items()})
