"""Where everything is put together: routes, headers and the base that they read."""

import logging
import sqlite3

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import pages
from api.http import graphql, refusal
from api.schema import printed
from kb.errors import BaseDamaged
from kb.store.base import KnowledgeBase

log = logging.getLogger("claimgraph")
HEADERS = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class SecurityHeaders:
    """Adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((name.encode(), value.encode()) for name, value in HEADERS.items())]
            await send(message)

        await self.app(scope, receive, sent)


def create_app(base: KnowledgeBase) -> Starlette:
    """Make the application over an open base."""
    routes = [
        Route("/", _home),
        Route("/query", _query),
        Route("/query.js", _text(pages.SCRIPT, "text/javascript")),
        Route("/style.css", _text(pages.STYLE, "text/css")),
        Route("/schema.graphql", _text(printed(), "text/plain")),
        Route("/graphql", graphql, methods=["GET", "HEAD", "POST"]),
        Route("/healthz", _text("ok\n", "text/plain")),
        Route("/readyz", _ready),
    ]
    cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["content-type"])
    handlers = {HTTPException: _refused, Exception: _failed}
    app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders), cors], exception_handlers=handlers)
    app.state.base = base
    return app


async def _home(request: Request) -> Response:
    return HTMLResponse(pages.home(request.app.state.base))


async def _query(request: Request) -> Response:
    return HTMLResponse(pages.query(request.query_params.get("example", "0")))


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
    return JSONResponse(refusal(request.app.state.base, "BAD_REQUEST", error.detail), error.status_code, error.headers)


async def _failed(request: Request, _: Exception) -> Response:
    """Answer for a fault of ours; the server logs it."""
    body = refusal(request.app.state.base, "INTERNAL_SERVER_ERROR", "Something went wrong on our side.")
    return JSONResponse(body, 500, HEADERS)


def _text(content: str, media: str) -> ASGIApp:
    return PlainTextResponse(content, media_type=media)
