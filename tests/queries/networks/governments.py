"""Governments to draw networks of: the bundled document as read by people, known shapes, and random ones.

A government is a list of responsibilities (task, unit, is_lead, leader). All of them are loaded side by side
into one database, as documents of different governments would be: each must come out as if it were alone.
"""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

ANNOTATED = Path(__file__).parents[2] / "annotations" / "zhejiang-2026" / "units.csv"
BUNDLED = "浙江省"
UNKNOWN = None  # The name of the government of documents whose jurisdiction could not be told.
TABLES = (
    "jurisdictions",
    "documents",
    "plans",
    "leaders",
    "sections",
    "tasks",
    "units",
    "task_units",
    "unit_names",
)


class Responsibility(NamedTuple):
    """One unit on one task."""

    task: str
    unit: str
    is_lead: bool
    leader: str | None


Government = list[Responsibility]


def kind_of(unit: str) -> str:
    """A kind for every name, by rules of thumb that suit the names used here."""
    if "直属" in unit or unit.startswith(("各", "有关")):
        return "group"
    rules = (
        ("party", ("省委", "党")),
        ("local_government", ("市政府", "县政府", "区政府")),
        ("central", ("人行", "监管局", "证监局", "海关", "税务局")),
        ("enterprise", ("集团", "公司")),
    )
    for kind, words in rules:
        if any(word in unit for word in words):
            return kind
    return "government"


def bundled() -> Government:
    """The bundled document, from the file in which people wrote down what they read."""
    found: Government = []
    with ANNOTATED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column, is_lead in (("leads", True), ("others", False)):
                for mention in filter(None, row[column].split(";")):
                    # Brackets after a unit hold its second name; those inside 各市、县(市、区)政府 do not.
                    unit = mention.split("(")[0] if mention.endswith(")") else mention
                    found.append(Responsibility(row["task"], unit, is_lead, row["leader"] or None))
    return found


def from_graph(graph: nx.Graph) -> Government:
    """Every edge becomes as many tasks of its two units as it weighs; isolates get a task of their own."""
    found: Government = []
    for one, other, data in graph.edges(data=True):
        for n in range(data.get("weight", 1)):
            task = f"{one}-{other}-{n}"
            found += [
                Responsibility(task, unit_name(one), True, "甲"),
                Responsibility(task, unit_name(other), False, "甲"),
            ]
    found += [Responsibility(f"{node}", unit_name(node), True, "乙") for node in nx.isolates(graph)]
    return found


def unit_name(node: Any) -> str:
    """A name whose kind varies from node to node."""
    prefix = ("省委", "", "人行", "")[int(node) % 4]
    return f"{prefix}{int(node):02d}局"


def at_random(seed: int, units: int, tasks: int, most: int) -> Government:
    """Tasks of 1 to `most` units, few of them busy and many idle, as in the real thing."""
    chance = random.Random(seed)
    weights = [1 / (n + 1) ** 0.8 for n in range(units)]
    found: Government = []
    for task in range(tasks):
        wanted = min(most, units, 1 + int(chance.expovariate(1 / 3)))
        chosen: dict[int, None] = {}
        while len(chosen) < wanted:
            chosen[chance.choices(range(units), weights)[0]] = None
        leads = chance.choice((1, 1, 1, 2, wanted))
        for n, unit in enumerate(chosen):
            found.append(Responsibility(f"{task}", unit_name(unit), n < leads, f"领导{task % 5}"))
    return found


def with_groups(government: Government) -> Government:
    """The same with a collective name on every third task."""
    tasks = sorted({responsibility.task for responsibility in government})
    return government + [Responsibility(task, "各有关单位", False, None) for task in tasks[::3]]


SHAPES: dict[str, Callable[[], nx.Graph]] = {
    "一点": lambda: nx.empty_graph(1),
    "无边": lambda: nx.empty_graph(6),
    "一边": lambda: nx.path_graph(2),
    "一边一孤": lambda: nx.disjoint_union(nx.path_graph(2), nx.empty_graph(1)),
    "完全": lambda: nx.complete_graph(7),
    "星形": lambda: nx.star_graph(8),
    "环": lambda: nx.cycle_graph(9),
    "链": lambda: nx.path_graph(10),
    "格": lambda: nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 5)),
    "哑铃": lambda: nx.barbell_graph(5, 2),
    "空手道": lambda: weighted(nx.karate_club_graph()),
    "两半": lambda: nx.disjoint_union(nx.complete_graph(5), nx.cycle_graph(6)),
    "三块": lambda: nx.disjoint_union_all([nx.star_graph(3), nx.path_graph(4), nx.empty_graph(2)]),
    "二部": lambda: nx.complete_bipartite_graph(3, 5),
    "轮": lambda: nx.wheel_graph(8),
    "山洞": lambda: nx.connected_caveman_graph(4, 5),
}


def weighted(graph: nx.Graph) -> nx.Graph:
    """The same graph with whole-numbered weights."""
    for one, other in graph.edges():
        graph[one][other]["weight"] = 1 + (one * 7 + other * 3) % 4
    return graph


