"""Anchors: the span of a document's canonical text that a passage was read at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.records.source import Anchor, At, Document, Passage, Rendition, Source
from kb.texts.canonical import CANONICAL, Canonical
from kb.texts.outline import Sentence, outline
from kb.verify.check import Copy, span_digest

ELLIPSIS = " ... "


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A passage that got no anchor."""

    claim: str
    """Its first claim."""
    reason: str


def sentences_at(sentences: tuple[Sentence, ...], raw: str, at: At) -> tuple[Sentence, ...]:
    """Return the sentences, or the row of the table, that a place names; none where it names no such place."""
    inside = [one for one in sentences if one.section == at.section]
    if at.table is not None:
        return tuple(one for one in inside if one.paragraph == 0 and _first_cell(raw, one) == at.row)
    if at.paragraph is None or not at.paragraph.isdecimal():
        return ()
    first, _, last = (at.sentence or "").partition("-")
    wanted = range(int(first), int(last or first) + 1) if first.isdecimal() and (last or first).isdecimal() else range(1, 1000)
    return tuple(one for one in inside if one.paragraph == int(at.paragraph) and one.sentence in wanted)


def _first_cell(raw: str, row: Sentence) -> str:
    return raw[row.start : row.end].strip("| ").split("|")[0].strip()


def anchored(
    source: Source, document: str, copy: Copy, raw: str, finds: Mapping[str, str], url: str | None = None
) -> tuple[Source, list[Unplaced]]:
    """Return a source with anchors for the passages of a document, and those that got none.

    `finds` gives, by the id of a passage's first claim, the text to look for: it must occur once; `head ... tail`
    means all from one to the other. Other passages are placed by the outline of a Markdown text. An anchor that
    stands is kept unless a new one is found.
    """
    sentences, unplaced = outline(raw), []
    passages = []
    for passage in source.passages:
        if _document(source, passage).slug != document or not passage.claims:
            passages.append(passage)
            continue
        span = _span(passage, copy.text, raw, sentences, finds)
        if isinstance(span, str):
            unplaced += [] if passage.anchor else [Unplaced(passage.claims[0].id, span)]
            passages.append(passage)
        else:
            passages.append(replace(passage, anchor=Anchor(span=span, sha256=span_digest(copy.text.text[slice(*span)]))))
    rendition = Rendition(sha256=copy.sha256, canonical=CANONICAL, url=url)
    documents = tuple(_with(one, rendition) if one.slug == document else one for one in source.documents)
    return replace(source, documents=documents, passages=tuple(passages)), unplaced


def _with(document: Document, rendition: Rendition) -> Document:
    old = document.rendition
    return replace(document, rendition=replace(rendition, url=rendition.url or (old.url if old else None)))


def _document(source: Source, passage: Passage) -> Document:
    named = passage.at.document if passage.at else None
    return next((one for one in source.documents if one.slug == named), source.documents[0])


def _span(passage: Passage, text: Canonical, raw: str, sentences: tuple[Sentence, ...], finds: Mapping[str, str]) -> tuple[int, int] | str:
    """Return the span of a passage, or why it has none."""
    wanted = next((finds[claim.id] for claim in passage.claims if claim.id in finds), None)
    if wanted is not None:
        return _searched(text.text, wanted)
    found = sentences_at(sentences, raw, passage.at) if passage.at else ()
    return text.span(found[0].start, found[-1].end) if found else "the outline of the text has no such place"


def _searched(text: str, wanted: str) -> tuple[int, int] | str:
    head, _, tail = " ".join(wanted.split()).partition(ELLIPSIS)
    if text.count(head) != 1:
        return f"{head!r} occurs {text.count(head)} times"
    start = text.index(head)
    end = text.find(tail, start + len(head)) if tail else start + len(head)
    return (start, end + len(tail)) if end >= 0 else f"{tail!r} does not follow"
