"""A database that holds every government, and a way to ask the reports of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from zeren_queries.catalogue import Catalogue, load_catalogue
from zeren_queries.ddl import create_statements
from zeren_queries.definitions import create_macro, read_views
from zeren_queries.parameters import bind

from tests.queries.networks.governments import Government, governments, tables

REPORTS = (
    "breadth_depth",
    "co_responsibility",
    "communities",
    "core_periphery",
    "ego_network",
    "leader_overlap",
    "network_backbone",
    "network_summary",
    "shortest_path",
    "structural_holes",
    "unit_centrality",
)

Row = dict[str, Any]
Ask = Callable[..., list[Row]]


def fill(rows: dict[str, list[Row]], threads: int) -> duckdb.DuckDBPyConnection:
    """A database in memory with these rows, the views and the macros of the network reports."""
    connection = duckdb.connect(config={"threads": threads})
    for statement in create_statements():
        connection.execute(statement)
    for name, table in rows.items():
        if not table:
            continue
        columns = ", ".join(table[0])
        connection.register("incoming", pa.Table.from_pylist(table))
        connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM incoming")
        connection.unregister("incoming")
    for view in read_views():
        connection.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
    catalogue = load_catalogue()
    for name in REPORTS:
        connection.execute(create_macro(catalogue[name]))
    return connection


def ask_of(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Ask:
    """Run a report by name and parameters; rows as mappings."""

    def ask(name: str, **given: Any) -> list[Row]:
        report = catalogue[name]
        cursor = connection.execute(report.sql, bind(report, given, lambda _: [str(given[n]) for n in given]))
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]

    return ask


@pytest.fixture(scope="session")
def drawn() -> dict[str | None, Government]:
    """Every government by name."""
    return governments()


@pytest.fixture(scope="session")
def database(drawn: dict[str | None, Government]) -> Iterator[duckdb.DuckDBPyConnection]:
    """All of them in one database."""
    with fill(tables(drawn), threads=2) as connection:
        yield connection


@pytest.fixture(scope="session")
def ask(database: duckdb.DuckDBPyConnection) -> Ask:
    """Ask a report of that database."""
    return ask_of(database, load_catalogue())
