"""A set in one workbook: a sheet a report and a cover that says what is in it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from frictionless import validate
from openpyxl import load_workbook
from zeren_queries.exports.sets import SetOptions, write_set
from zeren_queries.exports.verify import verify_set
from zeren_queries.formats import Format, Labels

from tests.exports.sample import WORKLOAD_ROWS, workload

XLSX = SetOptions(fmt=Format.XLSX)


def test_the_cover_lists_snapshot_sources_and_sheets(tmp_path: Path) -> None:
    reports = [workload("b_report", WORKLOAD_ROWS[:1]), workload("a_report")]
    write_set(
        tmp_path, reports, snapshot_id="c0ffee", options=XLSX, sources=[{"title": "临政办发〔2026〕1号"}]
    )
    book = load_workbook(tmp_path / "latest/reports.xlsx")
    assert book.sheetnames == ["目录 Contents", "a_report", "b_report"]
    rows = [[cell for cell in row if cell is not None] for row in book.worksheets[0].values]
    assert rows[1:3] == [["快照 Snapshot", "c0ffee"], ["来源 Source", "临政办发〔2026〕1号"]]
    words = ["各单位任务量", "Workload of units", "每个单位承担多少任务?"]
    english = "How many tasks does each unit carry?"
    assert rows[-2:] == [
        ["a_report", *words, english, 3, "plan=all; min_tasks=1"],
        ["b_report", *words, english, 1, "plan=all; min_tasks=1"],
    ]
    assert [sheet.freeze_panes for sheet in book.worksheets[1:]] == ["A2", "A2"]
    link = book.worksheets[0].cell(len(rows), 1).hyperlink
    assert link is not None
    assert link.location == "'b_report'!A1"


def test_two_sheets_of_one_long_title_keep_apart(tmp_path: Path) -> None:
    title = "各单位任务量" * 8
    reports = [dataclasses.replace(workload(name), title_zh=title) for name in ("one", "two", "three")]
    options = SetOptions(fmt=Format.XLSX, labels=Labels.ZH)
    outcome = write_set(tmp_path, reports, snapshot_id="c0ffee", options=options)
    sheets = load_workbook(outcome.files[0].path).sheetnames[1:]
    assert len({sheet.casefold() for sheet in sheets}) == 3
    assert all(len(sheet) <= 31 and sheet.startswith(title[:20]) for sheet in sheets)
    manifest = json.loads((outcome.path / "datapackage.json").read_text(encoding="utf-8"))
    assert [entry["sheet"] for entry in manifest["resources"]] == sheets


def test_one_report_twice_is_told_apart_by_the_names_of_its_files(tmp_path: Path) -> None:
    options = SetOptions(fmt=Format.XLSX, labels=Labels.ZH)
    other = dataclasses.replace(workload("targets"), title_zh="量化指标")
    reports = [workload("five_year"), workload("annual"), other]
    outcome = write_set(tmp_path, reports, snapshot_id="c0ffee", options=options)
    assert load_workbook(outcome.files[0].path).sheetnames[1:] == [
        "各单位任务量 annual",
        "各单位任务量 five_year",
        "量化指标",
    ]


@pytest.mark.parametrize("labels", Labels)
def test_frictionless_finds_each_report_on_its_sheet(tmp_path: Path, labels: Labels) -> None:
    options = SetOptions(fmt=Format.XLSX, labels=labels)
    reports = [workload("a"), workload("b", WORKLOAD_ROWS[:1])]
    outcome = write_set(tmp_path, reports, snapshot_id="c0ffee", options=options)
    report = validate(str(outcome.path / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] == 2


def test_the_manifest_lists_reports_and_the_check_one_file(tmp_path: Path) -> None:
    outcome = write_set(tmp_path, [workload("a"), workload("b")], snapshot_id="c0ffee", options=XLSX)
    assert [file.name for file in outcome.files] == ["a", "b"]
    check = verify_set(tmp_path)
    assert (check.is_sound, check.files) == (True, 1)
    with outcome.files[0].path.open("ab") as file:
        file.write(b"x")
    assert len(verify_set(tmp_path).problems) == 1
