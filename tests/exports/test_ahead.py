"""Reports are read ahead of their writing: in order, a few at a time, and not for nobody."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from zeren_queries.exports.ahead import AHEAD, read_ahead
from zeren_queries.exports.reports import ExportableReport
from zeren_queries.exports.sets import write_set
from zeren_schema.errors import ZerenError

from tests.exports.sample import WORKLOAD_SCHEMA, reader, workload


def _numbered(number: int, started: list[int]) -> ExportableReport:
    def read() -> pa.RecordBatchReader:
        started.append(number)
        return reader([], WORKLOAD_SCHEMA)

    return workload(f"report_{number}", read=read)


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("read-ahead")]


def test_no_more_reports_are_read_than_will_soon_be_written() -> None:
    started: list[int] = []
    reports = [_numbered(number, started) for number in range(8)]
    with read_ahead(reports) as ahead:
        for written, report in enumerate(reports):
            ahead.rows(report)
            assert max(started) <= written + AHEAD
    assert sorted(started) == list(range(8))
    assert _threads() == []


def test_what_runs_when_a_report_fails_is_stopped(tmp_path: Path) -> None:
    """A query that would go on for an hour does not keep a failed set waiting."""
    runs, told = threading.Event(), threading.Event()
    calls: list[str] = []

    def fail() -> pa.RecordBatchReader:
        assert runs.wait(30)
        raise ZerenError("no such table")

    def go_on() -> pa.RecordBatchReader:
        runs.set()
        assert told.wait(60)
        raise ZerenError("the query was interrupted")

    def stop() -> None:
        # The first call comes too early for the engine.
        calls.append("stop")
        if len(calls) == 2:
            told.set()

    reports = [
        workload("bad", read=fail),
        replace(workload("long", read=go_on), stop=stop),
        workload("after"),
    ]
    with pytest.raises(ZerenError, match="report bad: no such table"):
        write_set(tmp_path / "out", reports, snapshot_id="0" * 16)
    assert len(calls) == 2
    assert _threads() == []
    assert not (tmp_path / "out" / "latest").exists()
