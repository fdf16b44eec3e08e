"""What two states of the records say differently: by meaning, never by layout.

Two drafts have no difference exactly when their data digests agree.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from kb.digests import claim_digest, groups, plain
from kb.draft import Draft, Placed
from kb.records.claim import Claim
from kb.records.source import Source

VALUES = {"value", "relation", "direction", "do", "doubts", "endorses", "attributes", "about", "count"}
"""Fields of the forms that say what a claim says; all others of its meaning say of what, and under which conditions."""


class Change(StrEnum):
    """What became of a record."""

    added = "added"
    """There was none of that name."""
    removed = "removed"
    """It is no more."""
    revalued = "revalued"
    """A claim says another value, or denies what it asserted."""
    requalified = "requalified"
    """A claim says the same of something else, on another ground or on another's word."""
    reworded = "reworded"
    """A claim means the same in other words, at another place, or otherwise read or ranked."""
    changed = "changed"
    """A record that is no claim says something else."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that differs, by its path in the record."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs."""

    record: str
    """Global id, as `claim:opt:tokens-seen`."""
    change: Change
    fields: tuple[Field, ...] = ()
    says: str = ""
    """The sentence of a claim, after the change or where it was removed before it."""


def differences(before: Draft, after: Draft) -> tuple[Difference, ...]:
    """Return every difference between two drafts: claims in the order of their addresses, then other records by id."""
    others = (dict(_others(before)), dict(_others(after)))
    return (*_claims(before.claims, after.claims), *_records(*others))


def _claims(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> Iterator[Difference]:
    for address in sorted(before.keys() | after.keys()):
        old, new = before.get(address), after.get(address)
        if old is None or new is None:
            says = (new or before[address]).claim.says
            yield Difference(f"claim:{address}", Change.added if old is None else Change.removed, says=says)
        elif changed := tuple(_changes("", _told(old), _told(new))):
            yield Difference(f"claim:{address}", _kind(old, new, changed), changed, new.claim.says)


def _kind(old: Placed, new: Placed, changed: tuple[Field, ...]) -> Change:
    if claim_digest(old) == claim_digest(new):
        return Change.reworded
    own = {one.path.partition(".")[2].partition(".")[0] for one in changed if one.path.startswith("body.")}
    return Change.revalued if own & VALUES or old.claim.polarity is not new.claim.polarity else Change.requalified


def _told(placed: Placed) -> dict[str, Any]:
    """Return a claim with all that it takes from where it stands."""
    claim: dict[str, Any] = {one.name: getattr(placed.claim, one.name) for one in fields(Claim) if one.name != "id"}
    return {**claim, "document": placed.document.slug, "at": placed.passage.at, "anchor": placed.passage.anchor}


def _records(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before or name not in after:
            yield Difference(name, Change.added if name in after else Change.removed)
        elif changed := tuple(_changes("", before[name], after[name])):
            yield Difference(name, Change.changed, changed)


def _others(draft: Draft) -> Iterator[tuple[str, Any]]:
    """Yield every record but claims; of a source its head, and in which order its claims stand."""
    for kind, group in groups(draft):
        for slug, record in group.items():
            yield f"{kind}:{slug}", _headed(record) if isinstance(record, Source) else record


def _headed(source: Source) -> dict[str, Any]:
    order = tuple(tuple(claim.id for claim in passage.claims) for passage in source.passages)
    return {"head": replace(source, passages=()), "order": order}


def _changes(path: str, old: Any, new: Any) -> Iterator[Field]:
    """Yield the innermost fields that differ."""
    if old == new:
        return
    pairs = (_parts(old), _parts(new))
    if pairs[0] is None or pairs[1] is None or type(old) is not type(new):
        yield Field(path, old, new)
        return
    for name in dict.fromkeys((*pairs[0], *pairs[1])):
        yield from _changes(f"{path}.{name}" if path else name, pairs[0].get(name), pairs[1].get(name))


def _parts(given: Any) -> Mapping[str, Any] | None:
    if is_dataclass(given) and not isinstance(given, type) and type(given).__str__ is object.__str__:
        return {one.name: getattr(given, one.name) for one in fields(given)}
    return given if isinstance(given, dict) else None


def sides(part: Field) -> tuple[str, str]:
    """Write both sides of a changed field: of lists only what differs, unless that is the order alone."""
    before, after = part.before, part.after
    if isinstance(before, tuple) and isinstance(after, tuple):
        lost, gained = tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)
        before, after = (lost, gained) if lost or gained else (before, after)
    return _written(before, after), _written(after, before)


def _written(value: Any, other: Any) -> str:
    """Write one side: in short, unless both sides would then read alike."""
    if value is None or value == ():
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(_written(one, None) for one in value)
    short = not is_dataclass(value) or (type(value).__str__ is not object.__str__ and str(value) != str(other))
    return str(value) if short else json.dumps(plain(value), ensure_ascii=False)
