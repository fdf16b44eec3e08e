"""Rows to reviews again, whole ones and what reviewers found of single claims; and to the ids that were retired."""

from collections import defaultdict

from kb.records.retired import Retired
from kb.records.review import Review, Reviewed
from kb.store.columns import Row, layout, unflat
from kb.store.reader import Keys, Reader


def reviews(reader: Reader, sources: Keys = None) -> dict[str, Review]:
    """Return reviews by source and reviewer, all or those of the sources named."""
    sources = None if sources is None else tuple(sources)
    claims: dict[tuple[str, str], list[Reviewed]] = defaultdict(list)
    for row in reader.rows("review_claim", "source", sources):
        claims[row["source"], row["reviewer"]].append(unflat(row, layout(Reviewed)))
    heads = reader.rows("review", "source", sources)
    return {f"{row['source']}/{row['reviewer']}": _review(row, tuple(claims[row["source"], row["reviewer"]])) for row in heads}


def reviews_of(reader: Reader, addresses: Keys) -> dict[str, tuple[tuple[Review, Reviewed], ...]]:
    """Return, for each of these claims that was reviewed, what was found with the heads of the reviews: all but their claims."""
    rows = reader.rows("review_claim", "claim", tuple(addresses or ()))
    heads = {(row["source"], row["reviewer"]): row for row in reader.rows("review", "source", {row["source"] for row in rows})}
    found: dict[str, tuple[tuple[Review, Reviewed], ...]] = defaultdict(tuple)
    for row in rows:
        found[row["claim"]] += ((_review(heads[row["source"], row["reviewer"]], ()), unflat(row, layout(Reviewed))),)
    return dict(found)


def _review(row: Row, claims: tuple[Reviewed, ...]) -> Review:
    review: Review = unflat(row, layout(Review), claims=claims)
    return review


def retired(reader: Reader, ids: Keys = None) -> dict[str, Retired]:
    """Return what is known of retired ids, all or those named that were."""
    return {row["id"]: unflat(row, layout(Retired)) for row in reader.rows("retired", "id", ids)}
