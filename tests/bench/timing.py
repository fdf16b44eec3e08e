"""How long things take: the median of several runs, and a table of what was measured beside its floor and its ceiling."""

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Measured:
    """One row: what was measured, in seconds, beside a floor of the same run."""

    name: str
    seconds: float
    floor: float
    ceiling: float | None = None
    """What it should stay below on two cores."""


def median(run: Callable[[], object], times: int = 5) -> float:
    """Return the median of the seconds that a call takes."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def process(*words: str, environment: Mapping[str, str] | None = None) -> Callable[[], None]:
    """Return a call that runs this Python with these words to its end."""

    def run() -> None:
        subprocess.run([sys.executable, *words], env={**os.environ, **(environment or {})}, check=True, capture_output=True)  # this Python

    return run


def show(title: str, rows: list[Measured]) -> None:
    """Print a table."""
    print(f"\n{title} ({platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores)")
    width = max(len(row.name) for row in rows)
    print(f"{'':<{width}}  {'ms':>10}  {'floor ms':>10}  {'ratio':>7}  {'ceiling ms':>10}")
    for row in rows:
        ceiling = f"{row.ceiling * 1000:>10.0f}" if row.ceiling else f"{'':>10}"
        over = "  above its ceiling" if row.ceiling and row.seconds > row.ceiling else ""
        print(
            f"{row.name:<{width}}  {row.seconds * 1000:>10.1f}  {row.floor * 1000:>10.2f}  {row.seconds / row.floor:>7.1f}  {ceiling}{over}"
        )
