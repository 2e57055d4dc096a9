"""Publishing: types, comments, one moment in time, and what a crash or a bad row leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from zeren_queries import (
    Catalogue,
    PublishOutcome,
    Snapshot,
    load_catalogue,
    open_snapshot,
    publication,
    run_report,
    run_sql,
    transfer,
)
from zeren_queries.ddl import tables
from zeren_queries.snapshot import read_pointer
from zeren_schema.engine import open_engine, write_transaction
from zeren_schema.tables import metadata

from tests.queries import tiny
from tests.queries.conftest import NO_REPORTS, MakeDatabase, filled


def publish(engine: Engine, home: Path, catalogue: Catalogue = NO_REPORTS) -> PublishOutcome:
    return publication.publish(engine, home, catalogue=catalogue)


@pytest.fixture
def record(make_database: MakeDatabase) -> Engine:
    return make_database(tiny.rows())


def rename_unit(engine: Engine, name: str) -> None:
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE units SET name = :name WHERE unit_id = 4"), {"name": name})


def files(home: Path) -> set[str]:
    return {path.name for path in (home / "snapshots").iterdir()}


def test_every_row_arrives(snapshot: Snapshot) -> None:
    content = tiny.rows()
    for table in tables():
        order = ", ".join(column.name for column in table.primary_key.columns)
        found = run_sql(snapshot, f"SELECT * FROM {table.name} ORDER BY {order}").to_pylist()
        blank: dict[str, Any] = {column.name: None for column in table.columns}
        given = [blank | row for row in content.get(table.name, [])]
        if table.name == "loads":
            given = [row | {"n_plans": 0, "n_sections": 0} for row in given]
        for row in [*found, *given]:
            for column, value in row.items():
                if column.endswith("_at") and value.tzinfo is not None:
                    row[column] = value.replace(tzinfo=None)  # snapshots keep UTC without saying so
        assert found == sorted(given, key=lambda row: [row[key] for key in order.split(", ")]), table.name


def test_types_are_those_of_the_metadata(snapshot: Snapshot) -> None:
    rows = run_sql(
        snapshot,
        "SELECT table_name || '.' || column_name AS place, data_type, is_nullable FROM duckdb_columns()"
        " WHERE schema_name = 'main' AND NOT internal",
    ).to_pylist()
    types = {row["place"]: row["data_type"] for row in rows}
    assert types["targets.low"] == "DECIMAL(24,6)"
    assert types["task_units.is_lead"] == "BOOLEAN"
    assert types["documents.issued_on"] == "DATE"
    assert types["documents.loaded_at"] == "TIMESTAMP"
    assert types["tasks.due_on"] == "DATE"
    assert types["tasks.text"] == "VARCHAR"
    nullable = {row["place"]: row["is_nullable"] for row in rows}
    assert (nullable["targets.low"], nullable["targets.quote"]) == (True, False)


def test_comments_are_those_of_the_metadata(snapshot: Snapshot) -> None:
    found = {
        (row["table_name"], row["column_name"]): row["comment"]
        for row in run_sql(
            snapshot, "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).to_pylist()
    }
    # What the schedules did here is nobody else's business: it stays in the database of record.
    assert "runs" not in {table for table, _ in found}
    for table in metadata.sorted_tables:
        if table.name == "runs":
            continue
        for column in table.columns:
            assert found[table.name, column.name] == column.comment
    tables_found = run_sql(snapshot, "SELECT table_name, comment FROM duckdb_tables()").to_pylist()
    assert {row["table_name"]: row["comment"] for row in tables_found}["units"] == metadata.tables[
        "units"
    ].comment
    assert found["unit_task_facts", "unit"] == "单位的规范简称。 | Canonical short name of the unit."
    (macro,) = run_sql(
        snapshot, "SELECT DISTINCT comment FROM duckdb_functions() WHERE function_name = 'unit_workload'"
    ).to_pylist()
    assert macro["comment"].startswith("单位工作量:")


@pytest.mark.parametrize(
    "value", ["12345678.123456", "0.000001", "-0.5", "1000000000000000", "2000000000000", "3.35", "0"]
)
def test_decimals_arrive_exactly(make_database: MakeDatabase, tmp_path: Path, value: str) -> None:
    content = tiny.rows()
    # Whole numbers first: a driver that guesses types from the first rows would stumble over the fraction.
    last = content["targets"][-1]
    last["low"] = last["high"] = Decimal(value)
    publish(make_database(content), tmp_path)
    with open_snapshot(tmp_path) as snapshot:
        (row,) = run_sql(snapshot, "SELECT low FROM targets ORDER BY target_id DESC LIMIT 1").to_pylist()
    assert row["low"] == Decimal(value)


def test_columns_without_any_value_keep_their_type(make_database: MakeDatabase, tmp_path: Path) -> None:
    content = tiny.rows() | {"targets": []}
    for load in content["loads"]:
        load["n_targets"] = 0
    for task in content["tasks"]:
        task["due_on"] = None
    publish(make_database(content), tmp_path)
    with open_snapshot(tmp_path) as snapshot:
        (row,) = run_sql(
            snapshot, "SELECT typeof(any_value(due_on)) AS due, count(due_on) AS n FROM tasks"
        ).to_pylist()
        assert row == {"due": "DATE", "n": 0}
        assert run_sql(snapshot, "FROM target_facts").num_rows == 0


def test_both_databases_publish_the_same(database_url: str, snapshot: Snapshot, tmp_path: Path) -> None:
    outcome = publish(filled(open_engine(database_url), tiny.rows()), tmp_path, load_catalogue())
    assert outcome.snapshot_id == snapshot.snapshot_id
    with open_snapshot(tmp_path) as other:
        for name in ("unit_workload", "numeric_targets"):
            assert run_report(other, name).equals(run_report(snapshot, name))
        assert run_sql(other, "SELECT loaded_at FROM documents ORDER BY document_id").equals(
            run_sql(snapshot, "SELECT loaded_at FROM documents ORDER BY document_id")
        )


# Writers are other processes: SQLite's file locks do not hold between two libraries of one process.
WRITE = """
import sys
from sqlalchemy import text
from zeren_schema.engine import open_engine, write_transaction
from zeren_schema.errors import BusyError
try:
    with write_transaction(open_engine(sys.argv[1], lock_timeout=0.1)) as connection:
        connection.execute(text("UPDATE task_units SET mention = 'x'"))
        connection.execute(text("UPDATE units SET name = name || 'x'"))
    print("written")
