"""Workload reports against numpy and plain Python, on random governments with second names and parents."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from zeren_queries import Snapshot, run_report

from tests.queries.compose import Body, Composer, Job, Outline, Paper
from tests.queries.golden_files import published
from tests.queries.random_rows import random_rows
from tests.queries.tiny import Rows

KINDS = ["government", "party", "group"]


def random_bodies(chance: random.Random) -> dict[str, Body]:
    """Twenty units: some below an earlier one, some also the second name of another."""
    bodies: dict[str, Body] = {}
    for number in range(20):
        above = chance.choice([None, None, *list(bodies)]) if bodies else None
        bodies[f"省{number}局"] = Body(
            kind=chance.choice(KINDS), function=chance.choice([None, "财政", "教育", "科技"]), parent=above
        )
    return bodies


def random_government(seed: int) -> Rows:
    chance = random.Random(seed)
    bodies = random_bodies(chance)
    names = list(bodies)
    # Each of these is printed behind one body only, and never carries a name itself.
    second = {names[15]: names[0], names[16]: names[1], "省外事处": names[2]}
    composer = Composer({"临江省": ("province", None), "海青省": ("province", None)}, bodies)
    for government, year in (("临江省", 2025), ("临江省", 2026), ("海青省", 2026)):
        plans = []
        for kind in ("five_year", "annual"):
            jobs = []
            for number in range(40):
                on_task = chance.sample(names, chance.randint(1, 6))
                written = []
                for place, name in enumerate(on_task):
                    behind = [carried for carried, carrier in second.items() if carrier == name]
                    bracket = f"({behind[0]})" if behind and chance.random() < 0.3 else ""
                    written.append(("*" if place == 0 or chance.random() < 0.2 else "") + name + bracket)
                jobs.append(Job(f"任务{kind}{number}", "、".join(written)))
            plans.append(Outline(kind, jobs))
        composer.add(Paper(government, f"{government}{year}", year, plans))
    return composer.rows


@pytest.fixture(scope="module", params=[1, 2])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Rows, Snapshot]]:
    rows = random_government(request.param)
    with published(rows, tmp_path_factory.mktemp("random")) as snapshot:
        yield rows, snapshot


def assignments(rows: Rows) -> list[dict[str, Any]]:
    """One row per task and unit with everything the oracles group by."""
    tasks = {row["task_id"]: row for row in rows["tasks"]}
    sections = {row["section_id"]: row for row in rows["sections"]}
    plans = {row["plan_id"]: row for row in rows["plans"]}
    documents = {row["document_id"]: row for row in rows["documents"]}
    units = {row["unit_id"]: row for row in rows["units"]}
    result = []
    for row in rows["task_units"]:
        plan = plans[sections[tasks[row["task_id"]]["section_id"]]["plan_id"]]
        unit = units[row["unit_id"]]
        result.append(
            {
                "task": row["task_id"],
                "unit": unit["name"],
                "unit_id": unit["unit_id"],
                "kind": unit["kind"],
                "function": unit.get("function"),
                "second": row.get("second_name"),
                "lead": row["is_lead"],
                "plan": plan["kind"],
                "document": documents[plan["document_id"]]["doc_number"],
                "government": documents[plan["document_id"]]["jurisdiction_id"],
            }
        )
    return result


def six(value: float) -> Any:
    return pytest.approx(value, abs=1.5e-6)


@pytest.mark.parametrize("role", ["all", "lead", "support"])
def test_concentration(world: tuple[Rows, Snapshot], role: str) -> None:
    rows, snapshot = world
    loads: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in assignments(rows):
        if role != "all" and row["lead"] != (role == "lead"):
            continue
        for plan in (row["plan"], "all"):
            for kind in (row["kind"], "all"):
                loads[row["document"], plan, kind][row["unit"]] += 1
    found = run_report(snapshot, "workload_concentration", {"role": role}).to_pylist()
    assert {(row["document"], row["plan"], row["kind"]) for row in found} == set(loads)
    for row in found:
        tasks = np.array(sorted(loads[row["document"], row["plan"], row["kind"]].values(), reverse=True))
        shares = tasks / tasks.sum()
        assert (row["units"], row["assignments"], row["max_tasks"]) == (len(tasks), tasks.sum(), tasks[0])
        assert float(row["top5_share"]) == six(shares[:5].sum())
        assert float(row["top10_share"]) == six(shares[:10].sum())
        assert float(row["hhi"]) == six((shares**2).sum())
        # The definition by mean absolute difference, not the sorted formula that the report uses.
        spread = np.abs(tasks[:, None] - tasks[None, :]).mean()
        assert float(row["gini"]) == six(spread / (2 * tasks.mean()))


def counted_names(rows: Rows, roll_up: str) -> dict[tuple[int, int], set[tuple[str, bool]]]:
    """Government and task → the names counted on it and whether they lead, by the rules in words."""
    units = {row["unit_id"]: row for row in rows["units"]}
    by_name = {(row["jurisdiction_id"], row["name"]): row["unit_id"] for row in rows["units"]}
    all_rows = assignments(rows)
    bare: dict[int, int] = defaultdict(int)
    for row in all_rows:
        bare[row["unit_id"]] += row["second"] is None
    same: dict[int, int] = {}
    for row in all_rows:
        named = by_name.get((row["government"], row["second"])) if row["second"] else None
        if named is not None:
            below, above = (
                (row["unit_id"], named) if bare[named] > bare[row["unit_id"]] else (named, row["unit_id"])
            )
            same[below] = above

    def top(unit_id: int) -> int:
        met = [unit_id]
        while True:
            above = same.get(met[-1])
            if above is None and roll_up == "parents":
                above = units[met[-1]].get("parent_unit_id")
            if above is None:
                return met[-1]
            if above in met:  # whoever walks in a circle counts for itself
                return unit_id
            met.append(above)

    found: dict[tuple[int, int], dict[str, bool]] = defaultdict(dict)
    for row in all_rows:
        if roll_up == "apart":
            name = row["second"] or row["unit"]
        elif roll_up == "none":
            name = row["unit"]
        else:
            name = units[top(row["unit_id"])]["name"]
        counted = found[row["government"], row["task"]]
        counted[name] = counted.get(name, False) or row["lead"]
    return {key: set(value.items()) for key, value in found.items()}


@pytest.mark.parametrize("roll_up", ["none", "second_names", "parents", "apart"])
def test_roll_up(world: tuple[Rows, Snapshot], roll_up: str) -> None:
    rows, snapshot = world
    expected = counted_names(rows, roll_up)
    table = snapshot.arrow(
        "SELECT jurisdiction_id, task_id, unit, is_lead FROM counted_units WHERE roll_up = $roll_up",
        {"roll_up": roll_up},
    ).to_pylist()
    found: dict[tuple[int, int], set[tuple[str, bool]]] = defaultdict(set)
    for row in table:
        found[row["jurisdiction_id"], row["task_id"]].add((row["unit"], row["is_lead"]))
    assert len(table) == sum(len(names) for names in found.values())
    assert found == expected


@pytest.mark.parametrize("roll_up", ["none", "second_names", "parents", "apart"])
def test_unit_workload_counts_what_is_rolled_up(world: tuple[Rows, Snapshot], roll_up: str) -> None:
    rows, snapshot = world
    expected: dict[tuple[int, str], list[Any]] = defaultdict(lambda: [0, 0, Decimal(0)])
    for (government, _), names in counted_names(rows, roll_up).items():
        for name, is_lead in names:
            counts = expected[government, name]
            counts[0] += 1
            counts[1] += is_lead
            counts[2] += Decimal(1) / len(names)
    places = {"临江省": 1, "海青省": 2}
    found = run_report(snapshot, "unit_workload", {"roll_up": roll_up}).to_pylist()
    assert {(places[row["jurisdiction"]], row["unit"]) for row in found} == set(expected)
    for row in found:
        tasks, leads, fraction = expected[places[row["jurisdiction"]], row["unit"]]
        assert (row["tasks"], row["lead_tasks"]) == (tasks, leads), row
        assert float(row["fractional_tasks"]) == six(float(fraction))


def test_a_circle_of_units_counts_each_for_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    bodies = {"省甲局": Body(parent=None), "省乙局": Body(parent="省甲局"), "省丙局": Body(parent="省乙局")}
    composer = Composer({"临江省": ("province", None)}, bodies)
    jobs = [Job("任务", "*省甲局、省乙局、省丙局")]
    composer.add(Paper("临江省", "临1号", 2026, [Outline("annual", jobs)]))
    composer.rows["units"][0]["parent_unit_id"] = composer.units["临江省", "省乙局"]
    rows = composer.rows
    # The check that forbids circles is not what is tested here, so the rows go straight into the engine.
    import duckdb
    from zeren_queries.ddl import create_statements
    from zeren_queries.definitions import read_views

    with duckdb.connect() as connection:
        for statement in create_statements():
            connection.execute(statement)
        for table in ("jurisdictions", "units", "tasks", "task_units"):
            for row in rows[table]:
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                )
        for view in read_views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        found = connection.execute(
            "SELECT unit FROM counted_units WHERE roll_up = 'parents' ORDER BY unit"
        ).fetchall()
    assert found == [("省丙局",), ("省乙局",), ("省甲局",)]


def test_function_workload(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    all_rows = [row for row in assignments(rows) if row["plan"] == "annual"]
    tasks: dict[Any, set[int]] = defaultdict(set)
    leads: dict[Any, set[int]] = defaultdict(set)
    units: dict[Any, set[str]] = defaultdict(set)
    sizes: dict[str, set[int]] = defaultdict(set)
    for row in all_rows:
        key = (row["function"], row["document"])
        tasks[key].add(row["task"])
        units[key].add(row["unit"])
        sizes[row["document"]].add(row["task"])
        if row["lead"]:
            leads[key].add(row["task"])
    found = run_report(snapshot, "function_workload", {"plan": "annual"}).to_pylist()
    assert {(row["function"], row["document"]) for row in found} == set(tasks)
    for row in found:
        key = (row["function"], row["document"])
        assert (row["units"], row["tasks"], row["lead_tasks"]) == (
            len(units[key]),
            len(tasks[key]),
            len(leads[key]),
        )
        assert float(row["task_share"]) == six(len(tasks[key]) / len(sizes[row["document"]]))
        shares = [
            len(tasks[row["function"], document]) / len(tasked) if (row["function"], document) in tasks else 0
            for document, tasked in sizes.items()
        ]
        assert float(row["mean_task_share"]) == six(sum(shares) / len(shares))
        if row["function"] is not None:
            larger = sum(
                len(other) > row["tasks"]
                for (function, document), other in tasks.items()
                if document == row["document"] and function is not None
            )
            assert row["place"] == larger + 1


def test_task_breadth(tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = random_rows(3, n_tasks=20)
    with published(rows, tmp_path_factory.mktemp("breadth")) as snapshot:
        found = run_report(snapshot, "task_breadth", {"min_units": 2}).to_pylist()
        ids = snapshot.arrow("SELECT task_id, document, task_code FROM task_facts").to_pylist()
    key = {(row["document"], row["task_code"]): row["task_id"] for row in ids}
    on_task: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in assignments(rows):
        on_task[row["task"]].append(row)
    assert len(found) == sum(len(units) >= 2 for units in on_task.values())
    for row in found:
        units = on_task[key[row["document"], row["task_code"]]]
        assert row["units"] == len(units)
        assert row["lead_units"] == sum(unit["lead"] for unit in units)
        assert row["kinds"] == len({unit["kind"] for unit in units} - {"group"})
        assert row["functions"] == len({unit["function"] for unit in units} - {None})
    assert [row["units"] for row in found] == sorted((row["units"] for row in found), reverse=True)
