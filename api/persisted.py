"""Queries that clients send once and then name by their SHA-256: automatic persisted queries, as Apollo's clients have them."""

import re
from hashlib import sha256
from typing import Any

from api.execution.remembered import Remembered
from api.limits import CHARACTERS
from api.refusals import BadRequest

MOST = 500
"""Queries that are remembered."""
DIGEST = re.compile(r"[0-9a-f]{64}")


class Persisted:
    """The queries that clients of one server named."""

    def __init__(self) -> None:
        self._known: Remembered[str, str] = Remembered(_unknown, MOST)

    def query(self, query: Any, extensions: dict[str, Any]) -> Any:
        """Return the query of a request, which may only name it. Raises BadRequest."""
        named = extensions.get("persistedQuery")
        if named is None:
            return query
        digest = named.get("sha256Hash") if isinstance(named, dict) and named.get("version") == 1 else None
        if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
            raise BadRequest(400, "A persisted query has `version` 1 and `sha256Hash`, the digest in small hexadecimal digits.")
        return self._known(digest) if query is None else self._kept(query, digest)

    def _kept(self, query: Any, digest: str) -> Any:
        """Remember a query under its digest, unless it is too long to be answered."""
        if isinstance(query, str) and len(query) <= CHARACTERS:
            if sha256(query.encode()).hexdigest() != digest:
                raise BadRequest(400, "The text of the query does not have the digest that `sha256Hash` gives.")
            self._known.keep(digest, query)
        return query


def _unknown(_: str) -> str:
    raise BadRequest(200, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND")
