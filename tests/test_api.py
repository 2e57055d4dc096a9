"""The Python API on the bundled document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import zeren
from zeren.database import Database


@pytest.fixture
def home(built: Path) -> Path:
    return built


@pytest.fixture
def db(home: Path) -> Iterator[Database]:
    with zeren.open(home) as database:
        yield database


def test_report_is_a_frame_with_nullable_types(db: Database) -> None:
    frame = db.report("unit_workload", plan="annual")
    assert frame["tasks"].dtype == pd.Int64Dtype()
    assert frame["fractional_tasks"].dtype == pd.Float64Dtype()
    assert isinstance(frame["unit"].dtype, pd.StringDtype)
    # Each of the 132 tasks of the annual plan adds up to one.
    assert frame["fractional_tasks"].sum() == pytest.approx(132, abs=0.001)
    assert frame["lead_tasks"].sum() == 153


def test_report_says_what_it_is(db: Database) -> None:
    attributes = db.report("unit_workload", plan="annual").attrs
    assert attributes["report"] == "unit_workload"
    assert attributes["parameters"]["plan"] == "annual"
    assert attributes["snapshot_id"] == db.snapshot_id
    assert set(attributes["columns"]["lead_tasks"]) >= {"title_zh", "title_en", "description_zh", "unit_zh"}


def test_targets_keep_nulls_and_numbers(db: Database) -> None:
    frame = db.report("numeric_targets", plan="annual")
    row = frame[frame["indicator"].str.contains("集装箱吞吐量")].iloc[0]
    assert row["low"] == 45_000_000
    assert frame["high"].isna().any()
    assert frame["low"].dtype == pd.Float64Dtype()


def test_reports_lists_the_catalogue(db: Database) -> None:
    listed = db.reports()
    assert {"unit_workload", "co_responsibility", "numeric_targets"} <= set(listed["name"])
    assert listed["title_zh"].str.len().min() > 0


def test_sql_with_a_parameter(db: Database) -> None:
    frame = db.sql("SELECT count(*) AS n FROM tasks WHERE code LIKE $code", code="3.%")
    assert frame["n"].tolist() == [30]


def test_dates_are_dates(db: Database) -> None:
    frame = db.sql("SELECT issued_on, due_on FROM documents, (SELECT NULL::DATE AS due_on)")
    assert frame["issued_on"][0] == pd.Timestamp(2026, 1, 24)
    assert pd.isna(frame["due_on"][0])


def test_empty_results_keep_their_columns(db: Database) -> None:
    frame = db.sql("SELECT code, span_start, 1.5::DECIMAL(24,6) AS x FROM tasks WHERE false")
    assert list(frame.columns) == ["code", "span_start", "x"]
    assert len(frame) == 0


@pytest.mark.parametrize(
    "query",
    ["DROP TABLE tasks", "SELECT 1; SELECT 2", "COPY tasks TO 'x.csv'", "SET threads = 1", "nonsense"],
)
def test_only_one_select(db: Database, query: str) -> None:
    with pytest.raises(zeren.UsageError):
        db.sql(query)


def test_unknown_names_come_with_the_nearest(db: Database) -> None:
    with pytest.raises(zeren.UsageError, match="unit_workload"):
        db.report("unit_workloads")
    with pytest.raises(zeren.UsageError, match="plan"):
        db.report("unit_workload", plans="annual")


def test_nothing_published(tmp_path: Path) -> None:
    with pytest.raises(zeren.ZerenError, match="zeren build"):
        zeren.open(tmp_path)
