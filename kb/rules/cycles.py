"""Circles in what should have none."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield circles, each from its first node back to it, until cutting one edge of each leaves none.

    >>> list(cycles({"a": ["b"], "b": ["a"], "c": ["a"], "d": ["d"]}))
    [['a', 'b', 'a'], ['d', 'd']]
    """
    left = {node: list(dict.fromkeys(others)) for node, others in graph.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            cycle = list(reversed(error.args[1][1:]))
            first = cycle.index(min(cycle))
            cycle = [*cycle[first:], *cycle[: first + 1]]
            yield cycle
            left[cycle[0]].remove(cycle[1])
        else:
            return
