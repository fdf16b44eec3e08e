"""Where the claims and the compiled base are, from whatever directory a command is run."""

import os
from pathlib import Path

from kb.errors import BaseMissing
from kb.store.base import KnowledgeBase

MARK = "predicates.yaml"
ENVIRONMENT = "KB_BASE"


def claims_root(start: Path | None = None) -> Path | None:
    """Return the nearest `claims/` at or above a directory, else the one beside this package, else None."""
    here = (start or Path.cwd()).resolve()
    beside = Path(__file__).resolve().parent.parent
    candidates = (folder / "claims" for folder in (here, *here.parents, beside))
    return next((folder for folder in candidates if (folder / MARK).is_file()), None)


def base_path() -> Path:
    """Return where the base is or belongs: $KB_BASE, `build/` beside the claims, or inside the installed package."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    if root := claims_root():
        return root.parent / "build" / "base.sqlite"
    return Path(__file__).resolve().parent / "data" / "base.sqlite"


def is_stale(path: Path) -> bool:
    """Tell whether a claim was changed after the base at a path was built."""
    root = claims_root()
    if os.environ.get(ENVIRONMENT) or root is None or not path.is_file():
        return False
    built = path.stat().st_mtime
    return any(file.stat().st_mtime > built for file in root.rglob("*.yaml"))


def open_base() -> KnowledgeBase:
    """Open the base for look-ups. Raises BaseMissing, BaseForeign or BaseDamaged."""
    path = base_path()
    if not path.exists() and not os.environ.get(ENVIRONMENT) and claims_root() is None:
        raise BaseMissing(path)
    return KnowledgeBase.open(path)


def revision(root: Path) -> tuple[str | None, str | None]:
    """Return the commit of the claims and its date, or None for both outside a git repository."""
    import subprocess  # noqa: PLC0415 # lazily for start-up time: no look-up needs it

    command = ["git", "-C", str(root), "log", "-1", "--format=%H %cI"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None, None
    words = done.stdout.split()
    return (words[0], words[1]) if done.returncode == 0 and len(words) == 2 else (None, None)
