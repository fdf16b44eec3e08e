"""Sources: one work with all its documents, and every claim read from it in the order of reading."""

from kb.frozen import record
from kb.records.claim import Claim, Read
from kb.records.record import Record
from kb.records.terms import DocumentKind, Modality, SourceKind, Stance


@record
class Rendition(Record):
    """The bytes of a document that were read, and how they became the text that anchors count in."""

    sha256: str
    """Digest of the bytes."""
    canonical: str
    """Id of the rules of the canonical text: `folded-1`."""
    url: str | None = None
    """Where the public finds these bytes, where that is not the document's own address."""


@record
class Document(Record):
    """One text of a work: a version of the paper, a card, a log, a script."""

    slug: str
    """Short name, unique in its source."""
    kind: DocumentKind
    """What sort of document it is."""
    title: str
    """Its title, or the name of the file."""
    version: str | None = None
    """Version that was read: `v4`, a commit, a date."""
    date: str | None = None
    """When that version appeared: year, month or day."""
    url: str | None = None
    """Where the public finds it."""
    rendition: Rendition | None = None
    """The bytes that were read, where they are known."""


@record
class At(Record):
    """A place in a document: as many of these as the source offers, each as printed there."""

    document: str | None = None
    """Document, where the source has several."""
    part: str | None = None
    """Named part of a text without numbers: `abstract`, `title`."""
    section: str | None = None
    """Section, by number or heading."""
    appendix: str | None = None
    """Appendix, by letter."""
    page: str | None = None
    """Page, as printed."""
    paragraph: str | None = None
    """Paragraph of the section, from 1."""
    sentence: str | None = None
    """Sentence of the paragraph, from 1; a range as `2-3`."""
    item: str | None = None
    """Item of a list."""
    table: str | None = None
    """Table, by number."""
    figure: str | None = None
    """Figure, by number."""
    row: str | None = None
    """Row of a table."""
    column: str | None = None
    """Column of a table."""
    note: str | None = None
    """Footnote, by number."""
    entry: str | None = None
    """Dated entry of a log."""
    path: str | None = None
    """File in a repository."""
    key: str | None = None
    """Flag, setting or field in a file."""


@record
class Anchor(Record):
    """The bytes behind a place: a span of the canonical text and the digest of that span."""

    span: tuple[int, int]
    """Code points of the canonical text, half-open."""
    sha256: str
    """Digest of the span."""


@record
class Passage(Record):
    """One place and the claims that were read there."""

    at: At | None = None
    """The place; left out only where every claim is recalled."""
    anchor: Anchor | None = None
    """The bytes behind the place, where they are known."""
    claims: tuple[Claim, ...]
    """What the document says there."""


@record
class Defaults(Record):
    """What holds for every claim of a source that does not say otherwise."""

    modality: Modality | None = None
    """In which way the source mostly speaks."""
    stance: Stance | None = None
    """Whose work it mostly speaks of."""
    read: Read | None = None
    """How it was mostly read."""


@record
class Source(Record):
    """One work: the unit of a contribution."""

    slug: str
    """Short name, the first half of its claims' addresses."""
    kind: SourceKind
    """What sort of work it is."""
    title: str
    """Title as printed."""
    short: str
    """How it is cited in a table: `OPT paper`."""
    authors: tuple[str, ...]
    """Authors as printed; a last entry may say how many more."""
    year: int
    """Year of first appearance."""
    contributor: str | None = None
    """Who read it and made its claims, a person in people.yaml; somebody else reviews them."""
    organisations: tuple[str, ...] = ()
    """Who stands behind it; shared ones make two sources less than independent."""
    arxiv: str | None = None
    """arXiv id."""
    doi: str | None = None
    """DOI."""
    url: str | None = None
    """Where the public finds it."""
    documents: tuple[Document, ...]
    """Every document of the work that was read; the first is meant where a place names none."""
    defaults: Defaults | None = None
    """What holds for every claim that does not say otherwise."""
    passages: tuple[Passage, ...] = ()
    """The places and what is claimed there, in reading order."""
