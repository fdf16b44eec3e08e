"""The root fields that look up records by their keys, or all where they are few; each is planned once and then answers any request."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from api.execution.planning import Answer, Planning, Root, written
from api.execution.run import Run
from api.execution.values import Write
from api.identity import parts
from api.types.answers import at_most
from kb.records.terms import Kind


def by_key(argument: str, condition: str = "TRUE") -> Root:
    """Plan a field that holds the record with a key, or null."""

    def plan(planning: Planning) -> Answer:
        level = planning.objects.by_key(planning.chosen, condition=condition)
        return lambda run: _text(run, level, planning.arguments.of(run)[argument])

    return plan


def _text(run: Run, level: Any, key: str) -> str:
    return next(iter(level.texts(run, (key,)).values()), "null") if "\0" not in key else "null"


def by_id(planning: Planning) -> Answer:
    """Plan `node`, whose type shows only in its id; each type is planned when it is first asked for."""
    chosen = planning.chosen

    @cache
    def planned(kind: str) -> Callable[[Run, str], str]:
        name = kind.capitalize()
        if kind in HELD:
            write, held = planning.plain.object(chosen, name), HELD[kind]
            return lambda run, key: _held(run, write, held(run).get(key))
        level = planning.objects.by_key(chosen, name)
        return lambda run, key: _text(run, level, key)

    def answer(run: Run) -> str:
        kind, key = parts(planning.arguments.of(run)["id"])
        return planned(kind)(run, key)

    return answer


def by_addresses(planning: Planning) -> Answer:
    """Plan the claims at some addresses, null for each that does not exist."""
    level = planning.objects.by_key(planning.chosen)

    def answer(run: Run) -> str:
        addresses = at_most("addresses", planning.arguments.of(run)["addresses"])
        texts = level.texts(run, [one for one in dict.fromkeys(addresses) if "\0" not in one])
        return f"[{','.join([texts.get(one, 'null') for one in addresses])}]"

    return answer


def predicates(run: Run) -> Mapping[str, Any]:
    """Return all predicates by slug."""
    return run.base.predicates()


def guides(run: Run) -> Mapping[str, Any]:
    """Return all guides by slug."""
    return run.base.guides()


HELD = {"predicate": predicates, "guide": guides}
"""Kinds of which there are few, so that all of them are held in memory."""


def held(records: Callable[[Run], Mapping[str, Any]]) -> Root:
    """Plan the list of all records of a kind that is held in memory."""

    def plan(planning: Planning) -> Answer:
        write = planning.plain.writer(planning.chosen)

        def answer(run: Run) -> str:
            found = list(records(run).values())
            run.spend(len(found))
            return written(run, write, found)

        return answer

    return plan


def held_by_key(records: Callable[[Run], Mapping[str, Any]], argument: str) -> Root:
    """Plan a field that holds one record of a kind that is held in memory, or null."""

    def plan(planning: Planning) -> Answer:
        write = planning.plain.writer(planning.chosen)
        return lambda run: _held(run, write, records(run).get(planning.arguments.of(run)[argument]))

    return plan


def _held(run: Run, write: Write, record: Any) -> str:
    run.spend(record is not None)
    return "null" if record is None else written(run, write, record)


OF_KIND = (Kind.model, Kind.dataset, Kind.technique, Kind.factor, Kind.outcome, Kind.task, Kind.benchmark)
ROOTS: Mapping[str, Root] = {
    **{str(kind): by_key("slug", f"entity.kind = '{kind}'") for kind in OF_KIND},
    "node": by_id,
    "entity": by_key("slug"),
    "claim": by_key("address"),
    "claimsByAddress": by_addresses,
    "source": by_key("slug"),
    "predicates": held(predicates),
    "finding": by_key("id"),
    "guide": held_by_key(guides, "slug"),
    "guides": held(guides),
}
"""How the fields that look up records are planned."""
