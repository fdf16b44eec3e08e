"""Rows to claims again, in batches: each claim with its source, document, place and digest."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from kb.frozen import frozen
from kb.records.claim import About, Advice, Body, Claim, Comparison, Effect, Fact, Result, Statement
from kb.records.source import Anchor, At, Document
from kb.records.terms import Form
from kb.records.value import Step, Value
from kb.store.columns import Row, layout, unflat
from kb.store.reader import AMONG, Keys, Reader, among


@frozen
class ClaimView:
    """A claim together with where it stands."""

    address: str
    claim: Claim
    source: str
    """Slug of its source."""
    document: Document
    """The document of the source in which it stands."""
    at: At | None
    """The place in that document."""
    anchor: Anchor | None
    """The bytes behind the place."""
    position: int
    """Position of its passage in the source, from 0."""
    digest: str
    """SHA-256 over what it means."""


def views(reader: Reader, addresses: Keys = None) -> dict[str, ClaimView]:
    """Return claims by their address: those named that exist, in the order given, or with None all in reading order."""
    wanted = None if addresses is None else list(dict.fromkeys(addresses))
    if wanted == []:
        return {}
    rows = reader.rows("claim", "address", wanted)
    batch = _Batch(reader, None if wanted is None else [row["address"] for row in rows], {row["form"] for row in rows})
    found = {row["address"]: batch.view(row) for row in sorted(rows, key=lambda row: (row["source"], row["position"], row["ordinal"]))}
    return found if wanted is None else {address: found[address] for address in wanted if address in found}


def at(row: Row) -> At | None:
    """Read the place in a row of `passage`."""
    place: At | None = unflat(row, layout(At, "at", True))
    return place


def anchor(row: Row) -> Anchor | None:
    """Read the bytes behind the place in a row of `passage`."""
    span = (row["anchor_span_start"], row["anchor_span_end"])
    found: Anchor | None = unflat(row, layout(Anchor, "anchor", True), span=span)
    return found


class _Batch:
    """All rows that a batch of claims needs, fetched table by table."""

    def __init__(self, reader: Reader, addresses: list[str] | None, forms: Collection[str]) -> None:
        self.reader, self.addresses = reader, addresses
        self.because = reader.lists("claim_because", "claim", "premise", addresses)
        self.steps: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in reader.rows("step", "claim", addresses):
            self.steps[row["claim"], row["owner"]].append(row)
        self.places: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in reader.rows("looked_in", "claim", addresses):
            self.places[row["claim"], row["owner"]].append(row["place"])
        documents = self._beside("document", "slug", "document")
        self.documents = {(row["source"], row["slug"]): unflat(row, layout(Document)) for row in documents}
        passages = self._beside("passage", "position", "position")
        self.passages = {(row["source"], row["position"]): (at(row), anchor(row)) for row in passages}
        self.bodies: dict[str, Body] = {}
        for form, reads in self._forms().items():
            if form in forms:
                read = reads()
                self.bodies |= {row["claim"]: read(row) for row in reader.rows(form, "claim", addresses)}

    def _beside(self, table: str, key: str, named: str) -> list[Row]:
        """Return the documents or passages in which the claims stand."""
        if self.addresses is None:
            return self.reader.rows(table)
        of_claims = f"SELECT source, {named} FROM claim WHERE address {AMONG}"
        return self.reader.named(f"SELECT * FROM {table} WHERE (source, {key}) IN ({of_claims})", among(self.addresses))

    def view(self, row: Row) -> ClaimView:
        """Put a claim together from its row and what was fetched beside it."""
        address, source = row["address"], row["source"]
        claim = unflat(row, layout(Claim), body=self.bodies[address], because=self.because[address])
        place, bytes_ = self.passages[source, row["position"]]
        return ClaimView(address, claim, source, self.documents[source, row["document"]], place, bytes_, row["position"], row["digest"])

    def _forms(self) -> dict[Form, Callable[[], Callable[[Row], Body]]]:
        """Return what fetches the lists of each form and tells how its rows are then read."""
        return {
            Form.fact: self._fact_reader,
            Form.result: lambda: lambda row: unflat(row, layout(Result), value=self._value(row, "value", row["claim"], "value")),
            Form.comparison: lambda: self._with(Comparison, over="comparison_over"),
            Form.effect: lambda: self._with(Effect),
            Form.advice: self._advice_reader,
            Form.about: lambda: self._with(About),
            Form.statement: lambda: self._with(Statement, about="statement_entity"),
        }

    def _with(self, form: type[Any], **lists: str) -> Callable[[Row], Any]:
        """Return what reads a form whose lists are of entities, if it has any."""
        found = {name: self.reader.lists(table, "claim", "entity", self.addresses) for name, table in lists.items()}
        return lambda row: unflat(row, layout(form), **{name: items[row["claim"]] for name, items in found.items()})

    def _fact_reader(self) -> Callable[[Row], Fact]:
        qualifiers: dict[str, dict[str, Value]] = defaultdict(dict)
        for row in self.reader.rows("fact_qualifier", "claim", self.addresses):
            claim, slug = row["claim"], row["qualifier"]
            qualifiers[claim][slug] = self._value(row, "value", claim, f"qualifiers.{slug}")

        def read(row: Row) -> Fact:
            given = qualifiers[row["claim"]] if row["has_qualifiers"] else None
            fact: Fact = unflat(row, layout(Fact), value=self._value(row, "value", row["claim"], "value"), qualifiers=given)
            return fact

        return read

    def _advice_reader(self) -> Callable[[Row], Advice]:
        over = self.reader.lists("advice_over", "claim", "entity", self.addresses)
        when: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.reader.rows("advice_when", "claim", self.addresses):
            when[row["claim"]][row["situation"]] = row["value"]

        def read(row: Row) -> Advice:
            claim = row["claim"]
            advice: Advice = unflat(row, layout(Advice), when=when[claim] if row["has_when"] else None, over=over[claim])
            return advice

        return read

    def _value(self, row: Row, prefix: str, claim: str, owner: str, missing: bool = False) -> Any:
        """Read a value with its lists; None where it may be missing and is."""
        steps = tuple(self._step(step, claim, f"{owner}.{step['position']}") for step in self.steps.get((claim, owner), ()))
        places = tuple(self.places.get((claim, owner), ()))
        return unflat(row, layout(Value, prefix, missing), steps=steps, looked_in=places)

    def _step(self, row: Row, claim: str, owner: str) -> Step:
        sides = {name: self._value(row, side, claim, f"{owner}.{side}", True) for name, side in (("from_", "from"), ("to", "to"))}
        step: Step = unflat(row, layout(Step), **sides)
        return step
