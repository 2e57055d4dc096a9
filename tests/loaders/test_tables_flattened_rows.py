"""Headings, leaders and cells of several lines in tables flattened to one cell per line."""

from __future__ import annotations

from pathlib import Path

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.parse import parse_bytes


def parse(text: str, name: str = "x.txt") -> ParsedDocument:
    """The document in a file of this name."""
    return parse_bytes(Path(name), text.encode())


def readings(document: ParsedDocument) -> list[str]:
    """For each task its leader and text, then its units, a star before each lead."""
    return [
        " ".join(
            [
                task.leader or "-",
                task.text,
                *("★" * mention.is_lead + mention.unit for mention in task.mentions),
            ]
        )
        for task in document.tasks
    ]


def test_headings_with_bracketed_numbers_over_tasks_without_numbers() -> None:
    document = parse(
        "双河县2019年政府工作报告重点工作任务分解\n工作任务\n责任领导\n责任单位\n完成时限\n"
        "（一）全力推进项目建设\n全年实施重点项目60个。\n姜 涛\n县发改局、县住建局、\n县交通局\n全年\n"
        "引进亿元以上项目12个。\n姜 涛\n县招商局、各乡镇\n全年\n"
        "（二）全力改善民生\n新建县第二幼儿园。\n郝 静\n县教育局、县住建局\n8月底前\n"
    )
    assert readings(document) == [
        "姜涛 全年实施重点项目60个。 ★县发改局 县住建局 县交通局",
        "姜涛 引进亿元以上项目12个。 ★县招商局 各乡镇",
        "郝静 新建县第二幼儿园。 ★县教育局 县住建局",
    ]
    assert [section.heading for section in document.plans[0].sections] == [
        "（一）全力推进项目建设",
        "（二）全力改善民生",
    ]


def test_bracketed_numbers_of_tasks_are_no_headings() -> None:
    document = parse(
        "双河县2019年政府工作报告重点工作任务分解\n工作任务\n责任单位\n完成时限\n"
        "（一）制定规范性文件清单\n县司法局\n6月底前\n"
        "（二）清理规范性文件300件\n县司法局、县政府办\n9月底前\n"
        "（三）培训执法人员500人次\n县司法局\n12月底前\n"
    )
    assert readings(document) == [
        "- 制定规范性文件清单 ★县司法局",
        "- 清理规范性文件300件 ★县司法局 县政府办",
        "- 培训执法人员500人次 ★县司法局",
    ]


def test_lines_that_name_the_leader_of_the_tasks_below() -> None:
    document = parse(
        "西岭县人民政府2024年重点工作责任分解表\n序号\n重点工作\n责任单位\n"
        "责任领导：县委常委、常务副县长 段志刚\n"
        "1\n抓好项目建设，完成固定资产投资55亿元\n县发展和改革局、县统计局\n"
        "2\n抓好安全生产，生产安全事故起数下降5%\n县应急管理局、各乡镇\n"
        "责任领导：副县长 白 玲\n"
        "3\n抓好教育强县，新增优质学位1200个\n县教育体育局\n"
        "4\n抓好健康西岭建设，新增医护人员80名\n县卫生健康局\n"
    )
    assert [task.leader for task in document.tasks] == ["段志刚", "段志刚", "白玲", "白玲"]
    assert readings(document)[1].endswith("★县应急管理局 各乡镇")


def test_blank_lines_part_the_cells() -> None:
    document = parse(
        "云州市2024年为民办实事责任分解表\n\n序号\n\n实事项目\n\n责任分工\n\n牵头领导\n\n牵头单位\n\n责任单位\n\n完成时限\n\n"
        "1\n\n城镇新增就业5万人\n\n赵 宏\n\n市人社局\n\n市财政局\n市总工会\n\n12月底\n\n"
        "2\n\n新增普惠性托位1500个\n\n邱 蕾\n\n市卫健委\n市民政局\n\n市教育局\n各县（市、区）\n\n12月底\n\n"
        "3\n\n打通断头路8条\n\n韩 松\n\n市住建局\n\n市公安局\n各区\n\n11月底\n"
    )
    assert readings(document) == [
        "赵宏 城镇新增就业5万人 ★市人社局 市财政局 市总工会",
        "邱蕾 新增普惠性托位1500个 ★市卫健委 ★市民政局 市教育局 各县(市、区)",
        "韩松 打通断头路8条 ★市住建局 市公安局 各区",
    ]


