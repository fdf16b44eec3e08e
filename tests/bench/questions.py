"""Every question with its example, warm, beside the raw SQL that fetches as many claims as its proof names.

On the contributed claims, and on a synthetic base of a million claims for the questions about some entities.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from kb.questions.answer import Answer
from kb.questions.registry import QUESTIONS
from kb.read.tree import read_draft
from kb.store.base import KnowledgeBase
from kb.store.build import build
from kb.store.reader import AMONG, among
from tests.bench.check import CLAIMS
from tests.bench.synthetic import grow
from tests.bench.timing import Measured, median, show

WHOLE = ("annotate", "contradictions", "load_bearing", "secondary_drift", "todo", "verification_report")
"""Questions over a whole source or the whole base."""
CEILING, CEILING_WHOLE = 0.05, 0.5
LARGE = 1_000_000


def run() -> None:
    """Measure every question on the contributed claims."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        build(read_draft(CLAIMS), path)
        with KnowledgeBase.open(path) as base:
            show(
                "questions",
                [
                    _measured(base, name, CEILING_WHOLE if name in WHOLE else CEILING)
                    for name in sorted(QUESTIONS)
                    if not QUESTIONS[name].of_past
                ],
            )


def run_large() -> None:
    """Measure the questions about some entities on a synthetic base, and the memory that all of them take."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "base.sqlite", Path(folder) / "large.sqlite"
        build(read_draft(CLAIMS), small)
        print(f"growing a base of {grow(small, large, LARGE):,} claims, {large.stat().st_size / 2**20:,.0f} MiB", file=sys.stderr)
        before = _private()
        with KnowledgeBase.open(large) as base:
            names = [name for name in sorted(QUESTIONS) if name not in WHOLE and not QUESTIONS[name].of_past]
            show("questions, synthetic base", [_measured(base, name, 5 * CEILING) for name in names])
        print(f"private memory: {_private():,.0f} MiB, {before:,.0f} MiB of it before the first question")


def _measured(base: KnowledgeBase, name: str, ceiling: float) -> Measured:
    question = QUESTIONS[name]
    answer: Answer[Any] = question.function(base, **question.example)
    addresses = among({ref.address for one in answer.proof for leg in one.legs for ref in leg.support.claims} or base.find(limit=1))
    floor = median(lambda: base.select(f"SELECT * FROM claim LEFT JOIN fact ON fact.claim = address WHERE address {AMONG}", addresses))
    return Measured(name, median(lambda: question.function(base, **question.example)), floor, ceiling)


def _private() -> float:
    """Return how many MiB the process holds for itself; the pages of the base are the system's. 0 where nobody tells."""
    told = Path("/proc/self/smaps_rollup")
    lines = told.read_text().splitlines() if told.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean"))) / 1024
