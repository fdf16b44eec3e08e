"""Where everything is put together: routes, headers and the base that they read."""

import logging
import sqlite3
from pathlib import Path

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http import METHODS, graphql
from api.pages import docs, home, questions, records
from api.pages.links import Links
from api.pages.rendering import page
from api.persisted import Persisted
from api.refusals import refusal
from api.schema import printed
from kb.errors import BaseDamaged
from kb.store.base import KnowledgeBase

log = logging.getLogger("claimgraph")
STATIC = Path(__file__).parent / "pages" / "static"
THREADS = 4
"""Queries that are answered beside each other, not counting those that are answered at once."""
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "etag",
}
ENCODED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class EveryHeader:
    """Adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = (*message["headers"], *ENCODED)
            await send(message)

        await self.app(scope, receive, sent)


def create_app(base: KnowledgeBase) -> Starlette:
    """Make the application over an open base."""
    routes = [
        Route("/graphql", _GraphQL(), methods=METHODS),  # first, since routes are tried one after the other
        *home.ROUTES,
        *questions.ROUTES,
        *records.ROUTES,
        *docs.ROUTES,
        Mount("/static", StaticFiles(directory=STATIC)),
        Route("/schema.graphql", _text(printed(), "text/plain")),
        Route("/healthz", _text("ok\n", "text/plain")),
        Route("/readyz", _ready),
    ]
    handlers = {HTTPException: _refused, Exception: _failed}
    app = Starlette(routes=routes, middleware=[Middleware(EveryHeader)], exception_handlers=handlers)
    app.state.base, app.state.links = base, Links(base)
    base.reader.widen(THREADS + 1, base.digest)
    app.state.persisted = Persisted()
    app.state.threads = CapacityLimiter(THREADS)
    return app


class _GraphQL:
    """Answers a query; a reader who comes without one is shown where to write it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        request = Request(scope, receive)
        if request.method == "GET" and not request.query_params and _is_browser(request):
            await RedirectResponse("/query", 303)(scope, receive, send)
        else:
            await (await graphql(request))(scope, receive, send)


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


async def _ready(request: Request) -> Response:
    base: KnowledgeBase = request.app.state.base
    try:
        ready = base.counts()["claim"] > 0
    except (BaseDamaged, sqlite3.Error):
        log.exception("the base cannot be read")
        ready = False
    return JSONResponse({"ready": ready, "dataDigest": base.digest}, 200 if ready else 503)


async def _refused(request: Request, error: Exception) -> Response:
    """Answer what no route takes: an unknown address, or a method that it does not have."""
    if not isinstance(error, HTTPException):
        raise error
    if _is_browser(request):
        return page(request, "refused.html", error.status_code, detail=error.detail)
    return JSONResponse(refusal(request.app.state.base, "BAD_REQUEST", error.detail), error.status_code, error.headers)


async def _failed(request: Request, _: Exception) -> Response:
    """Answer for a fault of ours; the server logs it."""
    body = refusal(request.app.state.base, "INTERNAL_SERVER_ERROR", "Something went wrong on our side.")
    return JSONResponse(body, 500, HEADERS)


def _text(content: str, media: str) -> ASGIApp:
    return PlainTextResponse(content, media_type=media)
