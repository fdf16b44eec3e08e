"""A second reader: Datasette opens the compiled file read-only, browses and searches it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

# Datasette 0.65 still uses an interface that newer Pythons deprecate; what we test is our file.
pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning"), pytest.mark.filterwarnings("ignore::ResourceWarning")]


async def _ask(file: Path, *paths: str) -> list[Any]:
    from datasette.app import Datasette  # noqa: PLC0415 # its import warns, which only this test forgives

    server = Datasette([], immutables=[str(file)])
    return [await server.client.get(path) for path in paths]


def test_datasette_browses_and_searches(base_file: Path) -> None:
    name = base_file.stem
    page, row, hits = asyncio.run(
        _ask(
            base_file,
            f"/{name}/claim",
            f"/{name}/claim.json?address__exact=essay:opt-relu&_shape=array",
            f"/{name}.json?sql=select+count(*)+n+from+prose+where+prose+match+'dropout'&_shape=array",
        )
    )
    assert page.status_code == 200
    assert [found["says"] for found in row.json()] == ["OPT used ReLU."]
    assert hits.json()[0]["n"] > 0
