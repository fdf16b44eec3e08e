"""Pages of claims below other records: a statement for each page, and the levels below for all pages together.

A statement of its own for each owner is as fast as one for all of them, since it stops at the end of its page and sorts
nothing but keys; to start one costs as much as two or three rows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from api.execution.arguments import Arguments
from api.execution.levels import Row
from api.execution.listing import Listing
from api.execution.pages import Found, Page
from api.execution.pieces import Key
from api.execution.run import Run, Unplanned
from api.identity import key_of
from api.types.connection import size
from kb.errors import BadArgument
from kb.ids import is_address
from kb.store.base import ClaimOrder
from kb.store.filters import ORDERS

KEYS = ", ".join(ORDERS[ClaimOrder.place])
ORDER = ", ".join(f"claim.{key}" for key in ORDERS[ClaimOrder.place])


class ClaimPages:
    """A page of claims for each owner; `condition` says which claims are those of ?1."""

    absent = "null"

    def __init__(self, page: Page, condition: str, arguments: Arguments) -> None:
        self.page, self.arguments = page, arguments
        self.where = f"claim.withdrawn_on IS NULL AND {condition}"

    def texts(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Return the page of each owner."""
        count, after = self._asked(run)
        listings = {key: self._listing(key, after) for key in keys}
        totals = {key: self._total(run, key) for key in listings}
        if self.page.joined:
            often = Counter(keys)
            return {key: self.page.all_joined(run, one, count, totals[key], often[key]) for key, one in listings.items()}
        fetched = [{key: list(self.page.rows(run, shape, one, count)) for key, one in listings.items()} for shape in self.page.shapes]
        return self._told(run, fetched, keys, count, totals, bool(after))

    def _told(
        self,
        run: Run,
        fetched: list[dict[Key, list[Row]]],
        keys: Sequence[Key],
        count: int,
        totals: Mapping[Key, int | None],
        after: bool,
    ) -> dict[Key, str]:
        pages = [{key: rows[:count] for key, rows in some.items()} for some in fetched]
        filled = [shape.filled(run, some, keys) for shape, some in zip(self.page.shapes, pages, strict=True)]
        more = {key: len(rows) > count for key, rows in fetched[0].items()}
        return {key: self.page.tell(Found([some[key] for some in filled], more[key], after, totals[key])) for key in totals}

    def _asked(self, run: Run) -> tuple[int, str]:
        """Return size and start of the pages. Raises Unplanned for what is answered with an error for each of them."""
        given = self.arguments.of(run)
        try:
            count, after = size(given["first"]), given["after"]
            start = "" if after is None else key_of(after, is_address)
        except BadArgument as error:
            raise Unplanned from error
        if start and not run.select("SELECT 1 FROM claim WHERE address = ?", start):
            raise Unplanned
        return count, start

    def _listing(self, key: Key, after: str) -> Listing:
        start = f" AND ({ORDER}) > (SELECT {KEYS} FROM claim WHERE address = ?2)" if after else ""
        source = f"FROM claim WHERE {self.where}{start} ORDER BY {ORDER}"
        return Listing("claim", "address", source, (key, after) if after else (key,), bool(after))

    def _total(self, run: Run, key: Key) -> int | None:
        if not self.page.counts:
            return None
        return int(run.select(f"SELECT count(*) FROM claim WHERE {self.where}", key)[0][0])
