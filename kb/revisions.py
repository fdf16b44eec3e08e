"""What people call a state of a repository, a commit, tag, branch or day, and which commit that is."""

import datetime as dt
import re
from pathlib import Path
from typing import NoReturn

from kb.errors import BadArgument, NoHistory, UnknownId
from kb.git import text
from kb.ids import nearest

DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")
ABBREVIATION = re.compile(r"[0-9a-f]{4,40}")
LONGEST = 500
SHOWN = 3
ARGUMENT = "revision"
SHALLOW = "git fetch --unshallow brings the rest of it"


def commit_of(folder: Path, name: str) -> str:
    """Return the whole name of the commit that a revision means; a day means the last commit of the present branch on it.

    Days are written as 2024-05-31, or with a time as 2024-05-31T12:00; without a zone they are in UTC. A tag or branch
    that is called like a day comes first. Raises UnknownId, BadArgument or NoHistory.
    """
    if not name.strip() or len(name) > LONGEST or not name.isprintable():
        raise BadArgument(ARGUMENT, name[:LONGEST], "name a commit, tag, branch or day")
    found = text(folder, "cat-file", "--batch-check", given=f"{name}^{{commit}}\n")
    if not found.endswith((" missing", " ambiguous")):
        return found.split(" ")[0]
    if ABBREVIATION.fullmatch(name):
        _refuse_ambiguous(folder, name)
    return _of_day(folder, name) if DAY.fullmatch(name) else _unknown(folder, name)


def ends(folder: Path, name: str) -> tuple[str | None, str]:
    """Return the commits at both ends of a range; of one revision alone, None and that revision.

    `A..B` is from A to B, `A...B` from where B left A; an end that is left out is HEAD. Raises as `commit_of`.
    """
    before, dots, after = name.partition("...") if "..." in name else name.partition("..")
    if not dots:
        return None, commit_of(folder, name)
    first, last = commit_of(folder, before or "HEAD"), commit_of(folder, after or "HEAD")
    return (_fork(folder, first, last) if dots == "..." else first), last


def _fork(folder: Path, first: str, last: str) -> str:
    try:
        return text(folder, "merge-base", first, last)
    except NoHistory:
        raise BadArgument(ARGUMENT, f"{first}...{last}", "the two share no commit; put two points between them") from None


def _of_day(folder: Path, name: str) -> str:
    """Return the last commit of the present branch until the end of a day, or until a time."""
    try:
        given = dt.datetime.fromisoformat(name)
    except ValueError:
        raise BadArgument(ARGUMENT, name, "there is no such day or time") from None
    until = given if given.tzinfo else given.replace(tzinfo=dt.UTC)
    if len(name) == len("2024-05-31"):
        until += dt.timedelta(days=1, seconds=-1)
    if found := text(folder, "rev-list", "--first-parent", "--max-count=1", f"--min-age={int(until.timestamp())}", "HEAD"):
        return found
    first = text(folder, "log", "--first-parent", "--max-parents=0", "--format=%cs", "HEAD")
    raise BadArgument(ARGUMENT, name, f"the first commit here is of {first}" + (f"; {SHALLOW}" if _is_shallow(folder) else ""))


def _refuse_ambiguous(folder: Path, name: str) -> None:
    ids = text(folder, "rev-parse", f"--disambiguate={name}").split()
    known = text(folder, "cat-file", "--batch-check", given="".join(f"{one}\n" for one in ids)).splitlines()
    commits = [line.split(" ")[0] for line in known if line.split(" ")[1] == "commit"]
    if len(commits) > 1:
        told = text(folder, "log", "--no-walk", "--format=%h (%cs, %s)", *commits[:SHOWN]).splitlines()
        raise BadArgument(ARGUMENT, name, f"{len(commits)} commits begin so; type more of {' or '.join(told)}")


def _unknown(folder: Path, name: str) -> NoReturn:
    if _is_shallow(folder):
        raise NoHistory(f"{name!r} is not in this clone, which holds a part of the history alone", SHALLOW)
    names = text(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes").splitlines()
    raise UnknownId(ARGUMENT, name, nearest(name, names))


def _is_shallow(folder: Path) -> bool:
    return text(folder, "rev-parse", "--is-shallow-repository") == "true"