def test_a_role_in_brackets_ends_the_name_before_it() -> None:
    document = parse(
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n"
        "| 1 | 创建5A级景区1个 | 州文旅局（牵头）州财政局 州林草局 |\n"
        "| 2 | 建设美丽河湖10个 | 州水利局（牵头） 州生态环境局（配合）各县（市）政府 |\n",
        "x.md",
    )
    assert readings(document) == [
        "- 创建5A级景区1个 ★州文旅局 州财政局 州林草局",
        "- 建设美丽河湖10个 ★州水利局 州生态环境局 各县(市)政府",
    ]


@pytest.mark.parametrize(
    "title", ["梅岭市2022年重点任务分工", "政府工作报告任务分解", "2022年为民办实事", "云岭县2015年责任分解"]
)
@pytest.mark.parametrize("mark", ["\n", "\t", "   "])
def test_a_short_title_right_above_the_header_is_no_column(title: str, mark: str) -> None:
    cells = [
        ["序号", "目标任务", "牵头单位", "配合单位"],
        ["1", "健全直达机制", "市财政局", "市审计局"],
        ["2", "完成公司制改革", "市国资委", "市公安局、市城管局"],
        ["3", "办好音乐节", "市文旅局", "市公安局"],
    ]
    document = parse("\n".join([title, *(mark.join(row) for row in cells)]) + "\n")
    assert document.title == title
    assert readings(document) == [
        "- 健全直达机制 ★市财政局 市审计局",
        "- 完成公司制改革 ★市国资委 市公安局 市城管局",
        "- 办好音乐节 ★市文旅局 市公安局",
    ]


def test_a_heading_below_the_last_row_stands_over_the_next_table() -> None:
    document = parse(
        "梁州市2022年重点工作任务分解\n市长 易成 主抓重点工作\n序号\t工作任务\t牵头单位\t责任单位\n"
        "1\t强化审计监督\t市审计局\t各有关单位\n"
        "副市长 池秀 主抓重点工作\n序号\t工作任务\t牵头单位\t责任单位\n"
        "2\t推动中医药发展\t市卫健委\t市医保局\n3\t建设友好型社区10个\t市民政局\t市卫健委\n"
    )
    assert [task.leader for task in document.tasks] == ["易成", "池秀", "池秀"]


def test_numbers_before_wide_blanks_are_no_part_of_the_text() -> None:
    document = parse(
        "安丰县2023年重点工作任务清单\n序号   工作任务及责任分工\n"
        "1   完成耕地恢复5000亩。（责任单位：县自然资源局、各乡镇）\n"
        "2   举办促消费活动20场。（责任单位：县商务局）\n"
        "3   落实县长负责制。（责任单位：县农业农村局）\n"
    )
    assert [(task.number, task.text) for task in document.tasks] == [
        ("1", "完成耕地恢复5000亩。"),
        ("2", "举办促消费活动20场。"),
        ("3", "落实县长负责制。"),
    ]
    assert document.plans[0].title == "安丰县2023年重点工作任务清单"


def test_a_full_date_in_a_column_of_time_limits_is_no_signature() -> None:
    document = parse(
        "永宁县2025年重点工作责任分解\n序号\n工作任务\n牵头单位\n责任单位\n完成时限\n"
        "1\n送戏下乡500场。\n县文旅局\n各乡镇政府\n2025年12月31日\n"
        "2\n落实责任制。\n县应急局\n县公安局、各镇政府\n2025年12月31日\n3\n启动二期工程。\n县住建局\n县财政局\n2025年底前\n"
    )
    assert readings(document) == [
        "- 送戏下乡500场。 ★县文旅局 各乡镇政府",
        "- 落实责任制。 ★县应急局 县公安局 各镇政府",
        "- 启动二期工程。 ★县住建局 县财政局",
    ]
    assert [str(task.due_on) for task in document.tasks] == ["2025-12-31"] * 3
