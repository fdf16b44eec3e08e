"""Requests a second of the GraphQL server, beside strawberry as it comes over equal data, and a fixed body of equal length.

All are warm: ours reads from the file which records a page has, and remembers the text of those that it has shown; `anew`
is ours without that memory. Stock strawberry has all records as objects in memory.
"""

import json
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import create_app
from api.execution import memory
from kb.read.tree import read_draft
from kb.store.base import ClaimFilter, KnowledgeBase
from kb.store.build import build
from tests.bench.check import CLAIMS
from tests.bench.load import rate
from tests.bench.stock import stock

CLAIM = "address says modality document { title } fact { subject predicate value { kind quantity { number unit } } }"
ROUNDS, SECONDS = 5, 1.0
"""How often each server has its turn, and for how long."""
LARGE = 100
"""Claims of each of ten sources, for a thousand."""


def run() -> None:
    """Measure 10 and 1,000 claims on each server, in turns, and keep the best of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        build(read_draft(CLAIMS), path)
        rows = [_measured(number, path, query) for number, query in _queries(path).items()]
    print(f"\nserve ({platform.python_implementation()} {platform.python_version()}, 16 connections, one process)")
    print(
        f"{'claims':>6}  {'ours/s':>9}  {'anew/s':>9}  {'stock/s':>9}  {'fixed/s':>9}  {'ours/stock':>10}  {'anew/stock':>10}  {'ours/fixed':>10}"
    )
    for number, (ours, anew, theirs, floor) in rows:
        rates = "  ".join(f"{rate:>9.1f}" for rate in (ours, anew, theirs, floor))
        print(f"{number:>6}  {rates}  {ours / theirs:>10.1f}  {anew / theirs:>10.1f}  {ours / floor:>10.2f}")


def _measured(number: int, path: Path, query: str) -> tuple[int, list[float]]:
    """Measure the servers with one query; what they answer must be equal."""
    body = json.dumps({"query": query}).encode()
    fixed = path.with_name(f"{number}.json")
    with ExitStack() as servers:
        ports = [servers.enter_context(_served("ours", path, fixed))]
        fixed.write_bytes(_answer(ports[0], body))
        ports += [servers.enter_context(_served(kind, path, fixed)) for kind in ("anew", "stock", "fixed")]
        ours, *others = (json.loads(_answer(port, body))["data"] for port in ports)
        if any(other != ours for other in others):
            raise RuntimeError("the servers do not answer the same")
        rates = [[rate(port, body, SECONDS) for port in ports] for _ in range(ROUNDS)]
    return number, [max(some) for some in zip(*rates, strict=True)]


def _answer(port: int, body: bytes) -> bytes:
    return httpx2.post(f"http://127.0.0.1:{port}/graphql", content=body, headers={"content-type": "application/json"}).content


def _queries(path: Path) -> dict[int, str]:
    with KnowledgeBase.open(path) as base:
        slugs = _sources(base)
    many = " ".join(f's{number}: source(slug: "{slug}") {{ {_claims(LARGE)} }}' for number, slug in enumerate(slugs))
    return {10: f'{{ source(slug: "{slugs[0]}") {{ {_claims(10)} }} }}', 10 * LARGE: f"{{ {many} }}"}


def _claims(first: int) -> str:
    return f"slug title claims(first: {first}) {{ nodes {{ {CLAIM} }} }}"


def _sources(base: KnowledgeBase) -> list[str]:
    """Return ten sources with a hundred claims or more."""
    return [slug for slug in base.source_slugs() if base.count(ClaimFilter(source=slug)) >= LARGE][:10]


@contextmanager
def _served(kind: str, path: Path, fixed: Path) -> Iterator[int]:
    """Start a server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with subprocess.Popen([sys.executable, "-m", "tests.bench.serve", kind, str(port), str(path), str(fixed)]) as server:
        try:
            _await(port)
            yield port
        finally:
            server.terminate()


def _await(port: int) -> None:
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def _app(kind: str, path: Path, fixed: Path) -> Starlette:
    if kind == "fixed":
        return _fixed(fixed.read_bytes())
    base = KnowledgeBase.open(path)
    if kind == "stock":
        return stock(base, _sources(base))
    if kind == "anew":
        memory.CHARACTERS = 0
    return create_app(base)


def _fixed(content: bytes) -> Starlette:
    async def answer(request: Request) -> Response:
        await request.body()
        return Response(content, media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(_app(sys.argv[1], Path(sys.argv[3]), Path(sys.argv[4])), port=int(sys.argv[2]), log_level="warning")
