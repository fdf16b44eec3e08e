"""Global ids and cursors: opaque to clients, never answered in Python's words."""

import base64
import binascii

from kb.errors import BadArgument

KINDS = ("claim", "entity", "source", "predicate")


def global_id(kind: str, key: str) -> str:
    """Return the id of a record among all kinds.

    >>> global_id("claim", "opt:activation")
    'claim:opt:activation'
    """
    return f"{kind}:{key}"


def parts(given: str) -> tuple[str, str]:
    """Split a global id into kind and key. Raises BadArgument when it is none."""
    kind, colon, key = given.partition(":")
    if kind not in KINDS or not colon or not key:
        raise BadArgument("id", given[:80], f"an id is one of {', '.join(KINDS)}, a colon, and a slug or address")
    return kind, key


def cursor(key: str) -> str:
    """Return the cursor of a row.

    >>> key_of(cursor("opt:activation"))
    'opt:activation'
    """
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def key_of(given: str) -> str:
    """Return the row that a cursor stands for. Raises BadArgument when it is none."""
    try:
        return base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise BadArgument("after", given[:80], "pass on an `endCursor` as it was given") from None
