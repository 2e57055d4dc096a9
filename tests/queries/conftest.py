"""A tiny published database, shared by the tests of this folder, which only read it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine
from zeren_queries import Snapshot, load_catalogue, open_snapshot, publish
from zeren_schema.engine import open_engine, sqlite_url, write_transaction
from zeren_schema.migrate import upgrade

from tests.conftest import made_once
from tests.queries import tiny

MakeDatabase = Callable[[tiny.Rows], Engine]


# For tests that are not about macros: publishing without any takes half the time.
NO_REPORTS = load_catalogue(Path(__file__).parent / "golden")


@cache
def _migrated() -> bytes:
    """An empty database at the newest revision: migrating takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        engine = open_engine(sqlite_url(path))
        upgrade(engine)
        engine.dispose()
        return path.read_bytes()


def new_record(path: Path, content: tiny.Rows) -> Engine:
    """A new SQLite database at the newest revision with these rows."""
    path.write_bytes(_migrated())
    return filled(open_engine(sqlite_url(path)), content)


def filled(engine: Engine, content: tiny.Rows) -> Engine:
    """Migrate an empty database, if it is not, and insert the rows."""
    upgrade(engine)
    with write_transaction(engine) as connection:
        tiny.insert(connection, content)
    return engine


@pytest.fixture
def make_database(tmp_path: Path) -> MakeDatabase:
    """A function that makes a migrated SQLite database with the rows given."""

    def make(content: tiny.Rows) -> Engine:
        number = len(list(tmp_path.glob("record-*.sqlite"))) + 1
        return new_record(tmp_path / f"record-{number}.sqlite", content)

    return make


@pytest.fixture(scope="session")
def tiny_home(shared_folder: Path) -> Path:
    """A home folder with the tiny database published in it."""

    def make(home: Path) -> None:
        home.mkdir()
        publish(new_record(home / "zeren.sqlite", tiny.rows()), home)

    return made_once(shared_folder / "tiny", make)


@pytest.fixture
def snapshot(tiny_home: Path) -> Iterator[Snapshot]:
    """The tiny snapshot, open for reading."""
    with open_snapshot(tiny_home) as opened:
        yield opened
