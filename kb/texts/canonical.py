"""The canonical text of a rendition: what anchors count code points in.

Layout is folded and meaning kept. Runs of white space become one space, a word broken over two lines becomes one
word, ligatures become letters, and characters that only format vanish. Punctuation, signs, decimal points,
comparison signs, ranges and units stay as they are, since a claim's figure depends on them.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

CANONICAL = "folded-1"
"""Id of these rules; raised with every change that could move a span."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_PIECE = re.compile(
    r"(?P<broken>(?<=[^\W\d_])-[^\S\n]*\n\s*(?=[a-zß-ÿ]))"  # a hyphen at the end of a line between letters
    r"|(?P<space>\s+)"
    r"|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Canonical:
    """A canonical text and, for each of its code points, where in the raw text it came from."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the canonical text that a half-open span of the raw text became."""
        first, last = bisect_left(self.origins, start), bisect_left(self.origins, end)
        while first < last and self.text[first] == " ":
            first += 1
        while last > first and self.text[last - 1] == " ":
            last -= 1
        return first, last


def canonical(raw: str) -> Canonical:
    r"""Fold a raw text.

    >>> canonical("Trained on  300B to-\nkens; lr 1e-4,\n\nnot 1e4.").text
    'Trained on 300B tokens; lr 1e-4, not 1e4.'
    """
    made: list[str] = []
    origins: list[int] = []
    for match in _PIECE.finditer(unicodedata.normalize("NFC", raw)):
        if match["space"]:
            piece = " "
        elif match["broken"]:
            continue
        else:
            piece = _LIGATURES.get(match["other"], match["other"])
            if unicodedata.category(piece[0]) in ("Cf", "Cc"):
                continue
        if piece == " " and (not made or made[-1] == " "):
            continue
        made += piece
        origins += [match.start()] * len(piece)
    if made and made[-1] == " ":
        made.pop()
        origins.pop()
    return Canonical("".join(made), tuple(origins))
