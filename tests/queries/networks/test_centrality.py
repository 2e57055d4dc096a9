"""unit_centrality against networkx, for every government."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government
from tests.queries.networks.oracle import arcs, by_government, close, network, without_groups


@pytest.mark.parametrize("min_tasks", [1, 2])
def test_every_measure_is_that_of_networkx(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("unit_centrality", min_tasks=min_tasks))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        counted = without_groups(government)
        graph = network(counted, min_tasks)
        directed = arcs(counted, min_tasks)
        assert {row["unit"] for row in answers[name]} == set(graph), name
        betweenness = nx.betweenness_centrality(graph)
        closeness = nx.closeness_centrality(graph)
        pagerank = nx.pagerank(graph, alpha=0.85, tol=1e-13, max_iter=2000)
        cores = nx.core_number(graph)
        for row in answers[name]:
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
            assert row["tasks"] == sum(one.unit == unit for one in counted), where
            assert row["lead_tasks"] == sum(one.unit == unit and one.is_lead for one in counted), where


def test_what_the_document_says(ask: Ask) -> None:
    """Every shared task counts once in the fractional strength."""
    first = ask("unit_centrality", jurisdiction=BUNDLED)[0]
    assert first["unit"] == "省发展改革委"
    assert first["fractional_strength"] == int(first["fractional_strength"]) <= first["tasks"]
