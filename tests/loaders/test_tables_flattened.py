"""Tables flattened to lines, cut by pages or without a header, read as tasks."""

from __future__ import annotations

from pathlib import Path

from zeren_loaders import ParsedDocument, curation
from zeren_loaders.parse import parse_bytes


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
