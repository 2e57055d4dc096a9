"""Rows to bytes: one writer per file format, all fed by the same stream of Arrow batches.

Every writer holds one batch at a time, so a report of ten million rows needs no more memory than one of
ten; the same rows and options always give the same bytes. NULL is an empty cell, booleans are `true` and
`false`, dates are ISO 8601, decimals are exact and without needless zeros.
"""

# ruff: noqa: PLC0415 - each writer imports what it needs: a CSV should not pay for xlsxwriter

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from zeren_queries.formats.columns import Column, columns_of, columns_of_report, headers_of
from zeren_queries.formats.options import Format, Labels, Profile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

__all__ = [
    "Column",
    "Format",
    "Labels",
    "Profile",
    "columns_of",
    "columns_of_report",
    "headers_of",
    "write_rows",
]


def write_rows(
    rows: pa.RecordBatchReader,
    columns: Sequence[Column] | None,
    out: BinaryIO,
    fmt: Format,
    *,
    profile: Profile = Profile.DATA,
    labels: Labels = Labels.NAMES,
    title: str = "rows",
    spill: Path | None = None,
) -> int:
    """Write every row of `rows` to `out` and return how many there were.

    `columns` describes the columns in their order; None takes the bare names of `rows` (a one-off query).
    `out` need not be seekable and is left open. `profile` matters to CSV alone; `title` names a workbook's
    sheet, `spill` the folder of its temporary files. Raises ZerenError where the rows do not match
    `columns` or do not fit the format, and whatever reading `rows` or writing `out` raises.
    """
    described = columns_of(rows.schema) if columns is None else columns
    headers = headers_of(described, rows.schema, labels)
    match fmt:
        case Format.CSV:
            from zeren_queries.formats.csv_file import write_csv

            return write_csv(rows, headers, out, profile)
        case Format.JSON | Format.JSONL:
            from zeren_queries.formats.json_file import write_json

            return write_json(rows, headers, out, lines=fmt is Format.JSONL)
        case Format.MARKDOWN:
            from zeren_queries.formats.markdown import write_markdown

            return write_markdown(rows, headers, out)
        case Format.PARQUET:
            from zeren_queries.formats.parquet_file import write_parquet

            return write_parquet(rows, described, headers, out)
        case Format.XLSX:
            from zeren_queries.formats.workbook import write_workbook

            return write_workbook(rows, headers, out, sheet=title, spill=spill)
        case Format.TABLE:
            from zeren_queries.formats.terminal import write_table

            return write_table(rows, headers, out)
