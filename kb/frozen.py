"""Frozen dataclasses that cost next to nothing to define.

A dataclass writes and compiles up to seven functions for its class at once, which for all classes of a look-up would take
a third of its time to start. Here classes share what can be shared, and an initialiser is written when the first
object is made. Otherwise these are dataclasses: `fields`, `replace` and pydantic see no difference.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(kind: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots; no default may be made anew for each object."""
    made: type[T] = _made(kind, kw_only=False)
    return made


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(kind: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots whose fields are given by name."""
    made: type[T] = _made(kind, kw_only=True)
    return made


def _made(kind: Any, *, kw_only: bool) -> Any:
    for shared in (_initialise, _refuse_change, _refuse_removal, _is_equal, _hashed, _written):
        if SPECIAL[shared] not in vars(kind):
            setattr(kind, SPECIAL[shared], shared)
    made: Any = dataclass(slots=True, kw_only=kw_only, init=False, repr=False, eq=False)(kind)
    made.__values__ = attrgetter(*made.__dataclass_fields__)
    return made


def _initialise(self: Any, *values: Any, **given: Any) -> None:
    kind = type(self)
    kind.__init__ = _initialiser(kind)
    kind.__init__(self, *values, **given)


def _initialiser(kind: Any) -> Callable[..., None]:
    """Write the function that takes every field and sets it once."""
    fields = list(kind.__dataclass_fields__.values())
    known: dict[str, Any] = {f"default_{field.name}": field.default for field in fields if field.default is not MISSING}
    takes = {field.name: f"{field.name}=default_{field.name}" if f"default_{field.name}" in known else field.name for field in fields}
    by_place, by_name = ([takes[field.name] for field in fields if field.kw_only is wanted] for wanted in (False, True))
    lines = [f"put(self, {field.name!r}, {field.name})" for field in fields]
    lines += ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []
    head = ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])
    exec(f"def __init__({head}):\n " + "\n ".join(lines), known | {"put": object.__setattr__}, known)
    written: Callable[..., None] = known["__init__"]
    return written


def _refuse_change(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _is_equal(self: Any, other: Any) -> bool:
    return bool(self.__values__(self) == self.__values__(other)) if other.__class__ is self.__class__ else NotImplemented


def _hashed(self: Any) -> int:
    return hash(self.__values__(self))


def _written(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__dataclass_fields__)})"


SPECIAL: dict[Any, str] = {
    _initialise: "__init__",
    _refuse_change: "__setattr__",
    _refuse_removal: "__delattr__",
    _is_equal: "__eq__",
    _hashed: "__hash__",
    _written: "__repr__",
}
"""What each shared function is called in a class."""
