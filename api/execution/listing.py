"""A list of records in SQL: which they are is decided over keys alone, and only those of a page are shown."""

from dataclasses import dataclass
from typing import Any

import orjson

from api.execution.run import Run


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of one list, in order."""

    key: str
    source: str
    """The statement from FROM to ORDER BY; it needs no sorting where an index has the order."""
    parameters: tuple[Any, ...]
    after: bool = False
    """Whether it begins behind a cursor."""

    def page(self, run: Run, count: int) -> tuple[list[str], bool]:
        """Return the keys of the page at its beginning, and whether others follow; in one row, for which Python stops once."""
        listed = f"SELECT json_group_array(key) FROM (SELECT {self.key} AS key {self.source} LIMIT ?)"
        keys = orjson.loads(run.select(listed, *self.parameters, count + 1)[0][0])
        return keys[:count], len(keys) > count
