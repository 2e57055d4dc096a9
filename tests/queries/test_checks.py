"""Every check finds the bad rows it is for, and nothing in good ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from zeren_queries.ddl import create_statements, tables
from zeren_queries.definitions import read_views
from zeren_queries.expectations import read_checks, run_checks
from zeren_schema.errors import ZerenError

# check → what to do to the tiny database, and how many bad rows that makes
PLANTED: dict[str, tuple[str, int]] = {
    "blank_words": ("UPDATE task_units SET second_name = ' ' WHERE task_unit_id <= 2", 2),
    "counts_differ_from_load": ("UPDATE loads SET n_tasks = 6 WHERE load_id = 1", 1),
    "document_without_tasks": ("DELETE FROM plans WHERE document_id = 2", 1),
    "jurisdiction_above_itself": ("UPDATE jurisdictions SET parent_id = 3 - jurisdiction_id", 2),
    "lead_by_order_not_first": ("UPDATE task_units SET is_lead = TRUE WHERE task_unit_id = 2", 1),
    "leader_of_other_jurisdiction": ("UPDATE tasks SET leader_id = 3 WHERE task_id = 1", 1),
    "leader_twice": ("UPDATE leaders SET name = '王明'", 1),
    "no_document": ("DELETE FROM documents", 1),
    "reference_to_nothing": ("UPDATE task_units SET unit_id = 99 WHERE task_unit_id = 1", 1),
    "span_outside_document": ("UPDATE tasks SET span_end = 9999 WHERE task_id = 7", 1),
    "target_bounds": ("UPDATE targets SET high = 6 WHERE comparator IN ('ge', 'eq')", 2),
    "target_outside_task": ("UPDATE tasks SET span_end = span_start + 3 WHERE task_id = 3", 2),
    "task_code_twice": ("UPDATE tasks SET code = '1.1.1' WHERE task_id = 2", 1),
    "task_without_section_leader": ("UPDATE tasks SET leader_id = NULL", 6),
    "unit_above_itself": ("UPDATE units SET parent_unit_id = 6 WHERE unit_id = 5", 2),
    "unit_of_other_jurisdiction": ("UPDATE units SET jurisdiction_id = NULL WHERE unit_id = 6", 1),
    "unit_twice": ("UPDATE units SET jurisdiction_id = NULL, name = '省财政厅' WHERE unit_id IN (1, 5)", 1),
    "unit_twice_on_task": ("UPDATE task_units SET unit_id = 1 WHERE task_id = 6", 1),
    "words_not_as_printed": ("UPDATE task_units SET span_start = span_start + 1 WHERE task_id = 1", 3),
}
CHECKS = {check.name: check for check in read_checks()}


@pytest.fixture(scope="module")
def tiny_tables(tiny_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tiny content in a database where nothing enforces anything."""
    (path,) = (tiny_home / "snapshots").glob("*.duckdb")
    with duckdb.connect() as connection:
        for statement in create_statements():
            connection.execute(statement)
        connection.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
        for table in tables():
            connection.execute(f"INSERT INTO {table.name} FROM published.{table.name}")
        connection.execute("DETACH published")
        for view in read_views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        yield connection


