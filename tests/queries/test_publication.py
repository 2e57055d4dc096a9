"""Publishing: types, comments, one moment in time, and what a crash or a bad row leaves behind."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
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
from zeren_schema.errors import BusyError, UsageError, ZerenError
from zeren_schema.tables import metadata

from tests.queries import tiny
from tests.queries.conftest import MakeDatabase, filled

# Most of these tests are not about reports and publish without any, which takes half the time.
NO_REPORTS = load_catalogue(Path(__file__).parent / "golden")


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
HOLD = """
import sys
from zeren_schema.engine import open_engine
with open_engine(sys.argv[1]).connect() as connection:
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.read()
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


def test_failed_check_blocks_and_the_previous_snapshot_stays(record: Engine, tmp_path: Path) -> None:
    first = publish(record, tmp_path)
    before = files(tmp_path)
    with write_transaction(record) as connection:
        connection.execute(text("UPDATE task_units SET mention = '省財政厅' WHERE task_unit_id IN (1, 5)"))
    with pytest.raises(ZerenError) as raised:
        publish(record, tmp_path)
    message = str(raised.value)
    assert "nothing is published" in message
    assert "words_not_as_printed" in message
    assert "words=省財政厅, found=省财政厅" in message
    assert "\n" not in message
    assert files(tmp_path) == before
    with open_snapshot(tmp_path) as snapshot:
        assert snapshot.snapshot_id == first.snapshot_id


def test_five_newest_are_kept_and_the_current_one_always(record: Engine, tmp_path: Path) -> None:
    ids = []
    for number in range(7):
        rename_unit(record, f"各市政府{number}")
        outcome = publish(record, tmp_path)
        os.utime(outcome.path, (number, number))
        ids.append(outcome.snapshot_id)
    kept = {name for name in files(tmp_path) if name.endswith(".duckdb")}
    assert kept == {f"zeren-{snapshot_id}.duckdb" for snapshot_id in ids[2:]}
    # Going back to kept content makes that file current again, although it is the oldest by date.
    rename_unit(record, "各市政府2")
    assert publish(record, tmp_path).snapshot_id == ids[2]
    rename_unit(record, "各市政府8")
    publish(record, tmp_path)
    assert f"zeren-{ids[2]}.duckdb" in files(tmp_path)
    assert f"zeren-{ids[3]}.duckdb" not in files(tmp_path)


def test_reader_keeps_what_is_swept(record: Engine, tmp_path: Path) -> None:
    publish(record, tmp_path)
    with open_snapshot(tmp_path) as reader:
        for number in range(6):
            rename_unit(record, f"各市政府{number}")
            publish(record, tmp_path)
        assert not reader.path.exists()
        assert run_sql(reader, "SELECT name FROM units WHERE unit_id = 4").to_pylist() == [
            {"name": "各市政府"}
        ]


