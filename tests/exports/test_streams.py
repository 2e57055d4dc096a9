"""Rows of a snapshot as a stream: the same rows, the same lock-down, the same limits."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest
from zeren_queries.catalogue import load_catalogue
from zeren_queries.parameters import bind
from zeren_queries.snapshot import ROWS_PER_BATCH, open_snapshot, run_report, stream_report
from zeren_schema.errors import UsageError, ZerenError

from tests.exports.test_snapshot_sets import home  # noqa: F401 - the fixture


def test_a_stream_has_the_rows_of_the_table(home: Path) -> None:  # noqa: F811
    with open_snapshot(home) as snapshot:
        # Rows come the same way whatever the report: one of each theme stands for the others.
        themes = {report.theme: report for report in load_catalogue().values() if not report.required}
        for report in themes.values():
            bound = bind(report, {}, snapshot.known_values)
            rows = stream_report(snapshot, report, bound).read_all()
            assert rows.equals(run_report(snapshot, report.name))
        assert len(themes) >= 5


def test_a_long_result_comes_in_batches(home: Path) -> None:  # noqa: F811
    with open_snapshot(home) as snapshot:
        sizes = [
            batch.num_rows for batch in snapshot.stream("SELECT i FROM range(1000000) AS t(i) ORDER BY i")
        ]
        assert sum(sizes) == 1_000_000
        assert max(sizes) <= ROWS_PER_BATCH


def test_what_goes_wrong_on_the_way_is_one_line(home: Path) -> None:  # noqa: F811
    sql = "SELECT if(i < 1500000, i, error('first' || chr(10) || 'second')) AS n FROM range(3000000) AS t(i)"
    with open_snapshot(home) as snapshot:
        with pytest.raises(UsageError, match=r"^[^\n]*first second$"):
            snapshot.stream(sql).read_all()
        for refused in (
            "SELECT 1; SELECT 2",
            "COPY units TO '/tmp/x'",
            "SELECT $1",
            "",
            "FROM read_text('/etc/passwd')",
        ):
            with pytest.raises(UsageError):
                snapshot.stream(refused).read_all()
        assert snapshot.stream("SELECT 1 AS one").read_all().to_pylist() == [{"one": 1}]


def test_the_time_limit_counts_the_engine_and_not_the_reader(home: Path) -> None:  # noqa: F811
    with open_snapshot(home, time_limit=0.5) as snapshot:
        began = time.monotonic()
        with pytest.raises(ZerenError, match=r"stopped after 0\.5 s"):
            for _ in snapshot.stream("SELECT sum(i) OVER (ORDER BY i) AS s FROM range(10000000000) AS t(i)"):
                pass
        assert time.monotonic() - began < 15
        batches = snapshot.stream("SELECT i FROM range(500000) AS t(i)")
        first: pa.RecordBatch = batches.read_next_batch()
        time.sleep(0.7)
        assert first.num_rows + sum(batch.num_rows for batch in batches) == 500_000


def test_a_greedy_stream_meets_the_memory_limit(home: Path) -> None:  # noqa: F811
    with (
        open_snapshot(home, memory_limit="40MB") as snapshot,
        pytest.raises(ZerenError, match="more than 40MB"),
    ):
        for _ in snapshot.stream("SELECT i FROM range(30000000) AS t(i) ORDER BY hash(i)"):
            pass


def test_streams_run_side_by_side_and_end_when_told(home: Path) -> None:  # noqa: F811
    """Two at a time, each with rows of its own; an interruption ends both, and the next stream runs."""
    endless = "SELECT count(*) AS n FROM range(100000000000) AS t(i)"
    with open_snapshot(home) as snapshot:
        first = snapshot.stream("SELECT i FROM range(300000) AS t(i) ORDER BY i")
        second = snapshot.stream("SELECT -i AS j FROM range(300000) AS t(i) ORDER BY i")
        pairs = zip(first, second, strict=True)
        assert all(one["i"].to_pylist() == [-i for i in other["j"].to_pylist()] for one, other in pairs)
        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(snapshot.stream, endless) for _ in range(2)]
            while not all(future.done() for future in running):
                snapshot.interrupt()
                time.sleep(0.02)
        for future in running:
            assert "interrupted" in str(future.exception())
        assert snapshot.stream("SELECT 1 AS one").read_all().to_pylist() == [{"one": 1}]
