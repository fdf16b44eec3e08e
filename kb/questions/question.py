"""How a function becomes a question: its signature and docstring are its only definition."""

import dataclasses
import enum
import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

F = TypeVar("F", bound=Callable[..., Any])
SCALARS = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class Question:
    """A registered question."""

    name: str
    group: str
    function: Callable[..., Any]
    summary: str
    """First sentence of the docstring."""
    parameters: dict[str, inspect.Parameter]
    """Parameters behind `base`, in order; those with a default are optional."""


def question(group: str) -> Callable[[F], F]:
    """Mark a function as a question of a group.

    Raises TypeError when its result is made of anything but scalars, enums, tuples and dataclasses.
    """

    def mark(function: F) -> F:
        hints = get_type_hints(function)
        _check(hints["return"], function.__name__)
        parameters = dict(inspect.signature(function).parameters)
        parameters.pop("base")
        summary = inspect.getdoc(function).split("\n")[0] if function.__doc__ else ""  # type: ignore[union-attr] # getdoc is given
        function.question = Question(function.__name__, group, function, summary, parameters)  # type: ignore[attr-defined] # the mark
        return function

    return mark


def _check(hint: Any, where: str) -> None:
    """Refuse a type that the surfaces could not show."""
    origin = get_origin(hint) or hint
    if origin in (tuple, types.UnionType):
        for part in get_args(hint):
            if part is not Ellipsis:
                _check(part, where)
    elif dataclasses.is_dataclass(origin):
        for part in get_args(hint):
            _check(part, where)
    elif not (origin in SCALARS or (isinstance(origin, type) and issubclass(origin, enum.Enum))):
        raise TypeError(f"{where}: a question cannot answer with {hint!r}")
