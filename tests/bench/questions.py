"""Every question with its example, warm, beside the raw SQL that fetches the rows of as many claims as its proof names."""

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
from tests.bench.timing import Measured, median, show

WHOLE = ("contradictions", "load_bearing", "todo", "verification_report", "annotate", "secondary_drift")
"""Questions over a whole source or the whole base."""


def run() -> None:
    """Measure every question on the contributed claims."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        build(read_draft(CLAIMS), path)
        with KnowledgeBase.open(path) as base:
            show("questions", [_measured(base, name) for name in sorted(QUESTIONS)])


def _measured(base: KnowledgeBase, name: str) -> Measured:
    question = QUESTIONS[name]
    answer: Answer[Any] = question.function(base, **question.example)
    addresses = among({ref.address for one in answer.proof for leg in one.legs for ref in leg.support.claims} or base.find(limit=1))
    floor = median(lambda: base.select(f"SELECT * FROM claim LEFT JOIN fact ON fact.claim = address WHERE address {AMONG}", addresses))
    seconds = median(lambda: question.function(base, **question.example))
    return Measured(name, seconds, floor, 0.5 if name in WHOLE else 0.05)
