"""The same rows in the same order whatever the threads, the order of storage and the surrogate keys."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from zeren_queries.catalogue import load_catalogue
from zeren_queries.sql_text import literal

from tests.queries.networks.conftest import REPORTS, Ask, ask_of, fill
from tests.queries.networks.governments import BUNDLED, UNKNOWN, Government, tables

GIVEN: dict[str, dict[str, Any]] = {
    "ego_network": {"unit": "省委00局"},
    "shortest_path": {"unit_a": "省委00局", "unit_b": "03局"},
}


@pytest.fixture(scope="module", params=[(1, 11), (8, 12), (8, 13)], ids=lambda one: f"{one[0]} threads")
def shuffled(request: pytest.FixtureRequest, drawn: dict[str | None, Government]) -> Ask:
    threads, seed = request.param
    return ask_of(fill(tables(drawn, seed), threads), load_catalogue())


@pytest.mark.parametrize("name", REPORTS)
def test_shuffled(ask: Ask, shuffled: Ask, name: str) -> None:
    given = GIVEN.get(name, {})
    expected = ask(name, **given)
    assert len(expected) > 5
    assert repr(shuffled(name, **given)) == repr(expected)


@pytest.mark.parametrize("name", REPORTS)
def test_the_macro_gives_the_same(database: duckdb.DuckDBPyConnection, ask: Ask, name: str) -> None:
    given = GIVEN.get(name, {}) | {"jurisdiction": BUNDLED if name not in GIVEN else "格"}
    arguments = ", ".join(f"{key} := {literal(value)}" for key, value in given.items())
    cursor = database.execute(f"FROM {name}({arguments})")
    names = [column[0] for column in cursor.description or []]
    found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    assert found == ask(name, **given)
    assert found


@pytest.mark.parametrize("name", REPORTS)
def test_columns_are_as_described(database: duckdb.DuckDBPyConnection, name: str) -> None:
    report = load_catalogue()[name]
    arguments = ", ".join(f"{key} := {literal(value)}" for key, value in GIVEN.get(name, {}).items())
    described = database.execute(f"DESCRIBE FROM {name}({arguments})").fetchall()
    assert [(row[0], row[1]) for row in described] == [
        (column.name, column.type) for column in report.columns.values()
    ]


def test_documents_of_no_known_government_come_last(ask: Ask) -> None:
    rows = ask("unit_centrality")
    assert rows[-1]["jurisdiction"] is UNKNOWN
