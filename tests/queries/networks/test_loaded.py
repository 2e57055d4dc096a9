"""The bundled document the whole way: loaded, published, and its networks held against networkx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from networkx.algorithms import community as known
from zeren_queries import Snapshot, open_snapshot, run_report

from tests.queries.networks.comparisons import compare_centrality, compare_holes, compare_summary
from tests.queries.networks.governments import BUNDLED, Government, Responsibility
from tests.queries.networks.oracle import arcs, close, network

DOCUMENT = Path(__file__).parents[3] / "loaders" / "zeren_loaders" / "documents" / "zhejiang-2026.txt"


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The bundled document, published."""
    with open_snapshot(built) as opened:
        yield opened


@pytest.fixture(scope="module")
def kinds(snapshot: Snapshot) -> dict[str, str]:
    """The kind of every unit."""
    return {row["name"]: row["kind"] for row in snapshot.arrow("SELECT name, kind FROM units").to_pylist()}


@pytest.fixture(scope="module")
def government(snapshot: Snapshot, kinds: dict[str, str]) -> Government:
    """Who is on which task, collective names left out."""
    rows = snapshot.arrow(
        "SELECT tasks.code, units.name, task_units.is_lead FROM task_units"
        " JOIN tasks USING (task_id) JOIN units USING (unit_id) ORDER BY ALL"
    ).to_pylist()
    found = [Responsibility(row["code"], row["name"], row["is_lead"], None) for row in rows]
    return [responsibility for responsibility in found if kinds[responsibility.unit] != "group"]


@pytest.mark.parametrize("min_tasks", [1, 3])
def test_measures(snapshot: Snapshot, government: Government, kinds: dict[str, str], min_tasks: int) -> None:
    given = {"min_tasks": min_tasks}
    graph = network(government, min_tasks, kinds.__getitem__)
    directed = arcs(government, min_tasks)
    assert len(graph) > 100
    (summary,) = run_report(snapshot, "network_summary", given).to_pylist()
    compare_summary(summary, graph, BUNDLED)
    compare_centrality(run_report(snapshot, "unit_centrality", given).to_pylist(), graph, directed, BUNDLED)
    compare_holes(run_report(snapshot, "structural_holes", given).to_pylist(), graph, BUNDLED)


def test_communities(snapshot: Snapshot, government: Government) -> None:
    graph = network(government)
    rows = run_report(snapshot, "communities").to_pylist()
    numbers = sorted({row["community"] for row in rows})
    circles = [{row["unit"] for row in rows if row["community"] == number} for number in numbers]
    modularity = known.modularity(graph, circles)
    assert close(rows[0]["modularity"], modularity)
    assert modularity >= known.modularity(graph, known.greedy_modularity_communities(graph, weight="weight"))