except BusyError:
    print("busy")
"""


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_all_tables_are_of_one_moment(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that comes in the middle is either kept out or not seen."""
    engine = filled(open_engine(database_url), tiny.rows())
    said = []

    def tables_with_a_writer_between() -> Iterator[Any]:
        for table in tables():
            yield table
            if table.name == "documents":
                said.append(
                    subprocess.check_output([sys.executable, "-c", WRITE, address(engine)], text=True)
                )

    monkeypatch.setattr(transfer, "tables", tables_with_a_writer_between)
    publish(engine, tmp_path)
    assert said == ["busy\n" if engine.dialect.name == "sqlite" else "written\n"]
    with open_snapshot(tmp_path) as snapshot:
        assert run_sql(snapshot, "SELECT name FROM units WHERE name LIKE '%x'").num_rows == 0
        assert run_sql(snapshot, "SELECT mention FROM task_units WHERE mention = 'x'").num_rows == 0


def test_publishing_again_publishes_nothing(record: Engine, tmp_path: Path) -> None:
    first = publish(record, tmp_path)
    before = files(tmp_path), (tmp_path / "snapshots/current.json").stat().st_mtime_ns
    second = publish(record, tmp_path)
    assert (first.is_new, second.is_new) == (True, False)
    assert second.snapshot_id == first.snapshot_id
    assert (files(tmp_path), (tmp_path / "snapshots/current.json").stat().st_mtime_ns) == before


def test_loading_again_without_change_publishes_nothing(record: Engine, tmp_path: Path) -> None:
    publish(record, tmp_path)
    with write_transaction(record) as connection:
        connection.execute(text("UPDATE documents SET loaded_at = '2026-03-01 00:00:00'"))
        connection.execute(
            text(
                "INSERT INTO loads"
                " (document_id, source_name, loader_version, started_at, finished_at, outcome)"
                " VALUES (1, 'a', '1', '2026-03-01 00:00:00', '2026-03-01 00:00:00', 'unchanged')"
            )
        )
    assert not publish(record, tmp_path).is_new


def test_pointer_says_what_is_current(record: Engine, tmp_path: Path) -> None:
    outcome = publish(record, tmp_path)
    pointer = json.loads((tmp_path / "snapshots/current.json").read_text())
    assert pointer == read_pointer(tmp_path)
    assert pointer["snapshot_id"] == outcome.snapshot_id
    assert pointer["file"] == f"zeren-{outcome.snapshot_id}.duckdb"
    assert pointer["bytes"] == outcome.path.stat().st_size
    assert pointer["rows"]["tasks"] == 7
    assert files(tmp_path) == {pointer["file"], "current.json", ".publish.lock"}


def test_a_catalogue_without_reports_publishes_none(record: Engine, tmp_path: Path) -> None:
    outcome = publication.publish(record, tmp_path, catalogue=NO_REPORTS)
    assert outcome.n_reports == 0
    with open_snapshot(tmp_path) as snapshot:
        macros = (
            "SELECT function_name FROM duckdb_functions() WHERE function_type LIKE '%macro' AND NOT internal"
        )
        assert run_sql(snapshot, macros).num_rows == 0
