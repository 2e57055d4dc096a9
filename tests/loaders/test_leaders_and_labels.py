"""Leaders, time limits and labels: whom and what they are said of, and how they are written."""

from __future__ import annotations

from datetime import date

import pytest
from zeren_loaders.grammar.deadlines import due_date
from zeren_loaders.grammar.headings import Person, heading_leader, named_leaders
from zeren_loaders.grammar.labels import find_labels, is_above, role_beside_lead, role_of

from tests.conformance.reading import parse_text


def test_leaders_reach_the_tasks_below_their_heading() -> None:
    document = parse_text(
        "一、工业经济(常务副市长张伟负责)\n(一)投资\n1.工业投资增长9%。(市工业和信息化局)\n"
        "二、乡村振兴(县委常委、副县长 雷 鸣负责)\n(二)粮食\n2.粮食稳产。(市农业农村局)\n"
    )
    assert [task.leader for task in document.tasks] == ["张伟", "雷鸣"]


def test_a_leader_on_a_line_of_their_own_leads_what_is_numbered_below() -> None:
    document = parse_text(
        "2021年重点工作责任分解\n牵头区领导：刘建平\n"
        "1. 新增企业10家。\n牵头部门：区科技局\n配合部门：区财政局\n"
        "2. 开工项目20个。\n牵头部门：区发改局\n"
        "牵头区领导：周  虹\n3. 新建学校6所。\n牵头部门：区教育局\n"
    )
    assert [task.leader for task in document.tasks] == ["刘建平", "刘建平", "周虹"]
    assert [section.heading for section in document.plans[0].sections] == [
        "牵头区领导：刘建平",
        "牵头区领导：周  虹",
    ]


def test_a_labelled_leader_over_headings_leads_all_below_them() -> None:
    document = parse_text(
        "2022年市政府工作重点任务清单\n一、牵头领导：张三（常务副市长）\n(一)综合经济\n"
        "1.生产总值增长6%。责任单位：市统计局\n(二)财税\n2.财政收入增长5%。责任单位：市财政局\n"
        "二、牵头领导：李四（副市长）\n(一)教育\n3.新建幼儿园10所。责任单位：市教育局\n"
    )
    assert [task.leader for task in document.tasks] == ["张三", "张三", "李四"]


def test_a_leader_below_a_task_leads_that_task_alone() -> None:
    document = parse_text(
        "2021年重点工作责任分解\n"
        "1. 新增企业10家。\n牵头区领导：刘建平\n牵头部门：区科技局\n"
        "2. 开工项目20个。\n牵头区领导：周  虹\n牵头部门：区发改局\n"
        "3. 新建学校6所。\n牵头部门：区教育局\n牵头区领导：刘建平\n"
        "4. 修路8公里。\n牵头部门：区交通局\n"
    )
    assert [task.leader for task in document.tasks] == ["刘建平", "周虹", "刘建平", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年12月底前", date(2025, 12, 31)),
        ("12月底", date(2024, 12, 31)),
        ("第二季度", date(2024, 6, 30)),
        ("上半年", date(2024, 6, 30)),
        ("年底前", date(2024, 12, 31)),
        ("6月30日前", date(2024, 6, 30)),
        ("2025-03-15", date(2025, 3, 15)),
        ("3月底前启动,9月底前完成", date(2024, 9, 30)),
        ("十月底前", date(2024, 10, 31)),
        ("明年2月", date(2025, 2, 28)),
        ("全年", None),
        ("长期坚持", None),
        ("持续推进", None),
        ("每季度末", None),
    ],
)
def test_time_limits(text: str, expected: date | None) -> None:
    assert due_date(text, 2024) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李 某", [Person("李某", None)]),
        ("欧阳 静", [Person("欧阳静", None)]),
        ("副市长李某", [Person("李某", "副市长")]),
        ("李某副市长", [Person("李某", "副市长")]),
        ("市委常委、副市长 李某", [Person("李某", "副市长")]),
        ("管委会副主任 邵 凯", [Person("邵凯", "管委会副主任")]),
        ("李某、张某某", [Person("李某", None), Person("张某某", None)]),
        ("李某 张某某", [Person("李某", None), Person("张某某", None)]),
        ("李某某 张 某", [Person("李某某", None), Person("张某", None)]),
        ("张 某 李某某", [Person("张某", None), Person("李某某", None)]),
        ("刘  洋  张建国", [Person("刘洋", None), Person("张建国", None)]),
        ("张  某  李  某", [Person("张某", None), Person("李某", None)]),
        ("乌云其木格", [Person("乌云其木格", None)]),
        ("额尔敦巴特尔、苏和", [Person("额尔敦巴特尔", None), Person("苏和", None)]),
        ("市政府分管领导", []),
        ("宁波", [Person("宁波", None)]),
        ("分管副市长", []),
        ("李副市长", []),
        ("常务副市长", []),
        ("县委常委、组织部部长何力", [Person("何力", "组织部部长")]),
    ],
)
def test_how_leaders_are_written(text: str, expected: list[Person]) -> None:
    assert named_leaders(text) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("王某省长牵头重点工作", Person("王某", "省长")),
        ("区长 李 昂 主抓", Person("李昂", "区长")),
        ("由李某同志牵头的工作", Person("李某", None)),
        ("加快发展(牵头领导:李某)", Person("李某", None)),
        ("加快发展(常务副市长负责)", None),
        ("加快发展(市财政局负责)", None),
        ("坚持创新负责", None),
    ],
)
def test_leaders_in_headings(heading: str, expected: Person | None) -> None:
    assert heading_leader(heading) == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("责 任 单 位:甲", ["责任单位"]),
        ("(责任单位)甲", ["责任单位"]),
        ("责任单位(列第一位的为牵头单位):甲", ["责任单位"]),
        ("市直牵头科室:甲", ["市直牵头科室"]),
        ("牵头委办局:市财政局", ["牵头委办局"]),
        ("配合镇街:甲镇、乙街道", ["配合镇街"]),
        ("挂点领导:李某", ["挂点领导"]),
        ("牵头单位|市财政局", ["牵头单位"]),
        ("各牵头单位、责任单位:", []),
        ("各有关责任单位:", []),
        ("牵头领导:李某,责任单位:甲", ["牵头领导", "责任单位"]),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    assert [label for label, _, _ in find_labels(text)] == labels


