"""The files of a set: one a report, or one workbook with a sheet a report."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING, BinaryIO, cast

import duckdb
import pyarrow as pa
from zeren_schema.errors import BusyError, ZerenError

from zeren_queries.exports.ahead import ReadAhead, read_ahead
from zeren_queries.exports.durable import durable_file
from zeren_queries.exports.manifest import WrittenFile
from zeren_queries.formats import Format, Labels, headers_of, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from zeren_queries.exports.outcome import SetOptions
    from zeren_queries.exports.reports import ExportableReport

WORKBOOK = "reports.xlsx"


def write_files(
    staging: Path,
    reports: Sequence[ExportableReport],
    options: SetOptions,
    *,
    snapshot_id: str,
    sources: Sequence[Mapping[str, str]],
) -> list[WrittenFile]:
    """Write every report into the folder `staging`, forced to disk; one entry a report, in their order.

    Raises ZerenError, naming the report, if one cannot be read or does not fit the format.
    """
    if options.fmt is Format.XLSX:
        return _write_workbook(staging, reports, options, snapshot_id, sources)
    with read_ahead(reports) as ahead:
        return [_write_report(staging, report, ahead, options) for report in reports]


def _write_report(
    staging: Path, report: ExportableReport, ahead: ReadAhead, options: SetOptions
) -> WrittenFile:
    name = f"{report.name}.{options.fmt.suffix}"
    with _named(report):
        rows = ahead.rows(report)
        headers = headers_of(report.columns, rows.schema, options.labels)
        with durable_file(staging / name) as file:
            count = write_rows(
                rows,
                report.columns,
                cast("BinaryIO", file),
                options.fmt,
                profile=options.profile,
                labels=options.labels,
                title=report.name,
                spill=staging,
            )
    return WrittenFile(report, name, file.sha256, file.size, count, rows.schema, headers)


def _write_workbook(
    staging: Path,
    reports: Sequence[ExportableReport],
    options: SetOptions,
    snapshot_id: str,
    sources: Sequence[Mapping[str, str]],
) -> list[WrittenFile]:
    from zeren_queries.formats.cover import Contents, Cover  # noqa: PLC0415 - only workbooks need xlsxwriter
    from zeren_queries.formats.workbook import Workbook  # noqa: PLC0415

    titles = _sheet_titles(reports, options.labels)
    sheets: list[tuple[ExportableReport, str, int, pa.Schema, tuple[str, ...]]] = []
    with (
        durable_file(staging / WORKBOOK) as file,
        Workbook(cast("BinaryIO", file), staging) as book,
        read_ahead(reports) as ahead,
    ):
        cover = Cover(book)
        for report in reports:
            with _named(report):
                rows = ahead.rows(report)
                headers = headers_of(report.columns, rows.schema, options.labels)
                sheet, count = book.add_sheet(titles[report.name], rows, headers)
                sheets.append((report, sheet, count, rows.schema, headers))
        cover.fill(
            snapshot_id,
            [source["title"] for source in sources],
            [
                Contents(
                    sheet,
                    report.title_zh,
                    report.title_en,
                    report.description_zh,
                    report.description_en,
                    count,
                    report.parameters,
                )
                for report, sheet, count, _, _ in sheets
            ],
        )
    return [
        WrittenFile(report, WORKBOOK, file.sha256, file.size, count, schema, headers, sheet)
        for report, sheet, count, schema, headers in sheets
    ]


def _sheet_titles(reports: Sequence[ExportableReport], labels: Labels) -> dict[str, str]:
    """Report name to sheet title; one report with different parameters twice is told apart by the names."""
    titles = {report.name: _title(report, labels) or report.name for report in reports}
    counted = Counter(titles.values())
    return {
        name: f"{title} {name}" if counted[title] > 1 and title != name else title
        for name, title in titles.items()
    }


def _title(report: ExportableReport, labels: Labels) -> str:
    return {Labels.ZH: report.title_zh, Labels.EN: report.title_en}.get(labels, "")


@contextlib.contextmanager
def _named(report: ExportableReport) -> Iterator[None]:
    """What goes wrong with a report, in one line that names it."""
    try:
        yield
    except (pa.ArrowException, duckdb.Error) as error:
        reason = str(error).strip().partition("\n")[0]
        raise ZerenError(f"report {report.name}: {reason}; nothing was exported") from error
    except BusyError:
        raise
    except ZerenError as error:
        if report.name in str(error):
            raise
        # Whatever is wrong in a saved query, the call was right.
        raise ZerenError(f"report {report.name}: {error}") from error
