"""Values given to reports: coerced, held against what is allowed, refused with the nearest names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from zeren_queries import Snapshot, run_report
from zeren_queries.header import Label, Parameter
from zeren_queries.parameters import coerce
from zeren_schema.errors import UsageError


def parameter(kind: str, **more: Any) -> Parameter:
    return Parameter(name="p", type=kind, description=Label("参数。", "A parameter."), **more)


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("text", " 省财政厅 ", "省财政厅"),
        ("text", 5, "5"),
        ("integer", "2026", 2026),
        ("integer", 2026.0, 2026),
        ("decimal", "0.05", Decimal("0.05")),
        ("decimal", 0.1, Decimal("0.1")),
        ("boolean", "Yes", True),
        ("boolean", "0", False),
        ("boolean", True, True),
        ("date", "2026-12-31", date(2026, 12, 31)),
    ],
)
def test_values_take_the_type_of_their_parameter(kind: str, given: Any, expected: Any) -> None:
    found = coerce("r", parameter(kind), given)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("integer", "20x6", "r: p=20x6 is not a whole number"),
        ("integer", 1.5, "not a whole number"),
        ("integer", True, "not a whole number"),
        ("integer", "9" * 20, "not a whole number"),
        ("decimal", "NaN", "not a number"),
        ("decimal", "much", "not a number"),
        ("boolean", "perhaps", "not true or false"),
        ("date", "31.12.2026", "not a date such as 2026-12-31"),
        ("text", ["a"], "not a text"),
    ],
)
def test_values_of_another_type_are_refused(kind: str, given: Any, said: str) -> None:
    with pytest.raises(UsageError, match="report r: p=") as raised:
        coerce("r", parameter(kind), given)
    assert said in str(raised.value)


def test_minimum_and_allowed_values_hold() -> None:
    with pytest.raises(UsageError, match="p=0 is less than 1"):
        coerce("r", parameter("integer", minimum=1, default=1), 0)
    with pytest.raises(UsageError, match="p=c is not allowed; one of a, b"):
        coerce("r", parameter("text", allowed=("a", "b"), default="a"), "c")


@pytest.mark.parametrize("given", ["all", "", None, "ALL"])
def test_all_means_everything(given: str | None) -> None:
    assert coerce("r", parameter("integer", default=None), given) is None
    assert coerce("r", parameter("text", default="all"), given) == "all"


def test_all_is_refused_where_one_thing_is_needed() -> None:
    with pytest.raises(UsageError, match="p=all is not a whole number"):
        coerce("r", parameter("integer", is_required=True), "all")
    with pytest.raises(UsageError, match="p needs a value"):
        coerce("r", parameter("integer", is_required=True), None)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"plans": "annual"}, "report unit_workload has no parameter 'plans'; did you mean plan"),
        ({"plan": "yearly"}, "plan=yearly is not allowed; one of all, five_year, annual, livelihood, other"),
        ({"unit": "省财政局"}, "unit=省财政局 names nothing in this snapshot; did you mean 省财政厅"),
        ({"unit": "省税收办"}, "unit=省税收办 names nothing in this snapshot"),
        ({"leader": "王小明"}, "leader=王小明 names nothing in this snapshot; did you mean 王明"),
        ({"year": 2024}, "year=2024 names nothing in this snapshot; did you mean 2026 or 2025?"),
        ({"document": "临政办发〔2026〕2号"}, "did you mean 临政办发〔20"),
        ({"jurisdiction": "临江"}, "did you mean 临江省?"),
        ({"min_tasks": "0"}, "min_tasks=0 is less than 1"),
    ],
)
def test_wrong_call_is_answered_in_one_line(snapshot: Snapshot, values: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        run_report(snapshot, "unit_workload", values)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_values_are_bound_and_never_spliced(snapshot: Snapshot) -> None:
    with pytest.raises(UsageError, match="names nothing"):
        run_report(snapshot, "unit_workload", {"unit": "x' OR '1'='1"})


def test_spelling_in_the_documents_finds_the_unit(snapshot: Snapshot) -> None:
    found = run_report(snapshot, "unit_workload", {"unit": "财政厅"}).to_pylist()
    assert [(row["unit"], row["jurisdiction"]) for row in found] == [("省财政厅", "临江省")]


def test_values_that_exist_but_meet_nothing_give_no_rows(snapshot: Snapshot) -> None:
    assert run_report(snapshot, "unit_workload", {"plan": "livelihood", "year": 2025}).num_rows == 0
