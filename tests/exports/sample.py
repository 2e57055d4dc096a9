"""Small tables and reports to export, written by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from zeren_queries.exports.reports import ExportableReport
from zeren_queries.formats import Column, Format, Labels, Profile, write_rows

WORKLOAD_SCHEMA = pa.schema(
    [
        pa.field("unit", pa.string()),
        pa.field("tasks", pa.int64()),
        pa.field("lead_share", pa.decimal128(24, 6)),
        pa.field("due_on", pa.date32()),
        pa.field("is_lead", pa.bool_()),
    ]
)
WORKLOAD_COLUMNS = (
    Column("unit", "VARCHAR", "单位", "Unit", "承担任务的单位。", "The unit that carries the tasks."),
    Column("tasks", "BIGINT", "任务数", "Tasks", "任务的数目。", "Number of tasks.", "项", "tasks"),
    Column("lead_share", "DECIMAL(24,6)", "牵头占比", "Lead share", unit_zh="%", unit_en="%"),
    Column("due_on", "DATE", "完成时限", "Due on"),
    Column("is_lead", "BOOLEAN", "是否牵头", "Leads"),
)
WORKLOAD_ROWS: list[tuple[Any, ...]] = [
    ("省发展改革委", 12, Decimal("58.333333"), date(2026, 12, 31), True),
    ("省教育厅", 3, Decimal("100.000000"), None, False),
    ("杭州市政府", -1, Decimal("-0.500000"), date(2027, 1, 1), None),
]


def reader(
    rows: Sequence[Sequence[Any]], schema: pa.Schema, *, rows_per_batch: int = 1000
) -> pa.RecordBatchReader:
    """The rows as a stream of batches of the given length."""
    batches = [
        pa.record_batch(
            [
                pa.array([row[index] for row in rows[start : start + rows_per_batch]], field.type)
                for index, field in enumerate(schema)
            ],
            schema=schema,
        )
        for start in range(0, len(rows), rows_per_batch)
    ]
    return pa.RecordBatchReader.from_batches(schema, batches)


def written(
    rows: pa.RecordBatchReader,
    fmt: Format,
    columns: Sequence[Column] | None = None,
    profile: Profile = Profile.DATA,
    labels: Labels = Labels.NAMES,
) -> bytes:
    """The bytes of one file."""
    out = io.BytesIO()
    write_rows(rows, columns, out, fmt, profile=profile, labels=labels)
    return out.getvalue()


def texts(values: Sequence[str | None], fmt: Format, profile: Profile = Profile.DATA) -> bytes:
    """The bytes of a file with a column of numbers, so that no row is blank, and a column of these texts."""
    schema = pa.schema([("n", pa.int64()), ("text", pa.string())])
    return written(reader(list(enumerate(values)), schema), fmt, profile=profile)


def workload(
    name: str = "unit_workload",
    rows: Sequence[Sequence[Any]] = WORKLOAD_ROWS,
    read: Callable[[], pa.RecordBatchReader] | None = None,
) -> ExportableReport:
    """A report as the catalogue would give it."""
    return ExportableReport(
        name=name,
        columns=WORKLOAD_COLUMNS,
        read=read or (lambda: reader(rows, WORKLOAD_SCHEMA)),
        sql_digest="5a" * 32,
        title_zh="各单位任务量",
        title_en="Workload of units",
        description_zh="每个单位承担多少任务?",
        description_en="How many tasks does each unit carry?",
        parameters={"plan": "all", "min_tasks": 1},
    )
