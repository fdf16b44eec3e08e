"""A list of records in SQL: which they are is decided over keys alone, and only those of a page are shown."""

from dataclasses import dataclass
from typing import Any

from api.execution.levels import Shape


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of one list, in order."""

    table: str
    key: str
    source: str
    """The statement from FROM to ORDER BY; it needs no sorting where an index has the order."""
    parameters: tuple[Any, ...]
    after: bool = False
    """Whether it begins behind a cursor."""

    def rows(self, shape: Shape) -> str:
        """Return the statement that fetches as many rows as its last parameter says: '', the key, and the columns of a shape."""
        return f"SELECT '', {self.table}.{self.key}, {', '.join(shape.columns)} {self._page}"

    def joined(self, shape: Shape) -> str:
        """Return the statement that counts these rows, and joins the texts of a shape without slots."""
        return f"SELECT count(*), ifnull(group_concat(text), '') FROM (SELECT {shape.columns[0]} AS text {self._page})"

    @property
    def _page(self) -> str:
        chosen = f"SELECT {self.table}.rowid AS id {self.source} LIMIT ?"
        return f"FROM ({chosen}) AS page CROSS JOIN {self.table} ON {self.table}.rowid = page.id"
