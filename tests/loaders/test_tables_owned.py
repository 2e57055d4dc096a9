"""Tables whose units a heading names, and headings and titles over tables that are no tasks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from zeren_loaders import ParsedDocument
from zeren_loaders.parse import parse_bytes
from zeren_schema.errors import ZerenError


def parse(text: str, name: str = "x.md") -> ParsedDocument:
    """The document in a file of this name."""
    return parse_bytes(Path(name), text.encode())


def pipes(*rows: str) -> str:
    """A pipe table of rows whose cells are parted by blanks; `_` is an empty cell."""
    made = ["| " + " | ".join(cell.replace("_", "") for cell in row.split()) + " |" for row in rows]
    made.insert(1, "|" + " --- |" * len(rows[0].split()))
    return "\n".join(made) + "\n\n"


def readings(document: ParsedDocument) -> list[str]:
    """For each task its text, then its units, a star before each lead."""
    return [
        " ".join([task.text, *("★" * mention.is_lead + mention.unit for mention in task.mentions)])
        for task in document.tasks
    ]


def test_a_heading_names_who_leads_and_a_column_who_helps() -> None:
    document = parse(
        "# 河阳县2025年政府工作报告任务分解\n\n## 一、县发改局牵头任务（2项）\n\n"
        + pipes(
            "序号 任务内容 配合单位 完成时限",
            "1 固定资产投资增长7% 县统计局、县住建局 12月底",
            "2 编制规划 县直各单位 12月底",
        )
        + "## 二、县教育局牵头任务（1项）\n\n"
        + pipes("序号 任务内容 配合单位 完成时限", "3 新建中小学3所 县财政局 8月底")
    )
    assert readings(document) == [
        "固定资产投资增长7% ★县发改局 县统计局 县住建局",
        "编制规划 ★县发改局 县直各单位",
        "新建中小学3所 ★县教育局 县财政局",
    ]


def test_a_title_names_who_leads_the_table_below() -> None:
    document = parse(
        "附件\n\n县水利局牵头任务清单\n\n"
        + pipes("序号 任务 协办单位 时限", "1 除险加固水库6座 县财政局 2024年5月底")
        + "县林业局牵头任务清单\n\n"
        + pipes("序号 任务 协办单位 时限", "1 造林2万亩 各乡镇 2024年11月底")
    )
    assert readings(document) == ["除险加固水库6座 ★县水利局 县财政局", "造林2万亩 ★县林业局 各乡镇"]


def test_a_unit_over_each_table_is_responsible_for_it() -> None:
    document = parse(
        "# 云岭县2024年政府工作报告任务分解（分部门）\n\n县发展和改革局（2项）\n\n"
        + pipes(
            "序号 任务内容 分管县领导 完成时限", "1 固定资产投资增长7% 贾明 12月底", "2 编制规划 贾明 6月底"
        )
        + "县教育体育局（1项）\n\n"
        + pipes("序号 任务内容 分管县领导 完成时限", "1 新建中小学3所 齐岚 8月底")
    )
    assert readings(document) == [
        "固定资产投资增长7% ★县发展和改革局",
        "编制规划 ★县发展和改革局",
        "新建中小学3所 ★县教育体育局",
    ]
    assert [task.leader for task in document.tasks] == ["贾明", "贾明", "齐岚"]


def test_rows_that_name_a_unit_stand_over_its_tasks() -> None:
    document = parse(
        "# 平湖区2024年重点工作任务清单\n\n"
        + pipes(
            "序号 重点工作 目标 完成时限",
            "一、区发改局（2项） _ _ _",
            "1 重点项目 完成投资90亿元 12月底",
            "2 节能降耗 单位GDP能耗下降2.5% 12月底",
            "二、区民政局（1项） _ _ _",
            "3 养老服务 新建社区食堂12家 10月底",
        )
    )
    assert readings(document) == [
        "重点项目\n完成投资90亿元 ★区发改局",
        "节能降耗\n单位GDP能耗下降2.5% ★区发改局",
        "养老服务\n新建社区食堂12家 ★区民政局",
    ]


def test_a_programme_of_events_below_a_unit_assigns_nothing() -> None:
    with pytest.raises(ZerenError, match="no task found"):
        parse("县教育局\n\n" + pipes("序号 活动内容 时间 地点", "1 体育节 5月 体育场", "2 艺术节 6月 剧院"))


def test_those_who_only_help_do_not_lead() -> None:
    document = parse(
        "# 河阳县2025年重点任务\n\n"
        + pipes("序号 任务内容 配合单位", "1 新建中小学3所 县财政局、县住建局", "2 招聘教师120名 县人社局")
    )
    assert readings(document) == ["新建中小学3所 县财政局 县住建局", "招聘教师120名 县人社局"]


def test_a_title_whose_bracket_names_a_unit_is_no_task() -> None:
    book = Workbook()
    for name in ("发改局", "教育局"):
        sheet = book.create_sheet(name)
        sheet.append([f"清源县2024年重点工作任务清单（{name}牵头）"])
        sheet.merge_cells("A1:C1")
        sheet.append(["序号", "工作任务", "责任单位"])
        sheet.append(["1", f"推进{name}重点项目建设", f"县{name}、县财政局"])
    del book["Sheet"]
    stream = BytesIO()
    book.save(stream)
    document = parse_bytes(Path("x.xlsx"), stream.getvalue())
    assert readings(document) == [
        "推进发改局重点项目建设 ★县发改局 县财政局",
        "推进教育局重点项目建设 ★县教育局 县财政局",
    ]


def test_a_ledger_s_title_over_its_header_gives_the_year() -> None:
    document = parse(
        "<table><tr><td colspan=4>清源县2024年重点工作任务责任分解台账</td></tr>"
        "<tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>新建幼儿园3所</td><td>县教育局、县住建局</td><td>8月底</td></tr>"
        "<tr><td>2</td><td>招聘教师120名</td><td>县教育局</td><td>7月底</td></tr></table>",
        "x.html",
    )
    assert document.year == 2024
    assert [str(task.due_on) for task in document.tasks] == ["2024-08-31", "2024-07-31"]
