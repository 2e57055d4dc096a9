"""Comparing a report with a file typed by hand, as bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from zeren_queries import Snapshot, open_snapshot, publish, run_report
from zeren_queries.formats import Format, write_rows

from tests.queries import tiny
from tests.queries.conftest import NO_REPORTS, new_record


def as_csv(snapshot: Snapshot, report: str, values: dict[str, Any]) -> str:
    """The report as CSV text."""
    written = io.BytesIO()
    write_rows(run_report(snapshot, report, values).to_reader(), None, written, Format.CSV)
    return written.getvalue().decode()


def published(rows: tiny.Rows, home: Path) -> Snapshot:
    """The rows as a published snapshot in an empty folder, without macros, open for reading."""
    publish(new_record(home / "zeren.sqlite", rows), home, catalogue=NO_REPORTS)
    return open_snapshot(home)
