"""How a function becomes a question: its signature and docstring are its only definition."""

import dataclasses
import enum
import inspect
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kb.questions.arguments import Argument, arguments_of

F = TypeVar("F", bound=Callable[..., Any])
RAISES = re.compile(r"\s+Raises [A-Z].*", re.DOTALL)
"""The end of a docstring, which speaks of Python's errors."""
SCALARS = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class Question:
    """A registered question."""

    name: str
    group: str
    function: Callable[..., Any]
    documentation: str
    """The docstring without what it raises: the question itself, its semantics, then its arguments."""
    arguments: dict[str, Argument]
    """Arguments behind `base`, in order."""
    result: Any
    """Type of the answer's value."""
    example: Mapping[str, Any] = field(default_factory=dict)
    """Arguments with which its documentation shows it."""

    @property
    def summary(self) -> str:
        """Return the question in one sentence."""
        return self.documentation.split("\n")[0]

    @property
    def command(self) -> str:
        """Return its name on the command line and in addresses."""
        return self.name.replace("_", "-")


def question(group: str, example: Mapping[str, Any] | None = None) -> Callable[[F], F]:
    """Mark a function as a question of a group; `example` holds arguments for its documentation.

    Raises TypeError when its result is made of anything but scalars, enums, tuples and dataclasses.
    """

    def mark(function: F) -> F:
        (result,) = get_args(get_type_hints(function)["return"])
        _check(result, function.__name__)
        parameters = dict(inspect.signature(function).parameters)
        parameters.pop("base")
        documentation = RAISES.sub("", inspect.getdoc(function) or "")
        arguments = arguments_of(parameters, documentation)
        function.question = Question(function.__name__, group, function, documentation, arguments, result, example or {})  # type: ignore[attr-defined] # the mark
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
