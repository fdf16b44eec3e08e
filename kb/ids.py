"""Slugs, addresses and global ids: how everything in the base is named.

A *slug* names an entity, source, unit or person (`opt-175b`), a *predicate slug* uses underscores
(`tokens_seen`), an *address* names a claim by its source (`opt:tokens-seen`), and a *global id* puts the
kind of record before either (`claim:opt:tokens-seen`).
"""

import re
from collections.abc import Iterable

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PREDICATE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SLUG_LENGTH = 80


def is_slug(text: str) -> bool:
    """Tell whether a text may name an entity, source, unit, person or a claim within its source.

    >>> is_slug("opt-175b"), is_slug("OPT 175B"), is_slug("a--b")
    (True, False, False)
    """
    return len(text) <= SLUG_LENGTH and SLUG.fullmatch(text) is not None


def is_predicate(text: str) -> bool:
    """Tell whether a text may name a predicate.

    >>> is_predicate("tokens_seen"), is_predicate("tokens-seen")
    (True, False)
    """
    return len(text) <= SLUG_LENGTH and PREDICATE.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Tell whether a text has the form of a claim's address.

    >>> is_address("opt:tokens-seen"), is_address("opt")
    (True, False)
    """
    source, colon, claim = text.partition(":")
    return bool(colon) and is_slug(source) and is_slug(claim)


def slug_of(name: str) -> str:
    """Propose a slug for a name.

    >>> slug_of("GPT-3.5 (175B)")
    'gpt-3-5-175b'
    """
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:SLUG_LENGTH]


def nearest(given: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return up to `most` known names that a misspelt one may mean, best first.

    >>> nearest("opt175b", ["opt-175b", "bloom-176b", "palm-540b"])
    ('opt-175b',)
    """
    import difflib  # noqa: PLC0415 # lazily for start-up time: only what goes wrong needs it

    lowered = given.lower()
    names = sorted(set(known))
    close = difflib.get_close_matches(lowered, names, most, 0.7)
    if len(lowered) > 2:
        close += [name for name in names if name not in close and (lowered in name or name.startswith(lowered))]
    return tuple(close[:most])
