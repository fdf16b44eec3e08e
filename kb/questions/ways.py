"""The ways through a guide that a situation leaves open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.errors import BadArgument
from kb.records.guide import Edge, Ending, Fork, Guide
from kb.store.base import KnowledgeBase

Answers = Mapping[str, str]
"""The reader's answer to each situation that was told."""


@dataclass(frozen=True, slots=True)
class Met:
    """A test that is met on a way through a guide."""

    fork: Fork
    given: str | None
    """The reader's answer, if any."""
    edges: tuple[Edge, ...]
    """The ways that go on from here: one where the reader answered, else all."""


def chosen(base: KnowledgeBase, guide: str | None) -> Guide:
    """Return the guide that is named, or else the only one. Raises UnknownId or BadArgument."""
    if guide is not None:
        return base.guide(guide.removeprefix("guide:"))
    known = base.guides()
    if len(known) != 1:
        raise BadArgument("guide", guide, f"name one of {', '.join(known)}" if known else "the base holds none")
    return next(iter(known.values()))


def met(guide: Guide, answers: Answers, start: str) -> tuple[Met, ...]:
    """Return the tests that may be met from a step on, in the guide's order."""
    forks = {fork.slug: fork for fork in guide.tests}
    found: dict[str, Met] = {}
    waiting = [start]
    while waiting:
        if (fork := forks.get(waiting.pop())) and fork.slug not in found:
            given = answers.get(fork.situation)
            found[fork.slug] = Met(fork, given, tuple(edge for edge in fork.edges if given in (None, edge.answer)))
            waiting += [edge.to for edge in found[fork.slug].edges]
    return tuple(found[slug] for slug in forks if slug in found)


def ends(guide: Guide, tests: Iterable[Met], start: str) -> tuple[Ending, ...]:
    """Return the outcomes to which the ways from a step on lead, in the guide's order; `tests` are those met from there on."""
    reached = {start, *(edge.to for one in tests for edge in one.edges)}
    return tuple(ending for ending in guide.outcomes if ending.slug in reached)


def path(tests: Iterable[Met], start: str) -> tuple[Met, ...]:
    """Return the tests from a step on that the reader answered, up to an outcome or the first one without an answer."""
    known = {one.fork.slug: one for one in tests}
    found, step = [], start
    while step in known and known[step].given is not None:
        found.append(known[step])
        step = known[step].edges[0].to
    return tuple(found)
