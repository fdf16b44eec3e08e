"""GraphQL over HTTP: in which form the answer goes out, with which status, and for how long it may be kept.

Under the newer media type the status tells what became of a request; under `application/json` every request that could be
read is answered with 200, as older clients expect.
"""

import orjson
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.execution.answering import at_once, run
from api.execution.outcome import Outcome
from api.media import GRAPHQL_JSON, JSON, accepted
from api.refusals import BadRequest, refusal
from api.requests import Asked, asked

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ALLOWED = {
    "allow": ", ".join(METHODS),
    "access-control-allow-methods": ", ".join(METHODS),
    "access-control-allow-headers": "accept, content-type, if-none-match",
    "access-control-max-age": "86400",
}
TYPED = {media: ((b"content-type", f"{media}; charset=utf-8".encode()), (b"vary", b"Accept")) for media in (JSON, GRAPHQL_JSON)}
UNKEPT = ((b"cache-control", b"no-store"),)
FRESH = "public, max-age=60"
"""How long an answer may be shown without asking whether it is still the same."""


async def graphql(request: Request) -> Response:
    """Answer a GraphQL request."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=ALLOWED)
    media = JSON
    try:
        media = accepted(request.headers.get("accept", "*/*"))
        wanted = await asked(request)
    except BadRequest as refused:
        body = refusal(request.app.state.base, refused.code, refused.message)
        return Answer(orjson.dumps(body), refused.status, media)
    return await (_posted if request.method == "POST" else _gotten)(request, wanted, media)


async def _posted(request: Request, wanted: Asked, media: str) -> Response:
    outcome = await _outcome(request, wanted)
    return Answer(outcome.content, _status(outcome, media), media)


async def _gotten(request: Request, wanted: Asked, media: str) -> Response:
    """Answer a request whose answer may be kept; one that is still the same is not worked out again."""
    if request.app.state.base.history is not None:  # names of revisions move, while the digest stays
        return await _posted(request, wanted, media)
    tag = wanted.tag(request.app.state.base.digest, media)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag, "cache-control": FRESH, "vary": "Accept"})
    outcome = await _outcome(request, wanted)
    kept = UNKEPT if outcome.codes else ((b"etag", tag.encode()), (b"cache-control", FRESH.encode()))
    return Answer(outcome.content, _status(outcome, media), media, kept)


async def _outcome(request: Request, wanted: Asked) -> Outcome:
    """Answer at once where that is sure to be quick, else in a thread."""
    given = (request.app.state.base, wanted.query, wanted.variables, wanted.operation)
    if (outcome := at_once(*given)) is not None:
        return outcome
    return await to_thread.run_sync(run, *given, limiter=request.app.state.threads)


def _status(outcome: Outcome, media: str) -> int:
    return outcome.status if media == GRAPHQL_JSON else 200


class Answer(Response):
    """A body with the headers that every answer has; this is written out, since it is half of the time of a small answer."""

    def __init__(self, content: bytes, status: int, media: str, kept: tuple[tuple[bytes, bytes], ...] = UNKEPT) -> None:
        self.body, self.status_code, self.background = content, status, None
        length = (b"content-length", str(len(content)).encode())
        self.raw_headers = [length, *TYPED[media], *kept]
