"""core_periphery: the division is the best there is, and its figures are recounted from the division."""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government
from tests.queries.networks.oracle import by_government, close, network, without_groups

# Up to so many units every division is tried.
FEW = 12


def departures(graph: nx.Graph, core: set[str]) -> int:
    """Missing ties within the core and ties within the periphery."""
    wrong = 0
    for one, other in combinations(graph, 2):
        inside = (one in core) + (other in core)
        wrong += (inside == 2 and not graph.has_edge(one, other)) or (
            inside == 0 and graph.has_edge(one, other)
        )
    return wrong


def fewest_departures(graph: nx.Graph) -> int:
    """The best of all divisions, tried one by one."""
    return min(
        departures(graph, set(core)) for size in range(len(graph) + 1) for core in combinations(graph, size)
    )


def correlation(graph: nx.Graph, core: set[str]) -> float | None:
    """Pearson's correlation of ties and pattern over the pairs within the core and within the periphery."""
    ties, pattern = [], []
    for one, other in combinations(graph, 2):
        if (one in core) == (other in core):
            ties.append(float(graph.has_edge(one, other)))
            pattern.append(float(one in core))
    if len(set(ties)) < 2 or len(set(pattern)) < 2:
        return None
    return float(np.corrcoef(ties, pattern)[0, 1])


def density(ties: int, pairs: int) -> float | None:
    return ties / pairs if pairs else None


def same(found: object, expected: float | None) -> bool:
    return found is None if expected is None else found is not None and close(found, expected)


@pytest.mark.parametrize("min_tasks", [1, 2])
def test_no_division_departs_less_and_the_figures_are_right(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("core_periphery", min_tasks=min_tasks))
    tried = 0
    for name, government in drawn.items():
        graph = network(without_groups(government), min_tasks)
        rows = answers[name]
        assert {row["unit"] for row in rows} == set(graph), name
        core = {str(row["unit"]) for row in rows if row["is_core"]}
        outer = set(graph) - core
        n_core, n_outer = len(core), len(outer)
        inner_ties = graph.subgraph(core).number_of_edges()
        outer_ties = graph.subgraph(outer).number_of_edges()
        between = graph.number_of_edges() - inner_ties - outer_ties
        wrong = departures(graph, core)
        if len(graph) <= FEW:
            assert wrong == fewest_departures(graph), name
            tried += 1
        fit = correlation(graph, core)
        for row in rows:
            assert row["core_units"] == n_core, name
            assert row["departures"] == wrong, name
            assert row["core_ties"] == sum(partner in core for partner in graph[row["unit"]]), name
            assert same(row["core_density"], density(inner_ties, n_core * (n_core - 1) // 2)), name
            assert same(row["between_density"], density(between, n_core * n_outer)), name
            assert same(row["periphery_density"], density(outer_ties, n_outer * (n_outer - 1) // 2)), name
            assert same(row["fit"], fit), name
    assert tried >= 15


def test_the_bundled_document_is_divided_as_well_as_can_be(
    ask: Ask, drawn: dict[str | None, Government]
) -> None:
    """Too large to try every division, but departures depend on the degrees of the core alone.

    A core of k units misses k(k−1)/2 pairs less its inner ties, and outside remain all ties less the degrees
    of the core plus its inner ties: the inner ties cancel, so the k highest degrees are best for every k.
    """
    graph = network(without_groups(drawn[BUNDLED]))
    ties = graph.number_of_edges()
    chance = random.Random(1)
    for _ in range(10):
        some = set(chance.sample(sorted(graph), chance.randrange(len(graph))))
        counted = len(some) * (len(some) - 1) // 2 + ties - sum(graph.degree(unit) for unit in some)
        assert counted == departures(graph, some)
    degrees = sorted((degree for _, degree in graph.degree()), reverse=True)
    best = min(k * (k - 1) // 2 + ties - sum(degrees[:k]) for k in range(len(graph) + 1))
    rows = ask("core_periphery", jurisdiction=BUNDLED)
    core = {row["unit"] for row in rows if row["is_core"]}
    assert departures(graph, core) == best
    assert 5 < len(core) < len(graph) / 2


@pytest.mark.parametrize(("shape", "core"), [("星形", 1), ("完全", 7), ("无边", 0)])
def test_shapes_known_by_heart(ask: Ask, shape: str, core: int) -> None:
    rows = ask("core_periphery", jurisdiction=shape)
    assert sum(row["is_core"] for row in rows) == core
