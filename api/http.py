"""GraphQL over HTTP: what may come in, in which form the answer goes out, and with which status."""

from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.execution import Outcome, run

JSON, GRAPHQL_JSON = "application/json", "application/graphql-response+json"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class BadRequest(Exception):  # named by what happened
    """A request that is no GraphQL request: its status and what to do instead."""

    def __init__(self, status: int, message: str) -> None:
        self.status, self.message = status, message
        super().__init__(message)


async def graphql(request: Request) -> Response:
    """Answer a GraphQL request."""
    media = JSON
    try:
        media = _accepted(request.headers.get("accept", "*/*"))
        query, variables, operation = await _parameters(request)
        outcome = await run_in_threadpool(run, request.app.state.base, query, variables, operation)
    except BadRequest as refused:
        body = {"errors": [{"message": refused.message, "extensions": {"code": "BAD_REQUEST"}}]}
        return _response(body, refused.status, media)
    return _response(outcome.body, _status(outcome, media), media)


def _accepted(header: str) -> str:
    """Choose the media type of the answer."""
    wanted = [part.split(";")[0].strip().lower() for part in header.split(",")]
    for part in wanted:
        if part in (GRAPHQL_JSON, JSON):
            return part
        if part in ("*/*", "application/*", ""):
            return JSON
    raise BadRequest(406, f"This address answers in {GRAPHQL_JSON} or {JSON}.")


async def _parameters(request: Request) -> tuple[str, dict[str, Any] | None, str | None]:
    if request.method in ("GET", "HEAD"):
        given: Any = dict(request.query_params)
        if given.get("variables"):
            given["variables"] = _decoded(given["variables"].encode(), "variables")
    else:
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != JSON:
            raise BadRequest(415, f"Send the query as {JSON}.")
        given = _decoded(await request.body(), "body")
    if isinstance(given, list):
        raise BadRequest(400, "Lists of queries are not taken; send them one by one.")
    if not isinstance(given, dict):
        raise BadRequest(400, "The body must be a JSON object with the key `query`.")
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "The key `query` must hold the text of a query.")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "The key `variables` must hold an object.")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, "The key `operationName` must hold a text.")
    return query, variables, operation or None


def _decoded(content: bytes, what: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise BadRequest(400, f"The {what} is not JSON.") from None


def _status(outcome: Outcome, media: str) -> int:
    """Only the newer media type tells in the status that a query was refused."""
    return 400 if media == GRAPHQL_JSON and not outcome.accepted else 200


def _response(body: dict[str, Any], status: int, media: str) -> Response:
    headers = {"vary": "Accept", "cache-control": "no-store"}
    return Response(orjson.dumps(body), status, headers, media_type=f"{media}; charset=utf-8")
