"""Reading a published snapshot: locked down, one SELECT at a time, within limits of time and memory."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from zeren_schema.errors import BusyError, UsageError, ZerenError

from zeren_queries.catalogue import Catalogue, Report, load_catalogue
from zeren_queries.interruption import interrupting
from zeren_queries.parameters import bind
from zeren_queries.sql_text import quote

if TYPE_CHECKING:
    import pyarrow as pa

SNAPSHOTS = "snapshots"
POINTER = "current.json"
FILE_NAME = re.compile(r"zeren-(?P<id>[0-9a-f]{16})\.duckdb\Z")

TIME_LIMIT = 60.0  # seconds
MEMORY_LIMIT = "2GB"
ROWS_PER_BATCH = 122_880  # of a stream: what DuckDB keeps together

# read_only alone still lets SQL read and write files; the lock keeps SQL from undoing the others.
_LOCKED_DOWN: Mapping[str, str] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "lock_configuration": "true",
}


class Snapshot:
    """An open snapshot. Use it as a context manager, or close it."""

    def __init__(
        self,
        path: Path,
        *,
        time_limit: float = TIME_LIMIT,
        memory_limit: str = MEMORY_LIMIT,
        threads: int | None = None,
    ) -> None:
        self.path = path
        self.time_limit = time_limit
        self.memory_limit = memory_limit
        self._connection = _connect(path, memory_limit, threads)
        # Connections that streams run on, by number, and what guards them: other threads may ask too.
        self._streams: dict[int, duckdb.DuckDBPyConnection] = {}
        self._guard = threading.Lock()
        try:
            rows = self._connection.execute(
                "SELECT value FROM snapshot_properties WHERE name = 'snapshot_id'"
            ).fetchall()
        except duckdb.Error as error:
            self._connection.close()
            raise ZerenError(f"{path}: this is not a zeren snapshot; publish a new one") from error
        self.snapshot_id: str = rows[0][0] if rows else ""

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what is still streamed from it ends."""
        with self._guard:
            streams, self._streams = list(self._streams.values()), {}
        for connection in streams:
            connection.close()
        self._connection.close()

    def interrupt(self) -> None:
        """End what runs for streams just now, with ZerenError there. For other threads."""
        with self._guard:
            for connection in self._streams.values():
                connection.interrupt()

    def arrow(self, sql: str, values: Mapping[str, Any] | None = None) -> pa.Table:
        """The result of one SELECT as an Arrow table.

        Raises UsageError if `sql` is anything but one SELECT or does not run, ZerenError if it exceeds the
        limits of time or memory.
        """
        statement = _one_select(self._connection, sql)
        with self._limited(self._connection):
            table: pa.Table = _relation(self._connection, statement, values).to_arrow_table()
            return table

    def stream(self, sql: str, values: Mapping[str, Any] | None = None) -> pa.RecordBatchReader:
        """The result of one SELECT as a stream of Arrow batches, of which one is in memory at a time.

        For results too long to hold. Several streams can be read at once, each in a thread of its own. The
        time limit counts what the engine takes, not what the reader does in between. Raises what `arrow`
        raises, some of it only while the rows are read.
        """
        import pyarrow as pa  # noqa: PLC0415 - opening a snapshot need not load Arrow

        with self._guard:
            connection = self._connection.cursor()
            number = id(connection)
            self._streams[number] = connection
        try:
            statement = _one_select(connection, sql)
            began = time.monotonic()
            with self._limited(connection):
                reader = _relation(connection, statement, values).to_arrow_reader(ROWS_PER_BATCH)
            left = self.time_limit - (time.monotonic() - began)
        except BaseException:
            self._end_stream(number)
            raise

        def batches() -> Iterator[pa.RecordBatch]:
            nonlocal left
            try:
                while True:
                    began = time.monotonic()
                    with self._limited(connection, max(left, 0.001)):
                        try:
                            batch = reader.read_next_batch()
                        except StopIteration:
                            return
                    left -= time.monotonic() - began
                    yield batch
            finally:
                self._end_stream(number)

        return pa.RecordBatchReader.from_batches(reader.schema, batches())

    def _end_stream(self, number: int) -> None:
        with self._guard:
            connection = self._streams.pop(number, None)
        if connection is not None:
            connection.close()

    def known_values(self, places: tuple[str, ...]) -> list[str]:
        """The distinct values of some `table.column`s as text, in order; for parameters and suggestions."""
        union = " UNION ".join(
            f"SELECT DISTINCT CAST({quote(column)} AS VARCHAR) AS value FROM {quote(table)}"
            f" WHERE {quote(column)} IS NOT NULL"
            for table, column in (place.split(".") for place in places)
        )
        rows = self._connection.execute(f"SELECT value FROM ({union}) ORDER BY value").fetchall()
        return [row[0] for row in rows]

    @contextmanager
    def _limited(self, connection: duckdb.DuckDBPyConnection, seconds: float | None = None) -> Iterator[None]:
        """Stop the query after `seconds` (default: the time limit), and say in one line what went wrong."""
        allowed = self.time_limit if seconds is None else seconds
        try:
            with interrupting(connection.interrupt, allowed) as is_late:
                yield
        except (duckdb.Error, OSError) as error:
            # What goes wrong in the middle of a stream reaches us through Arrow, as an OSError.
            told = one_line(error)
            if isinstance(error, duckdb.InterruptException) or told.startswith("INTERRUPT"):
                if not is_late():
                    raise ZerenError("the query was interrupted") from error
                raise ZerenError(
                    f"the query was stopped after {self.time_limit:g} s; ask for less,"
                    " or raise the time limit"
                ) from error
            if isinstance(error, duckdb.OutOfMemoryException) or told.startswith("Out of Memory"):
                raise ZerenError(
                    f"the query needs more than {self.memory_limit} of memory; ask for less,"
                    " or raise the limit"
                ) from error
            raise UsageError(told) from error


