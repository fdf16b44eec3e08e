"""What is judged over claims as rows: findings, guides, coverage, verifications, reviews and retired ids."""

from collections.abc import Iterable, Iterator
from typing import Any

from kb.draft import Draft
from kb.records.coverage import Coverage
from kb.records.finding import Finding
from kb.records.guide import Guide
from kb.records.retired import Retired
from kb.records.review import Review
from kb.records.verification import Verification
from kb.store.columns import Cell, Real, flat, layout

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
    for review in draft.reviews.values():
        yield "review", flat(review, layout(Review), real)
        yield from _records({"source": review.source, "reviewer": review.reviewer}, "review_claim", review.claims, real)
    for retired in draft.retired.values():
        yield "retired", flat(retired, layout(Retired), real)


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
