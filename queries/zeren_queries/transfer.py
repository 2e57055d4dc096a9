"""Copying the tables of record into DuckDB: ADBC reads them as Arrow batches, types are ours, not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Engine, Table
from zeren_schema.engine import LOCK_TIMEOUT, describe_url
from zeren_schema.errors import BusyError, UsageError, ZerenError

from zeren_queries.ddl import duckdb_type, tables
from zeren_queries.sql_text import quote

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The first row ADBC sends for SQLite holds one value of each type, because the driver takes a column's type
# from what it sees first; the flag tells it from the data.
_TYPED_ROW = "is_typed_row"
_TYPED_VALUE = {"BIGINT": "0", "BOOLEAN": "0"}
_TYPED_TEXT = "''"


def copy_tables(engine: Engine, connection: DuckDBPyConnection) -> dict[str, int]:
    """Fill the (empty) tables of `connection` from the database of record, as of one moment.

    Returns the number of rows of each table. Raises BusyError if a writer holds the database for too long,
    ZerenError if it cannot be read.
    """
    read = _select_from_sqlite if engine.dialect.name == "sqlite" else _select_from_postgresql
    rows = {}
    with _record(engine) as record:
        for table in tables():
            with _statement(record, read(table)) as statement:
                stream, _ = statement.execute_query()
                connection.register("incoming", stream)
                connection.execute(_insert(table)).fetchall()
                connection.unregister("incoming")
            ((rows[table.name],),) = connection.execute(
                f"SELECT count(*) FROM {quote(table.name)}"
            ).fetchall()
    return rows


@contextmanager
def _record(engine: Engine) -> Iterator[Any]:
    """A connection inside one reading transaction: every table is seen as of the same moment.

    The drivers are used without their DB-API layer, which would import pandas for nothing.
    """
    from adbc_driver_manager import AdbcConnection, Error  # noqa: PLC0415 - only publishing needs the drivers

    where = describe_url(engine.url.render_as_string(hide_password=True))
    try:
        with _open(engine) as database, AdbcConnection(database) as connection:
            if engine.dialect.name == "sqlite":
                _execute(connection, f"PRAGMA busy_timeout={int(LOCK_TIMEOUT * 1000)}")
            connection.set_autocommit(False)
            if engine.dialect.name == "postgresql":
                _execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection
            connection.rollback()
    except Error as error:
        said = str(error).splitlines()[0]
        if "locked" in said or "busy" in said:
            raise BusyError(f"{where}: another process is writing; try again in a moment") from error
        raise ZerenError(f"{where}: cannot be read: {said}") from error


def _open(engine: Engine) -> Any:
    if engine.dialect.name == "sqlite":
        import adbc_driver_sqlite  # noqa: PLC0415

        name = engine.url.database
        if not name or name == ":memory:":
            raise UsageError("a database in memory cannot be published; use a file")
        path = Path(name).absolute()
        if not path.is_file():
            raise ZerenError(f"{path}: there is no database yet; run `zeren build`, or `zeren load FILE`")
        # mode=rw: never create a file, yet allow the shared-memory file that a WAL database needs.
        return adbc_driver_sqlite.connect(f"{path.as_uri()}?mode=rw")
    import adbc_driver_postgresql  # noqa: PLC0415

    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return adbc_driver_postgresql.connect(address)


def _statement(connection: Any, sql: str) -> Any:
    from adbc_driver_manager import AdbcStatement  # noqa: PLC0415

    statement = AdbcStatement(connection)
    statement.set_sql_query(sql)
    return statement


def _execute(connection: Any, sql: str) -> None:
    with _statement(connection, sql) as statement:
        statement.execute_update()


def _select_from_sqlite(table: Table) -> str:
    typed = ", ".join(
        f"{_TYPED_VALUE.get(duckdb_type(column), _TYPED_TEXT)} AS c{n}"
        for n, column in enumerate(table.columns)
    )
    names = ", ".join(_sqlite_expression(column) for column in table.columns)
    return f"SELECT 1 AS {_TYPED_ROW}, {typed} UNION ALL SELECT 0, {names} FROM {quote(table.name)}"


def _sqlite_expression(column: Column[object]) -> str:
    # As text a number keeps the digits it was written with; as a double it would not.
    if duckdb_type(column).startswith("DECIMAL"):
        return f"CAST({quote(column.name)} AS TEXT)"
    return quote(column.name)


def _select_from_postgresql(table: Table) -> str:
    names = ", ".join(f"{_postgresql_expression(column)} AS c{n}" for n, column in enumerate(table.columns))
    return f"SELECT 0 AS {_TYPED_ROW}, {names} FROM {quote(table.name)}"


def _postgresql_expression(column: Column[object]) -> str:
    kind = duckdb_type(column)
    if kind.startswith("DECIMAL"):
        return f"CAST({quote(column.name)} AS TEXT)"
    if kind == "TIMESTAMP":
        # Every timestamp of record is kept with its zone there (UtcTimestamp).
        return f"{quote(column.name)} AT TIME ZONE 'UTC'"
    return quote(column.name)


def _insert(table: Table) -> str:
    values = ", ".join(f"CAST(c{n} AS {duckdb_type(column)})" for n, column in enumerate(table.columns))
    return f"INSERT INTO {quote(table.name)} SELECT {values} FROM incoming WHERE {_TYPED_ROW} = 0"
