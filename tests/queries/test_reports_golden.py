"""Each report on the tiny database, compared as bytes with a file reasoned by hand from `tiny.py`."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from zeren_queries import Snapshot, load_catalogue, run_report
from zeren_queries.formats import Format, write_rows

GOLDEN = Path(__file__).parent / "golden"

# file name → report and parameters
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "unit_workload": ("unit_workload", {}),
    "unit_workload-five_year": ("unit_workload", {"plan": "five_year"}),
    "unit_workload-2025": ("unit_workload", {"year": 2025}),
    "unit_workload-haiqing": ("unit_workload", {"jurisdiction": "海青省"}),
    "unit_workload-min_tasks": ("unit_workload", {"min_tasks": 4, "leader": "all"}),
    "unit_workload-lihua": ("unit_workload", {"leader": "李华"}),
    "unit_by_leader": ("unit_by_leader", {}),
    "unit_by_leader-caizheng": ("unit_by_leader", {"unit": "财政厅", "min_tasks": 2}),
    "leader_portfolio": ("leader_portfolio", {}),
    "leader_portfolio-2026": ("leader_portfolio", {"document": "临政办发〔2026〕1号", "min_tasks": 2}),
    "joint_leadership": ("joint_leadership", {}),
    "co_responsibility": ("co_responsibility", {}),
    "co_responsibility-five_year": ("co_responsibility", {"plan": "five_year", "unit": "省委办公厅"}),
    "co_responsibility-min_tasks": ("co_responsibility", {"min_tasks": 2}),
    "lead_support": ("lead_support", {}),
    "lead_support-jiaoyu": ("lead_support", {"unit": "省教育厅"}),
    "numeric_targets": ("numeric_targets", {}),
    "numeric_targets-rate": ("numeric_targets", {"measure": "rate", "unit": "省教育厅"}),
    "targets_by_unit": ("targets_by_unit", {}),
    "targets_by_unit-wangming": ("targets_by_unit", {"leader": "王明", "measure": "growth"}),
}


@pytest.mark.parametrize("name", CASES)
def test_report_gives_the_golden_file(name: str, snapshot: Snapshot) -> None:
    report, values = CASES[name]
    written = io.BytesIO()
    write_rows(run_report(snapshot, report, values).to_reader(), None, written, Format.CSV)
    assert written.getvalue().decode() == (GOLDEN / f"{name}.csv").read_bytes().decode()


def test_every_golden_file_is_used_and_every_report_is_known() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)
    assert {report for report, _ in CASES.values()} <= set(load_catalogue())
