"""Two small provinces with three documents, by hand: what the golden files are reasoned from.

临江省, 临政办发〔2026〕1号
  five-year plan, 王明:  1.1.1  省财政厅(leads) 省教育厅 省委办公厅      growth ≥ 5 %
                         1.1.2  省教育厅、省财政厅(both lead) 省委办公厅
  annual plan, 李华:     2.1.1  省财政厅(leads) 各市政府                 300 个; 5–5.5 %
                         2.1.2  省委办公厅(leads)
  livelihood, nobody:    3.1.1  省教育厅(leads) 省财政厅                 ≤ 3.35 %
临江省, 临政办发〔2025〕2号
  annual plan, 王明:     1.1.1  省财政厅(leads) 省教育厅
海青省, no number
  annual plan, 王明 (a namesake): 1.1.1  省财政厅(leads) 省审计厅        about 1.5 亿元
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection
from zeren_schema.tables import metadata

MOMENT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)

Rows = dict[str, list[dict[str, Any]]]

JURISDICTIONS = [
    {"jurisdiction_id": 1, "code": "990000", "name": "临江省", "level": "province", "parent_id": None},
    {"jurisdiction_id": 2, "code": "980000", "name": "海青省", "level": "province", "parent_id": None},
]
LEADERS = [
    {"leader_id": 1, "jurisdiction_id": 1, "name": "王明"},
    {"leader_id": 2, "jurisdiction_id": 1, "name": "李华"},
    {"leader_id": 3, "jurisdiction_id": 2, "name": "王明"},
]
LEADER_TITLES = [
    {"leader_id": 1, "document_id": 1, "title": "省长"},
    {"leader_id": 1, "document_id": 2, "title": "常务副省长"},
    {"leader_id": 2, "document_id": 1, "title": "副省长"},
    {"leader_id": 3, "document_id": 3, "title": "省长"},
]
UNITS = [
    (1, 1, "省财政厅", "government", "财政", None),
    (2, 1, "省教育厅", "government", "教育", None),
    (3, 1, "省委办公厅", "party", None, None),
    (4, 1, "各市政府", "group", None, None),
    (5, 2, "省财政厅", "government", "财政", None),
    (6, 2, "省审计厅", "government", "审计", 5),
]
EXTRA_NAMES = [(7, 1, "财政厅", "variant"), (8, 1, "省税收办", "second_name")]

# document, jurisdiction, number, title, year, source
DOCUMENTS = [
    (1, 1, "临政办发〔2026〕1号", "重点工作责任分解", 2026, "linjiang-2026.txt"),
    (2, 1, "临政办发〔2025〕2号", "重点工作责任分解", 2025, "linjiang-2025.txt"),
    (3, 2, None, "海青省重点工作责任分解", 2026, "haiqing-2026.txt"),
]
# plan (and its only section), document, ordinal, kind, heading, leader
PLANS = [
    (1, 1, 1, "five_year", "一、王明省长牵头", 1),
    (2, 1, 2, "annual", "一、李华副省长牵头", 2),
    (3, 1, 3, "livelihood", None, None),
    (4, 2, 1, "annual", "一、王明常务副省长牵头", 1),
    (5, 3, 1, "annual", "一、王明省长牵头", 3),
]
# task, plan, ordinal, text, [(unit, leads, basis)], [(quote, indicator, comparator, low, high, unit, measure,
# commitment, baseline)]
TASKS: list[tuple[int, int, int, str, list[tuple[int, bool, str]], list[tuple[Any, ...]]]] = [
    (
        1,
        1,
        1,
        "地区生产总值年均增长5%以上,快于全国平均。",
        [(1, True, "stated_first"), (2, False, "stated_first"), (3, False, "stated_first")],
        [("地区生产总值年均增长5%以上", "地区生产总值", "ge", 5, None, "%", "growth", None, "全国平均")],
    ),
    (
        2,
        1,
        2,
        "办好每一所学校。",
        [(2, True, "marked"), (1, True, "marked"), (3, False, "marked")],
        [],
    ),
    (
        3,
        2,
        1,
        "开工项目300个,力争投入强度5%—5.5%。",
        [(1, True, "stated_first"), (4, False, "stated_first")],
        [
            ("开工项目300个", "开工项目", "eq", 300, 300, "个", "count", None, None),
            ("力争投入强度5%—5.5%", "投入强度", "range", 5, Decimal("5.5"), "%", "rate", "力争", None),
        ],
    ),
    (4, 2, 2, "改进文风会风。", [(3, True, "stated_first")], []),
    (
        5,
        3,
        1,
        "缺课率控制在3.35%以内。",
        [(2, True, "labelled"), (1, False, "labelled")],
        [("缺课率控制在3.35%以内", "缺课率", "le", None, Decimal("3.35"), "%", "rate", None, None)],
    ),
    (6, 4, 1, "严肃财经纪律。", [(1, True, "assumed_first"), (2, False, "assumed_first")], []),
    (
        7,
        5,
        1,
        "筹集资金1.5亿元左右。",
        [(5, True, "stated_first"), (6, False, "stated_first")],
        [
            (
                "筹集资金1.5亿元左右",
                "筹集资金",
                "approx",
                150_000_000,
                150_000_000,
                "元",
                "amount",
                None,
                None,
            )
        ],
    ),
]


def rows() -> Rows:
    """Every row of every table but `observations`, parents first; spans are where the words stand."""
    names = {unit[0]: unit[2] for unit in UNITS}
    texts: dict[int, str] = {document[0]: "" for document in DOCUMENTS}
    tasks: list[dict[str, Any]] = []
    task_units: list[dict[str, Any]] = []
    targets: list[dict[str, Any]] = []
    for task_id, plan_id, ordinal, text, responsible, promised in TASKS:
        _, document_id, plan_ordinal, _, _, leader_id = PLANS[plan_id - 1]
        # The page break in the middle of each text must not keep a span from closing.
        half = len(text) // 2
        printed = f"{ordinal}. {text[:half]}\n\n{text[half:]}\n"
        begin = len(texts[document_id]) + len(f"{ordinal}. ")
        texts[document_id] += printed
        tasks.append(
            {
                "task_id": task_id,
                "section_id": plan_id,
                "ordinal": ordinal,
                "code": f"{plan_ordinal}.1.{ordinal}",
                "number": str(ordinal),
                "leader_id": leader_id,
                "text": text,
                "due_on": date(2026, 6, 30) if task_id == 4 else None,
                "span_start": begin,
                "span_end": begin + len(text) + 2,
            }
        )
        for target_ordinal, values in enumerate(promised, 1):
            quote, indicator, comparator, low, high, unit, measure, commitment, baseline = values
            at, end = text.index(quote), text.index(quote) + len(quote)
            targets.append(
                {
                    "target_id": len(targets) + 1,
                    "task_id": task_id,
                    "ordinal": target_ordinal,
                    "indicator": indicator,
                    "comparator": comparator,
                    "low": None if low is None else Decimal(low),
                    "high": None if high is None else Decimal(high),
                    "unit": unit,
                    "measure": measure,
                    "commitment": commitment,
                    "baseline": baseline,
                    "due_year": 2030 if plan_id == 1 else 2026,
                    "quote": quote,
                    "span_start": begin + at + (2 if at >= half else 0),
                    "span_end": begin + end + (2 if end > half else 0),
                }
            )
        texts[document_id] += "责任单位:"
        for position, (unit_id, is_lead, basis) in enumerate(responsible, 1):
            begin = len(texts[document_id])
            texts[document_id] += names[unit_id] + ("、" if position < len(responsible) else "\n")
            task_units.append(
                {
                    "task_unit_id": len(task_units) + 1,
                    "task_id": task_id,
                    "unit_id": unit_id,
                    "position": position,
                    "is_lead": is_lead,
                    "lead_basis": basis,
                    "second_name": None,
                    "mention": names[unit_id],
                    "span_start": begin,
                    "span_end": begin + len(names[unit_id]),
                }
            )
    return {
        "jurisdictions": JURISDICTIONS,
        "documents": [
            {
                "document_id": document_id,
                "jurisdiction_id": jurisdiction_id,
                "title": title,
                "doc_number": number,
                "issuer": None,
                "issued_on": date(year, 1, 24),
                "year": year,
                "sha256": str(document_id) * 64,
                "source_name": source,
                "text": texts[document_id],
                "loaded_at": MOMENT,
            }
            for document_id, jurisdiction_id, number, title, year, source in DOCUMENTS
        ],
        "leaders": LEADERS,
        "leader_titles": LEADER_TITLES,
        "plans": [
            {
                "plan_id": plan_id,
                "document_id": document_id,
                "ordinal": ordinal,
                "title": f"计划{ordinal}",
                "kind": kind,
                "starts_on": date(2026, 1, 1),
                "ends_on": date(2030, 12, 31) if kind == "five_year" else None,
            }
            for plan_id, document_id, ordinal, kind, _, _ in PLANS
        ],
        "sections": [
            {
                "section_id": plan_id,
                "plan_id": plan_id,
                "ordinal": 1,
                "heading": heading,
                "leader_id": leader_id,
                "theme": None,
            }
            for plan_id, _, _, _, heading, leader_id in PLANS
        ],
        "tasks": tasks,
        "units": [
            {
                "unit_id": unit_id,
                "jurisdiction_id": jurisdiction_id,
                "name": name,
                "kind": kind,
                "function": function,
                "parent_unit_id": parent,
            }
            for unit_id, jurisdiction_id, name, kind, function, parent in UNITS
        ],
        "unit_names": [
            {"unit_name_id": unit_id, "unit_id": unit_id, "name": name, "kind": "canonical"}
            for unit_id, _, name, *_ in UNITS
        ]
        + [
            {"unit_name_id": key, "unit_id": unit_id, "name": name, "kind": kind}
            for key, unit_id, name, kind in EXTRA_NAMES
        ],
        "task_units": task_units,
        "targets": targets,
        "loads": [
            {
                "load_id": document_id,
                "document_id": document_id,
                "source_name": source,
                "sha256": str(document_id) * 64,
                "loader_version": "1",
                "started_at": MOMENT,
                "finished_at": MOMENT,
                "outcome": "loaded",
                "message": None,
                "n_tasks": n_tasks,
                "n_task_units": n_task_units,
                "n_leads": n_leads,
                "n_targets": n_targets,
                "n_findings": 1 if document_id == 1 else 0,
            }
            for (document_id, _, _, _, _, source), (n_tasks, n_task_units, n_leads, n_targets) in zip(
                DOCUMENTS, [(5, 11, 6, 4), (1, 2, 1, 0), (1, 2, 1, 1)], strict=True
            )
        ],
        "findings": [
            {
                "finding_id": 1,
                "load_id": 1,
                "document_id": 1,
                "task_id": 4,
                "rule": "lead_assumed",
                "severity": "info",
                "message": "只有一个单位",
                "quote": None,
                "span_start": None,
                "span_end": None,
            }
        ],
    }


def insert(connection: Connection, content: Rows) -> None:
    """Insert the rows, parents first."""
    for table in metadata.sorted_tables:
        if content.get(table.name):
            connection.execute(table.insert(), content[table.name])
