"""Publications that go wrong: what was current stays so."""

from __future__ import annotations

import fcntl
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine, text
from zeren_queries import (
    Catalogue,
    PublishOutcome,
    Snapshot,
    open_snapshot,
    publication,
    run_report,
    run_sql,
    transfer,
)
from zeren_schema.engine import open_engine, write_transaction
from zeren_schema.errors import BusyError, UsageError, ZerenError

from tests.queries import tiny
from tests.queries.conftest import NO_REPORTS, MakeDatabase

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


def publish(engine: Engine, home: Path, catalogue: Catalogue = NO_REPORTS) -> PublishOutcome:
    return publication.publish(engine, home, catalogue=catalogue)


def publish_unchecked(engine: Engine, home: Path) -> PublishOutcome:
    """Without checks, where many publications are about files alone."""
    return publication.publish(engine, home, catalogue=NO_REPORTS, checks_folder=home / "no_checks")


@pytest.fixture
def record(make_database: MakeDatabase) -> Engine:
    return make_database(tiny.rows())


def rename_unit(engine: Engine, name: str) -> None:
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE units SET name = :name WHERE unit_id = 4"), {"name": name})


def files(home: Path) -> set[str]:
    return {path.name for path in (home / "snapshots").iterdir()}


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
        outcome = publish_unchecked(record, tmp_path)
        os.utime(outcome.path, (number, number))
        ids.append(outcome.snapshot_id)
    kept = {name for name in files(tmp_path) if name.endswith(".duckdb")}
    assert kept == {f"zeren-{snapshot_id}.duckdb" for snapshot_id in ids[2:]}
    # Going back to kept content makes that file current again, although it is the oldest by date.
    rename_unit(record, "各市政府2")
    assert publish_unchecked(record, tmp_path).snapshot_id == ids[2]
    rename_unit(record, "各市政府8")
    publish_unchecked(record, tmp_path)
    assert f"zeren-{ids[2]}.duckdb" in files(tmp_path)
    assert f"zeren-{ids[3]}.duckdb" not in files(tmp_path)


def test_reader_keeps_what_is_swept(record: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "KEPT", 1)
    publish_unchecked(record, tmp_path)
    with open_snapshot(tmp_path) as reader:
        rename_unit(record, "各市政府1")
        publish_unchecked(record, tmp_path)
        assert not reader.path.exists()
        assert run_sql(reader, "SELECT name FROM units WHERE unit_id = 4").to_pylist() == [
            {"name": "各市政府"}
        ]


@pytest.mark.parametrize(
    "step", ["copy_tables", "content_digest", "_give_final_name", "_point_to", "_sweep_old"]
)
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


def test_a_full_disk_is_said_and_leaves_the_snapshot_before(record: Engine, tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python ignores the signal that the limit sends: the write itself fails, as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limits[1]))
    try:
        with pytest.raises(ZerenError, match=r"cannot be written: .*; free some space and try again"):
            publish(record, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "snapshots").glob("*.duckdb")) == []
    assert publish(record, tmp_path).is_new


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
