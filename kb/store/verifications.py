"""Rows to verifications again: whole runs of the checker, and the checks of single claims."""

from collections import defaultdict

from kb.records.verification import Check, Verification
from kb.store.columns import layout, unflat
from kb.store.reader import Keys, Reader


def verifications(reader: Reader, sources: Keys = None) -> dict[str, Verification]:
    """Return verifications by source and document, all or those of the sources named."""
    sources = None if sources is None else tuple(sources)
    figures = reader.grouped("verification_figure", ("source", "document", "check"), "figure", sources)
    checks: dict[tuple[str, str], list[Check]] = defaultdict(list)
    for row in reader.rows("verification_check", "source", sources):
        key = (row["source"], row["document"])
        checks[key].append(unflat(row, layout(Check), figures=figures[(*key, row["position"])]))
    return {
        f"{row['source']}/{row['document']}": unflat(row, layout(Verification), checks=tuple(checks[row["source"], row["document"]]))
        for row in reader.rows("verification", "source", sources)
    }


def checks_of(reader: Reader, addresses: Keys) -> dict[str, tuple[Verification, Check]]:
    """Return, for each of these claims that was checked, its check and the head of the run: all but the run's checks."""
    rows = reader.rows("verification_check", "claim", tuple(addresses or ()))
    heads = {(row["source"], row["document"]): row for row in reader.rows("verification", "source", {row["source"] for row in rows})}
    figures = reader.grouped("verification_figure", ("source", "document", "check"), "figure", {row["source"] for row in rows})
    found = {}
    for row in rows:
        key = (row["source"], row["document"])
        check = unflat(row, layout(Check), figures=figures[(*key, row["position"])])
        found[row["claim"]] = (unflat(heads[key], layout(Verification), checks=()), check)
    return found
