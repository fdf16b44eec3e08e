"""What is shown of a claim, a source and a predicate."""

from kb.questions.competing import rivals
from kb.records.claim import Fact
from kb.records.link import Link
from kb.records.source import Document
from kb.records.vocabulary import Qualifier
from kb.sheets.judgements import finding_lines, review_texts, step_lines
from kb.sheets.render import claim_record, plain
from kb.sheets.sheet import Line, Section, Sheet, claim_lines, fact_lines
from kb.sheets.wording import field_text, named_fields, place_text, range_text
from kb.store.base import ClaimFilter, ClaimView, KnowledgeBase


def claim_sheet(base: KnowledgeBase, address: str) -> Sheet:
    """Return a claim with its fields, source and place, then the links, judgements, findings and rivals of it. Raises UnknownId."""
    view = base.claim(address)
    sections = (
        Section(title="links", lines=tuple(_link_line(link) for link in base.links_of([address]))),
        Section(title="premises that the source gives", lines=claim_lines(base.claims(view.claim.because).values())),
        Section(title="judged by", lines=claim_lines(base.claims(base.judgements_of(address)).values())),
        Section(title="findings on it", lines=finding_lines(base.findings_of([address]))),
        Section(title="steps of guides that rest on it", lines=step_lines(base, address)),
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
        ("rank", claim.reason and f"{claim.rank}: {claim.reason}"),
        ("withdrawn", claim.withdrawn and f"{claim.withdrawn.on}: {claim.withdrawn.reason}"),
    )


def _source_head(base: KnowledgeBase, view: ClaimView) -> tuple[tuple[str, object], ...]:
    source = base.source(view.source)
    return (
        ("source", f"{source.short}, {source.year} ({source.slug})"),
        ("document", _document_text(view.document)),
        ("place", place_text(view.at)),
        ("anchor", view.anchor and f"characters {view.anchor.span[0]} to {view.anchor.span[1]}, sha256 {view.anchor.sha256}"),
        ("verified", _check_text(base, view)),
        ("reviewed", tuple(review_texts(base, view))),
        ("digest", view.digest),
    )


def _check_text(base: KnowledgeBase, view: ClaimView) -> str | None:
    """Write what the last check of a claim against its document's bytes found; None where nobody checked."""
    if view.address not in (checks := base.checks_of((view.address,))):
        return None
    run, check = checks[view.address]
    lapsed = "" if check.digest == view.digest else "; lapsed, the claim now means something else"
    told = [f"{check.state} on {run.date}", ", ".join(check.figures) and f"figures {', '.join(check.figures)}", check.detail]
    return "; ".join(part for part in told if part) + lapsed


def _document_text(document: Document) -> str:
    told = (f"{document.slug} ({document.kind})", document.title, document.version, document.date, document.url)
    return ", ".join(part for part in told if part)


def _link_line(link: Link) -> Line:
    told = f"{link.id}: {link.kind} {', '.join(link.claims)} — {link.reason}"
    return Line(told=f"{told} ({link.by}, {link.date})", of=link)


def _rivals(base: KnowledgeBase, view: ClaimView) -> tuple[Line, ...]:
    """Return the other facts with the subject and predicate of a fact, marked where they do not agree with it."""
    if not isinstance(body := view.claim.body, Fact):
        return ()
    others = [other for other in base.facts([body.subject], [body.predicate]) if other != view]
    found = (side.address for one in rivals(base, (view.address,)) if one.conflicts for side in (one.one, one.other))
    return fact_lines(others, frozenset(found), body.subject)


def source_sheet(base: KnowledgeBase, slug: str) -> Sheet:
    """Return a source with its documents and all of its claims in reading order. Raises UnknownId."""
    source = base.source(slug)
    addresses = base.find(ClaimFilter(source=slug, withdrawn=True))
    documents = tuple(Line(told=_document_text(one), of=one) for one in source.documents)
    claims = claim_lines(base.claims(addresses).values())
    runs, reviews = base.verifications((slug,)).values(), base.reviews((slug,)).values()
    return Sheet(
        id=f"source:{slug}",
        title=f"{source.short} ({source.kind})",
        head=(
            ("slug", source.slug),
            ("title", source.title),
            ("authors", source.authors),
            ("year", source.year),
            ("contributor", source.contributor),
            ("organisations", source.organisations),
            ("arxiv", source.arxiv),
            ("doi", source.doi),
            ("url", source.url),
            ("claims", len(claims)),
            ("verified", tuple(f"{run.document}: {run.performed} checks performed, {run.failed} failed, {run.date}" for run in runs)),
            ("reviewed", tuple(f"{len(one.claims)} claims by {one.reviewer}, {one.date}" for one in reviews)),
        ),
        record=plain(source),
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
            ("passes on", "from a part to the whole" if predicate.from_parts else None),
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
    return Line(told=text, of=qualifier)
