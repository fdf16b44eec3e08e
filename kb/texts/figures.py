"""The figures of a text, read by tokens: `80B` is not in `180B`, `-0.3` is not `0.3`, and `< 5` is not `> 5`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

WORDS = {word: number for number, word in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"))}  # fmt: skip
LETTERS = {"k": 3, "K": 3, "m": 6, "M": 6, "G": 9, "B": 9, "T": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
BELOW = ("<", "≤", "<=", "less than", "under", "below", "at most", "up to", "no more than", "fewer than")
ABOVE = (">", "≥", ">=", "more than", "over", "above", "at least", "no less than", "exceeding")
_BELOW, _ABOVE = (re.compile(rf"(?<![a-z])(?:{'|'.join(words)})$") for words in (BELOW, ABOVE))
_MINUS = "\u2212\u2013-"
_APART = r"(?<![^\W\u3040-\u9fff])(?<!\.)"
"""Stands behind no word or point; Chinese and Japanese write figures without a space."""
_NUMBER = re.compile(
    rf"{_APART}(?P<sign>(?<![\w)\]%])[+{_MINUS}])?"  # a sign that follows no figure or word
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:_\d{3})+|\d+(?:\.\d+)?|\.\d+)"
    rf"(?:(?:[eE](?P<e>[+{_MINUS}]?\d+))|(?:\s?(?:[x×·]\s?10\s?\^?|\*\s?10\s?\^)\s?\{{?(?P<power>[+{_MINUS}]?\d+)\}}?))?"
    r"(?:(?P<letter>[kKmMGBT])(?![A-Za-z])|\s(?P<word>thousand|million|billion|trillion)\b)?"
)
_POWER = re.compile(rf"(?<![\w.])(?<![x×·*])(?<![x×·*]\s)10\s?\^\s?\{{?(?P<power>[+{_MINUS}]?\d+)\}}?")
_NAMED = re.compile(rf"\b(?P<word>{'|'.join(WORDS)})\b", re.IGNORECASE)
_RANGE = re.compile(rf"\s?[{_MINUS}]\s?|\s?to\s")
_UNIT = re.compile(r"\s?[-‐]?\s?(?P<unit>%|°?[A-Za-zµ][\w/·^-]*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text."""

    number: Decimal
    """Its value, its scale applied; a sign that may be a dash between two figures is no sign."""
    place: Decimal
    """Worth of its last printed digit."""
    printed: str
    """As it stands there, without its unit."""
    before: str
    """`below` or `above` where a sign or word in front says so, else empty."""
    unit: str
    """The word behind it, or `%`; empty where there is none."""
    start: int
    """First code point."""


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a canonical text in their order.

    >>> [(str(one.number), one.unit) for one in figures("60% of 300B tokens, 1.2 x 10^-4 and 200-500 batches")]
    [('60', '%'), ('3.00E+11', 'tokens'), ('0.00012', 'and'), ('200', ''), ('200', 'batches'), ('500', 'batches')]
    """
    powers = list(_POWER.finditer(text))
    found = [_power(text, match) for match in powers]
    found += [_read(text, match) for match in _NUMBER.finditer(text) if not _inside(match.start("digits"), powers)]
    found += [_named(text, match) for match in _NAMED.finditer(text)]
    return tuple(sorted(_with_ends_of_ranges(text, found), key=lambda one: one.start))


def _inside(position: int, powers: list[re.Match[str]]) -> bool:
    return any(match.start() <= position < match.end() for match in powers)


def _whole(text: str) -> int:
    return int(re.sub(f"[{_MINUS}]", "-", text))


def _read(text: str, match: re.Match[str]) -> Figure:
    digits = match["digits"].replace(",", "").replace("_", "")
    shift = _whole(match["e"] or match["power"] or "0") + LETTERS.get(match["letter"] or match["word"] or "", 0)
    number = Decimal(digits).scaleb(shift)
    place = Decimal(1).scaleb(shift - len(digits.partition(".")[2]))
    negative = match["sign"] is not None and match["sign"] != "+"
    start = match.start("sign") if match["sign"] else match.start("digits")
    printed = text[start : match.end()].strip()
    return Figure(-number if negative else number, place, printed, _before(text[:start]), _unit(text, match.end()), start)


def _power(text: str, match: re.Match[str]) -> Figure:
    number = Decimal(1).scaleb(_whole(match["power"]))
    return Figure(number, number, match[0], _before(text[: match.start()]), _unit(text, match.end()), match.start())


def _named(text: str, match: re.Match[str]) -> Figure:
    number = Decimal(WORDS[match["word"].lower()])
    return Figure(number, Decimal(1), match[0], _before(text[: match.start()]), _unit(text, match.end()), match.start())


def _before(head: str) -> str:
    head = head.rstrip().lower().removesuffix("about").removesuffix("~").rstrip()
    return "below" if _BELOW.search(head) else "above" if _ABOVE.search(head) else ""


def _unit(text: str, end: int) -> str:
    match = _UNIT.match(text, end)
    return match["unit"] if match else ""


def _with_ends_of_ranges(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Yield all figures, and the first one of `1-2B` and `8 to 62 %` also as the second one is scaled and counted."""
    ordered = sorted(found, key=lambda one: one.start)
    for one, other in zip_longest(ordered, ordered[1:]):
        yield one
        if other is None or scale(one) or not _RANGE.fullmatch(text, one.start + len(one.printed), other.start):
            continue
        if (shift := scale(other)) or other.unit:
            yield replace(one, number=one.number.scaleb(shift), place=one.place.scaleb(shift), unit=other.unit)


def scale(figure: Figure) -> int:
    """Return the power of ten that a letter or word behind a figure means."""
    return next((power for name, power in LETTERS.items() if figure.printed.endswith(name)), 0)
