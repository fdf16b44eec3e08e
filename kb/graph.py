"""The base read as graphs: derived on demand, never the store. The one home of networkx."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice, pairwise

import networkx as nx

from kb.errors import BadArgument
from kb.records.claim import Fact
from kb.records.terms import Kind, Polarity
from kb.store.base import KnowledgeBase
from kb.store.linked import Tie

MADE_FROM = ("trained_on", "based_on", "tuned_on")
"""Predicates that say what a model was made from; those of a family hold of its members."""
HAS_PART = ("has_component",)
"""Predicates that say what a dataset was made from; they hold of that dataset alone."""


def tree(base: KnowledgeBase, kind: Kind) -> "nx.DiGraph[str]":
    """Return all entities of a kind, with an edge from each to the broader ones it names."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for slug, entity in base.entities(tuple(base.entity_slugs(kind))).items():
        graph.add_node(slug, name=entity.name)
        graph.add_edges_from((slug, broader) for broader in entity.broader)
    return graph


def lineage(base: KnowledgeBase, slug: str) -> "nx.MultiDiGraph[str]":
    """Return what a model or dataset was made from; each edge carries its predicate and how many steps away it is.

    The key of an edge is the address of the claim; it starts at the family where the claim is of the family.
    Raises UnknownId for an unknown slug and BadArgument for an entity that is neither model nor dataset.
    """
    if (entity := base.entity(slug)).kind not in (Kind.model, Kind.dataset):
        raise BadArgument("slug", slug, f"it is a {entity.kind}; lineage is of models and datasets")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(slug)
    level, depth = {slug}, 0
    while level:
        depth += 1
        families = {above for family in base.families(level).values() for above in family}
        found = set()
        for view in (*base.facts(families, MADE_FROM), *base.facts(level, HAS_PART)):
            body = view.claim.body
            if isinstance(body, Fact) and body.value.entity and view.claim.polarity is Polarity.asserts:
                found |= {body.value.entity} - set(graph)
                if not graph.has_edge(body.subject, body.value.entity, key=view.address):
                    graph.add_edge(body.subject, body.value.entity, key=view.address, predicate=body.predicate, depth=depth)
        level = found
    return graph


def kindred(base: KnowledgeBase, sources: Collection[str], tied: Iterable[tuple[str, str]] = ()) -> list[frozenset[str]]:
    """Return sources in groups that are independent of each other, largest first, then by name.

    Sources that share an organisation or an author, or are `tied` by a curator's word, are in one group.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sources)
    for slug, source in base.sources(sources).items():
        people = (author for author in source.authors if not author.startswith("and "))
        graph.add_edges_from((slug, f"shared:{shared}") for shared in (*source.organisations, *people))
    graph.add_edges_from((one, other) for one, other in tied if one in graph and other in graph)
    groups = (frozenset(group) & frozenset(sources) for group in nx.connected_components(graph))
    return sorted((group for group in groups if group), key=lambda group: (-len(group), min(group)))


def chains(base: KnowledgeBase, start: str, goal: str, longest: int, limit: int) -> list[tuple[tuple[str, str, tuple[Tie, ...]], ...]]:
    """Return the shortest chains of claims from one entity to another, best first; each step with its claims, best first.

    A chain is as good as the best claim of its weakest step. None is longer than `longest`; at most `limit` are returned.
    """
    graph = _between(base, start, goal, longest)
    if goal not in graph or not nx.has_path(graph, start, goal):
        return []
    length = nx.shortest_path_length(graph, start, goal)
    found: dict[tuple[str, ...], None] = {}
    for weakness in sorted({ties[0].weakness for _, _, ties in _ties(graph)}):
        good: nx.Graph[str] = nx.Graph()
        good.add_nodes_from((start, goal))
        good.add_edges_from((one, other) for one, other, ties in _ties(graph) if ties[0].weakness <= weakness)
        if nx.has_path(good, start, goal) and nx.shortest_path_length(good, start, goal) == length:
            found |= dict.fromkeys(map(tuple, islice(nx.all_shortest_paths(good, start, goal), limit)))
        if len(found) >= limit:
            break
    return [tuple((one, other, graph.edges[one, other]["ties"]) for one, other in pairwise(path)) for path in islice(found, limit)]


def _ties(graph: "nx.Graph[str]") -> Iterator[tuple[str, str, tuple[Tie, ...]]]:
    yield from ((one, other, told["ties"]) for one, other, told in graph.edges(data=True))


def _between(base: KnowledgeBase, start: str, goal: str, longest: int) -> "nx.Graph[str]":
    """Return all shortest chains between two entities, and what else was met when going from both ends at once."""
    ties: dict[tuple[str, str], dict[str, Tie]] = {}
    reached, fronts = [{start}, {goal}], [{start}, {goal}]
    for _ in range(longest):
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        for tie in base.ties(sorted(fronts[side])):
            ties.setdefault((min(tie.entity, tie.other), max(tie.entity, tie.other)), {})[tie.claim] = tie
        fronts[side] = {slug for pair in ties if fronts[side] & set(pair) for slug in pair} - reached[side]
        reached[side] |= fronts[side]
        if reached[0] & reached[1] or not fronts[side]:
            break
    graph: nx.Graph[str] = nx.Graph()
    for pair in sorted(ties):
        graph.add_edge(*pair, ties=tuple(sorted(ties[pair].values(), key=lambda tie: (tie.weakness, tie.claim))))
    return graph
