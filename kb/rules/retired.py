"""Ids never return: what was published under one is found under it, withdrawn or retired, and nothing else ever is."""

from collections.abc import Iterator

from kb.digests import groups
from kb.draft import Draft
from kb.rules.references import missing
from kb.rules.violation import Violation

LASTING = ("claim", "entity", "source", "predicate", "finding", "guide")
"""Kinds of record whose ids others cite."""
SLUGGED = ("entity", "source", "predicate", "guide")


def retired_ids_are_not_used(draft: Draft) -> Iterator[Violation]:
    """An id that was retired names no record."""
    known = lasting_ids(draft)
    for id_, retired in draft.retired.items():
        if id_ in known:
            field = "slug" if id_.partition(":")[0] in SLUGGED else "id"
            told = f"this id was retired on {retired.on}: {retired.reason}"
            yield Violation(id_, field, told, "choose another; ids are never used again")


def retired_ids_are_whole(draft: Draft) -> Iterator[Violation]:
    """A retired id names its kind, and what says it now exists."""
    for id_, retired in draft.retired.items():
        if id_.partition(":")[0] not in LASTING:
            remedy = f"put one of {', '.join(LASTING)} and a colon before it"
            yield Violation(f"retired:{id_}", "id", "this is no global id", remedy)
        if retired.instead is not None:
            yield from missing(f"retired:{id_}", "instead", "record", retired.instead, lasting_ids(draft))


def vanished(before: Draft, after: Draft) -> Iterator[Violation]:
    """Yield each lasting id that an earlier state had, and that is now neither used nor retired."""
    for id_ in sorted(lasting_ids(before) - lasting_ids(after) - after.retired.keys()):
        kind, _, name = id_.partition(":")
        owner = f"source:{name.partition(':')[0]}" if kind == "claim" else id_
        keep = "put it back and withdraw it" if kind == "claim" else "put it back"
        yield Violation(owner, "", f"{id_} is gone", f"{keep}, or say in retired.yaml why it is gone and what says it now")


def lasting_ids(draft: Draft) -> set[str]:
    """Return the global ids of all records that others cite."""
    named = {f"{kind}:{slug}" for kind, group in groups(draft) if kind in LASTING for slug in group}
    return named | {f"claim:{address}" for address in draft.claims}


RULES = (retired_ids_are_not_used, retired_ids_are_whole)
