"""Global ids and cursors: opaque to clients, never answered in Python's words."""

import base64
import binascii
from collections.abc import Callable

from kb.errors import BadArgument
from kb.ids import is_address, is_predicate, is_slug

KEYS: dict[str, Callable[[str], bool]] = {
    "claim": is_address,
    "entity": is_slug,
    "source": is_slug,
    "predicate": is_predicate,
    "finding": is_slug,
    "guide": is_slug,
}
"""What the key behind the colon looks like, for each kind of record that has a global id."""
SHOWN = 80
"""Characters of a malformed id or cursor that the error repeats."""


def global_id(kind: str, key: str) -> str:
    """Return the id of a record among all kinds.

    >>> global_id("claim", "opt:activation")
    'claim:opt:activation'
    """
    return f"{kind}:{key}"


def parts(given: str) -> tuple[str, str]:
    """Split a global id into kind and key. Raises BadArgument when it is none.

    >>> parts("claim:opt:activation")
    ('claim', 'opt:activation')
    """
    kind, _, key = given.partition(":")
    if kind not in KEYS or not KEYS[kind](key):
        raise BadArgument("id", given[:SHOWN], f"an id is one of {', '.join(KEYS)}, a colon, and a slug or address")
    return kind, key


def cursor(key: str) -> str:
    """Return the cursor of a row.

    >>> key_of(cursor("opt:activation"), is_address)
    'opt:activation'
    """
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def key_of(given: str, fits: Callable[[str], bool]) -> str:
    """Return the row that a cursor stands for. Raises BadArgument when it is none, or one of another list."""
    try:
        key = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise bad_cursor(given) from None
    if not fits(key):
        raise bad_cursor(given)
    return key


def bad_cursor(given: str) -> BadArgument:
    """Return the error for a cursor that this list never gave."""
    return BadArgument("after", given[:SHOWN], "pass on an `endCursor` of the same list as it was given")
