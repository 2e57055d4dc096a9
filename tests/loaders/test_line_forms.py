"""Lines as cities and counties wrote them: labels and units side by side, signatures, told clauses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zeren_loaders import ParsedDocument
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source


def read(text: str) -> ParsedDocument:
    return parse_source(read_source(Path("text.txt"), text.encode()))


def who(document: ParsedDocument) -> list[str]:
    """The units of each task, leads with a star."""
    return [
        " ".join("*" * mention.is_lead + mention.unit for mention in task.mentions) for task in document.tasks
    ]


def test_those_who_do_and_those_who_help_on_one_line() -> None:
    document = read(
        "江某区2014年重点工作任务分工\n"
        "1. 新增绿地30公顷。\n分管领导:梁文\n主办:区园林局    协办:区城管局、各镇(街)\n"
        "2. 新增学位2000个。\n分管领导:邓丽\n主办单位:区教育局    协办单位:区编办\n"
        "主办:江某区人民政府 承办:江某区人民政府办公室\n"
    )
    assert who(document) == ["*区园林局 区城管局 各镇(街)", "*区教育局 区编办"]
    assert [task.leader for task in document.tasks] == ["梁文", "邓丽"]


def test_a_signature_is_no_item_of_the_list_above_it() -> None:
    document = read(
        "关于分解2013年度工作任务的通知\n一、社会管理\n"
        "1.安全生产零事故。责任单位:安监站、派出所\n2.信访按期办结率100%。责任单位:综治办、司法所\n"
        "东阳镇人民政府\n2013年3月5日\n"
    )
    assert [task.mentions[-1].mention for task in document.tasks] == ["派出所", "司法所"]
    assert [task.due_on for task in document.tasks] == [None, None]
    assert document.issued_on == date(2013, 3, 5)
    assert document.issuer == "东阳镇人民政府"


def test_what_stands_below_units_without_a_full_stop_begins_anew() -> None:
    document = read(
        "某山市人民政府关于2007年工作目标任务分解的通知\n"
        "副市长: 郭海亮\n1. 固定资产投资增长25%。责任单位:市发改委、市建设局\n"
        "2. 财政收入增长15%。责任单位:市财政局、市地税局\n"
        "副市长: 贾庆\n3. 关闭煤矿60家。责任单位:市煤炭局,各县(市、区)政府\n"
        "4. 污染物排放量削减10%。责任单位:市环保局、市经委\n二○○七年三月六日\n"
    )
    assert who(document) == [
        "*市发改委 市建设局",
        "*市财政局 市地税局",
        "*市煤炭局 各县(市、区)政府",
        "*市环保局 市经委",
    ]
    assert [task.leader for task in document.tasks] == ["郭海亮", "郭海亮", "贾庆", "贾庆"]
    assert document.issued_on == date(2007, 3, 6)


def test_a_list_behind_its_label_goes_on_below() -> None:
    document = read(
        "2012年重点工作任务分解\n1.新建学校3所。责任单位:市教育局、市财\n政局、市建设局\n"
        "2.新建医院1所。责任单位:市卫生局\n市发改委、市规划局\n"
    )
    assert who(document) == ["*市教育局 市财政局 市建设局", "*市卫生局 市发改委 市规划局"]


def test_a_bracket_left_open_does_not_swallow_the_next_heading() -> None:
    document = read(
        "某平县2014年重点工作任务分解\n(一)特色农业\n1.新增合作社20家,\n(牵头单位:县农业局;配合单位:县工商局、县供销社\n"
        "(二)乡村建设\n1.垃圾处理覆盖率90%。\n(牵头单位:县美丽办;配合单位:各乡镇)\n"
    )
    assert who(document) == ["*县农业局 县工商局 县供销社", "*县美丽办 各乡镇"]
    assert [section.theme for section in document.plans[0].sections] == ["特色农业", "乡村建设"]