def governments() -> dict[str | None, Government]:
    """Every government by name."""
    found: dict[str | None, Government] = {BUNDLED: bundled(), UNKNOWN: at_random(99, 14, 20, 6)}
    found |= {name: from_graph(make()) for name, make in SHAPES.items()}
    sizes = itertools.cycle(((8, 10, 4), (12, 9, 3), (20, 25, 6), (30, 18, 3), (40, 60, 8), (10, 40, 5)))
    found |= {f"随机{seed:02d}": at_random(seed, *next(sizes)) for seed in range(22)}
    found["有集合称谓"] = with_groups(at_random(7, 12, 15, 5))
    return found


def tables(found: dict[str | None, Government], seed: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """The rows of the database of record; with a seed, keys and order of rows are shuffled."""
    order = random.Random(seed)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    names = list(found)
    if seed is not None:
        order.shuffle(names)
    next_key = itertools.count(1)
    for name in names:
        _add_government(rows, name, found[name], next_key)
    if seed is not None:
        _renumber(rows, order)
        for table in rows.values():
            order.shuffle(table)
    return rows


def _add_government(
    rows: dict[str, list[dict[str, Any]]], name: str | None, government: Government, key: Iterable[int]
) -> None:
    keys = iter(key)
    jurisdiction = None
    if name is not None:
        jurisdiction = next(keys)
        rows["jurisdictions"].append(
            {"jurisdiction_id": jurisdiction, "name": name, "level": "province", "parent_id": None}
        )
    # One plan for each half of the tasks, in documents of two years.
    tasks = list(dict.fromkeys(responsibility.task for responsibility in government))
    half = (len(tasks) + 1) // 2
    tasks_of = {2025: tasks[:half], 2026: tasks[half:]}
    task_keys: dict[str, int] = {}
    leaders: dict[str, int] = {}
    units: dict[str, int] = {}
    leader_of = {responsibility.task: responsibility.leader for responsibility in reversed(government)}
    for year, kind in ((2025, "five_year"), (2026, "annual")):
        document, plan, section = next(keys), next(keys), next(keys)
        rows["documents"].append(
            {
                "document_id": document,
                "jurisdiction_id": jurisdiction,
                "doc_number": f"{name or '无名'}〔{year}〕1号",
                "year": year,
                "sha256": f"{document:064d}",
                "source_name": "drawn.txt",
                "text": "",
                "loaded_at": "2026-01-24 08:30:00",
            }
        )
        rows["plans"].append(
            {"plan_id": plan, "document_id": document, "ordinal": 1, "title": kind, "kind": kind}
        )
        rows["sections"].append({"section_id": section, "plan_id": plan, "ordinal": 1})
        for ordinal, task in enumerate(tasks_of[year], start=1):
            leader = leader_of[task]
            if leader is not None and leader not in leaders:
                leaders[leader] = next(keys)
            task_keys[task] = next(keys)
            rows["tasks"].append(
                {
                    "task_id": task_keys[task],
                    "section_id": section,
                    "ordinal": ordinal,
                    "code": f"1.1.{ordinal}",
                    "leader_id": leaders.get(leader) if leader is not None else None,
                    "text": task,
                    "span_start": 0,
                    "span_end": 1,
                }
            )
    rows["leaders"] += [
        {"leader_id": key, "jurisdiction_id": jurisdiction, "name": leader} for leader, key in leaders.items()
    ]
    positions: dict[str, int] = {}
    for responsibility in government:
        if responsibility.unit not in units:
            units[responsibility.unit] = next(keys)
        positions[responsibility.task] = positions.get(responsibility.task, 0) + 1
        rows["task_units"].append(
            {
                "task_unit_id": next(keys),
                "task_id": task_keys[responsibility.task],
                "unit_id": units[responsibility.unit],
                "position": positions[responsibility.task],
                "is_lead": responsibility.is_lead,
                "lead_basis": "marked",
                "mention": responsibility.unit,
                "span_start": 0,
                "span_end": 1,
            }
        )
    for unit, unit_key in units.items():
        rows["units"].append(
            {"unit_id": unit_key, "jurisdiction_id": jurisdiction, "name": unit, "kind": kind_of(unit)}
        )
        rows["unit_names"].append(
            {"unit_name_id": next(keys), "unit_id": unit_key, "name": f"{unit}(旧)", "kind": "variant"}
        )


def _renumber(rows: dict[str, list[dict[str, Any]]], order: random.Random) -> None:
    """New keys for everything, consistently, in no order."""
    for name in ("jurisdiction", "document", "leader", "section", "task", "unit"):
        column = f"{name}_id"
        old = [row[column] for row in rows[f"{name}s"]]
        new = dict(zip(old, order.sample(old, len(old)), strict=True))
        for table in rows.values():
            for row in table:
                if row.get(column) is not None:
                    row[column] = new[row[column]]
