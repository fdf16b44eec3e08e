"""What is shown of what is judged over claims: findings, reviews and guides."""

from collections.abc import Iterable, Iterator

from kb.questions.lapse import lapse
from kb.records.finding import Finding
from kb.records.guide import Fork, Guide
from kb.records.terms import Held
from kb.sheets.render import plain
from kb.sheets.sheet import Line, Section, Sheet, claim_lines
from kb.sheets.wording import approach_text
from kb.store.base import ClaimView, KnowledgeBase


def finding_sheet(base: KnowledgeBase, id_: str) -> Sheet:
    """Return a finding with what it concludes, whether it still stands, its premises, and what rests on it. Raises UnknownId."""
    finding = base.finding(id_)
    views = base.claims(one.claim for one in finding.premises)
    judged = base.claims([finding.of] if finding.of else [])
    sections = (
        Section(title="the claim that it judges", lines=claim_lines(judged.values())),
        Section(title="premises", lines=tuple(_premise_lines(finding, views.values()))),
        Section(title="steps of guides that rest on it", lines=step_lines(base, f"finding:{id_}")),
    )
    return Sheet(
        id=f"finding:{id_}",
        title=f"{id_} (finding)",
        head=(
            ("says", finding.says),
            ("about", finding.about),
            ("verdict", finding.verdict),
            ("formula", finding.formula),
            ("result", finding.result),
            ("stands", f"no: {fault}" if (fault := lapse(finding, views)) else "yes, its premises mean what they meant"),
            ("by", f"{finding.by}, {finding.date}"),
        ),
        record=plain(finding),
        sections=tuple(section for section in sections if section.lines),
    )


def _premise_lines(finding: Finding, views: Iterable[ClaimView]) -> Iterator[Line]:
    """Yield the premises, each behind its name in the formula."""
    names = {one.claim: one.as_ for one in finding.premises if one.as_}
    for line in claim_lines(views):
        name = names.get(line.of.address)
        yield Line(told=f"{name} = {line.told}", of=line.of) if name else line


def finding_lines(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Return findings as lines."""
    return tuple(Line(told=f"finding:{one.id}{f' ({one.verdict})' if one.verdict else ''}: {one.says}", of=one) for one in findings)


def step_lines(base: KnowledgeBase, name: str) -> tuple[Line, ...]:
    """Return the steps of guides that rest on a claim, or on `finding:<id>`, as lines."""
    return tuple(Line(told=step, of={"step": step}) for step in base.guide_steps(name))


def review_texts(base: KnowledgeBase, view: ClaimView) -> Iterator[str]:
    """Write what each reviewer of a claim found: that it holds, or what fails and what is in doubt."""
    for review, found in base.reviews_of((view.address,)).get(view.address, ()):
        told = [f"{name} {held}" for held in (Held.fails, Held.unsure) for name in found.answers(held)]
        lapsed = "" if found.digest == view.digest else "; lapsed, the claim now means something else"
        yield f"{', '.join(told) or 'holds'}, by {review.reviewer} on {review.date}{f' ({found.note})' if found.note else ''}{lapsed}"


def guide_sheet(base: KnowledgeBase, slug: str) -> Sheet:
    """Return a guide test by test: where each answer leads, and what it rests on. Raises UnknownId."""
    guide = base.guide(slug)
    source = base.source(guide.source)
    return Sheet(
        id=f"guide:{slug}",
        title=f"{guide.title} (guide)",
        head=(
            ("slug", guide.slug),
            ("advice of", f"{source.short} ({source.slug})"),
            ("reconstructed from", guide.reconstructed_from),
            ("starts with", guide.start),
            ("walk it", "`kb ask advise SITUATION=ANSWER ...`"),
        ),
        record=plain(guide),
        sections=(*map(_test_section, guide.tests), Section(title="outcomes", lines=tuple(_outcome_lines(guide)))),
    )


def _test_section(fork: Fork) -> Section:
    edges = tuple(Line(told=f"{fork.situation}={edge.answer} → {edge.to}{_rests(edge.rests_on)}", of=edge) for edge in fork.edges)
    why = (Line(told=f"is asked{_rests(fork.rests_on)}", of={"rests_on": fork.rests_on}),) if fork.rests_on else ()
    return Section(title=f"{fork.slug}: {fork.asks}", lines=(*edges, *why))


def _outcome_lines(guide: Guide) -> Iterator[Line]:
    for ending in guide.outcomes:
        yield Line(told=f"{ending.slug}: {ending.says} Use {approach_text(ending.do)}{_rests(ending.rests_on)}", of=ending)


def _rests(names: tuple[str, ...]) -> str:
    return f" — {', '.join(names)}" if names else ""
