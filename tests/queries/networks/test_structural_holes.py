"""structural_holes against networkx, with ties weighted by common tasks."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import Government
from tests.queries.networks.oracle import by_government, close, network, without_groups


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


@pytest.mark.parametrize("min_tasks", [1, 2])
def test_effective_size_and_constraint_are_those_of_networkx(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("structural_holes", min_tasks=min_tasks))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        graph = network(without_groups(government), min_tasks)
        sizes = effective_sizes(graph)
        constraints = nx.constraint(graph, weight="weight")
        assert {row["unit"] for row in answers[name]} == set(graph), name
        for row in answers[name]:
            unit = row["unit"]
            where = f"{name} {unit}"
            degree = graph.degree(unit)
            assert row["degree"] == degree, where
            if degree == 0:
                assert math.isnan(sizes[unit]), where
                assert row["effective_size"] is row["efficiency"] is row["constraint_index"] is None, where
                continue
            assert close(row["effective_size"], sizes[unit]), where
            assert close(row["efficiency"], sizes[unit] / degree), where
            assert close(row["constraint_index"], constraints[unit]), where


def test_the_hub_of_a_star_spans_every_hole(ask: Ask) -> None:
    first = ask("structural_holes", jurisdiction="星形")[0]
    assert (first["effective_size"], first["efficiency"]) == (8, 1)
    assert close(first["constraint_index"], 8 * (1 / 8) ** 2)
