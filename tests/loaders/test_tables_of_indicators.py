"""Tables whose figures stand alone in a cell, their measure in another cell or behind the indicator."""

from __future__ import annotations

from pathlib import Path

import pytest
from zeren_loaders.parse import parse_bytes


def targets(text: str) -> list[str]:
    """Every target of a table in a Markdown file: indicator, comparator, bound and unit."""
    document = parse_bytes(Path("x.md"), ("# 古松县2024年主要指标责任分解表\n\n" + text).encode())
    return [
        f"{one.indicator} {one.comparator} {one.high if one.low is None else one.low} {one.unit}"
        for task in document.tasks
        for one in task.targets
    ]


ROWS = {
    "measure before the figure": (
        "| 序号 | 指标名称 | 单位 | 目标值 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 1 | 地区生产总值 | 亿元 | 320 | 县发改局 |\n"
        "| 2 | 城镇新增就业 | 人 | 2600以上 | 县人社局 |\n"
        "| 3 | 森林覆盖率 | % | ≥56.5 | 县林业局 |\n"
        "| 4 | 治安满意度 | — | 稳步提升 | 县公安局 |\n"
    ),
    "measure behind the figure": (
        "| 序号 | 指标名称 | 2024年目标 | 计量单位 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 1 | 地区生产总值 | 320 | 亿元 | 县发改局 |\n"
        "| 2 | 城镇新增就业 | ≥2600 | 人 | 县人社局 |\n"
        "| 3 | 森林覆盖率 | ≥56.5 | % | 县林业局 |\n"
    ),
    "measure in brackets": (
        "| 序号 | 指标 | 年度目标 | 牵头单位 |\n|---|---|---|---|\n"
        "| 1 | 地区生产总值（亿元） | 320 | 县发改局 |\n"
        "| 2 | 城镇新增就业（人） | ≥2600 | 县人社局 |\n"
        "| 3 | 森林覆盖率（%） | ≥56.5 | 县林业局 |\n"
    ),
}


@pytest.mark.parametrize("table", ROWS.values(), ids=ROWS)
def test_a_figure_is_read_with_its_measure(table: str) -> None:
    assert targets(table) == [
        "地区生产总值 eq 32000000000 元",
        "城镇新增就业 ge 2600 人",
        "森林覆盖率 ge 56.5 %",
    ]


def test_a_measure_beside_a_text_is_no_part_of_it() -> None:
    document = parse_bytes(
        Path("x.md"),
        (
            "# 古松县2024年重点任务分解表\n\n"
            "| 序号 | 任务 | 单位 | 目标 | 责任单位 |\n|---|---|---|---|---|\n"
            "| 1 | 改造农房 | 户 | 改造农房300户 | 县住建局 |\n"
            "| 2 | 新建公厕 | 座 | 新建公厕12座 | 县住建局 |\n"
        ).encode(),
    )
    assert [task.text for task in document.tasks] == ["改造农房\n改造农房300户", "新建公厕\n新建公厕12座"]


def test_a_figure_behind_a_word_is_read_with_its_measure() -> None:
    table = (
        "# 古松县2026年主要指标责任分解表\n\n"
        "| 序号 | 指标名称 | 计量单位 | 2026年目标 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 1 | 粮食产量 | 万吨 | 稳定在120以上 | 县农业农村局 |\n"
        "| 2 | 城镇调查失业率 | % | 不超过5.5 | 县人社局 |\n"
        "| 3 | 城镇新增就业 | 人 | 2600 | 县人社局 |\n"
    )
    assert targets(table) == ["粮食产量 ge 1200000 吨", "城镇调查失业率 le 5.5 %", "城镇新增就业 eq 2600 人"]


@pytest.mark.parametrize("measure", ["(万人)", "（单位：万人）"])
def test_a_measure_in_the_header_holds_for_the_figures_below(measure: str) -> None:
    table = (
        f"| 序号 | 目标任务 | 目标值{measure} | 责任单位 |\n|---|---|---|---|\n"
        "| 1 | 城镇新增就业 | 1.2 | 县人社局 |\n"
        "| 2 | 农村劳动力转移就业 | 3.5以上 | 县人社局 |\n"
        "| 3 | 开展补贴性培训 | 培训5000人次 | 县人社局 |\n"
    )
    assert targets(table) == [
        "城镇新增就业 eq 12000 人",
        "农村劳动力转移就业 ge 35000 人",
        "开展补贴性培训 eq 5000 人次",
    ]


def test_a_remark_in_the_header_is_no_measure() -> None:
    table = (
        "| 序号 | 目标任务 | 目标值(年底) | 责任单位(牵头) |\n|---|---|---|---|\n"
        "| 1 | 新建学校 | 12所 | 县教育局 |\n"
    )
    assert targets(table) == ["新建学校 eq 12 所"]


def test_a_verb_alone_takes_its_object_from_the_cell_before() -> None:
    table = (
        "| 序号 | 工作任务 | 工作目标 | 责任单位 |\n|---|---|---|---|\n"
        "| 1 | 农村公路 | 新改建200公里,危桥改造10座 | 县交通局 |\n"
        "| 2 | 老旧小区改造 | 35个、4200户 | 县住建局 |\n"
    )
    assert targets(table) == [
        "新改建农村公路 eq 200 公里",
        "危桥改造 eq 10 座",
        "老旧小区改造 eq 35 个",
        "老旧小区改造 eq 4200 户",
    ]
