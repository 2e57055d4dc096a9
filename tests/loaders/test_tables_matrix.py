"""Tables with a column for each unit and marks in the cells, and cells that say 同上."""

from __future__ import annotations

from pathlib import Path

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.parse import parse_bytes
from zeren_schema.errors import ZerenError

MATRIX = (
    "| 序号 | 重点任务 | 市发改局 | 市教育局 | 市民政局 | 市财政局 | 各街道 |\n"
    "|---|---|---|---|---|---|---|\n"
    "| 1 | 固定资产投资增长6% | ● | | | ○ | ○ |\n"
    "| 2 | 新建学校3所 | ○ | ● | | ○ | |\n"
    "| 3 | 新建养老服务中心5个 | | | ● | ○ | ○ |\n"
)


def parse(text: str) -> ParsedDocument:
    return parse_bytes(Path("x.md"), text.encode())


def units(document: ParsedDocument) -> list[list[str]]:
    return [[("★" if one.is_lead else "") + one.unit for one in task.mentions] for task in document.tasks]


@pytest.mark.parametrize(
    "legend", ["●为牵头单位，○为配合单位", "注：“●”表示牵头单位，“○”表示协办单位", "（●牵头 ○配合）"]
)
def test_marks_mean_what_the_legend_says(legend: str) -> None:
    document = parse(f"# 云海市2023年重点任务责任分解表\n\n{legend}\n\n{MATRIX}")
    assert [task.number for task in document.tasks] == ["1", "2", "3"]
    assert units(document) == [
        ["★市发改局", "市财政局", "各街道"],
        ["★市教育局", "市发改局", "市财政局"],
        ["★市民政局", "市财政局", "各街道"],
    ]
    first = document.tasks[0].mentions[0]
    assert document.text[slice(*first.span)] == "市发改局"


def test_marks_that_nothing_explains_assign_nobody() -> None:
    with pytest.raises(ZerenError, match="no task found"):
        parse(f"# 云海市2023年重点任务责任分解表\n\n{MATRIX}")


def test_the_same_as_above_is_no_unit() -> None:
    document = parse(
        "# 云海市2024年重点工作任务分解表\n\n"
        "| 序号 | 重点任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n"
        "| 一 | 扩大内需 | | |\n"
        "| 1 | 社零总额增长7% | 市商务局 | 市文旅局、市体育局 |\n"
        "| 二 | 改善民生 | | |\n"
        "| 2 | 城镇新增就业4万人 | 市人社局 | 同上 |\n"
        "| 3 | 新建学校10所 | 市教育局 | 〃 |\n"
    )
    assert units(document) == [
        ["★市商务局", "市文旅局", "市体育局"],
        ["★市人社局", "市文旅局", "市体育局"],
        ["★市教育局", "市文旅局", "市体育局"],
    ]
