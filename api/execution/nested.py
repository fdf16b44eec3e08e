"""Pages of claims below other records: a statement over keys for each page, the records of all pages together.

A statement of its own for each owner is as fast as one for all of them, since it stops at the end of its page; to start
one costs as much as two or three rows.
"""

from collections.abc import Mapping, Sequence

from api.execution.arguments import Arguments
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
        self.whole = f"FROM claim WHERE {self.where} ORDER BY {ORDER}"
        self.rest = f"FROM claim WHERE {self.where} AND ({ORDER}) > (SELECT {KEYS} FROM claim WHERE address = ?2) ORDER BY {ORDER}"

    def texts(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Return the page of each owner."""
        count, after = self._asked(run)
        pages = {key: self._found(run, key, count, after) for key in dict.fromkeys(keys)}
        shown = self.page.texts(run, [key for owner in keys for key in pages[owner].keys])
        return {key: self.page.tell(found, shown) for key, found in pages.items()}

    def _found(self, run: Run, key: Key, count: int, after: str) -> Found:
        listing = Listing("claim.address", self.rest, (key, after)) if after else Listing("claim.address", self.whole, (key,))
        keys, more = listing.page(run, count)
        return Found(keys, more, bool(after), self._total(run, key))

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

    def _total(self, run: Run, key: Key) -> int | None:
        if not self.page.counts:
            return None
        return int(run.select(f"SELECT count(*) FROM claim WHERE {self.where}", key)[0][0])
