"""The outline of a Markdown text: its sections, paragraphs and sentences, each with its place in the raw text.

Numbering, as a reader would count: a section begins at a heading; its paragraphs are its blocks of prose in order,
each item of a list being one; tables, pictures and rules are not paragraphs. Sentences count from 1 in each paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PREFACE = "preface"
"""The section before the first heading."""

_HEADING = re.compile(r"#{1,6}\s+(?P<title>.+?):?\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_RULE = re.compile(r"\s*\|[\s|:-]+$")
_APART = re.compile(r"\s*(?:!\[.*|\|.*|---+|\*\*[^*]+\*\*)\s*$")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|Fig|Sec|No|Eq|approx|resp)|\b[A-Z])\.$")
_END = re.compile(r"[.!?][\"'”’)\]*_]*(?=\s+[\"'“‘(\[*_]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one row of a table, with its place."""

    section: str
    paragraph: int
    """From 1; 0 for a row of a table."""
    sentence: int
    """From 1 in its paragraph, rows of tables from 1 in their section."""
    start: int
    """First code point in the raw text."""
    end: int
    """Behind the last code point in the raw text."""


def outline(raw: str) -> tuple[Sentence, ...]:
    r"""Return every sentence of a text in order.

    >>> [(one.paragraph, one.sentence) for one in outline("## Data\n\nOne. Two, e.g. Three.\n\n1. Four.\n")]
    [(1, 1), (1, 2), (2, 1)]
    """
    return tuple(_sentences(raw))


def _sentences(raw: str) -> Iterator[Sentence]:
    section, paragraph, rows = PREFACE, 0, 0
    for start, end in _blocks(raw):
        block = raw[start:end]
        if heading := _HEADING.match(block):
            section, paragraph, rows = heading["title"].strip("* "), 0, 0
        elif _RULE.match(block):
            continue
        elif block.lstrip().startswith("|"):
            rows += 1
            yield Sentence(section, 0, rows, *_trimmed(raw, start, end))
        elif not _APART.match(block):
            paragraph += 1
            for number, (first, last) in enumerate(_split(raw, start, end), 1):
                yield Sentence(section, paragraph, number, first, last)


def _blocks(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks between blank lines; every heading, item and row of a table is one of its own."""
    start = offset = _front_matter(raw)
    for line in [*raw[offset:].splitlines(keepends=True), "\n"]:
        alone = _HEADING.match(line) or _ITEM.match(line) or line.lstrip().startswith("|")
        if (alone or not line.strip()) and raw[start:offset].strip():
            yield start, offset
            start = offset
        if not line.strip():
            start = offset + len(line)
        offset += len(line)
        if _HEADING.match(line) or line.lstrip().startswith("|"):
            yield start, offset
            start = offset


def _front_matter(raw: str) -> int:
    """Return where the text begins behind a head of settings between two lines of dashes."""
    match = re.match(r"---\n.*?\n---\n", raw, re.DOTALL)
    return match.end() if match else 0


def _split(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph, without the mark of a list in front."""
    mark = _ITEM.match(raw, start, end)
    first, end = _trimmed(raw, mark.end() if mark else start, end)
    for stop in _END.finditer(raw, first, end):
        if not _ABBREVIATION.search(raw, first, stop.start() + 1):
            yield first, stop.end()
            first = stop.end()
            first = _trimmed(raw, first, end)[0]
    if first < end:
        yield first, end


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the white space around a span."""
    return end - len(raw[start:end].lstrip()), start + len(raw[start:end].rstrip())
