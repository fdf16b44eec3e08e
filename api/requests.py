"""What a client asks for: the query of a request, its variables and the operation that is meant."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request

from api.limits import BYTES
from api.media import JSON
from api.refusals import BadRequest
from kb import __version__


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its variables; `operation` names one where the query has several."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None

    def tag(self, data_digest: str, media: str) -> str:
        """Return the strong entity tag of the answer, which is the same as long as program and data are."""
        same = (__version__, data_digest, media, self.query, self.variables, self.operation)
        return f'"{sha256(orjson.dumps(same)).hexdigest()[:32]}"'


async def asked(request: Request) -> Asked:
    """Read a request. Raises BadRequest where it is none for GraphQL."""
    given = await _body(request) if request.method == "POST" else _address(request)
    if isinstance(given, list):
        raise BadRequest(400, "Lists of queries are not taken; send them one by one.")
    if not isinstance(given, dict):
        raise BadRequest(400, "The body must be a JSON object with the key `query`.")
    for name in ("variables", "extensions"):
        if not isinstance(given.get(name), dict | None):
            raise BadRequest(400, f"The key `{name}` must hold an object.")
    query = given.get("query")
    if extensions := given.get("extensions"):
        query = request.app.state.persisted.query(query, extensions)
    return _asked(query, given.get("variables"), given.get("operationName"))


def _asked(query: Any, variables: Any, operation: Any) -> Asked:
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "The key `query` must hold the text of a query.")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, "The key `operationName` must hold a text.")
    return Asked(query, variables, operation or None)


def _address(request: Request) -> dict[str, Any]:
    """Read what stands behind the question mark; a form sends fields that were left empty."""
    given: dict[str, Any] = {name: text for name, text in request.query_params.items() if text}
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _decoded(given[name].encode(), name)
    return given


async def _body(request: Request) -> Any:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != JSON:
        raise BadRequest(415, f"Send the query as {JSON}.")
    content = b""
    more = True
    while more:  # the limit is not left to the application, which would refuse in plain text
        message = await request.receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        content += message.get("body", b"")
        if len(content) > BYTES:
            raise BadRequest(413, f"A request has at most {BYTES:,} bytes.")
        more = message.get("more_body", False)
    return _decoded(content, "body")


def _decoded(content: bytes, what: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise BadRequest(400, f"The {what} is not JSON.") from None
