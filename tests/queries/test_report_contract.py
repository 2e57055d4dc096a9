"""What holds for every saved report and view, whoever wrote it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from zeren_queries import Catalogue, Snapshot, load_catalogue, open_snapshot, publish, run_report
from zeren_queries.definitions import read_views, stored_table
from zeren_queries.parameters import bind, coerce
from zeren_queries.snapshot import current_path
from zeren_queries.sql_text import literal

from tests.queries import tiny
from tests.queries.conftest import NO_REPORTS, MakeDatabase, new_record

CATALOGUE = load_catalogue()
EVERY_REPORT_TAKES = {"plan", "document", "jurisdiction", "year"}
# A value for each parameter that is not its default, for calls that must give the same both ways.
SAMPLES: dict[str, Any] = {
    "plan": "five_year",
    "document": "临政办发〔2026〕1号",
    "jurisdiction": "临江省",
    "year": 2026,
    "unit": "省财政厅",
    "unit_a": "省财政厅",
    "unit_b": "省委办公厅",
    "leader": "王明",
    "measure": "growth",
    "min_tasks": 2,
    "roll_up": "parents",
    "role": "lead",
    "form": "group",
    "function": "财政",
    "indicator": "投入强度",
    "earlier_document": "临政办发〔2025〕2号",
    "against": "annual",
    "change": "new",
    "words": "教育 学校",
    "match": "any",
    "per": "unit",
    "who": "省财政厅",
    "top": 2,
    "min_uses": 2,
    "severity": "info",
    "explanation": "missing",
    "record": "target",
    "draws": 2,
    "seed": 7,
    "status": "unknown",
    "tolerance": 0.1,
    "min_similarity": 0.3,
    "min_units": 2,
}


def required_values(catalogue: Catalogue, name: str) -> dict[str, Any]:
    return {parameter: SAMPLES[parameter] for parameter in catalogue[name].required}


@pytest.mark.parametrize("name", CATALOGUE)
def test_report_takes_the_four_common_parameters(name: str) -> None:
    assert set(CATALOGUE[name].parameters) >= EVERY_REPORT_TAKES


@pytest.mark.parametrize("name", CATALOGUE)
def test_report_gives_the_columns_its_header_declares(name: str, snapshot: Snapshot) -> None:
    arguments = ", ".join(
        f"{parameter} := '{value}'" for parameter, value in required_values(CATALOGUE, name).items()
    )
    described = snapshot.arrow(f"DESCRIBE FROM {name}({arguments})").to_pylist()
    produced = {column["column_name"]: column["column_type"] for column in described}
    assert produced == {column.name: column.type for column in CATALOGUE[name].columns.values()}


@pytest.mark.parametrize("name", CATALOGUE)
def test_macro_equals_report(name: str, snapshot: Snapshot) -> None:
    report = CATALOGUE[name]
    needed = required_values(CATALOGUE, name)
    cases = [needed] + [
        needed | {parameter: SAMPLES[parameter]} for parameter in report.parameters if parameter in SAMPLES
    ]
    for given in cases:
        arguments = ", ".join(
            f"{parameter} := {literal(coerce(name, report.parameters[parameter], value))}"
            for parameter, value in given.items()
        )
        macro = snapshot.arrow(f"FROM {name}({arguments})")
        assert macro.equals(run_report(snapshot, name, given)), given


@pytest.mark.parametrize("name", CATALOGUE)
def test_report_is_one_select(name: str) -> None:
    (statement,) = duckdb.connect().extract_statements(CATALOGUE[name].sql)
    assert statement.type == duckdb.StatementType.SELECT
    assert set(statement.named_parameters) == set(CATALOGUE[name].parameters)


def test_views_give_the_columns_their_headers_declare(snapshot: Snapshot) -> None:
    views = read_views()
    assert len(views) >= 4
    for view in views:
        described = snapshot.arrow(f"DESCRIBE {view.name}").to_pylist()
        produced = {column["column_name"]: column["column_type"] for column in described}
        assert produced == {column.name: column.type for column in view.columns.values()}, view.name


def test_stored_views_hold_what_their_sql_gives(snapshot: Snapshot) -> None:
    stored = [view for view in read_views() if view.is_stored]
    assert {"counted_units", "target_facts", "task_facts", "unit_task_facts"} <= {
        view.name for view in stored
    }
    for view in stored:
        order = ", ".join(view.columns)
        kept = snapshot.arrow(f"SELECT * FROM {stored_table(view.name)} ORDER BY ALL")
        assert kept.equals(snapshot.arrow(f"SELECT {order} FROM ({view.sql}) ORDER BY ALL")), view.name
        assert kept.equals(snapshot.arrow(f"SELECT * FROM {view.name} ORDER BY ALL")), view.name


def shuffled(content: tiny.Rows, seed: int) -> tiny.Rows:
    """The same content under other surrogate keys and in another physical order."""
    chance = random.Random(seed)
    keys = {"jurisdiction", "document", "plan", "section", "leader", "task", "unit", "target", "load"}
    keys |= {"unit_name", "task_unit", "finding"}
    plural = {key: f"{key}s" if key != "jurisdiction" else "jurisdictions" for key in keys}
    renumbered = {
        key: dict(
            zip(
                [row[f"{key}_id"] for row in content[plural[key]]],
                chance.sample(range(1000, 2000), len(content[plural[key]])),
                strict=True,
            )
        )
        for key in keys
    }
    renumbered["parent"] = renumbered["jurisdiction"]
    renumbered["parent_unit"] = renumbered["unit"]
    result = {
        table: [
            {
                column: renumbered[column.removesuffix("_id")][value]
                if column.endswith("_id") and value is not None
                else value
                for column, value in row.items()
            }
            for row in rows
        ]
        for table, rows in content.items()
    }
    for rows in result.values():
        chance.shuffle(rows)
    # A row that points at another of its own table has to come after it.
    result["units"].sort(key=lambda row: row["parent_unit_id"] is not None)
    return result


@pytest.fixture(scope="module")
def shuffled_homes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Home folders whose databases hold the tiny content under other keys and in another order."""
    homes = []
    for seed in (1, 2):
        home = tmp_path_factory.mktemp(f"shuffled-{seed}")
        publish(new_record(home / "zeren.sqlite", shuffled(tiny.rows(), seed)), home)
        homes.append(home)
    return homes


