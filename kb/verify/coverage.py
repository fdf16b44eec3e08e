"""The coverage map of a text: computed from its sentences and the places of its claims; only reasons are written by hand."""

from kb.records.coverage import Coverage, Covered
from kb.records.source import Source
from kb.records.terms import CoverageUnit
from kb.texts.outline import PREFACE, Sentence, outline
from kb.verify.anchor import sentences_at

UNREAD = "not read yet"
"""The reason of a sentence that nobody has dealt with; no contributed map has it."""


def numbered(sentences: tuple[Sentence, ...]) -> dict[Sentence, str]:
    """Return the id of each sentence: section (0 before the first heading), paragraph (0 for rows), sentence."""
    sections = list(dict.fromkeys((PREFACE, *(one.section for one in sentences))))
    return {one: f"{sections.index(one.section)}.{one.paragraph}.{one.sentence}" for one in sentences}


def covered(source: Source, raw: str, known: Coverage | None) -> Coverage:
    """Map every sentence of a text to the claims made of it, else to the reason that the known map gives.

    Sentences with neither get the reason `not read yet`.
    """
    sentences = outline(raw)
    ids = numbered(sentences)
    claims: dict[str, list[str]] = {name: [] for name in ids.values()}
    for passage in source.passages:
        for sentence in sentences_at(sentences, raw, passage.at) if passage.at else ():
            claims[ids[sentence]] += [f"{source.slug}:{claim.id}" for claim in passage.claims]
    reasons = {item.id: item.reason for item in known.items} if known else {}
    items = tuple(
        Covered(id=name, claims=tuple(made)) if made else Covered(id=name, reason=reasons.get(name) or UNREAD)
        for name, made in claims.items()
    )
    return Coverage(source=source.slug, unit=CoverageUnit.sentence, items=items)
