"""Tables of tasks: header roles, merged cells, rows that are no tasks, tables that hold none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.grammar.table_headers import is_header_words, read_column
from zeren_loaders.parse import parse_bytes
from zeren_schema.errors import ZerenError


def parse(name: str, text: str) -> ParsedDocument:
    """The document in a file of this name."""
    return parse_bytes(Path(name), text.encode())


def page(*tables: str, before: str = "临山市2024年重点任务分解表") -> str:
    """A web page with these tables under a title."""
    return (
        f"<html><body><h1>{before}</h1>{''.join(f'<table>{table}</table>' for table in tables)}</body></html>"
    )


def row(*cells: str) -> str:
    """A table row; a cell such as `2:text` spans two rows, `>3:text` three columns."""
    made = []
    for said in cells:
        count, colon, text = said.partition(":")
        if colon and count.removeprefix(">").isdigit():
            span = "colspan" if count.startswith(">") else "rowspan"
            made.append(f'<td {span}="{count.removeprefix(">")}">{text}</td>')
        else:
            made.append(f"<td>{said}</td>")
    return f"<tr>{''.join(made)}</tr>"


def texts(document: ParsedDocument) -> list[str]:
    """The texts of all tasks."""
    return [task.text for task in document.tasks]


def units(document: ParsedDocument) -> list[str]:
    """For each task its units as printed, a star before each lead."""
    return [
        " ".join("★" * mention.is_lead + mention.mention for mention in task.mentions)
        for task in document.tasks
    ]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序号", "number"),
        ("重点任务", "text"),
        ("2024年工作目标", "text"),
        ("市级牵头单位（排第一的为主）", "lead"),
        ("牵头及配合单位", "responsible"),
        ("主管区长", "leader"),
        ("分管副市长", "leader"),
        ("指挥长", "leader"),
        ("具体工作", "text"),
        ("牵头负责同志", "leader"),
        ("主抓单位", "lead"),
        ("首要责任单位", "lead"),
        ("责任乡镇", "responsible"),
        ("其他责任单位", "support"),
        ("完成日期", "deadline"),
        ("报告原文", "quote"),
        ("工作任务及责任分工", "text"),
        ("招聘岗位", "foreign"),
        ("责任单位及责任人", "responsible"),
        ("配合单位", "support"),
        ("分管市领导", "leader"),
        ("责任人", "aside"),
        ("完成时限", "deadline"),
        ("重点任务完成情况", "progress"),
        ("总投资（万元）", "amount"),
        ("备注", "aside"),
        ("一季度目标", "schedule"),
        ("1—3月份工作任务", "schedule"),
        ("上半年完成情况", "progress"),
        ("配合处室", "support"),
        ("天气", "unknown"),
    ],
)
def test_role_of_a_header(header: str, role: str) -> None:
    assert read_column(header.replace("（", "(").replace("）", ")")).role == role


def test_a_cell_that_holds_a_header_word_is_no_header() -> None:
    assert is_header_words("年度工作目标")
    assert not is_header_words("新建高标准农田33万亩")
    assert not is_header_words("推进重点项目")


def test_header_over_two_rows_and_items_merged_over_tasks() -> None:
    document = parse(
        "x.html",
        page(
            row(">6:临山市2024年重点任务分解表")
            + row("2:序号", "2:重点任务", "2:具体举措", ">2:责任分工", "2:完成时限")
            + row("牵头单位", "配合单位")
            + row(">6:一、聚焦产业升级（8项）")
            + row("2:1", "2:推进新型工业化", "新增规模以上企业30家。", "市工信局", "市财政局", "12月底")
            + row("实施技改项目100个。", "市发展改革委", "市科技局、<br>各县（市、区）政府", "11月底")
            + row("2:2", "2:扩大有效投资", "开工项目50个。", "2:市发展改革委", "2:市财政局", "2:全年")
            + row("争取债券5亿元。")
        ),
    )
    assert texts(document) == [
        "推进新型工业化\n新增规模以上企业30家。",
        "推进新型工业化\n实施技改项目100个。",
        "扩大有效投资\n开工项目50个。\n争取债券5亿元。",
    ]
    assert units(document) == [
        "★市工信局 市财政局",
        "★市发展改革委 市科技局 各县（市、区）政府",
        "★市发展改革委 市财政局",
    ]
    assert [section.heading for section in document.plans[0].sections] == ["一、聚焦产业升级（8项）"]
    assert [len(task.targets) for task in document.tasks] == [1, 1, 2]


def test_a_merged_responsibility_cell_covers_every_numbered_row() -> None:
    document = parse(
        "x.html",
        page(
            row("责任单位", "序号", "重点任务")
            + row("2:市工信局", "1", "工业增加值增长9%")
            + row("2", "新增企业10家")
            + row("市农业局", "3", "粮食产量10万吨")
        ),
    )
    assert texts(document) == ["工业增加值增长9%", "新增企业10家", "粮食产量10万吨"]
    assert units(document) == ["★市工信局", "★市工信局", "★市农业局"]


def test_rows_without_a_text_of_their_own_add_their_units() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "任务", "责任单位", "完成时限")
            + row("2:1", "2:新建公厕20座", "市城管局", "2:2024年10月")
            + row("市财政局")
            + row("2", "改造路灯500盏", "市城管局", "2024年6月")
        ),
    )
    assert units(document) == ["★市城管局 市财政局", "★市城管局"]
    assert [task.due_on for task in document.tasks] == [date(2024, 10, 31), date(2024, 6, 30)]


def test_table_goes_on_without_its_header() -> None:
    head = row("序号", "任务", "牵头单位", "配合单位")
    document = parse(
        "x.html",
        page(
            head + row("1", "新建公厕20座", "市城管局", "市财政局"),
            head + row("2", "改造路灯500盏", "市城管局", ""),
            row("3", "绿化30万平方米", "市园林局", "市水利局") + row("4", "清淤12公里", "市水利局", ""),
        ),
    )
    assert [task.number for task in document.tasks] == ["1", "2", "3", "4"]
    assert units(document)[2:] == ["★市园林局 市水利局", "★市水利局"]
    assert len(document.plans) == 1


def test_headings_and_titles_between_tables() -> None:
    head = row("任务", "主办单位", "协办单位")
    text = page(
        head + row("1.工业增加值增长9%", "市经信局", "市统计局"),
        head + row("2.粮食产量10万吨", "市农业局", "市粮食局"),
    )
    text = text.replace("<table>", "<p>一、工业</p><table>", 1).replace(
        "</table><table>", "</table><p>二、农业</p><table>"
    )
    document = parse("x.html", text)
    assert [section.heading for section in document.plans[0].sections] == ["一、工业", "二、农业"]
    assert [(task.number, task.text) for task in document.tasks] == [
        ("1", "工业增加值增长9%"),
        ("2", "粮食产量10万吨"),
    ]


def test_units_that_lead_are_marked_in_their_cell() -> None:
    document = parse(
        "x.md",
        """临山市2024年重点任务分解表

