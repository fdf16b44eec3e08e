"""How a function becomes a question: its signature and docstring are its only definition."""

import dataclasses
import enum
import inspect
import re
import shlex
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kb.questions.arguments import Argument, arguments_of

F = TypeVar("F", bound=Callable[..., Any])
RAISES = re.compile(r"\s+Raises [A-Z].*", re.DOTALL)
"""The end of a docstring, which speaks of Python's errors."""
PAST = "change"
"""The group of questions on past states."""
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

    @property
    def of_past(self) -> bool:
        """Tell whether it asks about past states, which a base knows only where a repository is at hand."""
        return self.group == PAST

    def by_place(self, name: str) -> bool:
        """Tell whether an argument is typed by its place; of two lists the shell could not tell the end."""
        lists = [one.name for one in self.arguments.values() if one.many and one.needed]
        return self.arguments[name].needed and (len(lists) < 2 or name not in lists)

    def typed(self, given: Mapping[str, Any]) -> str:
        """Return the command that asks it with these arguments."""
        return shlex.join(
            ["kb", "ask", self.command, *(word for name in self.arguments if name in given for word in self._words(name, given[name]))]
        )

    def _words(self, name: str, value: Any) -> Iterator[str]:
        option = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            yield from (option,) if value else ()
            return
        for one in value if isinstance(value, tuple) else (value,):
            yield from (str(one),) if self.by_place(name) else (option, str(one))


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
