"""Git, read as a store of objects: nothing is written, and no configuration of the user runs a program."""

import os
from pathlib import Path

from kb.errors import NoHistory

PRECAUTIONS = (
    "--no-optional-locks", "--no-pager", "--no-replace-objects", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", "log.showSignature=false", "-c", "log.follow=false", "-c", "protocol.allow=never",
)  # fmt: skip
"""What a repository's own configuration could start is turned off: a monitor, hooks, checks of signatures, transports."""
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": os.devnull,
    "LC_ALL": "C",
}
SECONDS = 120


def git(folder: Path, *words: str, given: bytes | None = None) -> bytes:
    """Return what git prints when it is run in a folder, with `given` on its standard input.

    Raises NoHistory where there is no git or no repository, or where git fails.
    """
    import subprocess  # noqa: PLC0415 # lazily for start-up time: hardly a look-up needs it

    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *PRECAUTIONS, "-C", str(folder), *words]
    try:
        done = subprocess.run(command, input=given or b"", capture_output=True, check=False, timeout=SECONDS, env=kept | ENVIRONMENT)
    except FileNotFoundError:
        raise NoHistory("git is not installed", "install it, and try again in a clone of the claims' repository") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoHistory(f"git does not answer ({error})", "try git by itself in that folder") from error
    if done.returncode:
        raise _failure(folder, done.stderr.decode(errors="replace").strip())
    return done.stdout


def _failure(folder: Path, told: str) -> NoHistory:
    first = told.partition("\n")[0]
    if "not a git repository" in first:
        return NoHistory(f"{folder} is in no git repository", "clone the claims' repository, and ask there")
    if "dubious ownership" in first:
        return NoHistory(f"the repository around {folder} belongs to another user", "ask as its owner, or in a clone of your own")
    return NoHistory(f"git fails in {folder}: {first}", "try git by itself in that folder")


def text(folder: Path, *words: str, given: str = "") -> str:
    """Return what git prints as text, without white space around it. Raises NoHistory."""
    return git(folder, *words, given=given.encode()).decode(errors="replace").strip()
