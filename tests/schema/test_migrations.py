from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from zeren_schema.engine import open_engine, read_transaction, write_transaction
from zeren_schema.errors import ZerenError
from zeren_schema.migrate import (
    HEAD_REVISION,
    alembic_config,
    current_revision,
    downgrade,
    require_current,
    upgrade,
)
from zeren_schema.tables import metadata

from tests.schema.sample import ROWS, insert_sample, read_all

SCRIPTS = ScriptDirectory.from_config(alembic_config())
# Tables that going back to a revision gives up.
ADDED_LATER = {"0001": ("observations",), "0002": ("runs",)}
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]


def sqlite_ddl(engine: Engine) -> dict[str, str]:
    """Name to definition, white space folded and column quotes dropped."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    folded = {name: re.sub(r"\s+", " ", sql).replace('"', "").strip() for name, sql in rows}
    return {name: sql for name, sql in folded.items() if name != "alembic_version"}


def version_ddl(engine: Engine) -> dict[str, str]:
    """The table in which Alembic keeps the revision."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE name = 'alembic_version'"))
        return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in rows}


def table_body(sql: str) -> list[str]:
    """The parts of a CREATE TABLE in a fixed order: constraints may be listed in any."""
    inner = sql[sql.index("(") + 1 : sql.rindex(")")]
    parts, depth, start = [], 0, 0
    for position, character in enumerate(inner):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(inner[start:position].strip())
            start = position + 1
    parts.append(inner[start:].strip())
    columns = [part for part in parts if not part.startswith("CONSTRAINT")]
    return columns + sorted(part for part in parts if part.startswith("CONSTRAINT"))


def test_there_is_one_head_and_the_code_knows_it() -> None:
    assert SCRIPTS.get_heads() == [HEAD_REVISION]


def test_upgrade_from_empty_is_repeatable(database_url: str) -> None:
    engine = open_engine(database_url)
    assert upgrade(engine) is None
    assert upgrade(engine) == HEAD_REVISION
    require_current(engine)


def test_migrated_sqlite_equals_the_table_definitions(sqlite_url: str) -> None:
    migrated = open_engine(sqlite_url)
    upgrade(migrated, HEAD_REVISION)
    created = create_engine("sqlite://")
    metadata.create_all(created)
    left, right = sqlite_ddl(migrated), sqlite_ddl(created)
    assert left.keys() == right.keys()
    for name, sql in left.items():
        if sql.startswith("CREATE TABLE"):
            assert table_body(sql) == table_body(right[name]), name
        else:
            assert sql == right[name]


def test_a_database_made_at_once_is_the_one_the_scripts_lead_to(tmp_path: Path) -> None:
    by_scripts, at_once = (open_engine(f"sqlite:///{tmp_path / name}") for name in ("scripts", "at_once"))
    assert upgrade(by_scripts, HEAD_REVISION) is None
    assert upgrade(at_once) is None
    left, right = ({**sqlite_ddl(engine), **version_ddl(engine)} for engine in (by_scripts, at_once))
    assert left.keys() == right.keys()
    for name, sql in left.items():
        if sql.startswith("CREATE TABLE"):
            assert table_body(sql) == table_body(right[name]), name
        else:
            assert sql == right[name]
    assert current_revision(by_scripts) == current_revision(at_once)
    assert upgrade(at_once, HEAD_REVISION) == HEAD_REVISION


def test_migrated_postgresql_equals_the_table_definitions(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
    created = create_engine("sqlite://")
    metadata.create_all(created)
    for table in metadata.tables:
        on_server = {check["name"] for check in inspect(engine).get_check_constraints(table)}
        assert on_server == {check["name"] for check in inspect(created).get_check_constraints(table)}


@pytest.mark.parametrize("first", ["head", HEAD_REVISION])
def test_going_down_and_up_again_loses_no_row(database_url: str, first: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine, first)
    with write_transaction(engine) as connection:
        insert_sample(connection)
    expected = dict(ROWS)
    for revision in REVISIONS[-2::-1]:
        for table in ADDED_LATER.get(revision, ()):
            # Going back would drop this table: it refuses while the table holds rows.
            with pytest.raises(ZerenError, match=f"table {table} holds rows"):
                downgrade(engine, revision)
            with write_transaction(engine) as connection:
                connection.execute(text(f"DELETE FROM {table}"))
            expected[table] = []
        downgrade(engine, revision)
        assert current_revision(engine) == revision
    with pytest.raises(ZerenError, match="holds rows"):
        downgrade(engine, "base")
    upgrade(engine)
    with read_transaction(engine) as connection:
        assert read_all(connection) == expected


def test_an_empty_database_goes_all_the_way_down(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    require_current(engine)


def test_a_newer_database_is_refused(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    for call in (upgrade, require_current):
        with pytest.raises(ZerenError, match=r"newer zeren.*from_the_future.*upgrade zeren"):
            call(engine)


def test_somebody_elses_database_is_refused(database_url: str) -> None:
    engine = open_engine(database_url)
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(ZerenError, match="not zeren's"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["recipes"]


def test_an_interrupted_upgrade_leaves_nothing(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url)
    with sqlite3.connect(tmp_path / "zeren.sqlite") as blocker:
        blocker.execute("CREATE VIEW targets AS SELECT 1 AS x")
    with pytest.raises(ZerenError, match="targets"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == []
