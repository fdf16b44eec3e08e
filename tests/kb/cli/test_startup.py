"""Look-ups start fast: they load nothing that they do not need, and cost a fixed few times a bare interpreter."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.store.base import KnowledgeBase

LOOKUPS = (("show", "heron-90b"), ("show", "review:heron-tokens"), ("claims", "--limit", "5"), ("search", "batch"), ("resolve", "heron"))
HEAVY = {"pydantic", "pydantic_core", "yaml", "sqlite_utils", "networkx", "strawberry", "graphql", "starlette", "orjson"}
RUN = "from kb.cli.main import main; main(standalone_mode=False)"
ROUNDS = 7
MOST = 9
"""Times the processor time of a bare interpreter. A look-up takes 6.5 to 8 of them, click alone 3 to 4; the rest is slack."""

Run = Callable[..., str]


@pytest.fixture(name="python")
def _python(world_base: KnowledgeBase, tmp_path: Path) -> Run:
    """Run a fresh interpreter whose compiled modules are kept, as those of an installed package are."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"KB_BASE": str(world_base.path), "PYTHONPYCACHEPREFIX": str(tmp_path)}

    def run(code: str, *words: str) -> str:
        done = subprocess.run([sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    return run


@pytest.mark.parametrize("words", LOOKUPS, ids=" ".join)
def test_a_look_up_loads_click_and_the_standard_library_alone(python: Run, words: tuple[str, ...]) -> None:
    loaded = {
        name.partition(".")[0]
        for name in python(f"{RUN}\nimport sys; print('loaded', *sys.modules)", *words).rpartition("loaded")[2].split()
    }
    assert {"click", "sqlite3"} <= loaded
    assert loaded & HEAVY == set()


def test_a_look_up_costs_a_few_bare_interpreters(python: Run) -> None:
    times: dict[tuple[str, ...], list[float]] = {words: [] for words in ((), *LOOKUPS)}
    for _ in range(ROUNDS):
        for words, taken in times.items():
            before = _spent()
            python(RUN if words else "pass", *words)
            taken.append(_spent() - before)
    floor = min(times.pop(()))
    ratios = {" ".join(words): min(taken) / floor for words, taken in times.items()}
    assert max(ratios.values()) <= MOST, ratios


def _spent() -> float:
    """Return the processor time of all processes that were run, which a busy machine lengthens less than the clock's."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
