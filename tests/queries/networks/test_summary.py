"""network_summary against networkx, for every government."""

from __future__ import annotations

import math

import networkx as nx
import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import SHAPES, Government
from tests.queries.networks.oracle import by_government, close, network, units_by_task, without_groups


def centralisation(graph: nx.Graph) -> float | None:
    """Freeman (1978): distance from the highest degree, over that of a star."""
    n = len(graph)
    if n < 3:
        return None
    degrees = [degree for _, degree in graph.degree()]
    return float(sum(max(degrees) - degree for degree in degrees)) / ((n - 1) * (n - 2))


def same(found: object, expected: float | None) -> bool:
    if expected is None or math.isnan(expected):
        return found is None
    return found is not None and close(found, expected)


@pytest.mark.parametrize("min_tasks", [1, 3])
def test_every_number_is_that_of_networkx(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("network_summary", min_tasks=min_tasks))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        counted = without_groups(government)
        graph = network(counted, min_tasks)
        (row,) = answers[name]
        components = list(nx.connected_components(graph))
        # Of several largest components the one that holds the first name.
        largest = min(components, key=lambda part: (-len(part), min(part)))
        inner = graph.subgraph(largest)
        n = len(graph)
        ends = 2 * graph.number_of_edges()
        assert row["units"] == n, name
        assert row["tasks"] == len(units_by_task(counted)), name
        assert row["ties"] == graph.number_of_edges(), name
        assert row["isolates"] == nx.number_of_isolates(graph), name
        assert same(row["density"], nx.density(graph) if n > 1 else None), name
        assert same(row["mean_degree"], ends / n), name
        assert same(row["mean_strength"], 2 * graph.size(weight="weight") / n), name
        assert row["components"] == len(components), name
        assert row["largest_component"] == len(largest), name
        several = len(largest) > 1
        assert same(row["mean_path"], nx.average_shortest_path_length(inner) if several else None), name
        assert row["diameter"] == (nx.diameter(inner) if several else None), name
        assert same(row["transitivity"], nx.transitivity(graph)), name
        assert same(row["mean_clustering"], nx.average_clustering(graph)), name
        assert same(row["centralisation"], centralisation(graph)), name
        kinds = {graph.nodes[unit]["kind"] for edge in graph.edges() for unit in edge}
        expected = nx.attribute_assortativity_coefficient(graph, "kind") if len(kinds) > 1 else None
        assert same(row["kind_assortativity"], expected), name


@pytest.mark.parametrize(
    ("shape", "measure", "value"),
    [
        ("星形", "centralisation", 1),
        ("环", "centralisation", 0),
        ("完全", "density", 1),
        ("完全", "transitivity", 1),
        ("链", "diameter", 9),
        ("无边", "components", 6),
        ("二部", "transitivity", 0),
        ("格", "mean_path", 3),
    ],
)
def test_shapes_known_by_heart(ask: Ask, shape: str, measure: str, value: int) -> None:
    assert shape in SHAPES
    (row,) = ask("network_summary", jurisdiction=shape)
    assert row[measure] == value
