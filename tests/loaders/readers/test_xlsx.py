"""Workbooks: sheets as tables, numbers as the sheet shows them. Written with openpyxl."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import Workbook
from zeren_loaders.readers.source import Source

from tests.loaders.readers.samples import grid, lines, read


def saved(workbook: Workbook) -> Source:
    stream = BytesIO()
    workbook.save(stream)
    return read(stream.getvalue(), "a.xlsx")


def test_a_sheet_is_a_table_with_its_title_above_and_notes_below() -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["某市重点工作任务分解表"])
    sheet.merge_cells("A1:C1")
    for row in (
        ["序号", "任务", "单位"],
        [1, "稳增长。\n促消费。", "市甲局"],
        [2, "扩投资", None],
        ["一、王某牵头"],
        [3, "保供", "市丙局"],
    ):
        sheet.append(row)
    sheet.merge_cells("C3:C4")
    sheet.merge_cells("A5:C5")
    sheet.append(["注：列第一位的为牵头单位。"])
    source = saved(workbook)
    assert grid(source) == [
        ["序号", "任务", "单位"],
        ["1", "稳增长。/促消费。", "市甲局"],
        ["2", "扩投资", "市甲局"],
        ["一、王某牵头"] * 3,
        ["3", "保供", "市丙局"],
    ]
    assert lines(source)[0] == "某市重点工作任务分解表"
    assert lines(source)[-1] == "注：列第一位的为牵头单位。"
    assert source.tables[0].kind == "xlsx"


def test_numbers_are_what_the_sheet_shows() -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["指标", "目标", "时限", "数量"])
    sheet.append(["增速", 0.05, date(2025, 12, 31), 1234.5])
    sheet.append(["占比", 0.055, date(2024, 2, 29), 0.1 + 0.2])
    sheet["B2"].number_format = "0%"
    sheet["B3"].number_format = "0.0%"
    sheet["C2"].number_format = "yyyy/m/d"
    assert grid(saved(workbook)) == [
        ["指标", "目标", "时限", "数量"],
        ["增速", "5%", "2025年12月31日", "1234.5"],
        ["占比", "5.5%", "2024年2月29日", "0.3"],
    ]


def test_hidden_sheets_and_rows_are_not_read() -> None:
    workbook = Workbook()
    sheet = workbook.active
    for row in (["序号", "任务"], [1, "甲"], [2, "乙"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    other = workbook.create_sheet("草稿")
    other.append(["不读", "不读"])
    other.sheet_state = "hidden"
    source = saved(workbook)
    assert grid(source) == [["序号", "任务"], ["2", "乙"]]
    assert len(source.tables) == 1
    assert [finding.rule for finding in source.findings] == ["hidden_text"]


def test_several_sheets_are_headed_by_their_names() -> None:
    workbook = Workbook()
    workbook.active.title = "工业"
    workbook.active.append(["1", "甲"])
    workbook.create_sheet("农业").append(["1", "乙"])
    assert lines(saved(workbook)) == ["工业", "| 1 | 甲 |", "农业", "| 1 | 乙 |"]