def open_snapshot(
    home_or_path: Path | str,
    *,
    time_limit: float = TIME_LIMIT,
    memory_limit: str = MEMORY_LIMIT,
    threads: int | None = None,
) -> Snapshot:
    """Open the current snapshot of a home folder, or a snapshot file, for reading only.

    `threads` are those of the engine, for all queries together; None means one per processor. Raises
    ZerenError if nothing is published yet or the file is missing or damaged.
    """
    path = Path(home_or_path)
    opened = partial(Snapshot, time_limit=time_limit, memory_limit=memory_limit, threads=threads)
    if path.suffix == ".duckdb":
        return opened(path)
    current = current_path(path)
    try:
        return opened(current)
    except ZerenError:
        # Between reading the pointer and opening the file a newer one may have been published and this one
        # swept; if the pointer did not move, the error stands.
        newer = current_path(path)
        if newer == current:
            raise
        return opened(newer)


def read_pointer(home: Path) -> dict[str, Any] | None:
    """What `snapshots/current.json` says; None if nothing is published.

    Raises ZerenError if it is damaged.
    """
    pointer = home / SNAPSHOTS / POINTER
    try:
        found = json.loads(pointer.read_text(encoding="utf-8"))
        if not FILE_NAME.match(found["file"]):
            raise ValueError
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise ZerenError(f"{pointer}: damaged; run `zeren publish` to write it anew") from error
    return dict(found)


def current_path(home: Path) -> Path:
    """The file of the current snapshot. Raises ZerenError if nothing is published."""
    found = read_pointer(home)
    if found is None:
        raise ZerenError(f"{home}: nothing is published yet; run `zeren build`, or `zeren publish`")
    return home / SNAPSHOTS / str(found["file"])


def run_report(
    snapshot: Snapshot,
    name: str,
    values: Mapping[str, Any] | None = None,
    catalogue: Catalogue | None = None,
) -> pa.Table:
    """The result of a saved report as an Arrow table, with the columns its header describes.

    Raises UsageError for an unknown report, parameter or value, with the nearest names.
    """
    report = (load_catalogue() if catalogue is None else catalogue)[name]
    bound = bind(report, values or {}, snapshot.known_values)
    with _blamed(report):
        return snapshot.arrow(report.sql, bound)


def stream_report(snapshot: Snapshot, report: Report, bound: Mapping[str, Any]) -> pa.RecordBatchReader:
    """The result of a saved report, whose parameters are bound already, as a stream.

    Raises ZerenError if it does not run, or not within the limits, some of it while the rows are read.
    """
    with _blamed(report):
        return snapshot.stream(report.sql, bound)


@contextmanager
def _blamed(report: Report) -> Iterator[None]:
    # The user's call was right; the file is not, or it asks for what an older snapshot does not hold.
    try:
        yield
    except UsageError as error:
        raise ZerenError(
            f"{report.path}: {error}; if the snapshot is older than the report, run `zeren publish`"
        ) from error


def run_sql(snapshot: Snapshot, sql: str) -> pa.Table:
    """The result of one ad-hoc SELECT as an Arrow table, under the same lock-down as the reports."""
    return snapshot.arrow(sql)


def one_line(error: Exception) -> str:
    """DuckDB's message without its picture of the statement."""
    said = str(error).split("\n\nLINE ")[0]
    return " ".join(said.split())


def _one_select(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(one_line(error)) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError("one SELECT statement is allowed, and nothing else")
    return statements[0]


def _relation(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, values: Mapping[str, Any] | None
) -> duckdb.DuckDBPyRelation:
    # What is parsed already need not be parsed again. Parameters only if there are some: a statement
    # without any refuses an empty set.
    relation = connection.sql(statement, params=dict(values)) if values else connection.sql(statement)
    if relation is None:
        raise UsageError("the statement returns no rows; write one SELECT")
    return relation


def _connect(path: Path, memory_limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise ZerenError(f"{path}: there is no such snapshot; run `zeren publish`")
    config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory_limit, **_LOCKED_DOWN}
    if threads is not None:
        config["threads"] = threads
    try:
        return duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.ConnectionException as error:
        raise UsageError(
            f"{path}: already open in this process with other limits; close it there, or use the same limits"
        ) from error
    except duckdb.Error as error:
        if "lock on file" in str(error):
            raise BusyError(f"{path}: another process is writing this file; try again in a moment") from error
        raise ZerenError(f"{path}: this is not a zeren snapshot: {one_line(error)}") from error
