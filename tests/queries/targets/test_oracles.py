"""Target reports against judges written in plain Python, on random promises, places and observations."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from zeren_queries import Snapshot, run_report

from tests.queries.compose import Composer, Job, Outline, Paper, Promise
from tests.queries.golden_files import published
from tests.queries.tiny import Rows

GOVERNMENTS = {
    "甲省": ("province", None),
    "甲一市": ("prefecture", "甲省"),
    "甲二市": ("prefecture", "甲省"),
    "甲一县": ("county", "甲一市"),
    "乙省": ("province", None),
}
INDICATORS = {
    "产值": ("growth", "%"),
    "公路": ("amount", "公里"),
    "学位": ("count", "个"),
    "失业率": ("rate", "%"),
    "指数": ("rank", "名"),
}
FALLING = {"失业率", "指数"}


def random_promise(chance: random.Random, number: int, year: int, five: bool) -> Promise:
    name = chance.choice(list(INDICATORS))
    measure, unit = INDICATORS[name]
    comparator = chance.choice(
        ["eq", "ge", "approx", "range"] if name not in FALLING else ["eq", "le", "range"]
    )
    low, high = sorted(chance.sample(range(1, 30), 2))
    bounds = {
        "eq": (low, low),
        "approx": (low, low),
        "ge": (low, None),
        "le": (None, low),
        "range": (low, high),
    }
    due = year + 4 if five else year
    return Promise(
        "任务",
        f"{name}",
        comparator,
        *bounds[comparator],
        unit,
        measure,
        due_year=due,
        key=name if number % 2 else None,
    )


def random_world(seed: int) -> Composer:
    chance = random.Random(seed)
    composer = Composer(GOVERNMENTS, {})
    for government in GOVERNMENTS:
        for year in (2025, 2026):
            plans = [
                Outline(
                    kind,
                    [
                        Job(
                            f"任务{n}",
                            targets=[random_promise(chance, n, year, kind == "five_year")],
                            leader=chance.choice(["王明", "李华", None]),
                            due_on=chance.choice([None, None, date(year, 9, 30)]),
                        )
                        for n in range(12)
                    ],
                    starts_on=date(year, 1, 1),
                    ends_on=date(year + 4 if kind == "five_year" else year, 12, 31),
                )
                for kind in ("annual", "five_year")
            ]
            composer.add(Paper(government, f"{government}{year}", year, plans))
    for _ in range(150):
        government = chance.choice(list(GOVERNMENTS))
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(900))
        if any(row["observed_on"] == day for row in composer.rows.get("observations", [])):
            continue
        value = Decimal(chance.randrange(1, 600)) / 20
        name = chance.choice(list(INDICATORS))
        unit = INDICATORS[name][1] if chance.random() < 0.9 else "万元"
        if chance.random() < 0.4:
            composer.observe(government, day, str(value), unit, indicator_key=name)
        else:
            subject = {
                "doc_number": f"{government}{chance.choice([2025, 2026])}",
                "task_code": f"{chance.choice([1, 2])}.1.{chance.randint(1, 12)}",
                "target_ordinal": 1,
            }
            composer.observe(government, day, str(value), unit, **subject)
    return composer


@pytest.fixture(scope="module", params=[11, 12])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Rows, Snapshot]]:
    rows = random_world(request.param).rows
    with published(rows, tmp_path_factory.mktemp("targets")) as snapshot:
        yield rows, snapshot


def promises(rows: Rows) -> list[dict[str, Any]]:
    """Each target with its place, plan and document."""
    tasks = {row["task_id"]: row for row in rows["tasks"]}
    sections = {row["section_id"]: row for row in rows["sections"]}
    plans = {row["plan_id"]: row for row in rows["plans"]}
    documents = {row["document_id"]: row for row in rows["documents"]}
    places = {row["jurisdiction_id"]: row for row in rows["jurisdictions"]}
    result = []
    for row in rows["targets"]:
        task = tasks[row["task_id"]]
        plan = plans[sections[task["section_id"]]["plan_id"]]
        document = documents[plan["document_id"]]
        place = places[document["jurisdiction_id"]]
        down = row["indicator"] in FALLING
        key = (row["indicator_key"] or f"words {row['indicator']} {row['measure']}", row["unit"])
        binding = row["high"] if row["comparator"] == "range" and down else row["low"]
        result.append(
            row
            | {
                "task": task,
                "plan": plan,
                "document": document,
                "place": place,
                "down": down,
                "series": key,
                "promised": row["high"] if binding is None else binding,
            }
        )
    return result


def judge(target: dict[str, Any], observations: list[dict[str, Any]], as_of: date) -> tuple[str, str, Any]:
    """Status, reason and the observation used, by the rules in words."""
    due = target["task"]["due_on"] or date(target["due_year"], 12, 31)
    start = target["plan"]["starts_on"]
    own, shared = [], []
    for seen in observations:
        if seen["observed_on"] > as_of or seen["jurisdiction_id"] != target["place"]["jurisdiction_id"]:
            continue
        if seen["doc_number"] is not None:
            if (seen["doc_number"], seen["task_code"], seen["target_ordinal"]) == (
                target["document"]["doc_number"],
                target["task"]["code"],
                target["ordinal"],
            ):
                own.append(seen)
        elif seen["indicator_key"] == target["indicator_key"] and start <= seen["observed_on"] <= due:
            shared.append(seen)
    fitting = [seen for seen in own if seen["unit"] == target["unit"]] or [
        seen for seen in shared if seen["unit"] == target["unit"]
    ]
    if not fitting:
        return "unknown", "unit_differs" if own or shared else "no_observation", None
    seen = max(fitting, key=lambda row: row["observed_on"])
    value, promised, day = seen["value"], target["promised"], seen["observed_on"]
    slack = abs(promised) * Decimal("0.05") if target["comparator"] == "approx" else 0
    met = value <= promised + slack if target["down"] else value >= promised - slack
    adds_up = target["measure"] in {"count", "amount"} and not target["down"]
    if day >= due:
        return ("achieved", "met", seen) if met else ("behind", "missed", seen)
    if adds_up and met:
        return "achieved", "met_early", seen
    if as_of > due:
        return "unknown", "outdated", seen
    if met:
        return "on_track", "met_so_far", seen
    if adds_up:
        days, gone = (due - start).days + 1, (day - start).days + 1
        on_pace = value * days >= promised * gone
        return ("on_track", "on_pace", seen) if on_pace else ("behind", "off_pace", seen)
    if target["measure"] == "growth" or day.year >= due.year:
        return "behind", "short", seen
    return "unknown", "too_early", seen


@pytest.mark.parametrize("as_of", [None, date(2025, 12, 31), date(2026, 8, 15), date(2031, 6, 1)])
def test_attainment(world: tuple[Rows, Snapshot], as_of: date | None) -> None:
    rows, snapshot = world
    judged_on = as_of or max(row["observed_on"] for row in rows["observations"])
    expected = {}
    for target in promises(rows):
        status, reason, seen = judge(target, rows["observations"], judged_on)
        expected[target["document"]["doc_number"], target["task"]["code"]] = (
            status,
            reason,
            seen and seen["value"],
            seen and seen["observed_on"],
        )
    found = run_report(snapshot, "target_attainment", {"as_of": as_of}).to_pylist()
    assert len(found) == len(expected)
    for row in found:
        told = (row["status"], row["reason"], row["observed"], row["observed_on"])
        assert told == expected[row["document"], row["task_code"]], (row["document"], row["task_code"])
    only = run_report(snapshot, "target_attainment", {"as_of": as_of, "status": "behind"}).to_pylist()
    assert only == [row for row in found if row["status"] == "behind"]


def test_every_reason_occurs_somewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    reasons: set[str] = set()
    for seed in (11, 12):
        rows = random_world(seed).rows
        for as_of in (date(2025, 12, 31), date(2026, 8, 15), date(2031, 6, 1)):
            reasons |= {judge(target, rows["observations"], as_of)[1] for target in promises(rows)}
    assert reasons == {
        *("met", "missed", "met_early", "outdated", "met_so_far", "on_pace", "off_pace", "short"),
        *("too_early", "no_observation", "unit_differs"),
    }


def ambition(row: dict[str, Any]) -> Decimal:
    promised: Decimal = row["promised"]
    return -promised if row["down"] else promised


def test_indicator_comparison(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    first: dict[Any, dict[str, Any]] = {}
    for row in sorted(promises(rows), key=lambda row: (-row["document"]["year"], row["target_id"])):
        key = (row["series"], row["place"]["jurisdiction_id"], row["due_year"], row["plan"]["kind"])
        first.setdefault(key, row)
    above = {row["jurisdiction_id"]: row["parent_id"] for row in rows["jurisdictions"]}
    names = {row["jurisdiction_id"]: row["name"] for row in rows["jurisdictions"]}
    peers: dict[Any, list[Decimal]] = defaultdict(list)
    for (series, _, due, kind), row in first.items():
        peers[series, due, kind, row["place"]["level"]].append(ambition(row))
    expected = {}
    for (series, place, due, kind), row in first.items():
        upper = above[place]
        while upper is not None and (series, upper, due, kind) not in first:
            upper = above[upper]
        over = None if upper is None else first[series, upper, due, kind]
        same = peers[series, due, kind, row["place"]["level"]]
        earlier = [
            key[2] for key in first if (key[0], key[1], key[3]) == (series, place, kind) and key[2] < due
        ]
        expected[row["document"]["doc_number"], row["task"]["code"]] = {
            "promised": row["promised"],
            "peers": len(same),
            "place": 1 + sum(other > ambition(row) for other in same),
            "upper_jurisdiction": None if upper is None else names[upper],
            "gap_to_upper": None if over is None else row["promised"] - over["promised"],
            "is_raised": None if over is None else ambition(row) > ambition(over),
            "earlier_due_year": max(earlier, default=None),
        }
    found = run_report(snapshot, "indicator_comparison").to_pylist()
    assert {(row["document"], row["task_code"]) for row in found} == set(expected)
    for row in found:
        wanted = expected[row["document"], row["task_code"]]
        assert {name: row[name] for name in wanted} == wanted


def test_totals_and_leaders(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    totals: dict[Any, list[Decimal]] = defaultdict(list)
    leaders: dict[Any, int] = defaultdict(int)
    people = {row["leader_id"]: row["name"] for row in rows["leaders"]}
    for row in promises(rows):
        totals[row["document"]["doc_number"], row["plan"]["kind"], row["measure"], row["unit"]].append(
            row["promised"]
        )
        leaders[people.get(row["task"]["leader_id"]), row["place"]["name"]] += 1
    found = run_report(snapshot, "target_totals").to_pylist()
    assert len(found) == len(totals)
    for row in found:
        values = totals[row["document"], row["plan"], row["measure"], row["unit_of_measure"]]
        adds = row["measure"] in {"amount", "count"}
        assert row["targets"] == len(values)
        assert row["total"] == (sum(values) if adds else None)
        assert (row["smallest"], row["largest"]) == (min(values), max(values))
    by_leader = run_report(snapshot, "targets_by_leader").to_pylist()
    assert {(row["leader"], row["jurisdiction"]): row["targets"] for row in by_leader} == leaders
    for row in by_leader:
        assert row["targets"] == sum(
            row[f"targets_{kind}"] for kind in ("growth", "share", "rate", "amount", "count", "rank")
        )


def test_target_changes(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    listed: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in promises(rows):
        listed[row["place"]["name"], row["document"]["year"], row["plan"]["kind"], row["series"]].append(row)
    weight = {"ge": 2, "le": 2, "approx": 0}
    counts: dict[str, int] = defaultdict(int)
    for place, kind, series in {(key[0], key[2], key[3]) for key in listed}:
        before, after = listed[place, 2025, kind, series], listed[place, 2026, kind, series]
        counts["new"] += max(len(after) - len(before), 0)
        counts["dropped"] += max(len(before) - len(after), 0)
        for one, two in zip(before, after, strict=False):
            step = ambition(two) - ambition(one)
            if step == 0:
                # No promise here has a binding word: 左右 loosens it, and the comparator decides the rest.
                firm = [
                    (row["comparator"] != "approx", weight.get(row["comparator"], 1)) for row in (one, two)
                ]
                step = Decimal((firm[1] > firm[0]) - (firm[1] < firm[0]))
            counts["raised" if step > 0 else "softened" if step < 0 else "unchanged"] += 1
    found: dict[str, int] = defaultdict(int)
    for row in run_report(snapshot, "target_changes").to_pylist():
        found[row["change"]] += 1
    assert found == {name: count for name, count in counts.items() if count}
