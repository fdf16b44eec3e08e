"""Which claims may compete: groups over indexed paths, judged elsewhere."""

from kb.store.reader import AMONG, Reader, among

KIN = """
SELECT other.claim FROM fact one
JOIN closure ON closure.{here} = one.subject
JOIN fact other ON other.subject = closure.{there} AND other.predicate = one.predicate
WHERE {wanted} {apart}
AND (closure.distance = 0 OR EXISTS (SELECT 1 FROM entity WHERE slug = one.subject AND kind = 'model'))
"""
SCORES = """
SELECT other.claim FROM result one
JOIN result other ON other.system = one.system AND other.benchmark = one.benchmark AND other.metric = one.metric
WHERE {wanted} {apart}
"""
COUNT = "AND NOT EXISTS (SELECT 1 FROM claim WHERE address = other.claim AND withdrawn_on IS NOT NULL)"


def competing(reader: Reader, addresses: tuple[str, ...] | None) -> list[str]:
    """Return the addresses of claims that may compete with these, or with any."""
    wanted = "1" if addresses is None else f"one.claim {AMONG}"
    apart = ("AND other.claim <> one.claim " if addresses is None else "") + COUNT
    parts = (
        KIN.format(here="descendant", there="ancestor", wanted=wanted, apart=apart),
        KIN.format(here="ancestor", there="descendant", wanted=wanted, apart=apart),
        SCORES.format(wanted=wanted, apart=apart),
    )
    given = [] if addresses is None else [among(addresses)] * len(parts)
    return reader.column(" UNION ".join(parts) + " ORDER BY 1", *given)