def test_labels_mean_what_their_words_say() -> None:
    assert (role_of("市直牵头科室"), role_beside_lead("落实责任部门")) == ("lead", "support")
    assert (role_of("牵头委办局"), role_of("配合镇街"), role_of("挂点领导")) == ("lead", "support", "leader")
    assert [is_above("省牵头单位", level) for level in ("province", "prefecture", "county")] == [
        False,
        True,
        True,
    ]


def test_a_label_that_mostly_stands_beside_helpers_means_those_who_lead_alone_too() -> None:
    document = parse_text(
        "2009年区政府重点工作立项分解\n"
        "1.招商40亿元。\n承办单位:区招商局、区发改局\n协办单位:各街道\n"
        "2.新增企业5家。\n承办单位:区经发局、区科技局\n"
        "3.动迁6500户。\n承办单位:区动迁办、区房产局\n协办单位:区法院\n"
        "4.就业2.1万人。\n承办单位:区劳动局\n协办单位:各街道\n"
    )
    assert [[m.is_lead for m in task.mentions] for task in document.tasks] == [
        [True, True, False],
        [True, True],
        [True, True, False],
        [True, False],
    ]
    assert {m.lead_basis for m in document.tasks[1].mentions} == {"labelled"}


def test_a_label_that_seldom_stands_beside_helpers_lists_all() -> None:
    document = parse_text(
        "2009年区政府重点工作立项分解\n"
        + "".join(f"{n}.新增企业{n}0家。\n责任单位:区经发局、区科技局\n" for n in range(1, 10))
        + "10.就业2.1万人。\n责任单位:区劳动局\n配合单位:各街道\n"
    )
    assert [m.is_lead for m in document.tasks[0].mentions] == [True, False]
    assert {m.lead_basis for m in document.tasks[0].mentions} == {"assumed_first"}


def test_persons_behind_units_where_the_label_announces_them() -> None:
    document = parse_text(
        "宁阳县2017年重点工作责任分解\n1.整治河道30公里。\n牵头单位及责任人:县水利局  陈  林\n"
        "配合单位及责任人:县环保局  褚  卫、县财政局  蒋  涛\n"
        "2.新建学校10所。\n牵头单位及责任人:县教育局(陈 光)\n"
    )
    assert [[(m.unit, m.is_lead) for m in task.mentions] for task in document.tasks] == [
        [("县水利局", True), ("县环保局", False), ("县财政局", False)],
        [("县教育局", True)],
    ]
