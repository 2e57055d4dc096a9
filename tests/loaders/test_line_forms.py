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


def test_each_told_clause_closes_its_own_part() -> None:
    document = read(
        "2012年政府工作报告任务分解\n"
        "1、新建幼儿园60所,由市教育局负责;参合率达到97%,由市卫生局牵头、市财政局配合;\n"
        "2、新增就业50万人,由市人社局负责。参保人数达到600万人,由市人社局、市地税局负责。\n"
        "3、建立由市公安局牵头的机制;完成改造20处,由市建设局负责。\n"
    )
    assert who(document) == [
        "*市教育局",
        "*市卫生局 市财政局",
        "*市人社局",
        "*市人社局 市地税局",
        "*市建设局",
    ]
    assert document.tasks[4].text.startswith("建立由市公安局牵头的机制")


def test_a_told_clause_before_a_labelled_one_is_text() -> None:
    document = read(
        "2012年政府工作报告任务分解\n"
        "1、建设平台,由市信息中心负责;完成投资20亿元。\n责任单位:市发改委、市信息中心\n"
        "2、新增就业50万人。\n责任单位:市人社局\n"
    )
    assert who(document) == ["*市发改委 市信息中心", "*市人社局"]


def test_brackets_with_an_enumeration_comma_between_them() -> None:
    document = read(
        "2016年主要任务责任分解\n"
        "(一)零售总额增长12%(州商务局牵头)、物价涨幅控制在3%以内(州发展改革委牵头)、失业率控制在4%以内(州人社局牵头)。\n"
        "(二)投资增长20%(州发展改革委牵头;州住建局、州水利局配合)。\n"
    )
    assert who(document) == ["*州商务局", "*州发展改革委", "*州人社局", "*州发展改革委 州住建局 州水利局"]
    assert [task.text for task in document.tasks][:3] == [
        "零售总额增长12%",
        "物价涨幅控制在3%以内",
        "失业率控制在4%以内",
    ]
    assert [target.indicator for task in document.tasks[1:3] for target in task.targets] == [
        "物价涨幅",
        "失业率",
    ]


def test_a_bracket_of_units_that_is_never_closed() -> None:
    document = read(
        "2010年实事项目责任分解\n"
        "1.开工廉租房3000套,(由市房产局牵头,市发改委、市财政局配合。\n"
        "2.新增高标准农田15万亩。(市农委牵头,市国土局、水利局等配合\n"
        "3.改造危房5000户。(市建委、市民政局\n"
        "4.完善制度(试行\n"
    )
    assert who(document)[:3] == [
        "*市房产局 市发改委 市财政局",
        "*市农委 市国土局 市水利局",
        "*市建委 市民政局",
    ]
    assert [task.text for task in document.tasks][:3] == [
        "开工廉租房3000套",
        "新增高标准农田15万亩。",
        "改造危房5000户。",
    ]


def test_who_supervises_and_guides_is_read_with_who_does() -> None:
    document = read(
        "2010年重点工作分工\n"
        "(一)新增蔬菜面积5万亩。(各县区政府负责,市农业局督促指导)\n"
        "(二)新增小额贷款公司5家。(市金融办牵头,市工商局参加)\n(三)建设新馆。(市档案局)\n"
    )
    assert who(document) == ["*各县区政府 市农业局", "*市金融办 市工商局", "*市档案局"]


def test_a_label_behind_an_enumeration_comma_ends_the_list_before_it() -> None:
    document = read(
        "2009年重点工作任务分解\n"
        "1.新增粮食2000万斤。(牵头单位:县农业局、责任单位:县水利局、农机局)\n"
        "2.修路30公里。牵头单位:县交通局、配合单位:县财政局、各乡镇\n"
        "3.植树2万亩。(牵头、责任单位:县林业局)\n"
    )
    assert who(document) == ["*县农业局 县水利局 县农机局", "*县交通局 县财政局 各乡镇", "*县林业局"]


def test_a_label_without_a_colon_at_the_end_of_a_line() -> None:
    document = read(
        "2010年实事项目责任分解\n1.就业率达到85%以上。责任单位 市人社局\n"
        "2.新建操场60片。责任单位:市教育局\n3.压实责任单位 各项工作\n"
    )
    assert who(document)[:2] == ["*市人社局", "*市教育局"]
