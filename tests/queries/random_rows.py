"""A larger made-up database, the same for the same seed: for oracles, order and time."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from tests.queries.tiny import MOMENT, Rows

PROVINCES = ["临江省", "海青省"]
FUNCTIONS = [
    *("财政", "教育", "发展改革", "科技", "工业", "民政", "司法", "交通", "水利"),
    *("农业", "商务", "文化", "卫生", "应急", "审计", "统计", "体育", "能源"),
]
KINDS = ["five_year", "annual", "livelihood"]


def random_rows(seed: int, *, n_tasks: int = 60) -> Rows:
    """Two provinces, two years of documents each, three plans in each document, `n_tasks` tasks in a plan.

    A few units are on many tasks and most on few, as in real documents; some tasks have no leader, some
    several leads, some no target.
    """
    chance = random.Random(seed)
    parents = ("jurisdictions", "documents", "leaders", "plans", "sections", "tasks", "units")
    children = ("unit_names", "task_units", "targets")
    content: Rows = {table: [] for table in (*parents, *children)}
    for jurisdiction_id, province in enumerate(PROVINCES, 1):
        content["jurisdictions"].append(
            {"jurisdiction_id": jurisdiction_id, "name": province, "level": "province"}
        )
        units = _units(content, jurisdiction_id)
        leaders = []
        for name in ["王明", "李华", "张伟", "刘洋"]:
            leaders.append(len(content["leaders"]) + 1)
            content["leaders"].append(
                {"leader_id": leaders[-1], "jurisdiction_id": jurisdiction_id, "name": name}
            )
        for year in (2025, 2026):
            _document(content, jurisdiction_id, province, year, units, leaders, n_tasks, chance)
    return content


def _units(content: Rows, jurisdiction_id: int) -> list[int]:
    units = []
    for function in FUNCTIONS:
        units.append(len(content["units"]) + 1)
        name = f"省{function}{'厅' if len(function) < 3 else '委'}"
        content["units"].append(
            {
                "unit_id": units[-1],
                "jurisdiction_id": jurisdiction_id,
                "name": name,
                "kind": "government",
                "function": function,
            }
        )
        content["unit_names"].append(
            {"unit_name_id": units[-1], "unit_id": units[-1], "name": name, "kind": "canonical"}
        )
    return units


def _document(
    content: Rows,
    jurisdiction_id: int,
    province: str,
    year: int,
    units: list[int],
    leaders: list[int],
    n_tasks: int,
    chance: random.Random,
) -> None:
    document: dict[str, Any] = {
        "document_id": len(content["documents"]) + 1,
        "jurisdiction_id": jurisdiction_id,
        "title": "责任分解",
        "doc_number": f"{province[0]}政办发〔{year}〕1号",
        "year": year,
        "sha256": f"{len(content['documents']) + 1:064x}",
        "source_name": f"{jurisdiction_id}-{year}.txt",
        "text": "",
        "loaded_at": MOMENT,
    }
    content["documents"].append(document)
    for ordinal, kind in enumerate(KINDS, 1):
        plan_id = len(content["plans"]) + 1
        content["plans"].append(
            {
                "plan_id": plan_id,
                "document_id": document["document_id"],
                "ordinal": ordinal,
                "title": kind,
                "kind": kind,
                "starts_on": date(year, 1, 1),
                "ends_on": None,
            }
        )
        content["sections"].append({"section_id": plan_id, "plan_id": plan_id, "ordinal": 1})
        for number in range(1, n_tasks + 1):
            _task(content, document, plan_id, f"{ordinal}.1.{number}", number, units, leaders, chance)


def _task(
    content: Rows,
    document: dict[str, Any],
    section_id: int,
    code: str,
    number: int,
    units: list[int],
    leaders: list[int],
    chance: random.Random,
) -> None:
    task_id = len(content["tasks"]) + 1
    values = [chance.randint(1, 500) for _ in range(chance.choice([0, 0, 1, 1, 2, 3]))]
    quotes = [f"建成{value}个" for value in values]
    text = "".join(quotes) or f"任务{task_id}"
    begin = len(document["text"])
    document["text"] += f"{text}\n"
    content["tasks"].append(
        {
            "task_id": task_id,
            "section_id": section_id,
            "ordinal": number,
            "code": code,
            "leader_id": chance.choice([*leaders, None]),
            "text": text,
            "span_start": begin,
            "span_end": begin + len(text),
        }
    )
    at = begin
    for ordinal, (value, quote) in enumerate(zip(values, quotes, strict=True), 1):
        content["targets"].append(
            {
                "target_id": len(content["targets"]) + 1,
                "task_id": task_id,
                "ordinal": ordinal,
                "indicator": "建成",
                "comparator": "eq",
                "low": Decimal(value),
                "high": Decimal(value),
                "unit": "个",
                "measure": "count",
                "due_year": document["year"],
                "quote": quote,
                "span_start": at,
                "span_end": at + len(quote),
            }
        )
        at += len(quote)
    weights = [1 / (rank + 1) for rank in range(len(units))]
    listed = list(dict.fromkeys(chance.choices(units, weights, k=chance.randint(1, 9))))
    n_leads = min(len(listed), chance.choice([1, 1, 1, 2]))
    names = {row["unit_id"]: row["name"] for row in content["units"]}
    for position, unit_id in enumerate(listed, 1):
        begin = len(document["text"])
        document["text"] += names[unit_id] + "\n"
        content["task_units"].append(
            {
                "task_unit_id": len(content["task_units"]) + 1,
                "task_id": task_id,
                "unit_id": unit_id,
                "position": position,
                "is_lead": position <= n_leads,
                "lead_basis": "marked",
                "mention": names[unit_id],
                "span_start": begin,
                "span_end": begin + len(names[unit_id]),
            }
        )
