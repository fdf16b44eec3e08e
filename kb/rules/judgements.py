"""What is judged over claims names what exists and follows from it: findings, guides, coverage and verifications."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from kb.draft import Draft
from kb.errors import Severity
from kb.records.guide import Guide
from kb.records.terms import CoverageUnit, Kind
from kb.rules.cycles import cycles
from kb.rules.references import missing
from kb.rules.violation import Violation

FINDING = "finding:"


def findings_name_what_exists(draft: Draft) -> Iterator[Violation]:
    """Every claim, entity and person that a finding names exists."""
    for key, finding in draft.findings.items():
        record = f"finding:{key}"
        for number, premise in enumerate(finding.premises):
            yield from missing(record, f"premises.{number}.claim", "claim", premise.claim, draft.claims)
        for number, slug in enumerate(finding.about):
            yield from missing(record, f"about.{number}", "entity", slug, draft.entities)
        if finding.of is not None:
            yield from missing(record, "of", "claim", finding.of, draft.claims)
        yield from missing(record, "by", "person", finding.by, draft.people)


def guides_name_what_exists(draft: Draft) -> Iterator[Violation]:
    """Every source, situation, entity, claim and finding that a guide names exists."""
    for slug, guide in draft.guides.items():
        record = f"guide:{slug}"
        yield from missing(record, "source", "source", guide.source, draft.sources)
        situations = [name for name, entity in draft.entities.items() if entity.kind is Kind.situation]
        for number, fork in enumerate(guide.tests):
            yield from missing(record, f"tests.{number}.situation", "situation", fork.situation, situations)
        for number, ending in enumerate(guide.outcomes):
            sides = (("system", ending.do.system), ("class", ending.do.class_), ("method", ending.do.method))
            for name, given in sides:
                if given:
                    yield from missing(record, f"outcomes.{number}.do.{name}", "entity", given, draft.entities)
        for field, name in rests(guide):
            known: Collection[str] = [FINDING + key for key in draft.findings] if name.startswith(FINDING) else draft.claims
            yield from missing(record, field, "finding" if name.startswith(FINDING) else "claim", name, known)


def rests(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield everything that a guide's steps rest on, with the path of the field that names it."""
    for number, fork in enumerate(guide.tests):
        yield from _paths(f"tests.{number}", fork.rests_on)
        for count, edge in enumerate(fork.edges):
            yield from _paths(f"tests.{number}.edges.{count}", edge.rests_on)
    for number, ending in enumerate(guide.outcomes):
        yield from _paths(f"outcomes.{number}", ending.rests_on)


def _paths(path: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{path}.rests_on.{number}", name) for number, name in enumerate(names))


def guides_lead_somewhere(draft: Draft) -> Iterator[Violation]:
    """In a guide each answer of a test leads to one test or outcome, every step is reached, and no way comes back."""
    for slug, guide in draft.guides.items():
        record, steps = f"guide:{slug}", [*(fork.slug for fork in guide.tests), *(one.slug for one in guide.outcomes)]
        for name, times in Counter(steps).items():
            if times > 1:
                yield Violation(record, "tests", f"{name!r} names {times} steps", "give each its own slug")
        yield from missing(record, "start", "test", guide.start, [fork.slug for fork in guide.tests])
        yield from _edges(draft, record, guide, steps)
        ways = {fork.slug: [edge.to for edge in fork.edges if edge.to in steps] for fork in guide.tests}
        for cycle in cycles({**{name: [] for name in steps}, **ways}):
            yield Violation(record, "tests", f"the way comes back: {' > '.join(cycle)}", "let one of these answers lead elsewhere")
        reached = _reached(guide.start, ways)
        for field, name in _steps(guide):
            if name not in reached:
                yield Violation(record, field, f"nothing leads to {name!r}", "let an answer lead there, or remove it")


def _edges(draft: Draft, record: str, guide: Guide, steps: list[str]) -> Iterator[Violation]:
    for number, fork in enumerate(guide.tests):
        given = [edge.answer for edge in fork.edges]
        for count, edge in enumerate(fork.edges):
            yield from missing(record, f"tests.{number}.edges.{count}.to", "step", edge.to, steps)
        if (situation := draft.entities.get(fork.situation)) and sorted(given) != sorted(situation.values):
            remedy = f"give one edge for each of: {', '.join(situation.values)}"
            yield Violation(record, f"tests.{number}.edges", f"the answers are {', '.join(given) or 'none'}", remedy)


def _steps(guide: Guide) -> Iterator[tuple[str, str]]:
    yield from ((f"tests.{number}.slug", fork.slug) for number, fork in enumerate(guide.tests))
    yield from ((f"outcomes.{number}.slug", ending.slug) for number, ending in enumerate(guide.outcomes))


def _reached(start: str, ways: dict[str, list[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        new = [name for name in ways.get(waiting.pop(), ()) if name not in reached]
        reached |= set(new)
        waiting += new
    return reached


def coverage_names_what_exists(draft: Draft) -> Iterator[Violation]:
    """Every source, claim and finding that a coverage map names exists, and no unit stands in it twice."""
    for slug, coverage in draft.coverage.items():
        record = f"coverage:{slug}"
        yield from missing(record, "source", "source", coverage.source, draft.sources)
        seen: set[str] = set()
        for number, item in enumerate(coverage.items):
            if item.id in seen:
                yield Violation(record, f"items.{number}.id", f"{item.id} stands here twice", "join the two")
            seen.add(item.id)
            for count, address in enumerate(item.claims):
                yield from missing(record, f"items.{number}.claims.{count}", "claim", address, draft.claims)
            for count, key in enumerate(item.findings):
                yield from missing(record, f"items.{number}.findings.{count}", "finding", key, draft.findings)


def claims_are_covered(draft: Draft) -> Iterator[Violation]:
    """Where a work has a coverage map, each of its claims stands in it."""
    for slug, coverage in draft.coverage.items():
        covered = {address for item in coverage.items for address in item.claims}
        for address, placed in draft.claims.items():
            if placed.source.slug == slug and address not in covered:
                remedy = "run `kb coverage`" if coverage.unit is CoverageUnit.sentence else "name it under the row that it was made of"
                yield Violation(f"claim:{address}", "id", f"the coverage map of {slug} does not name it", remedy, Severity.warning)


def verifications_name_what_exists(draft: Draft) -> Iterator[Violation]:
    """Every document and claim of a verification exists."""
    for key, run in draft.verifications.items():
        record, source = f"verification:{key}", draft.sources.get(run.source)
        yield from missing(record, "source", "source", run.source, draft.sources)
        if source:
            yield from missing(record, "document", "document", run.document, [one.slug for one in source.documents])
        for number, check in enumerate(run.checks):
            yield from missing(record, f"checks.{number}.claim", "claim", check.claim, draft.claims)


RULES = (
    findings_name_what_exists, guides_name_what_exists, guides_lead_somewhere, coverage_names_what_exists, claims_are_covered,
    verifications_name_what_exists,
)  # fmt: skip
