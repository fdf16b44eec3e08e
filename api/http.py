"""GraphQL over HTTP: what may come in, in which form the answer goes out, and with which status.

Under the newer media type the status tells what became of a request; under `application/json` every request that could be
read is answered with 200, as older clients expect.
"""

from typing import Any

import orjson
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.execution.answering import at_once, run
from api.execution.outcome import Outcome, extensions
from api.limits import BYTES
from kb.store.base import KnowledgeBase

JSON, GRAPHQL_JSON = "application/json", "application/graphql-response+json"
ANSWERS = {GRAPHQL_JSON: GRAPHQL_JSON, JSON: JSON, "application/*": JSON, "*/*": JSON}
"""Media ranges that a client may accept, and what it then gets."""


class BadRequest(Exception):  # named by what happened
    """A request that is no GraphQL request: its status and what to do instead."""

    def __init__(self, status: int, message: str) -> None:
        self.status, self.message = status, message
        super().__init__(message)


async def graphql(request: Request) -> Response:
    """Answer a GraphQL request."""
    base, media = request.app.state.base, JSON
    try:
        media = _accepted(request.headers.get("accept", "*/*"))
        query, variables, operation = await _parameters(request)
    except BadRequest as refused:
        return _response(orjson.dumps(refusal(base, "BAD_REQUEST", refused.message)), refused.status, media)
    asked = (base, query, variables, operation)
    outcome = at_once(*asked)
    if outcome is None:
        outcome = await to_thread.run_sync(run, *asked, limiter=request.app.state.threads)
    return _response(outcome.content, _status(outcome, media), media)


def refusal(base: KnowledgeBase, code: str, message: str) -> dict[str, Any]:
    """Return the body for a request that was not answered."""
    return {"errors": [{"message": message, "extensions": {"code": code}}], "extensions": extensions(base)}


def _accepted(header: str) -> str:
    """Choose the media type of the answer: the one that the client likes best, and among equals the first.

    >>> _accepted("text/html, application/graphql-response+json;q=0.5, */*;q=0.8")
    'application/json'
    """
    wanted = [_range(part) for part in header.split(",")]
    liked = [(weight, ANSWERS[media]) for media, weight in wanted if media in ANSWERS and weight > 0]
    if not liked:
        raise BadRequest(406, f"This address answers in {GRAPHQL_JSON} or {JSON}.")
    return max(liked, key=lambda pair: pair[0])[1]


def _range(part: str) -> tuple[str, float]:
    """Read one media range with its weight; a weight that cannot be read counts as none given."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    try:
        return media, float(weight)
    except ValueError:
        return media, 1.0


async def _parameters(request: Request) -> tuple[str, dict[str, Any] | None, str | None]:
    given = await _body(request) if request.method == "POST" else _address(request)
    if isinstance(given, list):
        raise BadRequest(400, "Lists of queries are not taken; send them one by one.")
    if not isinstance(given, dict):
        raise BadRequest(400, "The body must be a JSON object with the key `query`.")
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "The key `query` must hold the text of a query.")
    for name in ("variables", "extensions"):
        if not isinstance(given.get(name), dict | None):
            raise BadRequest(400, f"The key `{name}` must hold an object.")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, "The key `operationName` must hold a text.")
    return query, variables, operation or None


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
    content = bytearray()
    async for chunk in request.stream():  # the limit is not left to the application, which would refuse in plain text
        content += chunk
        if len(content) > BYTES:
            raise BadRequest(413, f"A request has at most {BYTES:,} bytes.")
    return _decoded(bytes(content), "body")


def _decoded(content: bytes, what: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise BadRequest(400, f"The {what} is not JSON.") from None


def _status(outcome: Outcome, media: str) -> int:
    return outcome.status if media == GRAPHQL_JSON else 200


def _response(content: bytes, status: int, media: str) -> Response:
    headers = {"vary": "Accept", "cache-control": "no-store"}
    return Response(content, status, headers, media_type=f"{media}; charset=utf-8")
