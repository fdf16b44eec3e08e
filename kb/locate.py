"""Where the claims and the compiled base are, from whatever directory a command is run."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import NoHistory
from kb.git import text
from kb.store.base import KnowledgeBase

if TYPE_CHECKING:  # hardly a look-up needs git
    from kb.history import GitHistory

MARK = "predicates.yaml"
ENVIRONMENT = "KB_BASE"


def claims_root(start: Path | None = None) -> Path | None:
    """Return the nearest `claims/` at or above a directory, else the one beside this package, else None."""
    here = (start or Path.cwd()).resolve()
    beside = Path(__file__).resolve().parent.parent
    candidates = (folder / "claims" for folder in (here, *here.parents, beside))
    return next((folder for folder in candidates if (folder / MARK).is_file()), None)


def base_path(root: Path | None = None) -> Path:
    """Return where the base is or belongs: $KB_BASE, `build/` beside the claims, or inside the installed package.

    `root` is a tree of claims other than the nearest one.
    """
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    if found := root or claims_root():
        return found.resolve().parent / "build" / "base.sqlite"
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
    return KnowledgeBase.open(base_path())


def history() -> "GitHistory":
    """Return the past of the nearest tree of claims. Raises NoHistory where there is none."""
    from kb.history import GitHistory  # noqa: PLC0415 # lazily for start-up time: hardly a look-up needs git

    if (root := claims_root()) is None:
        raise NoHistory("there is no claims/ here or above", "ask in a clone of the claims' repository")
    return GitHistory(root)


def revision(root: Path) -> tuple[str | None, str | None]:
    """Return the commit that last changed the claims and its date; None for both where git knows no such state.

    That is so outside a repository, without git, and where the claims differ from what is committed.
    """
    try:
        if text(root, "status", "--porcelain", "--", "."):
            return None, None
        commit, _, date = text(root, "log", "-1", "--format=%H %cI", "--", ".").partition(" ")
    except NoHistory:
        return None, None
    return (commit, date) if date else (None, None)
