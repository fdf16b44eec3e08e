"""What is shown of an entity: its names, its place in the trees, its facts by facet, and what else is claimed of it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kb.questions.competing import opposed
from kb.records.claim import Fact
from kb.records.entity import Condition, Entity
from kb.records.terms import Form
from kb.sheets.render import plain
from kb.sheets.sheet import Line, Section, Sheet, claim_lines, fact_lines
from kb.store.base import ClaimFilter, ClaimView, KnowledgeBase

FIRST_FACET = "identity"
HEADINGS = {
    Form.fact: "facts that name it",
    Form.result: "results",
    Form.effect: "effects",
    Form.comparison: "comparisons",
    Form.advice: "advice",
    Form.statement: "statements",
}
"""Sections behind an entity's own facts, in this order."""


def entity_sheet(base: KnowledgeBase, slug: str) -> Sheet:
    """Return an entity with its facts by facet, then what else is claimed of it. Raises UnknownId."""
    entity, family = base.entity(slug), base.broader(slug)
    facts = base.facts(family)
    shown = {view.address for view in facts}
    others = [address for address in base.find(ClaimFilter(entity=slug)) if address not in shown]
    return Sheet(
        id=f"entity:{slug}",
        title=f"{entity.name} ({entity.kind})",
        head=_entity_head(base, entity),
        record=plain(entity),
        sections=(*_facets(base, slug, facts), *_by_form(base.claims(others).values())),
    )


def _entity_head(base: KnowledgeBase, entity: Entity) -> tuple[tuple[str, object], ...]:
    return (
        ("slug", entity.slug),
        ("what", entity.description),
        ("also called", entity.aliases),
        ("part or case of", base.broader(entity.slug)[1:]),
        ("parts and cases", base.narrower(entity.slug)[1:]),
        ("members", entity.members),
        ("member of", base.sets_with(entity.slug)),
        ("holds where", entity.defined_by and _condition(entity.defined_by)),
        ("answers", entity.values),
        ("ids elsewhere", tuple(f"{name} {id_}" for name, id_ in (entity.external or {}).items())),
    )


def _condition(condition: Condition) -> str:
    if condition.order:
        return f"{condition.predicate} is {condition.order} than that of {', '.join(condition.than)}"
    amount = f"{condition.quantifier} of " if condition.quantifier else ""
    return f"a source {condition.polarity} {condition.predicate}: {amount}{condition.value}"


def _facets(base: KnowledgeBase, slug: str, own: Sequence[ClaimView]) -> Iterable[Section]:
    """Yield one section a facet; in it, facts with one predicate stand together."""
    predicates = base.predicates()
    facts = [(predicates[view.claim.body.predicate], view) for view in own if isinstance(view.claim.body, Fact)]
    marked = opposed(base, own)
    facts.sort(key=lambda pair: (pair[0].facet != FIRST_FACET, pair[0].facet, pair[0].slug))
    for facet, group in groupby(facts, key=lambda pair: pair[0].facet):
        lines: list[Line] = []
        for _, same in groupby(group, key=lambda pair: pair[0]):
            lines += fact_lines([view for _, view in same], marked, slug)
        yield Section(title=facet, lines=tuple(lines))


def _by_form(views: Iterable[ClaimView]) -> Iterable[Section]:
    found = list(views)
    for form, title in HEADINGS.items():
        if of_form := [view for view in found if view.claim.form is form]:
            yield Section(title=title, lines=claim_lines(of_form))
