"""A tiny published database, shared by the tests of this folder, which only read it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from zeren_queries import Snapshot, open_snapshot, publish
from zeren_schema.engine import open_engine, sqlite_url, write_transaction
from zeren_schema.migrate import upgrade

from tests.queries import tiny

MakeDatabase = Callable[[tiny.Rows], Engine]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest revision, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "record.sqlite"
    upgrade(open_engine(sqlite_url(path)))
    return path


@pytest.fixture
def make_database(tmp_path: Path, migrated_file: Path) -> MakeDatabase:
    """A function that makes a migrated SQLite database with the rows given."""

    def make(content: tiny.Rows) -> Engine:
        number = len(list(tmp_path.glob("record-*.sqlite"))) + 1
        path = tmp_path / f"record-{number}.sqlite"
        shutil.copyfile(migrated_file, path)
        return filled(open_engine(sqlite_url(path)), content)

    return make


def filled(engine: Engine, content: tiny.Rows) -> Engine:
    """Migrate an empty database and insert the rows."""
    upgrade(engine)
    with write_transaction(engine) as connection:
        tiny.insert(connection, content)
    return engine


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the tiny database published in it."""
    home = tmp_path_factory.mktemp("tiny")
    publish(filled(open_engine(sqlite_url(home / "zeren.sqlite")), tiny.rows()), home)
    return home


@pytest.fixture
def snapshot(tiny_home: Path) -> Iterator[Snapshot]:
    """The tiny snapshot, open for reading."""
    with open_snapshot(tiny_home) as opened:
        yield opened
