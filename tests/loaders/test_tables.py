"""Tables of tasks: header roles, merged cells, rows that are no tasks, tables that hold none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from zeren_loaders import ParsedDocument, curation
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
        ("责任单位及责任人", "responsible"),
        ("配合单位", "support"),
        ("分管市领导", "leader"),
        ("责任人", "aside"),
        ("完成时限", "deadline"),
        ("重点任务完成情况", "progress"),
        ("总投资（万元）", "amount"),
        ("备注", "aside"),
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
        row("单位", "姓名", "职务", "联系电话") + row("县发改局", "李明", "科员", "1234567"),
        row("序号", "单位名称", "联系人", "电话") + row("1", "县发改局", "李明", "1234567"),
        row("姓名", "单位及职务", "分工") + row("张建国", "县长", "全面工作"),
        row("序号", "项目名称", "项目单位", "下达资金（万元）") + row("1", "农村公路", "县交通运输局", "300"),
        row("序号", "考核内容", "分值", "评分标准", "考核单位")
        + row("1", "营商环境", "5", "完成得5分", "县发改局"),
        row("序号", "指标", "2023年", "2024年") + row("1", "地区生产总值", "300亿元", "330亿元"),
    ],
    ids=["contacts", "addresses", "members", "funds", "marks", "figures"],
)
def test_tables_that_assign_nothing(table: str) -> None:
    with pytest.raises(ZerenError, match="no task"):
        parse("x.html", page(table, before="关于报送重点工作任务落实情况的通知"))


def test_rows_typed_with_blanks_between_the_cells() -> None:
    document = parse(
        "x.txt",
        "临山市重点任务表\n序号 任务 责任单位\n1 新建公厕20座 市城管局\n2 改造路灯500盏 市城管局、市财政局\n",
    )
    assert texts(document) == ["新建公厕20座", "改造路灯500盏"]
    assert units(document) == ["★市城管局", "★市城管局 市财政局"]


def test_header_cells_broken_over_lines_and_two_flattened_tables() -> None:
    document = parse(
        "x.txt",
        """临山区2022年政府工作报告任务分解
序号
工作任务
目标任务
牵头领导
牵头
单位
责任
单位
1
加快重大项目建设
全年完成投资120亿元，
新开工项目30个。
赵 刚
区发展改革局
区住房城乡建设局
区财政局
2
优化营商环境
企业开办时间压缩至1天
钱 进
区行政审批局
—
附件2
临山区2022年民生实事任务分解
序号
项目名称
主要内容
责任单位
1
口袋公园
新建口袋公园10个
区城管局
2
老旧小区
改造老旧小区12个
区住建局
临山区人民政府办公室
2022年2月8日印发
""",
    )
    assert [len(plan.tasks) for plan in document.plans] == [2, 2]
    assert texts(document) == [
        "加快重大项目建设\n全年完成投资120亿元，新开工项目30个。",
        "优化营商环境\n企业开办时间压缩至1天",
        "口袋公园\n新建口袋公园10个",
        "老旧小区\n改造老旧小区12个",
    ]
    assert units(document) == [
        "★区发展改革局 区住房城乡建设局 区财政局",
        "★区行政审批局",
        "★区城管局",
        "★区住建局",
    ]
    assert [task.leader for task in document.tasks[:2]] == ["赵刚", "钱进"]


def test_notice_then_flattened_table_with_nested_headings() -> None:
    document = parse(
        "x.txt",
        """临山县人民政府办公室关于印发2023年重点工作任务分工的通知
各乡镇人民政府，县政府各部门：
现将任务分工印发给你们，请各责任单位认真落实，每季度末将落实情况报县政府办公室。
一、强化责任
各牵头单位要切实负起责任。
二、严格督查
县政府督查室要加强督查。
临山县人民政府办公室
2023年3月1日
附件
临山县2023年重点工作任务分工表
序号
重点任务
责任单位
（列首位的为牵头单位）
完成时限
一、张建国县长负责的工作
（一）工业
1
规上工业增加值增长8%
县工信局、县统计局
12月
2
技改投资增长10%
县工信局
12月
（二）农业
3
粮食播种面积20万亩
县农业农村局
6月
二、李明副县长负责的工作
4
新增就业3000人
县人社局
12月
""",
    )
    assert texts(document) == [
        "规上工业增加值增长8%",
        "技改投资增长10%",
        "粮食播种面积20万亩",
        "新增就业3000人",
    ]
    assert units(document) == ["★县工信局 县统计局", "★县工信局", "★县农业农村局", "★县人社局"]
    assert [task.leader for task in document.tasks] == ["张建国", "张建国", "张建国", "李明"]
    assert {mention.lead_basis for task in document.tasks for mention in task.mentions} == {"stated_first"}


def test_header_of_the_numbers_lost_and_a_line_that_fits_no_column() -> None:
    document = parse(
        "x.txt",
        """临山县2020年重点任务清单
