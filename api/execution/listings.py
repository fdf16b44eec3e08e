"""The root fields that list records page by page."""

from collections.abc import Mapping
from typing import Any

from api.execution.listing import Listing
from api.execution.planning import Answer, Planning, Root
from api.execution.run import Run
from api.identity import bad_cursor, key_of
from api.types.connection import size
from kb.ids import is_address, is_slug
from kb.store.base import ClaimFilter
from kb.store.filters import counted, listed


def claims(planning: Planning) -> Answer:
    """Plan the list of claims."""
    page = planning.objects.page(planning.chosen)

    def answer(run: Run) -> str:
        given = planning.arguments.of(run)
        wanted, count = _filter(given["filter"] or {}), size(given["first"])
        after = _start(run, given["after"])
        source, parameters = listed(wanted, given["order_by"], after)
        total, values = counted(wanted)
        number = run.select(total, *values)[0][0] if page.counts else None
        return page.of(run, Listing("claim.address", source, tuple(parameters), after is not None), count, number)

    return answer


def _filter(given: Mapping[str, Any]) -> ClaimFilter:
    wanted: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in given.items()}
    return ClaimFilter(**wanted)


def _start(run: Run, after: str | None) -> str | None:
    """Return the claim behind which a page begins. Raises BadArgument where there is none."""
    if after is not None and not run.select("SELECT 1 FROM claim WHERE address = ?", address := key_of(after, is_address)):
        raise bad_cursor(after)
    return None if after is None else address


def by_slug(table: str, key: str, condition: str = "?1 IS NULL") -> Root:
    """Plan a list of records in the order of their slugs; in the condition, ?1 is the kind that is asked for."""

    def plan(planning: Planning) -> Answer:
        page = planning.objects.page(planning.chosen)

        def answer(run: Run) -> str:
            given = planning.arguments.of(run)
            count, after, kind = size(given["first"]), given["after"], given.get("kind")
            start = "" if after is None else key_of(after, is_slug)
            source = f"FROM {table} WHERE {condition} AND {table}.{key} > ?2 ORDER BY {table}.{key}"
            total = run.select(f"SELECT count(*) FROM {table} WHERE {condition}", kind)[0][0] if page.counts else None
            return page.of(run, Listing(f"{table}.{key}", source, (kind, start), after is not None), count, total)

        return answer

    return plan


PAGES: Mapping[str, Root] = {
    "claims": claims,
    "entities": by_slug("entity", "slug", "(entity.kind = ?1 OR ?1 IS NULL)"),
    "sources": by_slug("source", "slug"),
    "findings": by_slug("finding", "id"),
}
"""How the fields that list records are planned."""
