"""`python -m api` and the command `kb serve`."""

import sys
from pathlib import Path

import click

from kb.errors import KBError
from kb.locate import base_path
from kb.locate import history as past_at_hand
from kb.store.base import KnowledgeBase

try:
    import uvicorn
except ImportError:  # the extra is not installed; the command says so when it is called
    uvicorn = None  # type: ignore[assignment] # a module or nothing

from api.app import create_app

UNREADABLE = 3
"""Exit code when there is no base that can be served, as that of `kb`."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--base", "path", type=click.Path(dir_okay=False, path_type=Path), help="A compiled base; the usual one by default.")
@click.option("--history", is_flag=True, help="Answer questions on past states, too; builds bases, so for trusted readers.")
def serve(host: str, port: int, path: Path | None, history: bool) -> None:
    """Serve the base: GraphQL at /graphql, pages at /."""
    if uvicorn is None:
        raise click.UsageError("serving needs the extra `serve`: pip install 'claimgraph[serve]'")
    with KnowledgeBase.open(path or base_path(), verify=True) as base:
        if history:
            base.history = past_at_hand()
        click.echo(f"claimgraph at http://{host}:{port}/ (data {base.digest[:12]})", err=True)
        uvicorn.run(create_app(base), host=host, port=port, log_level="warning", timeout_graceful_shutdown=10)


if __name__ == "__main__":
    try:
        serve(prog_name="python -m api")
    except KBError as error:  # `kb serve` has its own way of saying it
        click.echo(f"api: {error}", err=True)
        sys.exit(UNREADABLE)
