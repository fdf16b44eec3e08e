"""What the plan of a root field is made from, and what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.execution.arguments import Arguments
from api.execution.objects import Objects
from api.execution.plain import Plain
from api.execution.run import Run
from api.execution.selections import Chosen
from api.execution.values import Write, Writing

Answer = Callable[[Run], str]
"""Answers a root field; raises BadArgument, UnknownId or LimitExceeded."""


@dataclass(frozen=True, slots=True)
class Planning:
    """One root field that is to be planned, and what it is planned with."""

    chosen: Chosen
    arguments: Arguments
    objects: Objects
    plain: Plain


Root = Callable[[Planning], Answer]
"""Plans a root field."""


def written(run: Run, write: Write, value: Any) -> str:
    """Return the text of a value."""
    writing = Writing()
    write(writing, value)
    return writing.finished(run)
