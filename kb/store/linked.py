"""Look-ups of how entities hang together by claims; a part of the knowledge base."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from kb.frozen import frozen
from kb.records.terms import Modality, Reading
from kb.store.claims import ClaimView
from kb.store.reader import AMONG, Reader, among

READINGS, MODALITIES = [str(one) for one in Reading], [str(one) for one in Modality]
WITH_VALUE = f"""
SELECT f.claim FROM fact f JOIN claim c ON c.address = f.claim
WHERE f.value_entity {AMONG} AND f.predicate {AMONG} AND c.withdrawn_on IS NULL
ORDER BY c.source, c.position, c.ordinal, c.address
"""
# scores name their metric and method, which nearly all share: that ties nothing together
TIES = f"""
SELECT DISTINCT one.entity, other.entity, c.address, c.has_attributed_to, c.read_how, c.modality
FROM claim_entity one JOIN claim_entity other ON other.claim = one.claim JOIN claim c ON c.address = one.claim
WHERE one.entity {AMONG} AND other.entity <> one.entity AND c.withdrawn_on IS NULL AND c.form NOT IN ('statement', 'about')
AND one.role NOT IN ('metric', 'method') AND other.role NOT IN ('metric', 'method')
"""
SET_UPS = f"""
SELECT k.descendant, f.predicate, f.claim, c.polarity, f.value_kind,
coalesce(f.value_entity, f.value_text, f.value_flag), CASE WHEN f.value_number IS NULL THEN NULL ELSE f.value_real END
FROM fact f JOIN claim c ON c.address = f.claim JOIN closure k ON k.ancestor = f.subject JOIN entity e ON e.slug = k.descendant
WHERE f.predicate {AMONG} AND f.has_qualifiers = 0 AND f.quantifier IS NULL AND c.withdrawn_on IS NULL AND e.kind = 'model'
AND f.value_kind IN ('entity', 'code', 'flag', 'quantity')
AND NOT EXISTS (SELECT 1 FROM closure below WHERE below.ancestor = e.slug AND below.distance > 0)
ORDER BY k.descendant, f.predicate, f.claim
"""


@frozen
class Tie:
    """A claim that names two entities, and how weak its word is."""

    entity: str
    other: str
    claim: str
    weakness: tuple[int, int, int]
    """Hearsay after the source's own word, then as it was read, then by modality; smaller is stronger."""


@frozen
class Setting:
    """A fact of a model or its family that holds without conditions, in the shape in which set-ups are compared."""

    model: str
    predicate: str
    claim: str
    asserted: bool
    word: str | None
    """The entity, code or flag; none for figures."""
    real: float | None
    """The figure in the base unit of its dimension."""


class Linked(ABC):
    """How the entities of an open base hang together."""

    reader: Reader

    @abstractmethod
    def claims(self, addresses: Iterable[str]) -> dict[str, ClaimView]:
        """Return claims by address, in the order given."""

    def facts_with(self, values: Iterable[str], predicates: Iterable[str]) -> list[ClaimView]:
        """Return the facts that count whose value is one of these entities, in reading order."""
        return list(self.claims(self.reader.column(WITH_VALUE, among(values), among(predicates))).values())

    def families(self, slugs: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return each of some entities with itself and all that it is a case or part of, the nearest first."""
        found: dict[str, tuple[str, ...]] = {}
        sql = f"SELECT descendant, ancestor FROM closure WHERE descendant {AMONG} ORDER BY descendant, distance, ancestor"
        for slug, above in self.reader.select(sql, among(slugs)):
            found[slug] = (*found.get(slug, ()), above)
        return found

    def ties(self, entities: Iterable[str]) -> list[Tie]:
        """Return the claims that name one of these entities beside another one; statements and judgements of claims tie nothing."""
        rows = self.reader.select(TIES, among(entities))
        return [
            Tie(one, other, claim, (hearsay or 0, READINGS.index(read), MODALITIES.index(modality)))
            for one, other, claim, hearsay, read, modality in rows
        ]

    def settings(self, predicates: Iterable[str]) -> list[Setting]:
        """Return what is said of every model, families left out but counted for their members, with these predicates."""
        rows = self.reader.select(SET_UPS, among(predicates))
        return [
            Setting(model, predicate, claim, polarity == "asserts", None if kind == "quantity" else str(word), real)
            for model, predicate, claim, polarity, kind, word, real in rows
        ]
