"""A small government with one document: rows in every table, written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection
from zeren_schema.tables import metadata

MOMENT = datetime(2026, 1, 24, 8, 30, tzinfo=UTC)

ROWS: dict[str, list[dict[str, Any]]] = {
    "jurisdictions": [
        {"jurisdiction_id": 1, "code": "990000", "name": "临江省", "level": "province", "parent_id": None},
        {"jurisdiction_id": 2, "code": None, "name": "青石市", "level": "prefecture", "parent_id": 1},
    ],
    "documents": [
        {
            "document_id": 1,
            "jurisdiction_id": 1,
            "title": "重点工作责任分解",
            "doc_number": "临政办发〔2026〕1号",
            "issuer": "临江省人民政府办公厅",
            "issued_on": date(2026, 1, 24),
            "year": 2026,
            "sha256": "0" * 64,
            "source_name": "linjiang.txt",
            "text": "1. 新增就业10万人以上。责任单位:省人力社保厅",
            "loaded_at": MOMENT,
        }
    ],
    "leaders": [{"leader_id": 1, "jurisdiction_id": 1, "name": "李某"}],
    "leader_titles": [{"leader_id": 1, "document_id": 1, "title": "副省长"}],
    "plans": [
        {
            "plan_id": 1,
            "document_id": 1,
            "ordinal": 1,
            "title": "年度重点工作",
            "kind": "annual",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
        }
    ],
    "sections": [
        {
            "section_id": 1,
            "plan_id": 1,
            "ordinal": 1,
            "heading": "一、李某副省长牵头",
            "leader_id": 1,
            "theme": None,
        }
    ],
    "tasks": [
        {
            "task_id": 1,
            "section_id": 1,
            "ordinal": 1,
            "code": "1.1.1",
            "number": "1",
            "leader_id": 1,
            "text": "新增就业10万人以上。",
            "due_on": None,
            "span_start": 3,
            "span_end": 14,
        }
    ],
    "units": [
        {
            "unit_id": 1,
            "jurisdiction_id": 1,
            "name": "省人力社保厅",
            "kind": "government",
            "function": "人力资源社会保障",
            "parent_unit_id": None,
        }
    ],
    "unit_names": [
        {
            "unit_name_id": 1,
            "unit_id": 1,
            "name": "省人力社保厅",
            "kind": "canonical",
            "valid_from": None,
            "valid_to": None,
            "note": None,
        }
    ],
    "task_units": [
        {
            "task_unit_id": 1,
            "task_id": 1,
            "unit_id": 1,
            "position": 1,
            "is_lead": True,
            "lead_basis": "assumed_first",
            "second_name": None,
            "mention": "省人力社保厅",
            "span_start": 19,
            "span_end": 25,
        }
    ],
    "targets": [
        {
            "target_id": 1,
            "task_id": 1,
            "ordinal": 1,
            "indicator": "新增就业",
            "comparator": "ge",
            "low": Decimal(100000),
            "high": None,
            "unit": "人",
            "measure": "count",
            "commitment": None,
            "baseline": None,
            "due_year": 2026,
            "quote": "新增就业10万人以上",
            "span_start": 3,
            "span_end": 13,
            "indicator_key": None,
        }
    ],
    "observations": [
        {
            "observation_id": 1,
            "jurisdiction_id": 1,
            "indicator_key": None,
            "doc_number": "临政办发〔2026〕1号",
            "task_code": "1.1.1",
            "target_ordinal": 1,
            "observed_on": date(2026, 6, 30),
            "value": Decimal(61000),
            "unit": "人",
            "source": "省统计局",
            "note": None,
            "recorded_at": MOMENT,
        }
    ],
    "loads": [
        {
            "load_id": 1,
            "document_id": 1,
            "source_name": "linjiang.txt",
            "sha256": "0" * 64,
            "loader_version": "1",
            "started_at": MOMENT,
            "finished_at": MOMENT,
            "outcome": "loaded",
            "message": None,
            "n_plans": 1,
            "n_sections": 1,
            "n_tasks": 1,
            "n_task_units": 1,
            "n_leads": 1,
            "n_targets": 1,
            "n_findings": 1,
        }
    ],
    "findings": [
        {
            "finding_id": 1,
            "load_id": 1,
            "document_id": 1,
            "task_id": 1,
            "rule": "lead_assumed",
            "severity": "info",
            "message": "文件未言明牵头单位",
            "quote": None,
            "span_start": None,
            "span_end": None,
        }
    ],
    "runs": [
        {
            "run_id": 1,
            "schedule": "weekly",
            "due_at": MOMENT,
            "started_at": MOMENT,
            "finished_at": MOMENT,
            "outcome": "done",
            "process": "process 1 on office",
            "target_folder": "/srv/reports",
            "snapshot_id": "0" * 16,
            "set_id": "1" * 16,
            "n_files": 2,
            "n_changed": 1,
            "n_rows": 40,
            "message": None,
        }
    ],
}


def insert_sample(connection: Connection) -> None:
    """Insert every row, parents first."""
    for table in metadata.sorted_tables:
        assert ROWS[table.name], f"{table.name} has no sample row"
        connection.execute(table.insert(), ROWS[table.name])


def read_all(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in the shape of ROWS."""
    return {
        table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
        for table in metadata.sorted_tables
    }