@pytest.fixture
def database(tiny_tables: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tiny content, to be spoilt: what a test does to it is undone."""
    tiny_tables.begin()
    yield tiny_tables
    tiny_tables.rollback()


def test_every_check_is_planted_for() -> None:
    assert set(PLANTED) == set(CHECKS)
    assert len(CHECKS) >= 12


def test_good_rows_pass(database: duckdb.DuckDBPyConnection) -> None:
    assert run_checks(database, list(CHECKS.values())) == []


@pytest.mark.parametrize("name", PLANTED)
def test_check_finds_the_planted_rows(name: str, database: duckdb.DuckDBPyConnection) -> None:
    statement, n_rows = PLANTED[name]
    database.execute(statement)
    (failure,) = run_checks(database, [CHECKS[name]])
    assert failure.n_rows == n_rows
    assert str(failure).startswith(f"{name} (")
    assert len(failure.rows) == min(n_rows, 3)


@pytest.mark.parametrize(
    ("statement", "thing", "found"),
    [
        ("UPDATE targets SET quote = '开工项目3000个' WHERE target_id = 2", "quote", "开工项目300个"),
        ("UPDATE tasks SET text = '办好每一所大学。' WHERE task_id = 2", "task", "办好每一所学校。"),
        ("UPDATE task_units SET mention = '省财政局' WHERE task_unit_id = 1", "mention", "省财政厅"),
    ],
)
def test_words_that_differ_from_the_text_are_shown_beside_it(
    database: duckdb.DuckDBPyConnection, statement: str, thing: str, found: str
) -> None:
    database.execute(statement)
    (failure,) = run_checks(database, [CHECKS["words_not_as_printed"]])
    (row,) = failure.rows
    assert (row["thing"], row["found"]) == (thing, found)


@pytest.mark.parametrize("length", [5, 999, 1000, 1001, 3000])
@pytest.mark.parametrize("start", [0, 1, 999, 1000, 1001, 1999, 4999])
def test_words_are_found_wherever_they_stand(
    database: duckdb.DuckDBPyConnection, start: int, length: int
) -> None:
    """Texts are looked up page by page: no place and no length may fall between two pages."""
    text = "".join(chr(0x4E00 + number % 20_000) for number in range(9_000))
    database.execute("DELETE FROM task_units; DELETE FROM targets; DELETE FROM tasks WHERE task_id <> 6")
    database.execute("UPDATE documents SET text = ? WHERE document_id = 2", [text])
    update = "UPDATE tasks SET text = ?, span_start = ?, span_end = ?"
    database.execute(update, [text[start : start + length], start, start + length])
    assert run_checks(database, [CHECKS["words_not_as_printed"]]) == []
    database.execute(update, [text[start : start + length], start + 1, start + length + 1])
    assert len(run_checks(database, [CHECKS["words_not_as_printed"]])) == 1


@pytest.mark.parametrize("between", ["\n\n", "\n— 3 —\n", "　", "\n某省人民政府公报 2026年第5期\n"])
def test_page_furniture_inside_a_name_is_allowed(between: str, database: duckdb.DuckDBPyConnection) -> None:
    name, text = "省财政厅", f"省财{between}政厅"
    database.execute("UPDATE documents SET text = ? || substr(text, ?)", [text, len(text) + 1])
    database.execute(
        "UPDATE task_units SET mention = ?, span_start = 0, span_end = ? WHERE task_unit_id = 1",
        [name, len(text)],
    )
    failures = run_checks(database, [CHECKS["words_not_as_printed"]])
    assert all(
        (row["thing"], row["thing_id"]) != ("mention", 1) for failure in failures for row in failure.rows
    )


def test_marks_of_regular_expressions_mean_themselves(database: duckdb.DuckDBPyConnection) -> None:
    """A name with brackets, dots and backslashes is compared as it is."""
    name = r"省厅(局).*\E[x]"
    database.execute(
        "UPDATE documents SET text = ? WHERE document_id = 1", [f"省厅(局).*\n\\E[x]{'。' * 500}"]
    )
    database.execute(
        "UPDATE task_units SET mention = ?, span_start = 0, span_end = ? WHERE task_unit_id = 1",
        [name, len(name) + 1],
    )
    database.execute("DELETE FROM task_units WHERE task_unit_id > 1; DELETE FROM targets; DELETE FROM tasks")
    database.execute("INSERT INTO tasks FROM (SELECT 1, 1, 1, '1.1.1', '1', 1, '省厅', NULL, 0, 2)")
    assert run_checks(database, [CHECKS["words_not_as_printed"]]) == []
    database.execute("UPDATE task_units SET mention = '省厅(局)..'")
    assert len(run_checks(database, [CHECKS["words_not_as_printed"]])) == 1


def test_check_that_cannot_run_names_its_file(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "wrong.sql").write_text(
        "/*\ntitle: {zh: 甲, en: A}\nwhy: {zh: 乙, en: B}\n*/\nSELECT no_such FROM units\n"
    )
    with pytest.raises(ZerenError, match=r"wrong\.sql: the check cannot run: Binder Error"):
        run_checks(database, read_checks(tmp_path))