| 序号 | 任务 | 责任单位 |
|---|---|---|
| 一 | 城乡建设 | |
| 1 | 新建公厕20座 | 市城管局（牵头）、市财政局 |
| 2 | 改造路灯500盏 | 市城管局牵头，市财政局、各区配合 |
| 3 | 绿化30万平方米 | 牵头：市园林局；配合：市水利局、市财政局 |
| | 种树2000棵 | 市林业局 |
| 合计 | 4项 | |
""",
    )
    assert units(document) == [
        "★市城管局 市财政局",
        "★市城管局 市财政局 各区",
        "★市园林局 市水利局 市财政局",
        "★市林业局",
    ]
    assert [task.number for task in document.tasks] == ["1", "2", "3", None]
    assert [section.heading for section in document.plans[0].sections] == ["城乡建设"]


def test_star_marks_the_lead_without_being_explained() -> None:
    document = parse(
        "x.md",
        """临山市2024年重点任务

| 任务 | 责任单位 |
|---|---|
| **一、工业** | |
| 1.工业增加值增长9% | ★市工信局、市统计局 |
| 2.推进园区建设 | ★市发改委 ★市工信局 市财政局 |
""",
    )
    assert units(document) == ["★市工信局 市统计局", "★市发改委 ★市工信局 市财政局"]
    assert {mention.lead_basis for task in document.tasks for mention in task.mentions} == {"marked"}


def test_header_states_who_leads() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "任务", "责任单位（第一个单位为牵头单位）")
            + row("1", "新建公厕20座", "市城管局、市财政局")
            + row("2", "改造路灯500盏", "市住建局")
        ),
    )
    assert units(document) == ["★市城管局 市财政局", "★市住建局"]
    assert {mention.lead_basis for task in document.tasks for mention in task.mentions} == {"stated_first"}


def test_leads_of_a_level_above_are_not_the_document_s_own() -> None:
    table = (
        "| 序号 | 任务 | 省级牵头单位 | {} | 配合单位 |\n|---|---|---|---|---|\n"
        "| 1 | 新建公厕20座 | 省建设厅 | {} | {} |\n| 2 | 改造路灯500盏 | 省建设厅 | {} | {} |\n"
    )
    city = parse(
        "x.md",
        "临山市人民政府2024年重点任务分解表\n\n"
        + table.format("市牵头单位", "市城管局", "市财政局", "市住建局", "市财政局"),
    )
    assert units(city) == ["★市城管局 市财政局", "★市住建局 市财政局"]
    province = parse(
        "x.md",
        "临江省人民政府2024年重点任务分解表\n\n"
        + table.format("备注", "", "省财政厅", "", "省财政厅").replace("| 配合单位", "| 省级配合单位"),
    )
    assert units(province) == ["★省建设厅 省财政厅", "★省建设厅 省财政厅"]


def test_persons_below_units_are_no_units() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "任务", "责任单位及责任人")
            + row("1", "新建公厕20座", "县城管局<br>局长 张建国")
            + row("2", "新建学校2所", "县教育局 王秀兰")
            + row("3", "新建卫生室6个", "县卫健局、县财政局")
        ),
    )
    assert units(document) == ["★县城管局", "★县教育局", "★县卫健局 县财政局"]


def test_what_is_achieved_is_no_target_and_what_is_planned_for_the_year_is() -> None:
    document = parse(
        "x.md",
        """临山市2024年重点任务分解表

