"""Numbers with units: read from text, kept as canonical decimal text, compared exactly.

Texts that are read: `300B tokens`, `3e11 tokens`, `60 %`, `about 7.9`, `at least 35 restarts`,
`up to 147 TFLOP/s per GPU`, `112e9 to 300e9 tokens`, `1,082,990 hours`.
"""

import re
from collections.abc import Mapping
from decimal import Context, Decimal

from kb.errors import BadQuantity
from kb.frozen import record

NUMBER = r"[-+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
SCALES = {"": 0, "K": 3, "M": 6, "B": 9, "T": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
SCALE = r"(?:[KMBT](?![A-Za-z])| ?(?:thousand|million|billion|trillion)\b)?"
RANGE = rf"(?P<low>{NUMBER})(?P<low_scale>{SCALE}) ?(?:to|\.\.) ?(?P<high>{NUMBER})(?P<high_scale>{SCALE})(?P<unit>.*)"
SINGLE = rf"(?P<number>{NUMBER})(?P<scale>{SCALE})(?P<unit>.*)"
"""Compiled when first used, for start-up time: a look-up reads no figures from text."""
WORDS = {
    "about ": "about",
    "~": "about",
    "at least ": "low",
    ">= ": "low",
    ">=": "low",
    "more than ": "above",
    "> ": "above",
    "at most ": "high",
    "up to ": "high",
    "<= ": "high",
    "<=": "high",
    "less than ": "below",
    "< ": "below",
}
LONGEST = 60
"""Characters of a printed number."""
MOST_DIGITS = 40
"""Significant digits of a number, so that its canonical and its short text are never too long to be read again."""
LARGEST_EXPONENT = 400
EXACT = Context(prec=LONGEST + LARGEST_EXPONENT)
"""Python's own context rounds to 28 digits in silence."""


@record
class Quantity:
    """A number with its unit; `number`, `low` and `high` are canonical decimal texts.

    Exactly one of these holds: `number` is given; or `low`, `high` or both are (a bound or a range).
    `as_printed` is the figure as the source prints it, where that was recorded.

    >>> parse("300B tokens", {"tokens": "token"}) == parse("3e11 tokens", {"tokens": "token"})
    True
    >>> print(parse("at least 35 restarts", {"restarts": "restart"}))
    at least 35 restart
    """

    unit: str
    number: str | None = None
    low: str | None = None
    high: str | None = None
    open: bool = False
    """The bound itself is excluded (`more than`, `less than`)."""
    approximate: bool = False
    as_printed: str | None = None

    def __str__(self) -> str:
        return f"{number_text(self)} {self.unit}" if self.unit != "one" else number_text(self)


def canonical(number: Decimal) -> str:
    """Write a number in the one way it is stored: plain up to 21 digits, scientific beyond, as JSON takes it.

    >>> canonical(Decimal("3.00E+11")), canonical(Decimal("3.14e23")), canonical(Decimal("-0.50"))
    ('300000000000', '3.14e+23', '-0.5')
    """
    if not number:
        return "0"
    exponent = number.adjusted()
    if -7 <= exponent < 21:
        plain = f"{number:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    sign, digits, _ = number.as_tuple()
    mantissa = "".join(map(str, digits)).rstrip("0")
    point = f".{mantissa[1:]}" if len(mantissa) > 1 else ""
    return f"{'-' if sign else ''}{mantissa[0]}{point}e{exponent:+d}"


def decimal(text: str, scale: str = "") -> str:
    """Return the canonical text of a printed number and the word or letter that scales it.

    Raises BadQuantity when the text is no number, or one too large to mean anything.

    >>> decimal("300", "B")
    '300000000000'
    """
    if re.fullmatch(NUMBER, text) is None:
        raise BadQuantity(text, "it is no decimal number")
    exponent = re.search(r"[eE]([-+]?[0-9]+)$", text)
    if len(text) > LONGEST or (exponent and abs(int(exponent[1])) > LARGEST_EXPONENT):
        raise BadQuantity(text[:LONGEST], "it is too long or too large")
    number = Decimal(text.replace(",", "")).scaleb(SCALES[scale.strip()], EXACT)
    if abs(number.adjusted()) > LARGEST_EXPONENT or significant(f"{number:f}") > MOST_DIGITS:
        raise BadQuantity(text, "it is too long or too large")
    return canonical(number)


def parse(text: str, units: Mapping[str, str]) -> Quantity:
    """Read a quantity; `units` maps each way of writing a unit to its slug, `""` for pure numbers.

    Raises BadQuantity when there is no number, or the unit is not among `units`.

    >>> parse("112e9 to 300e9 tokens", {"tokens": "token"})
    Quantity(unit='token', number=None, low='112000000000', high='300000000000', open=False, approximate=False, as_printed=None)
    """
    if len(text) > LONGEST * 4:
        raise BadQuantity(text[:LONGEST] + "…", "it is too long")
    word, rest = leading_word(" ".join(text.split()))
    if match := re.fullmatch(RANGE, rest):
        if word not in ("", "about"):
            raise BadQuantity(text, "a range has both its bounds already")
        low = decimal(match["low"], match["low_scale"] or match["high_scale"])
        high = decimal(match["high"], match["high_scale"])
        if Decimal(low) >= Decimal(high):
            raise BadQuantity(text, "the lower end of the range must come first")
        return Quantity(unit=unit_of(text, match["unit"], units), low=low, high=high, approximate=word == "about")
    if not (match := re.fullmatch(SINGLE, rest)):
        raise BadQuantity(text, "write a number, then its unit, such as `300B tokens` or `about 60 %`")
    number, unit = decimal(match["number"], match["scale"]), unit_of(text, match["unit"], units)
    if word in ("low", "above"):
        return Quantity(unit=unit, low=number, open=word == "above")
    if word in ("high", "below"):
        return Quantity(unit=unit, high=number, open=word == "below")
    return Quantity(unit=unit, number=number, approximate=word == "about")


def leading_word(text: str) -> tuple[str, str]:
    """Split `about 60 %` into the bound that its first word means and the rest."""
    for written, meaning in WORDS.items():
        if text.lower().startswith(written):
            return meaning, text[len(written) :].strip()
    return "", text


def unit_of(text: str, written: str, units: Mapping[str, str]) -> str:
    """Return the slug of a unit as it is written behind a number."""
    name = written.strip()
    if name in units:
        return units[name]
    if not name:
        raise BadQuantity(text, "its unit is missing")
    raise BadQuantity(text, f"{name!r} is no unit in units.yaml")


def short(number: str) -> str:
    """Write a canonical number for people, with a letter for thousands, millions, billions or trillions.

    >>> short("300000000000"), short("341600000000"), short("0.00012"), short("95000")
    ('300B', '341.6B', '0.00012', '95,000')
    """
    if "e" in number:
        return number
    value = Decimal(number)
    for letter in ("T", "B", "M"):
        scaled = value.scaleb(-SCALES[letter], EXACT)
        if abs(scaled) >= 1 and len((shown := canonical(scaled)).partition(".")[2]) <= 3:
            return shown + letter
    whole, point, fraction = number.partition(".")
    return f"{int(whole):,}{point}{fraction}" if abs(value) >= 10000 else number


def number_text(quantity: Quantity) -> str:
    """Write the number of a quantity, with its bound, in the words that `parse` reads."""
    if quantity.number is not None:
        return f"{'about ' if quantity.approximate else ''}{short(quantity.number)}"
    if quantity.low is not None and quantity.high is not None:
        return f"{'about ' if quantity.approximate else ''}{range_text(quantity.low, quantity.high)}"
    if quantity.low is not None:
        return f"{'more than' if quantity.open else 'at least'} {short(quantity.low)}"
    return f"{'less than' if quantity.open else 'at most'} {short(quantity.high or '0')}"


def range_text(low: str, high: str) -> str:
    """Write a range so that the letter of its upper end is not read as that of its lower end too.

    >>> range_text("100000000000", "300000000000"), range_text("100", "300000000000")
    ('100B to 300B', '100 to 300,000,000,000')
    """
    first, last = short(low), short(high)
    if first[-1].isdigit() and not last[-1].isdigit() and first != "0":
        last = f"{Decimal(high):,f}"
    return f"{first} to {last}"


def significant(number: str) -> int:
    """Count the significant digits that a canonical number shows.

    >>> significant("300000000000"), significant("0.00012"), significant("341.6")
    (1, 2, 4)
    """
    digits = number.lower().partition("e")[0].replace(".", "").lstrip("-0")
    return max(1, len(digits.rstrip("0")))
