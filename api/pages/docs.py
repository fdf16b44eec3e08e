"""The documentation under `docs/`, served as pages."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.pages.markdown import html, title
from api.pages.rendering import page

BESIDE = re.compile(r"\]\(([\w/-]+)\.md\)")
"""A link to a document beside or below."""
PACKAGE = Path(__file__).parent.parent
FOLDERS = (PACKAGE / "docs", PACKAGE.parent / "docs")
"""Where the documents stand: in a wheel inside the package, in a source tree beside it."""


@cache
def documents() -> dict[str, str]:
    """Return every document by its address below `/docs`; the first page of a folder has that of the folder."""
    folder = next((folder for folder in FOLDERS if folder.is_dir()), FOLDERS[0])
    return {_address(file.relative_to(folder)): file.read_text() for file in sorted(folder.rglob("*.md"))}


def _address(file: Path) -> str:
    return "/".join(part for part in file.with_suffix("").parts if part != "README")


def document(request: Request) -> Response:
    """Show one document."""
    name = request.path_params.get("name", "").rstrip("/")
    if name not in documents():
        raise HTTPException(404, "There is no such document.")
    text = documents()[name]
    return page(request, "docs.html", title=title(text), body=html(BESIDE.sub(_served(name), text)))


def _served(name: str) -> Callable[[re.Match[str]], str]:
    """Return what turns a link to a file beside a document into one to its page."""
    folder = name if f"{name}/README" in documents() or any(one.startswith(f"{name}/") for one in documents()) else name.rpartition("/")[0]
    return lambda link: f"]({'/'.join(part for part in ('/docs', folder, link[1].removesuffix('README').rstrip('/')) if part)})"


ROUTES = [Route("/docs", document), Route("/docs/{name:path}", document)]
