"""Everything that can go wrong, as data that writes its own sentence.

KBError
├── BadQuantity        a text that should be a number with a unit is none
├── UnknownId          an id or name that the base does not hold
├── BadArgument        a value that a question or filter does not take
├── TookTooLong        a statement ran into the end that was set for it
├── ClaimsRejected     a tree of claims has problems: all of them, each with its place
│   └── PastUnreadable that of an old commit, which this program cannot read
├── NoHistory          there is no repository, or no git, from which past states could be read
└── BaseUnusable       the compiled file cannot be served
    ├── BaseMissing    there is none at that path
    ├── BaseDamaged    its bytes are not those that were built
    └── BaseForeign    another program, or another version of this one, wrote it
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Self

from kb.frozen import frozen


class KBError(Exception):
    """Base of all errors that this package raises on purpose."""


class BadQuantity(KBError, ValueError):
    """A text that should be a number with a unit is none."""

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(f"{text!r} is not a quantity: {reason}")


class BadFormula(KBError, ValueError):
    """A text that should be arithmetic over named figures is none, or has no value."""

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(f"{text!r} is not a formula: {reason}")


class FetchRefused(KBError):
    """A document could not be fetched, or not within the limits."""

    def __init__(self, url: str, reason: str) -> None:
        self.url, self.reason = url, reason
        super().__init__(f"{url} was not fetched: {reason}; give its text with --text")


class UnknownId(KBError, LookupError):
    """An id or name that the base does not hold."""

    def __init__(self, kind: str, given: str, suggestions: Sequence[str] = ()) -> None:
        self.kind, self.given, self.suggestions = kind, given, tuple(suggestions)
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if suggestions else ""
        super().__init__(f"no {kind} is called {given!r}{hint}")


class BadArgument(KBError, ValueError):
    """A value that a question or filter does not take."""

    def __init__(self, argument: str, given: object, remedy: str) -> None:
        self.argument, self.given, self.remedy = argument, given, remedy
        super().__init__(f"{argument} = {given!r} is not possible: {remedy}")


class TookTooLong(KBError, TimeoutError):
    """A statement ran into the end that was set for it."""

    def __init__(self) -> None:
        super().__init__("the answer took longer than it may; ask for less")


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning does not."""

    error = "error"
    warning = "warning"


@frozen
class Place:
    """Where a value stands in a contributed file; lines and columns count from 1.

    >>> str(Place("claims/sources/opt.yaml", 41, 7))
    'claims/sources/opt.yaml:41:7'
    """

    file: str
    line: int = 1
    column: int = 1

    def __lt__(self, other: Self) -> bool:
        return (self.file, self.line, self.column) < (other.file, other.line, other.column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen
class Problem:
    """One thing that is wrong with contributed files, and what to type instead.

    >>> print(Problem(Place("a.yaml", 3, 5), "reference", "claim:a:x", "subject", "no such entity", "define it"))
    a.yaml:3:5: error: claim:a:x, subject: no such entity [reference]
        define it
    """

    place: Place
    rule: str
    record: str
    field: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.error

    def __lt__(self, other: Self) -> bool:
        return (self.place, self.rule, self.record, self.field, self.message) < (
            other.place, other.rule, other.record, other.field, other.message,
        )  # fmt: skip

    def __str__(self) -> str:
        subject = ", ".join(part for part in (self.record, self.field) if part)
        line = f"{self.place}: {self.severity}: {subject + ': ' if subject else ''}{self.message} [{self.rule}]"
        return f"{line}\n    {self.remedy}" if self.remedy else line


class ClaimsRejected(KBError):
    """A tree of claims has problems; `problems` holds all of them, in the order of their places."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{_counted(self.problems)}; run `kb check` to see each with its place")


def _counted(problems: Sequence[Problem]) -> str:
    return f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"


class PastUnreadable(ClaimsRejected):
    """The claims of a commit cannot be read by this program."""

    def __init__(self, commit: str, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.commit = commit
        first = f"{self.problems[0].place}: {self.problems[0].message}" if self.problems else "no file of claims"
        told = f"this program cannot read the claims of {commit}: {_counted(self.problems)}, the first at {first}"
        self.args = (f"{told}; use the program of that time: git worktree add ../then {commit}",)


class NoHistory(KBError):
    """There is no repository, or no git, from which past states of the claims could be read."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"no past state of the claims can be read: {reason}; {remedy}")


class BaseUnusable(KBError):
    """The compiled file at `path` cannot be served."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


class BaseMissing(BaseUnusable):
    """There is no compiled file at that path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "there is no compiled base here; run `kb build`, or set KB_BASE to one")


class BaseDamaged(BaseUnusable):
    """The bytes of the compiled file are not those that were built."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(path, f"damaged: {reason}; build it again with `kb build`")


class BaseForeign(BaseUnusable):
    """Another program, or another version of this one, wrote the file."""

    def __init__(self, path: Path, found: str, wanted: str) -> None:
        self.found, self.wanted = found, wanted
        super().__init__(path, f"has format {found}, this program reads {wanted}; run `kb build`")
