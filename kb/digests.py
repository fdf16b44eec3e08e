"""Digests of records: of everything in a draft, and of what one claim means."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from kb.draft import Draft, Placed
from kb.quantities import Quantity
from kb.records.claim import Claim


def plain(record: Any, without: frozenset[tuple[type[Any], str]] = frozenset()) -> Any:
    """Return a record as lists, mappings and scalars; fields at their default, and those in `without`, are left out.

    >>> from kb.records.terms import ValueKind
    >>> from kb.records.value import Value
    >>> plain(Value(kind=ValueKind.code, text="constant"))
    {'kind': 'code', 'text': 'constant'}
    """
    if is_dataclass(record):
        kept = (one for one in fields(record) if (type(record), one.name) not in without and not _is_default(record, one))
        cells = {one.name: plain(getattr(record, one.name), without) for one in kept}
        return cells | {"form": str(record.form)} if isinstance(record, Claim) else cells
    if isinstance(record, dict):
        return {key: plain(value, without) for key, value in record.items()}
    if isinstance(record, tuple):
        return [plain(item, without) for item in record]
    return str(record) if isinstance(record, str) else record


def _is_default(record: Any, field: Any) -> bool:
    return field.default is not MISSING and getattr(record, field.name) == field.default


def canonical_json(value: Any) -> str:
    """Write plain data in the one way that digests are taken of.

    >>> canonical_json({"b": None, "a": [1]})
    '{"a":[1],"b":null}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def data_digest(draft: Draft) -> str:
    """Return the SHA-256, in hexadecimal, over every record of a draft in the order of their global ids."""
    digest = hashlib.sha256()
    for name, record in sorted(_records(draft), key=lambda pair: pair[0]):
        digest.update(f"{canonical_json([name, plain(record)])}\n".encode())
    return digest.hexdigest()


def _records(draft: Draft) -> Iterator[tuple[str, Any]]:
    for kind, group in groups(draft):
        yield from ((f"{kind}:{slug}", record) for slug, record in group.items())


def groups(draft: Draft) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Return every kind of record with the records of that kind, claims inside their sources."""
    return (
        ("unit", draft.units), ("person", draft.people), ("predicate", draft.predicates), ("entity", draft.entities),
        ("source", draft.sources), ("link", draft.links), ("finding", draft.findings), ("guide", draft.guides),
        ("coverage", draft.coverage), ("verification", draft.verifications), ("review", draft.reviews),
        ("retired", draft.retired),
    )  # fmt: skip


WORDING = frozenset({(Quantity, "as_printed")})


def claim_digest(placed: Placed) -> str:
    """Return the SHA-256, in hexadecimal, over what a claim means and which document says it.

    Its id, wording, place, anchor, premises, rank and way of reading do not enter: a judgement that rests on the
    claim lapses when its meaning changes, and survives a change of layout.
    """
    claim = placed.claim
    meaning = {
        "form": str(claim.form),
        "body": plain(claim.body, WORDING),
        "polarity": str(claim.polarity),
        "modality": str(claim.modality),
        "stance": str(claim.stance),
        "attributed_to": plain(claim.attributed_to),
        "source": placed.source.slug,
        "document": placed.document.slug,
    }
    return hashlib.sha256(canonical_json(meaning).encode()).hexdigest()
