"""Quantities: what is written is read, exactly, and nothing else is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import BadQuantity
from kb.quantities import LARGEST_EXPONENT, MOST_DIGITS, Quantity, canonical, decimal, number_text, parse, short, significant

UNITS = {"tokens": "token", "token": "token", "%": "percent", "million dollars": "megadollar", "": "one"}
DIGITS = st.text("0123456789", min_size=1, max_size=MOST_DIGITS)
EXPONENTS = st.one_of(st.integers(-30, 30), st.integers(60 - LARGEST_EXPONENT, LARGEST_EXPONENT - 60))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Canonical texts of every size and length that is allowed."""
    return canonical(Decimal(f"{draw(st.sampled_from(['', '-']))}{draw(DIGITS)}e{draw(EXPONENTS)}"))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Quantities of every shape that a text can have."""
    low, high = sorted(draw(st.tuples(numbers(), numbers())), key=Decimal)
    shape = draw(st.sampled_from(["number", "range", "low", "high"]))
    if shape == "number" or (shape == "range" and Decimal(low) == Decimal(high)):
        return Quantity(unit="token", number=low, approximate=draw(st.booleans()))
    if shape == "range":
        return Quantity(unit="token", low=low, high=high, approximate=draw(st.booleans()))
    bound = draw(st.booleans())
    return Quantity(unit="token", low=low, open=bound) if shape == "low" else Quantity(unit="token", high=high, open=bound)


@given(numbers())
def test_canonical_and_short_numbers_read_back_equal(number: str) -> None:
    assert decimal(number) == number
    assert parse(f"{short(number)} tokens", UNITS).number == number


@given(quantities())
def test_quantities_read_back_equal(quantity: Quantity) -> None:
    assert parse(f"{number_text(quantity)} tokens", UNITS) == quantity


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("100", "300000000000"),
        ("-5", "3000000"),
        ("0", "5000000000"),
        ("1500", "2000000"),
        ("100000000000", "300000000000"),
        ("5", "1.5e+30"),
    ],
)
def test_the_letter_of_one_end_never_scales_the_other(low: str, high: str) -> None:
    quantity = Quantity(unit="token", low=low, high=high)
    assert parse(f"{number_text(quantity)} tokens", UNITS) == quantity


def test_no_digit_is_lost() -> None:
    long = "1234567890123456789.01234567890123456789"
    assert decimal(long) == long.rstrip("0")
    assert decimal("0.1234567890123456789012345678901234567", "B") == "123456789.0123456789012345678901234567"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("300B tokens", Quantity(unit="token", number="300000000000")),
        ("3e11 tokens", Quantity(unit="token", number="300000000000")),
        ("300 billion tokens", Quantity(unit="token", number="300000000000")),
        ("1,082,990", Quantity(unit="one", number="1082990")),
        ("about 60 %", Quantity(unit="percent", number="60", approximate=True)),
        ("~60%", Quantity(unit="percent", number="60", approximate=True)),
        ("At least 35", Quantity(unit="one", low="35")),
        ("more than 35", Quantity(unit="one", low="35", open=True)),
        ("up to 1.50", Quantity(unit="one", high="1.5")),
        ("<= 1", Quantity(unit="one", high="1")),
        ("less than -0.5", Quantity(unit="one", high="-0.5", open=True)),
        ("112 to 300B tokens", Quantity(unit="token", low="112000000000", high="300000000000")),
        ("about 2..3 tokens", Quantity(unit="token", low="2", high="3", approximate=True)),
        ("-0.0", Quantity(unit="one", number="0")),
    ],
)
def test_ways_of_writing(text: str, expected: Quantity) -> None:
    assert parse(text, UNITS) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "write a number"),
        ("many tokens", "write a number"),
        ("300B toekns", "no unit in units.yaml"),
        ("5 to 3 tokens", "lower end"),
        ("5 to 5 tokens", "lower end"),
        ("at least 3 to 5 tokens", "both its bounds"),
        ("1e999 tokens", "too large"),
        ("9e400 million tokens", "too large"),
        ("1" * 61, "too long"),
        ("1" * (MOST_DIGITS + 1), "too long"),
        ("1" * 1000, "too long"),
        ("٣ tokens", "write a number"),
        ("nan tokens", "write a number"),
        ("1e5.5 tokens", "no unit"),
    ],
)
def test_what_is_no_quantity_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadQuantity, match=reason):
        parse(text, UNITS)


def test_a_missing_unit_is_told_where_pure_numbers_are_not_known() -> None:
    with pytest.raises(BadQuantity, match="its unit is missing"):
        parse("300B", {"tokens": "token"})


@pytest.mark.parametrize(
    ("number", "count"), [("300000000000", 1), ("0.00012", 2), ("341.6", 4), ("1.05e+23", 3), ("-20.5", 3), ("0", 1), ("1e-30", 1)]
)
def test_significant_digits_are_those_that_are_shown(number: str, count: int) -> None:
    assert significant(number) == count
