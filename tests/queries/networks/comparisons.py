"""The rows of one government held against networkx, measure by measure."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
import numpy as np
import pytest

from tests.queries.networks.oracle import close

Rows = list[dict[str, Any]]


def same(found: Any, expected: float | None) -> bool:
    """Whether a rounded result is the expected number, NULL standing for none."""
    if expected is None or math.isnan(expected):
        return found is None
    return found is not None and close(found, expected)


def compare_centrality(rows: Rows, graph: nx.Graph, directed: nx.DiGraph, name: str | None) -> None:
    """unit_centrality, but for its counts of tasks."""
    assert {row["unit"] for row in rows} == set(graph), name
    betweenness = nx.betweenness_centrality(graph)
    closeness = nx.closeness_centrality(graph)
    pagerank = nx.pagerank(graph, alpha=0.85, tol=1e-13, max_iter=2000)
    cores = nx.core_number(graph)
    for row in rows:
        unit = row["unit"]
        where = f"{name} {unit}"
        assert row["degree"] == graph.degree(unit), where
        assert row["tie_strength"] == graph.degree(unit, weight="weight"), where
        assert close(row["fractional_strength"], graph.degree(unit, weight="fractional")), where
        assert close(row["betweenness"], betweenness[unit]), where
        assert close(row["closeness"], closeness[unit]), where
        assert close(row["pagerank"], pagerank[unit]), where
        assert row["core_number"] == cores[unit], where
        assert row["out_degree"] == directed.out_degree(unit), where
        assert row["in_degree"] == directed.in_degree(unit), where
        assert row["out_strength"] == directed.out_degree(unit, weight="weight"), where
        assert row["in_strength"] == directed.in_degree(unit, weight="weight"), where


def compare_summary(row: dict[str, Any], graph: nx.Graph, name: str | None) -> None:
    """network_summary, but for its count of tasks."""
    components = list(nx.connected_components(graph))
    # Of several largest components the one that holds the first name.
    largest = min(components, key=lambda part: (-len(part), min(part)))
    inner = graph.subgraph(largest)
    n = len(graph)
    several = len(largest) > 1
    assert row["units"] == n, name
    assert row["ties"] == graph.number_of_edges(), name
    assert row["isolates"] == nx.number_of_isolates(graph), name
    assert same(row["density"], nx.density(graph) if n > 1 else None), name
    assert same(row["mean_degree"], 2 * graph.number_of_edges() / n), name
    assert same(row["mean_strength"], 2 * graph.size(weight="weight") / n), name
    assert row["components"] == len(components), name
    assert row["largest_component"] == len(largest), name
    assert same(row["mean_path"], nx.average_shortest_path_length(inner) if several else None), name
    assert row["diameter"] == (nx.diameter(inner) if several else None), name
    assert same(row["transitivity"], nx.transitivity(graph)), name
    assert same(row["mean_clustering"], nx.average_clustering(graph)), name
    assert same(row["centralisation"], centralisation(graph)), name
    kinds = {graph.nodes[unit]["kind"] for edge in graph.edges() for unit in edge}
    expected = nx.attribute_assortativity_coefficient(graph, "kind") if len(kinds) > 1 else None
    assert same(row["kind_assortativity"], expected), name


def centralisation(graph: nx.Graph) -> float | None:
    """Freeman (1978): distance from the highest degree, over that of a star."""
    n = len(graph)
    if n < 3:
        return None
    degrees = [degree for _, degree in graph.degree()]
    return float(sum(max(degrees) - degree for degree in degrees)) / ((n - 1) * (n - 2))


def compare_holes(rows: Rows, graph: nx.Graph, name: str | None) -> None:
    """structural_holes."""
    assert {row["unit"] for row in rows} == set(graph), name
    sizes = effective_sizes(graph)
    constraints = nx.constraint(graph, weight="weight")
    for row in rows:
        unit = row["unit"]
        where = f"{name} {unit}"
        degree = graph.degree(unit)
        assert row["degree"] == degree, where
        assert same(row["effective_size"], sizes[unit]), where
        assert same(row["efficiency"], sizes[unit] / degree if degree else None), where
        assert same(row["constraint_index"], constraints[unit]), where


def effective_sizes(graph: nx.Graph) -> dict[str, float]:
    """Burt's definition in matrices: each partner less what all the others repeat of it.

    networkx 3.6 divides by the wrong row's maximum when it is asked for all units of a weighted network at
    once (networkx#8906), and is slow when asked one by one; the latter is compared on the small networks.
    """
    weights = nx.to_numpy_array(graph, weight="weight")
    # An isolate's row is all zeros, whatever it is divided by.
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)
    marginals = weights / np.maximum(weights.max(axis=1, keepdims=True), 1)
    sizes = ((weights > 0) * (1 - shares @ marginals.T)).sum(axis=1)
    found = dict(zip(graph, sizes.tolist(), strict=True))
    isolates = dict.fromkeys(nx.isolates(graph), math.nan)
    if len(graph) <= 20:
        for unit, size in nx.effective_size(graph, nodes=list(graph), weight="weight").items():
            assert unit in isolates or found[unit] == pytest.approx(size)
    return found | isolates
