"""The commands `kb verify`, `kb anchor` and `kb coverage`: claims beside the bytes that they were read from."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from kb.cli.check import found_root, root_option
from kb.cli.layout import lay_out
from kb.errors import ClaimsRejected, FetchRefused, UnknownId
from kb.ids import nearest
from kb.read.tree import Reading, read
from kb.records.source import Document, Source
from kb.records.terms import Verified
from kb.records.verification import PASSED, UNPERFORMED, Verification
from kb.verify.anchor import anchored
from kb.verify.check import Copy, copied, verified
from kb.verify.coverage import UNREAD, covered
from kb.verify.fetch import fetched
from kb.write.layout import verification_file

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
text_option = click.option("--text", type=FILE, help="The document's bytes.")
document_option = click.option("--document", help="Slug of the document; the source's first one by default.")


def _tree(root: Path | None) -> tuple[Path, Reading]:
    tree = found_root(root)
    reading = read(tree)
    if reading.problems:
        raise ClaimsRejected(reading.problems)
    return tree, reading


def _source(reading: Reading, slug: str, document: str | None) -> tuple[Source, Document]:
    sources = reading.draft.sources
    if slug not in sources:
        raise UnknownId("source", slug, nearest(slug, sources))
    known = {one.slug: one for one in sources[slug].documents}
    if document is not None and document not in known:
        raise UnknownId("document", document, nearest(document, known))
    return sources[slug], known[document] if document else sources[slug].documents[0]


@click.command("verify")
@click.argument("source")
@document_option
@text_option
@click.option("--fetch", is_flag=True, help="Download the public rendition, within limits, where no text is given.")
@click.option("--record", is_flag=True, help="Write the dated record below claims/verifications/.")
@root_option
def verify_command(source: str, document: str | None, text: Path | None, fetch: bool, record: bool, root: Path | None) -> None:
    """Set each claim of a source beside the bytes of its document: place by digest, figures by tokens.

    Counts the checks that were performed and those that failed; a claim without an anchor was not attempted.
    """
    tree, reading = _tree(root)
    work, one = _source(reading, source, document)
    copy = _copy(text, one, fetch)
    if record and copy is None:
        raise click.UsageError("a record needs the document's text; give --text or --fetch")
    run = verified(reading.draft, work.slug, one.slug, copy, dt.datetime.now(tz=dt.UTC).date().isoformat())
    _print(run)
    if record:
        draft = replace(reading.draft, verifications={**reading.draft.verifications, f"{work.slug}/{one.slug}": run})
        (tree / "verifications").mkdir(exist_ok=True)
        lay_out(replace(reading, draft=draft), tree, {tree / verification_file(run)})
        click.echo(f"recorded in {tree.name}/{verification_file(run)}", err=True)
    raise SystemExit(1 if run.failed or not run.performed else 0)


def _copy(text: Path | None, document: Document, fetch: bool) -> Copy | None:
    """Return the bytes at hand, or None."""
    if text is not None:
        copy = copied(text.read_bytes())
        if copy is None:
            raise click.UsageError(f"{text} is no text in UTF-8; extract its text first")
        return copy
    url = (document.rendition.url if document.rendition else None) or document.url
    if not fetch or url is None:
        return None
    if (copy := copied(fetched(url))) is None:
        raise FetchRefused(url, "it is no text in UTF-8")
    return copy


def _print(run: Verification) -> None:
    for check in run.checks:
        if check.state not in (*PASSED, Verified.not_attempted, Verified.unavailable):
            click.echo(f"{check.claim}: {check.state}: {check.detail}")
    counts = Counter(check.state for check in run.checks)
    told = ", ".join(f"{counts[state]} {state}" for state in Verified if counts[state])
    click.echo(f"{run.source}/{run.document}: {told or 'no claims'}", err=True)
    unperformed = sum(counts[state] for state in UNPERFORMED)
    click.echo(f"{run.performed} checks performed, {run.failed} failed; {unperformed} claims not checked", err=True)


@click.command("anchor")
@click.argument("source")
@document_option
@text_option
@click.option("--find", "finds", multiple=True, metavar="CLAIM=TEXT", help="A passage's text, which occurs once, or its `head ... tail`.")
@click.option("--finds", "listed", type=FILE, help="A file of such lines, with a tab between id and text.")
@click.option("--url", help="Where the public finds these very bytes.")
@root_option
def anchor_command(
    source: str, document: str | None, text: Path | None, finds: Iterable[str], listed: Path | None, url: str | None, root: Path | None
) -> None:
    """Record where in the bytes of a document each passage of a source stands.

    Passages of a Markdown text are placed by section, paragraph and sentence; others by text that you give. No text of
    the document is stored, only spans and digests.
    """
    if text is None:
        raise click.UsageError("give the document's bytes with --text")
    tree, reading = _tree(root)
    work, one = _source(reading, source, document)
    if (copy := copied(text.read_bytes())) is None:
        raise click.UsageError(f"{text} is no text in UTF-8; extract its text first")
    wanted = {key: value for key, _, value in (line.partition("=") for line in finds)}
    if listed:
        wanted |= {key: value for key, _, value in (line.partition("\t") for line in listed.read_text().splitlines() if line)}
    made, unplaced = anchored(work, one.slug, copy, text.read_bytes().decode(), wanted, url)
    draft = replace(reading.draft, sources={**reading.draft.sources, work.slug: made})
    lay_out(replace(reading, draft=draft), tree, {tree / "sources" / f"{work.slug}.yaml"})
    for left in unplaced:
        click.echo(f"{work.slug}:{left.claim}: no anchor: {left.reason}")
    held = sum(passage.anchor is not None for passage in made.passages)
    click.echo(f"{held} of {len(made.passages)} passages of {work.slug} have an anchor", err=True)
    raise SystemExit(1 if unplaced else 0)


@click.command("coverage")
@click.argument("source")
@text_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 where the map is not as computed.")
@root_option
def coverage_command(source: str, text: Path | None, only_check: bool, root: Path | None) -> None:
    """Map every sentence of a text to the claims made of it, keeping the reasons of those that have none."""
    if text is None:
        raise click.UsageError("give the document's bytes with --text")
    tree, reading = _tree(root)
    work, _ = _source(reading, source, None)
    known = reading.draft.coverage.get(work.slug)
    found = covered(work, text.read_bytes().decode(), known)
    if not only_check:
        (tree / "coverage").mkdir(exist_ok=True)
        draft = replace(reading.draft, coverage={**reading.draft.coverage, work.slug: found})
        lay_out(replace(reading, draft=draft), tree, {tree / "coverage" / f"{work.slug}.yaml"})
    unread = [item.id for item in found.items if item.reason == UNREAD]
    for name in unread:
        click.echo(f"{work.slug} {name}: no claim and no reason")
    told = f"{sum(bool(item.claims) for item in found.items)} of {len(found.items)} sentences of {work.slug} have claims"
    click.echo(f"{told}, {len(unread)} neither claims nor a reason", err=True)
    raise SystemExit(1 if unread or (only_check and found != known) else 0)
