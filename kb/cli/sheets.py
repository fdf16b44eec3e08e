"""What is shown of an entity, a claim, a source and a predicate."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kb.cli.render import claim_record, field_text, named_fields, place_text, plain, range_text
from kb.cli.sheet import Line, Section, Sheet, claim_lines, fact_lines
from kb.records.claim import Fact
from kb.records.entity import Condition, Entity
from kb.records.link import Link
from kb.records.source import Document
from kb.records.terms import Form
from kb.records.vocabulary import Qualifier
from kb.store.base import ClaimFilter, ClaimView, KnowledgeBase

JUDGEMENTS = "SELECT claim FROM about WHERE doubts = ?1 OR endorses = ?1 OR attributes = ?1 ORDER BY claim"
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


def _facets(base: KnowledgeBase, slug: str, views: Sequence[ClaimView]) -> Iterable[Section]:
    """Yield one section a facet; in it, facts with one predicate stand together."""
    predicates = base.predicates()
    facts = [(predicates[view.claim.body.predicate], view) for view in views if isinstance(view.claim.body, Fact)]
    facts.sort(key=lambda pair: (pair[0].facet != FIRST_FACET, pair[0].facet, pair[0].slug))
    for facet, group in groupby(facts, key=lambda pair: pair[0].facet):
        lines: list[Line] = []
        for predicate, same in groupby(group, key=lambda pair: pair[0]):
            lines += fact_lines([view for _, view in same], predicate, slug)
        yield Section(title=facet, lines=tuple(lines))


def _by_form(views: Iterable[ClaimView]) -> Iterable[Section]:
    found = list(views)
    for form, title in HEADINGS.items():
        if of_form := [view for view in found if view.claim.form is form]:
            yield Section(title=title, lines=claim_lines(of_form))


def claim_sheet(base: KnowledgeBase, address: str) -> Sheet:
    """Return a claim with its fields, source and place, then the links, judgements and rivals of it. Raises UnknownId."""
    view = base.claim(address)
    sections = (
        Section(title="links", lines=tuple(_link_line(link) for link in base.links_of([address]))),
        Section(title="premises that the source gives", lines=claim_lines(base.claims(view.claim.because).values())),
        Section(title="judged by", lines=claim_lines(base.claims(base.reader.column(JUDGEMENTS, address)).values())),
        Section(title="same subject and predicate", lines=_rivals(base, view)),
    )
    return Sheet(
        id=f"claim:{address}",
        title=f"{address} ({view.claim.form})",
        head=(*_claim_head(view), *_source_head(base, view)),
        record=claim_record(view),
        sections=tuple(section for section in sections if section.lines),
    )


def _claim_head(view: ClaimView) -> tuple[tuple[str, object], ...]:
    claim = view.claim
    return (
        ("says", claim.says),
        *((name, field_text(value)) for name, value in named_fields(claim.body)),
        ("polarity", claim.polarity),
        ("modality", claim.modality),
        ("stance", claim.stance),
        ("hedge", claim.hedge),
        ("on the word of", claim.attributed_to and (claim.attributed_to.source or claim.attributed_to.unnamed)),
        ("read", f"{claim.read.how}, through {claim.read.via}" if claim.read.via else claim.read.how),
        ("rank", claim.rank if claim.reason is None else f"{claim.rank}: {claim.reason}"),
        ("withdrawn", claim.withdrawn and f"{claim.withdrawn.on}: {claim.withdrawn.reason}"),
    )


def _source_head(base: KnowledgeBase, view: ClaimView) -> tuple[tuple[str, object], ...]:
    source = base.source(view.source)
    return (
        ("source", f"{source.short}, {source.year} ({source.slug})"),
        ("document", _document_text(view.document)),
        ("place", place_text(view.at)),
        ("anchor", view.anchor and f"characters {view.anchor.span[0]} to {view.anchor.span[1]}, sha256 {view.anchor.sha256}"),
        ("digest", view.digest),
    )


def _document_text(document: Document) -> str:
    told = (f"{document.slug} ({document.kind})", document.title, document.version, document.date, document.url)
    return ", ".join(part for part in told if part)


def _link_line(link: Link) -> Line:
    told = f"{link.id}: {link.kind} {', '.join(link.claims)} — {link.reason}"
    row = {"address": link.id, "claim": f"{link.kind} {', '.join(link.claims)}", "how": f"{link.by}, {link.date}", "says": link.reason}
    return Line(text=f"{told} ({link.by}, {link.date})", row=row, record=plain(link))


def _rivals(base: KnowledgeBase, view: ClaimView) -> tuple[Line, ...]:
    """Return the other facts with the subject and predicate of a fact, marked where they differ from it or each other."""
    if not isinstance(body := view.claim.body, Fact):
        return ()
    facts = base.facts([body.subject], [body.predicate])
    lines = fact_lines(facts, base.predicate(body.predicate), body.subject)
    return tuple(line for line in lines if line.record["address"] != view.address)


def source_sheet(base: KnowledgeBase, slug: str) -> Sheet:
    """Return a source with its documents and all of its claims in reading order. Raises UnknownId."""
    source = base.source(slug)
    addresses = base.find(ClaimFilter(source=slug, withdrawn=True))
    documents = tuple(
        Line(text=_document_text(one), row={"address": one.slug, "says": one.title}, record=plain(one)) for one in source.documents
    )
    claims = claim_lines(base.claims(addresses).values())
    record = plain(source)
    del record["passages"]
    return Sheet(
        id=f"source:{slug}",
        title=f"{source.short} ({source.kind})",
        head=(
            ("slug", source.slug),
            ("title", source.title),
            ("authors", source.authors),
            ("year", source.year),
            ("organisations", source.organisations),
            ("arxiv", source.arxiv),
            ("doi", source.doi),
            ("url", source.url),
            ("claims", len(claims)),
        ),
        record=record,
        sections=(Section(title="documents", lines=documents), Section(title="claims", lines=claims)),
    )


def predicate_sheet(base: KnowledgeBase, slug: str) -> Sheet:
    """Return a predicate: what it says and does not say, of what, in which unit, and how often it is used. Raises UnknownId."""
    predicate = base.predicate(slug)
    count = base.count(ClaimFilter(predicate=slug))
    qualifiers = tuple(_qualifier_line(one) for one in predicate.qualifiers)
    return Sheet(
        id=f"predicate:{slug}",
        title=f"{predicate.name} (predicate)",
        head=(
            ("slug", predicate.slug),
            ("means", predicate.definition),
            ("is not", predicate.not_),
            ("facet", predicate.facet),
            ("said of", predicate.domain),
            ("takes", range_text(predicate.range)),
            ("values", "one for each subject and its identity qualifiers" if predicate.functional else "any number"),
            ("tolerance", predicate.tolerance),
            ("mistaken for", predicate.confusable_with),
            ("used once", predicate.used_once),
            ("claims", f"{count}; list them with `kb claims --predicate {slug}`" if count else "0"),
        ),
        record=plain(predicate) | {"claims": count},
        sections=(Section(title="qualifiers", lines=qualifiers),) if qualifiers else (),
    )


def _qualifier_line(qualifier: Qualifier) -> Line:
    silence = f"the default, {qualifier.default}" if qualifier.default else str(qualifier.unstated)
    marks = ["required" if qualifier.required else f"silence means {silence}", "" if qualifier.identity else "does not tell facts apart"]
    marked = "; ".join(mark for mark in marks if mark)
    text = f"{qualifier.slug}: {range_text(qualifier.range)}; {marked} — {qualifier.definition}"
    return Line(
        text=text,
        row={"address": qualifier.slug, "claim": range_text(qualifier.range), "says": qualifier.definition},
        record=plain(qualifier),
    )