def test_keys_and_order_of_rows_do_not_change_the_snapshot(
    snapshot: Snapshot, shuffled_homes: list[Path]
) -> None:
    for home in shuffled_homes:
        with open_snapshot(home) as other:
            assert other.snapshot_id == snapshot.snapshot_id


@pytest.fixture(scope="module")
def shuffled_connections(shuffled_homes: list[Path]) -> Iterator[list[duckdb.DuckDBPyConnection]]:
    """Each of these databases, open without the lock-down, so that the number of threads can be set."""
    connections = [duckdb.connect(str(current_path(home)), read_only=True) for home in shuffled_homes]
    yield connections
    for connection in connections:
        connection.close()


@pytest.mark.parametrize("name", CATALOGUE)
def test_order_is_total(
    name: str, snapshot: Snapshot, shuffled_connections: list[duckdb.DuckDBPyConnection]
) -> None:
    given = required_values(CATALOGUE, name)
    expected = run_report(snapshot, name, given)
    values = bind(CATALOGUE[name], given, snapshot.known_values)
    for number, connection in enumerate(shuffled_connections):
        for threads in (1, 8):
            connection.execute(f"SET threads = {threads}")
            found = connection.sql(CATALOGUE[name].sql, params=values).to_arrow_table()
            assert found.equals(expected), (number, threads)


def test_changed_content_changes_the_id(make_database: MakeDatabase, tmp_path: Path) -> None:
    content = tiny.rows()
    first = publish(make_database(content), tmp_path, catalogue=NO_REPORTS).snapshot_id
    content["units"][5]["parent_unit_id"] = None
    second = publish(make_database(content), tmp_path, catalogue=NO_REPORTS).snapshot_id
    content["task_units"][0]["is_lead"], content["loads"][0]["n_leads"] = False, 5
    third = publish(make_database(content), tmp_path, catalogue=NO_REPORTS).snapshot_id
    assert len({first, second, third}) == 3