| 序号 | 工作任务 | 牵头单位 | 责任单位 | 上半年 | 全年目标 | 完成情况 |
|---|---|---|---|---|---|---|
| 1 | 公共厕所改造 | 市城管局 | 市财政局 | 改造10座 | 改造20座 | 已改造8座 |
| 2 | 道路大修 | 市交通运输局 |  | 完成5公里 | 完成12公里 | 完成3公里 |
""",
    )
    assert texts(document) == ["公共厕所改造\n改造20座", "道路大修\n完成12公里"]
    assert [[target.low for target in task.targets] for task in document.tasks] == [[20], [12]]
    assert units(document) == ["★市城管局 市财政局", "★市交通运输局"]


def test_one_column_of_units_and_their_persons() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "任务名称", "牵头单位<br>责任人", "责任单位")
            + row("1", "工业投资增长12%", "市工信局<br>韩  冰", "市发改委、市统计局")
            + row("2", "新建学校2所", "市教育局<br>邓立军", "各县区")
        ),
    )
    assert units(document) == ["★市工信局 市发改委 市统计局", "★市教育局 各县区"]


def test_a_column_of_persons_beside_one_of_units_stays_one_of_persons() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "任务名称", "牵头单位", "牵头单位责任人")
            + row("1", "工业投资增长12%", "市工信局", "韩冰")
            + row("2", "新建学校2所", "市教育局", "邓立军")
        ),
    )
    assert units(document) == ["★市工信局", "★市教育局"]


def test_who_builds_helps_where_another_column_says_who_is_responsible() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "项目名称", "年度建设目标", "建设单位", "责任单位")
            + row("1", "污水处理厂二期", "完成土建工程", "市水务集团", "市水利局")
            + row("2", "市中医院门诊楼", "主体封顶", "市中医院", "市卫健委")
        ),
    )
    assert units(document) == ["市水务集团 ★市水利局", "市中医院 ★市卫健委"]


def test_texts_that_close_with_their_own_units() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "工作任务", "责任领导")
            + row("1", "工业增加值增长9%。（市经信局、市统计局）", "张建国")
            + row("2", "新增企业10家。（市商务局）新增高企20家。（市科技局牵头，市财政局配合）", "李明")
            + row("3", "粮食产量10万吨。（责任单位：市农业局）", "李明")
        ),
    )
    assert texts(document) == ["工业增加值增长9%。", "新增企业10家。", "新增高企20家。", "粮食产量10万吨。"]
    assert units(document) == ["★市经信局 市统计局", "★市商务局", "★市科技局 市财政局", "★市农业局"]
    assert [task.leader for task in document.tasks] == ["张建国", "李明", "李明", "李明"]


@pytest.mark.parametrize(
    "table",
    [
        row("序号", "成员单位", "职责")
        + row("1", "市水利局", "负责水利工程的防洪调度")
        + row("2", "市气象局", "负责天气预报和灾害预警"),
        row("单位", "姓名", "职务", "联系电话") + row("县发改局", "李明", "科员", "1234567"),
        row("序号", "单位名称", "联系人", "电话") + row("1", "县发改局", "李明", "1234567"),
        row("姓名", "单位及职务", "分工") + row("张建国", "县长", "全面工作"),
        row("序号", "项目名称", "项目单位", "下达资金（万元）") + row("1", "农村公路", "县交通运输局", "300"),
        row("序号", "考核内容", "分值", "评分标准", "考核单位")
        + row("1", "营商环境", "5", "完成得5分", "县发改局"),
        row("序号", "指标", "2023年", "2024年") + row("1", "地区生产总值", "300亿元", "330亿元"),
    ],
    ids=["duties", "contacts", "addresses", "members", "funds", "marks", "figures"],
)
def test_tables_that_assign_nothing(table: str) -> None:
    with pytest.raises(ZerenError, match="no task"):
        parse("x.html", page(table, before="关于报送重点工作任务落实情况的通知"))


@pytest.mark.parametrize("further", [True, False])
def test_the_words_of_the_report_are_the_task_where_no_column_says_it_otherwise(further: bool) -> None:
    header = ["序号", "报告原文", *(["分解任务"] if further else []), "牵头单位"]
    quoted = ("大力推进数字政府建设。", "加快河道生态修复。", "办好人民满意的教育。")
    divided = ("建成政务云平台", "清淤18公里", "新建小学2所")
    rows = [
        [str(number), said, *([task] if further else []), "市大数据局"]
        for number, (said, task) in enumerate(zip(quoted, divided, strict=True), 1)
    ]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in [header, *rows])
    assert texts(parse("x.md", table)) == list(divided if further else quoted)
