"""Pages of claims below other records: one statement for the pages of all owners together."""

from collections.abc import Iterator, Mapping, Sequence

from api.execution.arguments import Arguments
from api.execution.levels import Row, Shape, grouped
from api.execution.pages import Found, Page
from api.execution.pieces import Key
from api.execution.run import Run, Unplanned, keyed
from api.identity import key_of
from api.types.connection import size
from kb.errors import BadArgument
from kb.ids import is_address

ORDER = "claim.source, claim.position, claim.ordinal, claim.address"
OWNERS = 100
"""Owners whose pages are fetched at once; the limit of records is looked at in between."""


class ClaimPages:
    """A page of claims for each owner; `condition` says which claims are of `owner.value`."""

    absent = "null"

    def __init__(self, page: Page, condition: str, arguments: Arguments) -> None:
        self.page, self.arguments = page, arguments
        self.where = f"claim.withdrawn_on IS NULL AND {condition}"
        self.count = f"SELECT owner.value, (SELECT count(*) FROM claim WHERE {self.where}) FROM json_each(?1) AS owner"

    def texts(self, run: Run, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Return the page of each owner."""
        told: dict[Key, str] = {}
        for some in _slices(keys):
            told |= self._some(run, some)
        return told

    def _some(self, run: Run, keys: Sequence[Key]) -> dict[Key, str]:
        count, after = self._asked(run)
        fetched = [grouped(run.select(self._sql(shape, after), keyed(keys), count + 1, after)) for shape in self.page.shapes]
        pages = [_cut(rows, count) for rows in fetched]
        filled = [shape.filled(run, rows, keys) for shape, rows in zip(self.page.shapes, pages, strict=True)]
        totals = dict(run.select(self.count, keyed(keys))) if self.page.counts else {}
        tell = self.page.tell
        return {
            key: tell(Found([rows.get(key, ()) for rows in filled], len(fetched[0].get(key, ())) > count, bool(after), totals.get(key)))
            for key in dict.fromkeys(keys)
        }

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

    def _sql(self, shape: Shape, after: str) -> str:
        keys = ORDER.replace("claim.", "")
        start = f" AND ({ORDER}) > (SELECT {keys} FROM claim WHERE address = ?3)" if after else " AND ?3 = ''"
        page = f"SELECT claim.address FROM claim WHERE {self.where}{start} ORDER BY {ORDER} LIMIT ?2"
        return (
            f"SELECT owner.value, claim.address, {', '.join(shape.columns)} FROM json_each(?1) AS owner "
            f"CROSS JOIN claim ON claim.address IN ({page}) ORDER BY owner.key, {ORDER}"
        )


def _cut(rows: Mapping[Key, list[Row]], count: int) -> dict[Key, list[Row]]:
    return {key: some[:count] for key, some in rows.items()}


def _slices(keys: Sequence[Key]) -> Iterator[list[Key]]:
    """Yield keys in slices of so many different ones, each as often as it occurs."""
    often: dict[Key, int] = {}
    for key in keys:
        often[key] = often.get(key, 0) + 1
    different = list(often)
    for start in range(0, len(different), OWNERS):
        yield [key for key in different[start : start + OWNERS] for _ in range(often[key])]
