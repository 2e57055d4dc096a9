"""Sentences that say who leads in all lists, the open ends of lists and what parts their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source

TITLE = "青江市2023年重点工作责任分解\n"
SAID = [
    "排在第一位的为牵头单位",
    "列第一位的单位为牵头单位",
    "第一个单位为牵头单位",
    "列首位的为牵头单位",
    "第一责任单位为牵头单位",
    "排第一位的是牵头单位",
    "首位单位为牵头单位",
    "位列第一的为牵头单位",
    "排在前面的为牵头单位",
    "责任单位中排名第一的为牵头单位",
    "第一家单位为牵头单位",
    "排序第一的为牵头单位",
    "各项任务的第一个责任单位为牵头单位",
    "排在首位的责任单位为牵头单位",
    "列第一位者为牵头单位",
    "排名首位的为主办单位",
    "责任单位排名第一的为牵头责任单位",
    "首个责任单位为牵头单位",
    "列在第一位的部门为牵头部门",
]
LISTS = "1.新建项目1个。\n责任单位:市教育局、市财政局\n2.新建项目2个。\n责任单位:市民政局、市住建局"
BRACKETS = "1.新建项目1个。({}市教育局、市财政局{})\n2.新建项目2个。({}市民政局、市住建局)"


def who(text: str) -> list[str]:
    """The units of each task, leads with a star and the basis of their lead."""
    document = parse_source(read_source(Path("text.txt"), (TITLE + text).encode()))
    return [
        " ".join(
            f"*{mention.unit}/{mention.lead_basis}" if mention.is_lead else mention.unit
            for mention in task.mentions
        )
        for task in document.tasks
    ]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    "text",
    [
        "说明:责任单位{said}。\n" + LISTS,
        LISTS + "\n注:{said}。",
        BRACKETS.format("", ",{said},下同", ""),
        BRACKETS.format("责任单位:", "。{said},下同", "责任单位:"),
    ],
    ids=["before", "after", "in a bracket", "behind a label"],
)
def test_the_first_of_each_list_leads_where_it_is_said(said: str, text: str) -> None:
    assert who(text.format(said=said)) == [
        "*市教育局/stated_first 市财政局",
        "*市民政局/stated_first 市住建局",
    ]


@pytest.mark.parametrize(
    "end",
    [
        "等部门",
        "等单位",
        "等有关部门",
        "等市级部门",
        "等部门和单位",
        "等有关部门和单位",
        "等有关单位和部门",
        "等市直有关单位",
        "等成员单位",
        "等职能部门",
        "等部门(单位)",
        "等单位、部门",
        "等金融机构",
        "等各有关部门",
        "等驻市单位",
        "等",
    ],
)
def test_the_open_end_of_a_list_is_no_unit(end: str) -> None:
    text = f"1.新建项目1个。(市教育局牵头,市财政局{end}配合)\n2.修路5条。(市水利局、市审计局{end})\n"
    told = [[unit.split("/")[0] for unit in units.split()] for units in who(text)]
    assert told == [["*市教育局", "市财政局"], ["*市水利局", "市审计局"]]


@pytest.mark.parametrize(
    "mark", ["和", "及", "与", "以及", ";", " ", "，", "/", "　", "·", ".", "､", "｜", "\\", "、 "]
)
def test_what_parts_two_names(mark: str) -> None:
    text = f"1.新建项目1个。\n责任单位:市财政局{mark}市住建局\n2.修路5条。\n责任单位:市财政局{mark}市住建局\n"
    assert who(text) == ["*市财政局/assumed_first 市住建局"] * 2
