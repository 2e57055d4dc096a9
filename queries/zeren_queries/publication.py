"""Publishing: the database of record becomes an immutable snapshot, checked before anybody can see it.

Order of events, so that a crash at any point leaves the previous snapshot current: fill a staging file, run
the checks in it, write it to disk, give it its final name, replace the pointer, sweep. What a crash leaves
behind is swept by the next publication, which alone holds the folder's lock.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from zeren_schema.errors import BusyError, UsageError, ZerenError

from zeren_queries.catalogue import Catalogue, load_catalogue
from zeren_queries.ddl import create_statements
from zeren_queries.definitions import filling_statements, macro_statements, view_statements
from zeren_queries.digest import content_digest
from zeren_queries.expectations import CHECKS_FOLDER, Check, read_checks, run_checks
from zeren_queries.snapshot import FILE_NAME, POINTER, SNAPSHOTS, Snapshot, one_line, read_pointer
from zeren_queries.transfer import copy_tables

if TYPE_CHECKING:
    from sqlalchemy import Engine

KEPT = 5
_STAGING = ".staging-"
_LOCK = ".publish.lock"


@dataclass(frozen=True)
class PublishOutcome:
    """What a publication did. `is_new` is False if the content is that of the current snapshot."""

    snapshot_id: str
    path: Path
    is_new: bool
    rows: Mapping[str, int]
    n_checks: int
    n_reports: int
    swept: tuple[Path, ...] = field(default=())


def publish(
    engine: Engine, home: Path, *, catalogue: Catalogue | None = None, checks_folder: Path = CHECKS_FOLDER
) -> PublishOutcome:
    """Publish the database of record as `home/snapshots/zeren-<id>.duckdb` and make it current.

    Raises ZerenError if a check finds bad rows or a file is not in order, BusyError if another process
    publishes or writes; the snapshot that was current stays so.
    """
    with staging(home, catalogue=catalogue, checks_folder=checks_folder) as staged:
        return staged.publish(engine)


@contextmanager
def staging(
    home: Path, *, catalogue: Catalogue | None = None, checks_folder: Path = CHECKS_FOLDER
) -> Iterator[Staging]:
    """A snapshot without rows, in a file that nobody sees; what is not published by the end is thrown away.

    Nobody else can publish meanwhile. Raises BusyError and ZerenError as `publish` does.
    """
    folder = Path(home) / SNAPSHOTS
    found = load_catalogue() if catalogue is None else catalogue
    checks = read_checks(checks_folder)
    with _alone_in(folder):
        _sweep_staging(folder)
        try:
            staged = Staging(folder, found, checks)
            try:
                yield staged
            finally:
                staged.close()
        finally:
            _sweep_staging(folder)


class Staging:
    """A snapshot in the making; made and ended by `staging`."""

    def __init__(self, folder: Path, catalogue: Catalogue, checks: list[Check]) -> None:
        self._folder = folder
        self._path = folder / f"{_STAGING}{os.getpid()}.duckdb"
        self._checks = checks
        self._n_reports = len(catalogue)
        views, macros = list(view_statements(catalogue)), list(macro_statements(catalogue))
        self._statements = [*create_statements(), *(sql for _, sql in (*views, *macros))]
        # A second hand for what does not wait for the first. Each has a connection and threads of its own:
        # more threads for one statement are no faster, because the statements are small.
        self._helper = ThreadPoolExecutor(1, thread_name_prefix="publish")
        with self._explained():
            self._connection = duckdb.connect(str(self._path), config={"threads": 1})
            self._beside = self._connection.cursor()
            try:
                with _transaction(self._connection):
                    for statement in create_statements():
                        self._connection.execute(statement).fetchall()
                    _execute(self._connection, views)
                self._defining = self._helper.submit(_define, self._beside, macros)
            except BaseException:
                self.close()
                raise

    def publish(self, engine: Engine) -> PublishOutcome:
        """Fill it, check it, and make it the current snapshot. To be called once."""
        home = self._folder.parent
        with self._explained():
            snapshot_id, rows = self._fill(engine)
        final = self._folder / f"zeren-{snapshot_id}.duckdb"
        is_new = not _is_current(home, final, snapshot_id)
        if is_new:
            _require_whole(self._path)
            _give_final_name(self._path, final, snapshot_id)
            _point_to(self._folder, final, snapshot_id, rows)
        _sweep_staging(self._folder)
        swept = _sweep_old(self._folder, final)
        return PublishOutcome(snapshot_id, final, is_new, rows, len(self._checks), self._n_reports, swept)

    def close(self) -> None:
        """Close the file; what is not published is lost."""
        with suppress(duckdb.ConnectionException):  # closed already
            self._beside.interrupt()
        self._helper.shutdown(cancel_futures=True)
        self._beside.close()
        self._connection.close()

    def _fill(self, engine: Engine) -> tuple[str, dict[str, int]]:
        connection = self._connection
        with _transaction(connection):
            rows = copy_tables(engine, connection)
        digesting = self._helper.submit(content_digest, self._beside, self._statements)
        with _transaction(connection):
            _execute(connection, filling_statements())
        failures = run_checks(connection, self._checks)
        if failures:
            others = "".join(f"; also {failure.check.name}" for failure in failures[1:])
            raise ZerenError(f"nothing is published, because a check found bad rows: {failures[0]}{others}")
        self._defining.result()
        snapshot_id = digesting.result()
        self._beside.close()
        with _transaction(connection):
            _note_properties(connection, snapshot_id)
        # Closing would write the log into the file too, but says nothing if the disk is full by then.
        connection.execute("CHECKPOINT").fetchall()
        connection.close()
        return snapshot_id, rows

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            said = one_line(error)
            # The words of the system for a disk, a quota or a file at its limit.
            full = any(words in said for words in ("No space left", "Disk quota", "File too large"))
            advice = "; free some space and try again" if full else ""
            raise ZerenError(f"{self._folder}: the snapshot cannot be written: {said}{advice}") from error


def _define(connection: duckdb.DuckDBPyConnection, statements: Iterable[tuple[Path, str]]) -> None:
    with _transaction(connection):
        _execute(connection, statements)


def _execute(connection: duckdb.DuckDBPyConnection, statements: Iterable[tuple[Path, str]]) -> None:
    for path, statement in statements:
        try:
            connection.execute(statement).fetchall()
        except duckdb.Error as error:
            raise ZerenError(f"{path}: {one_line(error)}") from error


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.begin()
    yield  # what fails needs no way back: the file is thrown away
    connection.commit()


def _note_properties(connection: duckdb.DuckDBPyConnection, snapshot_id: str) -> None:
    connection.execute("CREATE TABLE snapshot_properties (name VARCHAR NOT NULL, value VARCHAR NOT NULL)")
    connection.execute(
        "COMMENT ON TABLE snapshot_properties IS '快照属性。 | Properties of this snapshot: name and value.'"
    )
    properties = {
        "snapshot_id": snapshot_id,
        "published_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "duckdb_version": duckdb.__version__,
    }
    for name, value in properties.items():
        connection.execute("INSERT INTO snapshot_properties VALUES (?, ?)", [name, value]).fetchall()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it even if the process is killed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")
    except OSError as error:
        raise ZerenError(f"{folder}: cannot be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"{folder}: another process is publishing; try again in a moment") from error
        yield


def _is_current(home: Path, final: Path, snapshot_id: str) -> bool:
    try:
        pointer = read_pointer(home)
    except ZerenError:
        return False  # a damaged pointer is written anew
    return pointer is not None and pointer["file"] == final.name and _is_whole(final, snapshot_id)


def _is_whole(path: Path, snapshot_id: str) -> bool:
    """Whether a file is the snapshot its name says."""
    try:
        with Snapshot(path) as snapshot:
            return snapshot.snapshot_id == snapshot_id
    except UsageError:
        return True  # this very process reads it, with other limits
    except ZerenError:
        return False


def _require_whole(staged: Path) -> None:
    """Raise ZerenError if part of the snapshot is still in its log: only the file itself gets the name."""
    log = staged.with_name(f"{staged.name}.wal")
    if log.exists():
        raise ZerenError(f"{staged.parent}: the snapshot was not written whole; make room and try again")


def _give_final_name(staged: Path, final: Path, snapshot_id: str) -> None:
    if _is_whole(final, snapshot_id):
        # The content is that of an older snapshot that is still kept: it becomes current again, and young.
        os.utime(final)
        return
    _write_through(staged)
    staged.replace(final)
    _write_through(final.parent)


def _point_to(folder: Path, final: Path, snapshot_id: str, rows: Mapping[str, int]) -> None:
    told = {
        "snapshot_id": snapshot_id,
        "file": final.name,
        "published_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "bytes": final.stat().st_size,
        "rows": dict(rows),
    }
    draft = folder / f"{_STAGING}{POINTER}"
    draft.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    _write_through(draft)
    draft.replace(folder / POINTER)
    _write_through(folder)


def _write_through(path: Path) -> None:
    """Have the system put a file or a folder on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep_staging(folder: Path) -> None:
    for path in folder.glob(f"{_STAGING}*"):
        path.unlink(missing_ok=True)


def _sweep_old(folder: Path, current: Path) -> tuple[Path, ...]:
    """Remove all but the newest snapshots, never the current one. A reader keeps what it has open."""
    snapshots = [path for path in folder.iterdir() if FILE_NAME.match(path.name)]
    snapshots.sort(key=lambda path: (path == current, path.stat().st_mtime_ns, path.name), reverse=True)
    swept = []
    for path in snapshots[KEPT:]:
        with suppress(OSError):
            path.unlink()
            swept.append(path)
    return tuple(swept)
