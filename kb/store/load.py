"""Load: everything in a compiled base as the draft that it was built from."""

from pathlib import Path

from kb.draft import Draft
from kb.store import judgements, records, reviews, verifications
from kb.store.base import KnowledgeBase


def load(base: KnowledgeBase | Path) -> Draft:
    """Return every record of a base, open or at a path; `load` of what `build` wrote equals the draft.

    Raises BaseMissing, BaseForeign or BaseDamaged.
    """
    if isinstance(base, Path):
        with KnowledgeBase.open(base) as opened:
            return load(opened)
    reader = base.reader
    return Draft(
        units=records.units(reader),
        people=records.people(reader),
        predicates=records.predicates(reader),
        entities=records.entities(reader),
        sources=records.whole_sources(reader),
        links=records.links(reader),
        findings=judgements.findings(reader),
        guides=judgements.guides(reader),
        coverage=judgements.coverage(reader),
        verifications=verifications.verifications(reader),
        reviews=reviews.reviews(reader),
        retired=reviews.retired(reader),
    )
