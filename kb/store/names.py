"""Names as people type them: one spelling for all ways of writing a name, and safe text for full-text search."""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 32
LONGEST = 200


def folded(text: str) -> str:
    """Return a name without case, accents, spaces and marks.

    >>> folded("GPT-3.5 Turbo"), folded("Évaluation")
    ('gpt35turbo', 'evaluation')
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if character.isalnum())


def all_words(text: str) -> str | None:
    """Return the MATCH text that finds every word of `text`; None where it has no word.

    >>> all_words('batch "size" NOT (ramp*')
    '"batch" "size" "NOT" "ramp"'
    """
    words = re.findall(r"\w+", text[: LONGEST * 10])[:MOST_WORDS]
    return " ".join(quoted(words)) or None


def any_trigram(name: str) -> str | None:
    """Return the MATCH text that finds names which share three letters in a row with a folded name.

    >>> any_trigram("opt17")
    '"opt" OR "pt1" OR "t17"'
    """
    trigrams = (name[start : start + 3] for start in range(min(len(name), LONGEST) - 2))
    return " OR ".join(quoted(dict.fromkeys(trigrams))) or None


def quoted(words: Iterable[str]) -> list[str]:
    """Put words between double quotes, so that none is read as an operator."""
    return [f'"{word}"' for word in words]
