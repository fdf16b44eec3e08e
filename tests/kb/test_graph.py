"""The base read as graphs."""

import networkx as nx
import pytest

from kb.errors import BadArgument
from kb.graph import lineage, tree
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase


def test_factors_form_a_tree_that_agrees_with_the_stored_closure(base: KnowledgeBase) -> None:
    factors = tree(base, Kind.factor)
    assert nx.is_directed_acyclic_graph(factors)
    for slug in factors:
        assert set(base.broader(slug)) == {slug, *nx.descendants(factors, slug)}


def test_lineage_names_the_claim_behind_each_edge(base: KnowledgeBase) -> None:
    graph = lineage(base, "gpt-3-175b")
    assert {"gpt-3-corpus", "webtext2", "books1", "books2"} <= set(graph)
    edges = [(start, end, key) for start, end, key in graph.edges(keys=True) if start == "gpt-3"]
    assert ("gpt-3", "gpt-3-corpus", "gpt3:trained-on") in edges
    assert set(base.claims(key for _, _, key in graph.edges(keys=True))) == {key for _, _, key in graph.edges(keys=True)}


def test_lineage_is_of_models_and_datasets(base: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match="lineage is of models and datasets"):
        lineage(base, "relu")