任务名称
任务内容
责任单位
一
项目建设类
1
工业园区
新建标准厂房5万平方米
县工信局
2
高速公路
完成征地2000亩
县交通局
县自然资源局
57
二
民生类
3
集中供热
新增供热面积30万平方米
县住建局
""",
    )
    assert texts(document) == [
        "工业园区\n新建标准厂房5万平方米",
        "高速公路\n完成征地2000亩",
        "集中供热\n新增供热面积30万平方米",
    ]
    assert [section.heading for section in document.plans[0].sections] == ["项目建设类", "民生类"]
    assert units(document)[1] == "★县交通局 县自然资源局"
    assert [finding.quote for finding in document.findings if finding.rule == "text_unclaimed"] == ["57"]


def test_a_column_under_an_unknown_header_is_told() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "任务", "责任单位", "天气")
            + row("1", "新建公厕20座", "市城管局", "晴")
            + row("2", "改造路灯500盏", "市城管局", "雨")
        ),
    )
    assert [finding.quote for finding in document.findings if finding.rule == "column_unread"] == ["天气"]


def test_lines_of_one_item_under_the_same_units_are_one_task() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "项目", "内容", "责任单位")
            + row("1", "教育", "（1）新建幼儿园3所", "县教体局")
            + row("", "", "（2）改造食堂12个", "县教体局")
            + row("2", "医疗", "（1）新建卫生室20个", "2:县卫健局")
            + row("", "", "（2）培训村医200人")
        ),
    )
    assert texts(document) == [
        "教育\n（1）新建幼儿园3所\n（2）改造食堂12个",
        "医疗\n（1）新建卫生室20个\n（2）培训村医200人",
    ]
    assert units(document) == ["★县教体局", "★县卫健局"]


def test_a_row_cut_by_a_page_goes_on_in_the_next_table() -> None:
    head = row("序号", "任务", "责任单位")
    document = parse(
        "x.html",
        page(
            head + row("1", "新建公厕20座", "市城管局") + row("2", "改造路灯500盏，更换", "市城管局"),
            head + row("", "灯杆30根", "") + row("3", "绿化30万平方米", "市园林局"),
        ),
    )
    assert texts(document) == ["新建公厕20座", "改造路灯500盏，更换灯杆30根", "绿化30万平方米"]


def test_a_table_of_figures_between_tasks_is_kept_out_of_their_text() -> None:
    document = parse(
        "x.html",
        "<html><body><h1>临山市2022年重点工作任务分解</h1><p>1.推进园区建设，开工项目30个。</p>"
        "<p>责任单位：市工信局、市商务局</p><table>"
        + row("园区", "项目数", "投资")
        + row("东区", "10", "5亿")
        + "</table><p>2.扩大消费，社零增长8%。</p><p>责任单位：市商务局</p></body></html>",
    )
    assert texts(document) == ["推进园区建设，开工项目30个。", "扩大消费，社零增长8%。"]
    assert [finding.rule for finding in document.findings].count("table_without_tasks") == 1


def test_header_words_are_sorted_and_stand_once() -> None:
    words = [line["header"] for line in curation.read_rows("table_headers.csv")]
    assert words == sorted(set(words))


def test_spans_lead_back_to_the_text() -> None:
    document = parse(
        "x.html",
        page(
            row("序号", "项目", "内容", "责任单位")
            + row("1", "公厕革命", "新建公厕20座", "市城管局<br>市财政局")
            + row("2", "亮化工程", "改造路灯500盏", "市城管局")
        ),
    )
    for task in document.tasks:
        printed = document.text[slice(*task.span)]
        assert all(line in printed for line in task.text.split("\n"))
        for mention in task.mentions:
            assert document.text[slice(*mention.span)] == mention.mention
        for target in task.targets:
            assert document.text[slice(*target.span)] == target.quote
