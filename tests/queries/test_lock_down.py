"""What a query may not do: write, read files, change settings, run for ever."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pyarrow as pa
import pytest
from zeren_queries import open_snapshot, run_sql
from zeren_queries.snapshot import Snapshot
from zeren_schema.errors import UsageError, ZerenError


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT 1; SELECT 2",
        "COPY units TO '{file}'",
        "EXPORT DATABASE '{file}'",
        "ATTACH '{file}' AS other",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "INSTALL sqlite",
        "LOAD sqlite",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE OR REPLACE MACRO unit_workload() AS TABLE SELECT 1",
        "DELETE FROM units",
        "CHECKPOINT",
        "CALL pragma_version()",
        "EXPLAIN ANALYZE SELECT 1",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "SELECT * FROM read_json('http://127.0.0.1/')",
        "SELECT * FROM sqlite_scan('{file}', 't')",
        "SELECT * FROM query('COPY units TO ''{file}''')",
        "SELECT * FROM which_secret('s3://x', 's3')",
        "WITH gone AS (DELETE FROM units RETURNING *) SELECT * FROM gone",
        "SELECT getenv('HOME')",
        "SELECT * FROM smuggled",
        "SELECT $1",
        "SELECT * FROM no_such_table",
        "SELCT 1",
        "",
        "-- nothing",
    ],
)
def test_attack_is_refused_in_one_line(snapshot: Snapshot, tmp_path: Path, attack: str) -> None:
    smuggled = pa.table({"a": [1]})  # noqa: F841 - a query must not see the variables of its caller
    with pytest.raises(UsageError) as raised:
        run_sql(snapshot, attack.format(file=tmp_path / "written"))
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_one_select_runs(snapshot: Snapshot) -> None:
    assert run_sql(snapshot, "SELECT count(*) AS n FROM tasks;").to_pylist() == [{"n": 7}]
    assert run_sql(snapshot, "FROM unit_workload(plan := 'annual') LIMIT 1").num_rows == 1
    assert run_sql(snapshot, "DESCRIBE units").num_rows == 6


def test_long_query_is_stopped_and_the_next_one_runs(tiny_home: Path) -> None:
    with open_snapshot(tiny_home, time_limit=0.3) as snapshot:
        began = time.monotonic()
        with pytest.raises(ZerenError, match=r"stopped after 0\.3 s"):
            run_sql(snapshot, "SELECT count(*) FROM range(1000000000) AS a, range(1000000000) AS b")
        assert time.monotonic() - began < 10
        assert run_sql(snapshot, "SELECT 1 AS one").to_pylist() == [{"one": 1}]


def test_finished_query_leaves_no_timer(snapshot: Snapshot) -> None:
    before = threading.active_count()
    run_sql(snapshot, "SELECT 1")
    assert threading.active_count() == before


def test_greedy_query_meets_the_memory_limit(tiny_home: Path) -> None:
    with (
        open_snapshot(tiny_home, memory_limit="40MB") as snapshot,
        pytest.raises(ZerenError, match="needs more than 40MB of memory"),
    ):
        run_sql(snapshot, "SELECT list(a.range) FROM range(30000000) AS a")


def test_several_readers_at_once(tiny_home: Path) -> None:
    with open_snapshot(tiny_home) as one, open_snapshot(tiny_home) as two:
        assert run_sql(one, "SELECT 1").equals(run_sql(two, "SELECT 1"))
        with pytest.raises(UsageError, match="already open in this process with other limits"):
            open_snapshot(tiny_home, memory_limit="1GB")


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 20_000])
def test_file_that_is_no_snapshot(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "zeren-0000000000000000.duckdb"
    path.write_bytes(content)
    with pytest.raises(ZerenError, match="not a zeren snapshot") as raised:
        open_snapshot(path)
    assert "\n" not in str(raised.value)


def test_missing_snapshot(tmp_path: Path) -> None:
    with pytest.raises(ZerenError, match="nothing is published yet; run `zeren build`"):
        open_snapshot(tmp_path)
    with pytest.raises(ZerenError, match="there is no such snapshot"):
        open_snapshot(tmp_path / "zeren-0000000000000000.duckdb")
