"""What networkx is given: the same networks, built in Python from the same responsibilities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import networkx as nx

from tests.queries.networks.governments import Government, kind_of

# Results are rounded to six decimals.
ROUNDED = 0.51e-6


def without_groups(government: Government) -> Government:
    """What the reports count unless told otherwise."""
    return [responsibility for responsibility in government if kind_of(responsibility.unit) != "group"]


def units_by_task(government: Government) -> dict[str, list[str]]:
    """The units on each task."""
    found: dict[str, list[str]] = defaultdict(list)
    for responsibility in government:
        found[responsibility.task].append(responsibility.unit)
    return dict(found)


def network(government: Government, min_tasks: int = 1, kind: Callable[[str], str] = kind_of) -> nx.Graph:
    """Units tied by the number of tasks they have in common, with Newman's fractional weight beside it."""
    weight: Counter[tuple[str, str]] = Counter()
    fractional: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for units in units_by_task(government).values():
        for pair in combinations(sorted(units), 2):
            weight[pair] += 1
            fractional[pair] += Fraction(1, len(units) - 1)
    graph = nx.Graph()
    graph.add_nodes_from(sorted({responsibility.unit for responsibility in government}))
    for (one, other), tasks in sorted(weight.items()):
        if tasks >= min_tasks:
            graph.add_edge(one, other, weight=tasks, fractional=float(fractional[one, other]))
    for unit in graph:
        graph.nodes[unit]["kind"] = kind(unit)
    return graph


def arcs(government: Government, min_tasks: int = 1) -> nx.DiGraph:
    """From each lead unit to each unit that supports it, by number of tasks."""
    leads: dict[str, list[str]] = defaultdict(list)
    supports: dict[str, list[str]] = defaultdict(list)
    for responsibility in government:
        (leads if responsibility.is_lead else supports)[responsibility.task].append(responsibility.unit)
    weight: Counter[tuple[str, str]] = Counter()
    for task, units in leads.items():
        weight.update(product(units, supports[task]))
    graph = nx.DiGraph()
    graph.add_nodes_from({responsibility.unit for responsibility in government})
    graph.add_weighted_edges_from((*pair, tasks) for pair, tasks in weight.items() if tasks >= min_tasks)
    return graph


def close(found: Any, expected: float, tolerance: float = ROUNDED) -> bool:
    """Whether a rounded result is the expected number."""
    return abs(float(found) - expected) <= tolerance


def by_government(rows: Iterable[dict[str, Any]]) -> dict[str | None, list[dict[str, Any]]]:
    """The rows of each government."""
    found: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        jurisdiction = row["jurisdiction"]
        assert jurisdiction is None or isinstance(jurisdiction, str)
        found[jurisdiction].append(row)
    return dict(found)
