"""The sidecar: a small JSON file beside a base that holds what the base itself must not, so that equal data stay equal bytes.

It describes each file that may stand beside it: digest of the bytes, commit and date. While a base is being replaced
it describes the new one and the old one, so it is right at every moment, whichever of the two stands.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kb.frozen import record


@record
class Description:
    """What is known of one compiled file from outside of it."""

    sha256: str
    """Digest of its bytes."""
    data_digest: str
    """Digest of its records, which the file repeats inside."""
    built_with: str
    """Versions of this program and of SQLite, which the file repeats inside: with these, equal records are equal bytes."""
    commit: str | None = None
    """Commit of the sources it was built from."""
    date: str | None = None
    """Date of that commit, in ISO form."""


def sidecar(base: Path) -> Path:
    """Return where the sidecar of a base stands.

    >>> sidecar(Path("build/base.sqlite")).name
    'base.sqlite.json'
    """
    return base.with_name(f"{base.name}.json")


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    import hashlib  # noqa: PLC0415 # lazily for start-up time: a look-up trusts the digest beside the file

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_text(descriptions: Sequence[Description]) -> str:
    """Return the text of a sidecar."""
    return json.dumps({"files": [asdict(one) for one in descriptions]}, indent=2) + "\n"


def descriptions(base: Path) -> tuple[Description, ...]:
    """Return what the sidecar of a base says, newest first; nothing when there is none or it cannot be read."""
    try:
        files = json.loads(sidecar(base).read_text(encoding="utf-8"))["files"]
        return tuple(Description(**one) for one in files)
    except (OSError, ValueError, KeyError, TypeError):
        return ()
