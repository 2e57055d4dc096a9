"""shortest_path, ego_network and breadth_depth, recounted with networkx."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import median

import networkx as nx
import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government
from tests.queries.networks.oracle import (
    arcs,
    by_government,
    close,
    network,
    units_by_task,
    without_groups,
)


def best_path(graph: nx.Graph, one: str, other: str) -> list[str]:
    """Of the shortest paths the one with the most common tasks, then the first by name."""
    if one == other or not nx.has_path(graph, one, other):
        return []

    def tasks(path: list[str]) -> int:
        return sum(graph[a][b]["weight"] for a, b in pairwise(path))

    return min(nx.all_shortest_paths(graph, one, other), key=lambda path: (-tasks(path), path))


@pytest.mark.parametrize("name", [BUNDLED, "格", "环", "两半", "随机02", "随机04", "随机09", "空手道"])
def test_the_path_is_the_best_of_all_shortest_paths(
    ask: Ask, drawn: dict[str | None, Government], name: str
) -> None:
    government = without_groups(drawn[name])
    graph = network(government)
    on_task = units_by_task(government)
    chance = random.Random(4)
    for _ in range(12):
        one, other = chance.choices(sorted(graph), k=2)
        rows = ask("shortest_path", unit_a=one, unit_b=other, jurisdiction=name)
        path = best_path(graph, one, other)
        assert [row["step"] for row in rows] == list(range(1, len(path)))
        assert [row["from_unit"] for row in rows] == path[:-1]
        assert [row["to_unit"] for row in rows] == path[1:]
        for row in rows:
            assert row["tasks_together"] == graph[row["from_unit"]][row["to_unit"]]["weight"]
            together = [
                task for task, units in on_task.items() if {row["from_unit"], row["to_unit"]} <= set(units)
            ]
            assert len(row["task_codes"].split("、")) == len(together)


def test_a_path_in_the_document(ask: Ask) -> None:
    """省委编办 shares one task with 省发展改革委 (2.2.40), and so does 省邮政管理局 (2.2.23)."""
    rows = ask("shortest_path", unit_a="省委编办", unit_b="省邮政管理局", jurisdiction=BUNDLED)
    assert len(rows) == 2
    assert [row["tasks_together"] for row in rows] == [1, 1]


def test_a_spelling_names_its_unit(ask: Ask) -> None:
    assert ask("shortest_path", unit_a="省委00局(旧)", unit_b="09局", jurisdiction="链") == ask(
        "shortest_path", unit_a="省委00局", unit_b="09局", jurisdiction="链"
    )
    assert ask("ego_network", unit="省委00局(旧)", jurisdiction="链") == ask(
        "ego_network", unit="省委00局", jurisdiction="链"
    )


def test_one_path_for_each_government(ask: Ask) -> None:
    rows = ask("shortest_path", unit_a="省委00局", unit_b="01局")
    answers = by_government(rows)
    assert len(answers) > 10
    for steps in answers.values():
        assert [row["step"] for row in steps] == list(range(1, len(steps) + 1))


@pytest.mark.parametrize("min_tasks", [1, 2])
def test_the_network_around_a_unit(ask: Ask, drawn: dict[str | None, Government], min_tasks: int) -> None:
    for name, unit in ((BUNDLED, "省财政厅"), ("随机02", "01局"), ("轮", "省委00局"), ("无边", "01局")):
        government = without_groups(drawn[name])
        graph = network(government, min_tasks)
        directed = arcs(government)
        rows = ask("ego_network", unit=unit, jurisdiction=name, min_tasks=min_tasks)
        expected = nx.ego_graph(graph, unit)
        found = {frozenset((row["unit_a"], row["unit_b"])) for row in rows}
        assert len(found) == len(rows)
        assert found == {frozenset(edge) for edge in expected.edges()}
        for row in rows:
            a, b = row["unit_a"], row["unit_b"]
            assert row["is_own_tie"] == (unit in {a, b})
            assert a == unit if row["is_own_tie"] else a < b
            assert row["tasks_together"] == graph[a][b]["weight"]
            assert close(row["fractional_weight"], graph[a][b]["fractional"])
            assert row["a_leads_b"] == directed.get_edge_data(a, b, {"weight": 0})["weight"]
            assert row["b_leads_a"] == directed.get_edge_data(b, a, {"weight": 0})["weight"]


def test_breadth_and_depth(ask: Ask, drawn: dict[str | None, Government]) -> None:
    answers = by_government(ask("breadth_depth"))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        graph = network(without_groups(government))
        assert {row["unit"] for row in answers[name]} == set(graph)
        tied = [unit for unit in graph if graph.degree(unit)]
        depths = {unit: round(graph.degree(unit, weight="weight") / graph.degree(unit), 6) for unit in tied}
        for row in answers[name]:
            unit = row["unit"]
            assert row["breadth"] == graph.degree(unit), name
            if unit not in depths:
                assert row["depth"] is row["quadrant"] is None, name
                continue
            assert close(row["depth"], depths[unit]), name
            broad = graph.degree(unit) > median(graph.degree(one) for one in tied)
            deep = depths[unit] > median(depths.values())
            assert row["quadrant"] == f"{'broad' if broad else 'narrow'}_{'deep' if deep else 'shallow'}", (
                name
            )
