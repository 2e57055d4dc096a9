from __future__ import annotations

import re
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from zeren_schema.engine import describe_url, open_engine, read_transaction, write_transaction
from zeren_schema.errors import BusyError, UsageError, ZerenError
from zeren_schema.migrate import upgrade
from zeren_schema.tables import documents, targets, task_units

from tests.schema.sample import ROWS, insert_sample


def test_every_connection_enforces_foreign_keys(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    upgrade(engine)
    for _ in range(3):
        with engine.connect() as one, engine.connect() as other:
            assert one.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert other.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_child_without_parent_is_refused(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with pytest.raises(ZerenError, match=r"(?i)foreign key"), write_transaction(engine) as connection:
        connection.execute(task_units.insert(), ROWS["task_units"])


def test_removing_a_document_takes_its_rows_along(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with write_transaction(engine) as connection:
        insert_sample(connection)
        connection.execute(documents.delete())
        left = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("plans", "sections", "tasks", "task_units", "targets", "findings", "units", "loads")
        }
        assert connection.execute(text("SELECT document_id FROM loads")).scalar() is None
    assert left == {
        "plans": 0,
        "sections": 0,
        "tasks": 0,
        "task_units": 0,
        "targets": 0,
        "findings": 0,
        "units": 1,
        "loads": 1,
    }


@pytest.mark.parametrize(
    "number", ["3.35", "105380000000", "-0.5", "0.000001", "999999999.999999", "4500", "1e12"]
)
def test_decimals_come_back_as_they_went_in(database_url: str, number: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with write_transaction(engine) as connection:
        insert_sample(connection)
        connection.execute(targets.update().values(low=Decimal(number)))
        assert connection.execute(select(targets.c.low)).scalar_one() == Decimal(number)


@pytest.mark.parametrize(
    "wrong",
    [
        {"comparator": "about"},
        {"measure": "size"},
        {"comparator": "eq", "low": Decimal(1), "high": Decimal(2)},
        {"comparator": "ge", "low": None, "high": Decimal(2)},
        {"comparator": "range", "low": Decimal(2), "high": Decimal(1)},
        {"span_start": 5, "span_end": 5},
    ],
)
def test_impossible_targets_are_refused(database_url: str, wrong: dict[str, object]) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with write_transaction(engine) as connection:
        insert_sample(connection)
    with engine.connect() as connection, pytest.raises(IntegrityError, match="ck_targets_"):
        connection.execute(targets.update().values(**wrong))


def test_a_second_writer_is_told_to_wait(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url, lock_timeout=0.1)
    upgrade(engine)
    other = sqlite3.connect(tmp_path / "zeren.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(BusyError, match=r"zeren.sqlite: another process is writing"),
        write_transaction(engine),
    ):
        pass
    with read_transaction(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 0
    other.close()


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "nonsense", "", "oracle://a", "sqlite://", "postgresql://h:p/d"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        open_engine(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zeren.sqlite").write_text("hello " * 1000)
    with pytest.raises(ZerenError, match="not a zeren database"):
        upgrade(open_engine(f"sqlite:///{tmp_path / 'zeren.sqlite'}"))


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZerenError, match="does not answer"):
        upgrade(open_engine(f"postgresql://nobody:secret@/none?host={tmp_path}"))


def test_a_server_that_refuses_says_what(postgres_url: str) -> None:
    with pytest.raises(ZerenError, match=r'the server refuses .*"nobody_has_this" does not exist'):
        upgrade(open_engine(re.sub(r"/zeren_\w+", "/nobody_has_this", postgres_url)))


def test_the_short_name_of_postgresql_will_do(postgres_url: str) -> None:
    engine = open_engine(postgres_url.replace("postgresql://", "postgres://"))
    upgrade(engine)
    with read_transaction(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 0


def test_messages_name_a_server_as_its_user_does() -> None:
    assert describe_url("postgresql+psycopg://a:secret@host/zeren") == "postgresql://a:***@host/zeren"
