"""The base read as graphs: derived on demand, never the store. The one home of networkx."""

from collections.abc import Collection, Iterable

import networkx as nx

from kb.errors import BadArgument
from kb.records.claim import Fact
from kb.records.terms import Kind, Polarity
from kb.store.base import KnowledgeBase

LINEAGE = ("trained_on", "has_component")


def tree(base: KnowledgeBase, kind: Kind) -> "nx.DiGraph[str]":
    """Return all entities of a kind, with an edge from each to the broader ones it names."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for slug, entity in base.entities(tuple(base.entity_slugs(kind))).items():
        graph.add_node(slug, name=entity.name)
        graph.add_edges_from((slug, broader) for broader in entity.broader)
    return graph


def lineage(base: KnowledgeBase, slug: str) -> "nx.MultiDiGraph[str]":
    """Return what a model or dataset was made from; each edge carries the address of the claim that says so.

    Raises UnknownId for an unknown slug and BadArgument for an entity that is neither model nor dataset.
    """
    if (entity := base.entity(slug)).kind not in (Kind.model, Kind.dataset):
        raise BadArgument("slug", slug, f"it is a {entity.kind}; lineage is of models and datasets")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(slug)
    waiting: tuple[str, ...] = (slug, *base.broader(slug))
    while waiting:
        found = set()
        for view in base.facts(waiting, LINEAGE):
            body = view.claim.body
            if isinstance(body, Fact) and body.value.entity and view.claim.polarity is Polarity.asserts:
                found |= {body.value.entity} - set(graph)
                graph.add_edge(body.subject, body.value.entity, key=view.address, predicate=body.predicate)
        waiting = tuple(sorted(found))
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
