"""Templates to responses: every value is escaped, and a name that a template misses is an error."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

TEMPLATES = Path(__file__).parent / "templates"
environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a page; templates find the links between records under `links`."""
    return HTMLResponse(environment.get_template(template).render(links=request.app.state.links, **context), status)
