"""`zeren report`, `zeren reports` and `zeren sql`: questions asked and answers written."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zeren_queries.catalogue import load_catalogue
from zeren_queries.formats import Column, Format, Labels, Profile, columns_of_report, write_rows
from zeren_schema.errors import UsageError

from zeren.settings import Settings
from zeren.target_file import open_target

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Output:
    """How and where rows are written; `path` None means standard output."""

    fmt: Format
    profile: Profile
    labels: Labels
    path: Path | None


def read_parameters(pairs: Sequence[str]) -> dict[str, str]:
    """`key=value` words as a dictionary. Raises UsageError for a word without `=` or a key given twice."""
    given: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"parameter {pair!r}: write key=value, such as -p plan=annual")
        if key.strip() in given:
            raise UsageError(f"parameter {key.strip()!r} is given twice")
        given[key.strip()] = value.strip()
    return given


def print_report(settings: Settings, name: str, parameters: Mapping[str, str], output: Output) -> None:
    """Write the rows of a saved report on the current snapshot.

    Raises UsageError for an unknown report or parameter, ZerenError if nothing is published.
    """
    catalogue = load_catalogue()
    report = catalogue[name]
    from zeren_queries.snapshot import open_snapshot, run_report  # noqa: PLC0415 - an unknown name needs no DuckDB

    with open_snapshot(settings.home) as snapshot:
        table = run_report(snapshot, name, parameters, catalogue)
        _write(table, columns_of_report(report), output, title=report.name)


def print_sql(settings: Settings, query: str, output: Output) -> None:
    """Write the rows of one SELECT on the current snapshot. Raises UsageError for anything else."""
    if not query.strip():
        raise UsageError('no query given; write one, such as zeren sql "SELECT * FROM units"')
    from zeren_queries.snapshot import open_snapshot, run_sql  # noqa: PLC0415

    with open_snapshot(settings.home) as snapshot:
        _write(run_sql(snapshot, query), None, output, title="query")


def _write(table: pa.Table, columns: tuple[Column, ...] | None, output: Output, *, title: str) -> None:
    binary = output.fmt in (Format.PARQUET, Format.XLSX)
    if output.path is None and binary and sys.stdout.isatty():
        raise UsageError(f"{output.fmt} is not for a terminal; give a file with --output FILE")
    with open_target(output.path) as out:
        write_rows(
            table.to_reader(),
            columns,
            out,
            output.fmt,
            profile=output.profile,
            labels=output.labels,
            title=title,
        )


def print_reports(name: str | None) -> None:
    """List the saved reports, or show one: its header and its SQL. Raises UsageError for an unknown name."""
    catalogue = load_catalogue()
    if name is None:
        width = max(map(len, catalogue), default=0)
        for report in sorted(catalogue.values(), key=lambda report: (report.theme, report.name)):
            print(f"{report.name:<{width}}  {report.title.zh} / {report.title.en}")
        return
    report = catalogue[name]
    print(f"{report.name}  {report.title.zh} / {report.title.en}")
    print(f"  {report.question.zh}\n  {report.question.en}")
    print(f"  grain 粒度: {report.grain.zh} / {report.grain.en}")
    print("parameters 参数:")
    for parameter in report.parameters.values():
        value = "NULL" if parameter.default is None else parameter.default
        default = "(required 必填)" if parameter.is_required else f"= {value}"
        allowed = f" [{', '.join(map(str, parameter.allowed))}]" if parameter.allowed else ""
        words = f"{parameter.description.zh} / {parameter.description.en}"
        print(f"  {parameter.name} {parameter.type} {default}{allowed}  {words}")
    print("columns 列:")
    for column in report.columns.values():
        unit = f" ({column.unit.zh} / {column.unit.en})" if column.unit else ""
        print(f"  {column.name} {column.type}{unit}  {column.description.zh} / {column.description.en}")
    print(f"sql: {report.path}")
    print(report.sql.strip())
