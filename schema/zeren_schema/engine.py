"""Opening the database of record: SQLite as a file, PostgreSQL as a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from zeren_schema.errors import BusyError, UsageError, ZerenError

# How long a writer waits for another before it gives up, in seconds.
LOCK_TIMEOUT = 5.0
_WRITE = "write sqlite:///FILE or postgresql://USER@HOST/NAME"


def sqlite_url(path: Path) -> str:
    """The SQLAlchemy address of a SQLite file."""
    return f"sqlite:///{path}"


def describe_url(url: str) -> str:
    """The file, or the address without its password, for messages. Raises UsageError if it is none."""
    parsed = parse_url(url)
    if parsed.drivername.startswith("sqlite"):
        return parsed.database or url
    # The driver is our choice and not what the user wrote.
    return parsed.set(drivername=parsed.get_backend_name()).render_as_string()


def parse_url(url: str) -> URL:
    """The parts of a database address. Raises UsageError for anything else."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        # A port that is no number is a ValueError.
        raise UsageError(f"ZEREN_DATABASE_URL is not a database address; {_WRITE}") from error
    if parsed.drivername == "postgres":
        # The short name that servers for hire print.
        return parsed.set(drivername="postgresql")
    return parsed


def open_engine(url: str, *, lock_timeout: float | None = None) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://…`.

    On SQLite every connection enforces foreign keys and waits `lock_timeout` seconds
    (default LOCK_TIMEOUT) for another writer.
    Connections are not pooled: a command makes a few and ends.
    Raises UsageError for an address of any other kind.
    """
    parsed = parse_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise UsageError(
                f"ZEREN_DATABASE_URL names a database in memory, which would keep nothing; {_WRITE}"
            )
        engine = create_engine(
            parsed,
            connect_args={"timeout": LOCK_TIMEOUT if lock_timeout is None else lock_timeout},
            poolclass=NullPool,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        try:
            return create_engine(parsed.set(drivername="postgresql+psycopg"), poolclass=NullPool)
        except (ArgumentError, NoSuchModuleError) as error:
            raise UsageError(f"cannot use {describe_url(url)}: {error}") from error
    raise UsageError(
        f"ZEREN_DATABASE_URL: zeren keeps its data in SQLite or PostgreSQL, not in {backend!r}; {_WRITE}"
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own habit of opening transactions late would leave DDL outside of them; zeren begins
    # transactions itself (see _begin_sqlite).
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a transaction that reads first and writes later can be refused
    # in the middle, without waiting for its turn.
    writes = connection.get_execution_options().get("zeren_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def write_transaction(engine: Engine, *, foreign_keys: bool = True) -> Iterator[Connection]:
    """One transaction that writes: committed whole or not at all.

    `foreign_keys=False` is for migrations on SQLite, where rebuilding a table that others reference would
    otherwise delete the rows that point at it. Raises BusyError if another process writes and does not
    finish in time, ZerenError if the disk or the server refuses.
    """
    unchecked = not foreign_keys and engine.dialect.name == "sqlite"
    try:
        with engine.connect().execution_options(zeren_write=True) as connection:
            # SQLite ignores this switch inside a transaction, so it is thrown before one begins.
            if unchecked:
                _switch_foreign_keys(connection, "OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                if unchecked:
                    _switch_foreign_keys(connection, "ON")
    except DBAPIError as error:
        raise explain(error, engine) from error


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    driver_connection: Any = connection.connection.driver_connection
    driver_connection.execute(f"PRAGMA foreign_keys={state}")


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads a single state of the database."""
    level = "REPEATABLE READ" if engine.dialect.name == "postgresql" else None
    options = {"isolation_level": level, "postgresql_readonly": True} if level else {}
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise explain(error, engine) from error


def explain(error: DBAPIError, engine: Engine) -> ZerenError:
    """What a database error means to a user."""
    where = describe_url(engine.url.render_as_string(hide_password=True))
    said = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
    if "database is locked" in said or "database table is locked" in said or "lock timeout" in said:
        return BusyError(f"{where}: another process is writing; try again in a moment")
    if "file is not a database" in said:
        return ZerenError(
            f"{where}: this is not a zeren database; move it away or set ZEREN_HOME to another folder"
        )
    if "malformed" in said:
        return ZerenError(f"{where}: the database is damaged ({said}); restore it from a copy")
    if "disk is full" in said or "disk I/O error" in said:
        return ZerenError(f"{where}: {said}; nothing was changed; free some space and try again")
    if "readonly database" in said:
        return ZerenError(
            f"{where}: the database cannot be written; check the permissions of the file and its folder"
        )
    if "unable to open database file" in said:
        return ZerenError(f"{where}: cannot be opened; check that the folder exists and may be written")
    if isinstance(error, OperationalError) and "FATAL:" in said:
        refusal = said.partition("FATAL:")[2].strip()
        return ZerenError(f"{where}: the server refuses ({refusal}); check ZEREN_DATABASE_URL")
    if isinstance(error, OperationalError) and engine.dialect.name == "postgresql":
        return ZerenError(f"{where}: the server does not answer ({said}); check ZEREN_DATABASE_URL")
    if isinstance(error, DatabaseError):
        return ZerenError(f"{where}: {said}")
    return ZerenError(f"{where}: {said}")
