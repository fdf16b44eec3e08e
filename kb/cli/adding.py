"""Records that are added to a tree: laid out and checked as part of the whole tree before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kb.cli.check import problems_of
from kb.cli.layout import canonical_files, write_whole
from kb.errors import ClaimsRejected, Problem, Severity, UnknownId
from kb.ids import nearest
from kb.read.tree import Reading, read
from kb.write.comments import with_comments
from kb.write.emit import lines
from kb.write.plain import Plainer

Data = dict[str, Any]


@dataclass(frozen=True)
class Addition:
    """A file of a tree as it would become."""

    tree: Path
    file: Path
    reading: Reading
    """The whole tree as it would become."""
    problems: tuple[Problem, ...]
    """What is wrong with that tree and not with the one that stands."""

    @property
    def errors(self) -> list[Problem]:
        """What keeps it from being written."""
        return [problem for problem in self.problems if problem.severity is Severity.error]

    @property
    def text(self) -> str:
        """The whole file in its canonical layout, with the comments that it has."""
        text = canonical_files(self.reading, self.tree)[self.file]
        return with_comments(self.file.read_bytes().decode(), text) if self.file.exists() else text

    def write(self) -> None:
        """Put the file in place at once."""
        self.file.parent.mkdir(exist_ok=True)
        write_whole(self.file, self.text)


def standing(tree: Path) -> Reading:
    """Return the tree as it stands. Raises ClaimsRejected when it cannot be read, since nothing can be added to it then."""
    reading = read(tree, remember=True)
    if reading.problems:
        raise ClaimsRejected(reading.problems)
    return reading


def with_claim(reading: Reading, source: str, at: Data | None, claim: Data) -> Data:
    """Return a source as data with one claim more: at the end of its place, or at a new place behind all others.

    Raises UnknownId.
    """
    if source not in reading.draft.sources:
        raise UnknownId("source", source, nearest(source, reading.draft.sources))
    data = Plainer(reading.draft.units).source(reading.draft.sources[source])
    passages = data.setdefault("passages", [])
    same = next((one for one in reversed(passages) if one.get("at") == at), None)
    if same is not None:
        same["claims"].append(claim)
    else:
        passages.append({**({"at": at} if at else {}), "claims": [claim]})
    return data


def added(before: Reading, tree: Path, name: str, data: Data) -> Addition:
    """Return what a tree would become with this data as the file of that name below its root."""
    text = "\n".join(lines(data)) + "\n"
    after = read(tree, {name: text.encode()}, remember=True)
    known = {_told(problem) for problem in problems_of(before, tree)}
    new = tuple(problem for problem in problems_of(after, tree) if _told(problem) not in known)
    return Addition(tree, tree / name, after, new)


def _told(problem: Problem) -> tuple[str, ...]:
    return (problem.rule, problem.record, problem.field, problem.message)


def print_faults(problems: Iterable[Problem]) -> None:
    """Print what is wrong with what was typed; it stands in no file yet, so there is no place to name."""
    for one in problems:
        subject = ", ".join(part for part in (one.record, one.field) if part)
        click.echo(f"{one.severity}: {subject}: {one.message} [{one.rule}]" + (f"\n    {one.remedy}" if one.remedy else ""), err=True)