@pytest.mark.parametrize("step", ["_fill", "_give_final_name", "_point_to", "_sweep_old"])
def test_crash_at_any_step_leaves_a_whole_snapshot_current(
    record: Engine, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(record, tmp_path)
    rename_unit(record, "各县政府")
    # A process that dies on the spot, before the step or after it, runs no `finally`.
    script = (
        "import os, sys; from pathlib import Path\n"
        "from zeren_queries import Catalogue, publication; from zeren_schema.engine import open_engine\n"
        "real = getattr(publication, sys.argv[3])\n"
        "def die(*arguments):\n"
        "    sys.argv[4] == 'after' and real(*arguments)\n"
        "    os._exit(9)\n"
        "setattr(publication, sys.argv[3], die)\n"
        "publication.publish(\n"
        "    open_engine(sys.argv[1]), Path(sys.argv[2]), catalogue=Catalogue(Path(sys.argv[5]))\n"
        ")\n"
    )
    for when in ("before", "after"):
        url = address(record)
        done = subprocess.run(
            [sys.executable, "-c", script, url, str(tmp_path), step, when, NO_REPORTS.folder],
            check=False,
            capture_output=True,
        )
        assert done.returncode == 9, done.stderr
        with open_snapshot(tmp_path) as snapshot:
            names = run_sql(snapshot, "SELECT name FROM units WHERE unit_id = 4").to_pylist()
        pointed = (step, when) == ("_point_to", "after") or step == "_sweep_old"
        assert names == [{"name": "各县政府" if pointed else "各市政府"}]
    second = publish(record, tmp_path)
    assert second.snapshot_id != first.snapshot_id
    assert files(tmp_path) == {
        first.path.name,
        second.path.name,
        "current.json",
        ".publish.lock",
    }


def test_second_publisher_is_told_to_wait(record: Engine, tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir()
    with (tmp_path / "snapshots/.publish.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="another process is publishing; try again"):
            publish(record, tmp_path)
    assert publish(record, tmp_path).is_new


def test_writer_in_the_way_is_busy(record: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LOCK_TIMEOUT", 0.1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, address(record)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="another process is writing"):
            publish(record, tmp_path)
        holder.communicate()
    assert publish(record, tmp_path).is_new


@pytest.mark.parametrize("damage", ["", "{", '{"file": "../../elsewhere.duckdb"}', "[]"])
def test_damaged_pointer_is_named_and_mended_by_publishing(
    record: Engine, tmp_path: Path, damage: str
) -> None:
    outcome = publish(record, tmp_path)
    (tmp_path / "snapshots/current.json").write_text(damage)
    with pytest.raises(ZerenError, match=r"current\.json: damaged; run `zeren publish`"):
        open_snapshot(tmp_path)
    assert publish(record, tmp_path).snapshot_id == outcome.snapshot_id
    open_snapshot(tmp_path).close()


@pytest.mark.parametrize("damage", [None, b"rubbish"])
def test_damaged_or_missing_file_is_published_anew(
    record: Engine, tmp_path: Path, damage: bytes | None
) -> None:
    outcome = publish(record, tmp_path)
    outcome.path.unlink()
    if damage is not None:
        outcome.path.write_bytes(damage)
    assert publish(record, tmp_path).is_new
    open_snapshot(tmp_path).close()


def test_database_without_documents_is_not_published(make_database: MakeDatabase, tmp_path: Path) -> None:
    with pytest.raises(ZerenError, match="no_document"):
        publish(make_database({}), tmp_path)


def test_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZerenError, match="there is no database yet; run `zeren build`"):
        publish(open_engine(f"sqlite:///{tmp_path / 'none.sqlite'}"), tmp_path)
    assert not (tmp_path / "none.sqlite").exists()
    with pytest.raises(UsageError, match="in memory"):
        publish(open_engine("sqlite://"), tmp_path)


def test_database_that_was_never_migrated(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").write_bytes(b"")
    with pytest.raises(ZerenError, match="no such table") as raised:
        publish(open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}"), tmp_path)
    assert "\n" not in str(raised.value)


def test_folder_that_cannot_be_made(record: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ZerenError, match="cannot be written"):
        publish(record, tmp_path / "file")


def test_report_that_does_not_run_is_named(record: Engine, tmp_path: Path) -> None:
    from tests.queries.test_catalogue import SQL, write

    catalogue = write(tmp_path, sql=SQL.replace("units.name\nFROM", "units.nmae\nFROM"))
    with pytest.raises(ZerenError, match=r"units_listed\.sql: Binder Error: .*nmae"):
        publish(record, tmp_path / "home", catalogue=catalogue)


def test_report_newer_than_the_snapshot_says_what_to_do(snapshot: Snapshot, tmp_path: Path) -> None:
    from tests.queries.test_catalogue import SQL, write

    catalogue = write(tmp_path, sql=SQL.replace("FROM units", "FROM unit_facts AS units"))
    with pytest.raises(ZerenError, match=r"units_listed\.sql: .*unit_facts.*run `zeren publish`"):
        run_report(snapshot, "units_listed", catalogue=catalogue)


def test_changed_report_is_a_new_snapshot(record: Engine, tmp_path: Path) -> None:
    from tests.queries.test_catalogue import SQL, write

    home = tmp_path / "home"
    first = publish(record, home, catalogue=write(tmp_path))
    second = publish(
        record, home, catalogue=write(tmp_path, sql=SQL.replace("BY units", "BY units.kind, units"))
    )
    assert second.is_new
    assert second.snapshot_id != first.snapshot_id
    with duckdb.connect(str(second.path), read_only=True) as plain:
        assert len(plain.execute("FROM units_listed(kind := 'party')").fetchall()) == 1


def test_module_keeps_five() -> None:
    assert publication.KEPT == 5
