"""Hostile SQL, in a report or asked once: all of it is refused, and nothing on the disk moves."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from zeren_queries.snapshot import open_snapshot
from zeren_schema.errors import ZerenError

# {out} is a file that is not there, {there} one that is, both beside the home.
ATTACKS = (
    "COPY tasks TO '{out}'",
    "COPY (SELECT 1) TO '{out}' (FORMAT parquet)",
    "COPY tasks FROM '{there}'",
    "COPY FROM DATABASE memory TO temp",
    "EXPORT DATABASE '{out}'",
    "IMPORT DATABASE '{out}'",
    "ATTACH '{out}' AS other",
    "ATTACH ':memory:' AS other",
    "ATTACH IF NOT EXISTS '{there}' AS other (READ_ONLY)",
    "DETACH DATABASE memory",
    "USE temp",
    "SET enable_external_access = true",
    "SET GLOBAL lock_configuration = false",
    "RESET enable_external_access",
    "SET memory_limit = '100GB'",
    "SET home_directory = '{out}'",
    "SET VARIABLE x = 1",
    "PRAGMA enable_profiling = 'json'",
    "PRAGMA profiling_output = '{out}'",
    "PRAGMA temp_directory = '{out}'",
    "PRAGMA database_list",
    "INSTALL httpfs",
    "LOAD '{there}'",
    "FORCE INSTALL httpfs FROM '{out}'",
    "CREATE TABLE t (i INTEGER)",
    "CREATE TEMP TABLE t AS SELECT 1",
    "CREATE VIEW v AS SELECT 1",
    "CREATE MACRO m() AS 1",
    "CREATE SECRET s (TYPE s3, KEY_ID 'k', SECRET 's')",
    "CREATE SEQUENCE q",
    "DROP TABLE tasks",
    "ALTER TABLE tasks ADD COLUMN x INTEGER",
    "INSERT INTO units SELECT * FROM units",
    "UPDATE tasks SET text = ''",
    "DELETE FROM tasks",
    "TRUNCATE tasks",
    "VACUUM",
    "CHECKPOINT",
    "FORCE CHECKPOINT",
    "BEGIN; COMMIT",
    "CALL pragma_version()",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "EXPLAIN ANALYZE SELECT 1",
    "SELECT 1; COPY tasks TO '{out}'",
    "SELECT 1;;ATTACH '{out}' AS other;SELECT 2",
    "/* a */ SELECT 1; -- b\nDROP TABLE tasks",
    "SELECT * FROM read_text('{there}')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_csv('{there}')",
    "SELECT * FROM read_csv_auto('/etc/passwd')",
    "SELECT * FROM read_json('{there}')",
    "SELECT * FROM read_parquet('{there}')",
    "SELECT * FROM '{there}'",
    "SELECT * FROM glob('/**')",
    "SELECT * FROM duckdb_secrets()  UNION ALL SELECT * FROM read_text('{there}')",
    "WITH x AS (SELECT * FROM read_text('{there}')) SELECT count(*) FROM x",
    "SELECT (SELECT content FROM read_text('{there}'))",
    "FROM query('SELECT * FROM read_text(''{there}'')')",
    "FROM query_table(['{there}'])",
    "SELECT getenv('HOME')",
    "SELECT * FROM sqlite_scan('{there}', 't')",
    "SELECT write_log('x')",
)


STOLEN = "6f1d-not-for-you"


def _tree(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """A folder with a built home and a file to steal."""
    shutil.copytree(built, tmp_path / "home", symlinks=True)
    (tmp_path / "there.csv").write_text(f"{STOLEN}\n1\n")
    return tmp_path


def test_there_are_many_and_each_once() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 40


@pytest.mark.parametrize("is_stream", [False, True])
def test_every_attack_is_refused_and_the_tree_unchanged(place: Path, is_stream: bool) -> None:
    before = _tree(place)
    accepted = []
    told: list[str] = []
    with open_snapshot(place / "home") as snapshot:
        for attack in ATTACKS:
            sql = attack.format(out=place / "out", there=place / "there.csv")
            try:
                rows = snapshot.stream(sql).read_all() if is_stream else snapshot.arrow(sql)
            except ZerenError as error:
                told.append(str(error))
            else:
                accepted.append((attack, rows.to_pylist()[:2]))
    # These look hostile and are answered: they read nothing outside and write nothing.
    harmless = {"SELECT write_log('x')"}
    assert [attack for attack, _ in accepted if attack not in harmless] == []
    # One line each, and nothing of the file to steal.
    assert [message for message in told if "\n" in message or STOLEN in message] == []
    assert _tree(place) == before
