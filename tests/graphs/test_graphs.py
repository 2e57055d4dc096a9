"""Network files, read back by other programs and held against the annotation made by people."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter
from pathlib import Path

import igraph
import networkx as nx
import pytest

from zeren.cli import main

ANNOTATION = Path(__file__).parents[1] / "annotations" / "zhejiang-2026" / "units.csv"


@pytest.fixture
def home(built: Path) -> Path:
    return built


@pytest.fixture(autouse=True)
def _on_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_HOME", str(home))


def annotated(plan: str = "") -> list[tuple[list[str], list[str]]]:
    """(lead units, other units) of every task, second names left off."""

    def names(cell: str) -> list[str]:
        # A second name closes the printed name; brackets inside a name do not.
        return [name[: name.index("(")] if name.endswith(")") else name for name in cell.split(";") if name]

    with ANNOTATION.open(encoding="utf-8", newline="") as file:
        return [
            (names(row["leads"]), names(row["others"]))
            for row in csv.DictReader(file)
            if row["task"].startswith(plan)
        ]


def expected_ties(plan: str = "") -> Counter[frozenset[str]]:
    ties: Counter[frozenset[str]] = Counter()
    for leads, others in annotated(plan):
        ties.update(frozenset(pair) for pair in itertools.combinations(leads + others, 2))
    return ties


def written(tmp_path: Path, *arguments: str) -> Path:
    path = tmp_path / "network"
    assert main(["graph", *arguments, "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("fmt", ["graphml", "gexf"])
def test_networkx_reads_what_people_annotated(tmp_path: Path, fmt: str) -> None:
    path = written(tmp_path, "-f", fmt)
    graph = nx.read_graphml(path) if fmt == "graphml" else nx.read_gexf(path)
    ties = {frozenset((a, b)): data["weight"] for a, b, data in graph.edges(data=True)}
    assert ties == dict(expected_ties())
    on_tasks = Counter(name for leads, others in annotated() for name in leads + others)
    assert {node: data["tasks"] for node, data in graph.nodes(data=True)} == dict(on_tasks)
    led = Counter(name for leads, _ in annotated() for name in leads)
    assert {node: data["lead_tasks"] for node, data in graph.nodes(data=True)} == {
        node: led[node] for node in graph
    }


def test_types_survive(tmp_path: Path) -> None:
    graph = nx.read_graphml(written(tmp_path))
    node = graph.nodes["省财政厅"]
    assert node["kind"] == "government"
    assert node["function"] == "财政"
    assert isinstance(node["tasks"], int)
    assert isinstance(node["fractional_tasks"], float)
    edge = graph.edges["省财政厅", "省审计厅"]
    assert isinstance(edge["weight"], int)
    assert isinstance(edge["jaccard"], float)


def test_igraph_reads_the_same_network(tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written(tmp_path, "--plan", "annual")))
    ties = expected_ties("2.")
    assert graph.ecount() == len(ties)
    assert not graph.is_directed()
    assert sum(graph.es["weight"]) == sum(ties.values())
    for edge in graph.es:
        pair = frozenset((graph.vs[edge.source]["label"], graph.vs[edge.target]["label"]))
        assert edge["weight"] == ties[pair]


def test_directed_ties_run_from_lead_to_support(tmp_path: Path) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for leads, others in annotated():
        expected.update(itertools.product(leads, others))
    graph = nx.read_graphml(written(tmp_path, "--directed"))
    assert graph.is_directed()
    assert {(a, b): data["weight"] for a, b, data in graph.edges(data=True)} == dict(expected)


def test_json_is_node_link_data(tmp_path: Path) -> None:
    data = json.loads(written(tmp_path, "-f", "json").read_text(encoding="utf-8"))
    graph = nx.node_link_graph(data, edges="edges")
    assert graph.number_of_edges() == len(expected_ties())


def test_csv_is_two_tables_gephi_imports(tmp_path: Path) -> None:
    folder = written(tmp_path, "-f", "csv", "-p", "min_tasks=10")
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["Id"] for row in csv.DictReader(file)}
    with (folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert {row["Source"] for row in edges} | {row["Target"] for row in edges} <= nodes
    expected = {pair: count for pair, count in expected_ties().items() if count >= 10}
    assert {frozenset((row["Source"], row["Target"])): int(row["Weight"]) for row in edges} == expected


@pytest.mark.parametrize("fmt", ["graphml", "gexf", "json"])
def test_the_same_snapshot_gives_the_same_bytes(tmp_path: Path, fmt: str) -> None:
    assert written(tmp_path, "-f", fmt).read_bytes() == written(tmp_path, "-f", fmt).read_bytes()


def test_csv_without_a_folder_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "-f", "csv"]) == 2
    assert "folder" in capfd.readouterr().err


def test_an_unknown_parameter_is_refused(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["graph", "-p", "min_task=3", "-o", str(tmp_path / "x")]) == 2
    assert "min_tasks" in capfd.readouterr().err
    assert not (tmp_path / "x").exists()
