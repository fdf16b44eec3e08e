"""Frozen dataclasses that are cheap to define behave as those of the standard library do."""

from dataclasses import FrozenInstanceError, asdict, dataclass, fields, is_dataclass, replace

import pytest

from kb.frozen import frozen, record


@frozen
class Point:
    """A point."""

    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class Plain:
    """The same by the standard library."""

    x: int
    y: int = 0


@record
class Named:
    """Fields that are given by name, the first of which must be positive."""

    size: int = 1
    of: str

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError("too small")


def test_it_is_a_dataclass() -> None:
    assert [field.name for field in fields(Point)] == ["x", "y"]
    assert asdict(Point(1)) == {"x": 1, "y": 0}
    assert replace(Point(1, 2), y=3) == Point(1, 3)
    assert repr(Point(1)) == "Point(x=1, y=0)" == repr(Plain(1)).replace("Plain", "Point")
    assert is_dataclass(Point(1))


def test_it_compares_and_hashes_by_its_fields_and_class() -> None:
    assert Point(1) == Point(1, 0) != Point(1, 1)
    assert Point(1) != Plain(1)  # type: ignore[comparison-overlap] # that they never are is what is tested
    assert len({Point(1), Point(1, 0), Point(2)}) == 2


def test_it_cannot_be_changed_and_holds_nothing_else() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc] # that it is refused is what is tested
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.z = 2  # type: ignore[attr-defined] # as above
    assert not hasattr(point, "__dict__")


def test_arguments_are_taken_as_they_are_declared() -> None:
    assert Named(of="a") == Named(size=1, of="a")
    with pytest.raises(ValueError, match="too small"):
        Named(size=0, of="a")
    with pytest.raises(TypeError):
        Named(1, "a")  # type: ignore[call-arg] # by name alone
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg] # one is needed
    with pytest.raises(TypeError):
        Point(1, 2, 3)  # type: ignore[call-arg] # too many
    assert (Point(1), Point(1)) == (Point(x=1), Point(1))


def test_the_first_object_of_a_class_is_as_any_other() -> None:
    @frozen
    class Fresh:
        x: int

    first, second = Fresh(1), Fresh(x=1)
    assert first == second
    assert (first.x, second.x) == (1, 1)
