"""Headings that name units for what stands below them, and brackets side by side."""

from __future__ import annotations

import pytest
from zeren_loaders import ParsedDocument

from tests.conformance.reading import parse_text


def units(document: ParsedDocument) -> list[tuple[str | None, list[str]]]:
    """Number and units of every task; ★ before those that lead."""
    return [
        (task.number, [("★" if one.is_lead else "") + one.unit for one in task.mentions])
        for task in document.tasks
    ]


def test_units_of_a_heading_go_to_the_items_that_name_none() -> None:
    document = parse_text(
        "2020年重点工作责任分解\n"
        "一、农业农村(牵头单位:市农业农村局;责任单位:市财政局)\n"
        "1.新建高标准农田5万亩。(市农业农村局牵头,市水利局配合)\n"
        "2.发展乡村旅游。\n"
        "二、工业\n"
        "3.新增规上企业30家。(市工信局牵头,市统计局配合)\n"
        "4.技改投资增长10%。(市工信局牵头,市发改委配合)\n"
        "三、城建(牵头单位:市住建局)\n"
        "5.改造老旧小区20个。\n"
        "6.新建公园3个。\n"
    )
    assert units(document) == [
        ("1", ["★市农业农村局", "市水利局"]),
        ("2", ["★市农业农村局", "市财政局"]),
        ("3", ["★市工信局", "市统计局"]),
        ("4", ["★市工信局", "市发改委"]),
        ("5", ["★市住建局"]),
        ("6", ["★市住建局"]),
    ]
    assert [section.theme for section in document.plans[0].sections] == ["农业农村", "工业", "城建"]


def test_items_below_a_task_with_units_stay_in_it() -> None:
    document = parse_text(
        "一、农业\n"
        "1.抓好粮食生产。(责任单位:市农业农村局)\n"
        "(1)播种面积300万亩;\n"
        "(2)建设高标准农田5万亩。\n"
        "2.改造厕所。(责任单位:市卫生健康委)\n"
        "(1)改造农村户厕3000户;\n"
        "(2)新建公厕20座。\n"
        "3.改善人居环境。\n"
        "(1)清理河道20公里。(责任单位:市水利局)\n"
        "(2)植树10万株。(责任单位:市林业局)\n"
    )
    assert units(document) == [
        ("1", ["★市农业农村局"]),
        ("2", ["★市卫生健康委"]),
        ("(1)", ["★市水利局"]),
        ("(2)", ["★市林业局"]),
    ]


def test_two_brackets_side_by_side_are_one_clause() -> None:
    document = parse_text(
        "1.实施国企改革(省国资委牵头)(省财政厅、省审计厅配合)。\n"
        "2.扩大消费。(省商务厅牵头)(省文化和旅游厅配合)\n"
        "3.扩大投资。(省发展改革委统筹)\n"
    )
    assert units(document) == [
        ("1", ["★省国资委", "省财政厅", "省审计厅"]),
        ("2", ["★省商务厅", "省文化和旅游厅"]),
        ("3", ["★省发展改革委"]),
    ]
    assert [task.text for task in document.tasks] == ["实施国企改革", "扩大消费。", "扩大投资。"]


def test_a_sentence_that_announces_the_list_is_no_task() -> None:
    document = parse_text(
        "市政府重点工作责任分工\n"
        "为确保重点工作完成,现将有关工作责任分工如下:\n"
        "推进供给侧结构性改革。由市发改委牵头,市财政局、市金融办参加。\n"
        "建设高铁新城,完成投资20亿元。由高铁新城管委会负责,市规划局配合。\n"
    )
    assert [task.text for task in document.tasks] == [
        "推进供给侧结构性改革。",
        "建设高铁新城,完成投资20亿元。",
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("责任单位是市体育局,配合单位是市教育局。", ["★市体育局", "市教育局"]),
        ("牵头单位:市交通运输局(局长:钱进)、市城建投(董事长:冯勇)", ["★市交通运输局", "★市城建投"]),
        ("责任单位:市金融办、云溪银保监分局及各金融机构", ["★市金融办", "云溪银保监分局", "各金融机构"]),
    ],
)
def test_units_told_in_other_ways(said: str, expected: list[str]) -> None:
    document = parse_text(
        f"一、新建学校。\n责任单位:市教育局\n二、办好赛事。{said}\n三、改造小区。\n责任单位:市住建局\n"
    )
    assert units(document)[1] == ("二", expected)


def test_an_order_below_the_last_list_is_not_part_of_it() -> None:
    document = parse_text(
        "    1.新建住房500套。\n    牵头单位:县住建局   责任单位:县财政局\n"
        "    2.新增就业4000人。\n    牵头单位:县人社局   责任单位:县残联、县妇联\n"
        "    各责任单位要在4月10日前将工作方案报县政府目督办。\n"
    )
    assert units(document) == [("1", ["★县住建局", "县财政局"]), ("2", ["★县人社局", "县残联", "县妇联"])]
    assert [task.due_on for task in document.tasks] == [None, None]


def test_offices_of_a_township() -> None:
    document = parse_text(
        "太平镇2024年重点工作任务清单\n"
        "责任领导:王 刚  牵头站所:农业农村办  配合站所:水利站、各村(社区)\n"
        "1.新建农村公路6公里。\n2.维修水渠12公里。\n"
        "责任领导:李 娜  牵头站所:司法所  配合站所:派出所\n"
        "3.调解矛盾200起。\n"
    )
    assert [(task.leader, len(task.mentions)) for task in document.tasks] == [
        ("王刚", 3),
        ("王刚", 3),
        ("李娜", 2),
    ]
    assert [[one.unit for one in task.mentions if one.is_lead] for task in document.tasks] == [
        ["镇农业农村办"],
        ["镇农业农村办"],
        ["镇司法所"],
    ]


def test_numbers_behind_a_star_or_a_bullet() -> None:
    document = parse_text(
        "2024年重点工作任务分解\n"
        "★一、招商引资(牵头部门:招商局)\n●签约项目30个。\n●引进企业2家。\n"
        "★二、项目建设(牵头部门:建设局)\n●建成道路10条。\n"
        "★三、科技创新(牵头部门:科技局)\n●新增高企20家。\n"
    )
    assert units(document) == [("一", ["★招商局"]), ("二", ["★建设局"]), ("三", ["★科技局"])]


def test_columns_parted_by_blanks_with_verbs_behind_the_units() -> None:
    document = parse_text(
        "2018年政府工作报告责任分解\n"
        "1 全市生产总值增长8% 市发改委牵头 各县区、市直各部门配合\n"
        "2 财政收入增长7% 市财政局牵头 市国税局、市地税局配合\n"
        "3 新建高标准农田20万亩 市国土局、市农业局牵头 市水利局配合\n"
    )
    assert units(document) == [
        ("1", ["★市发改委", "各县区", "市直各部门"]),
        ("2", ["★市财政局", "市国税局", "市地税局"]),
        ("3", ["★市国土局", "★市农业局", "市水利局"]),
    ]
    assert [task.text for task in document.tasks] == [
        "全市生产总值增长8%",
        "财政收入增长7%",
        "新建高标准农田20万亩",
    ]


def test_units_of_a_heading_lead_tasks_that_name_only_helpers() -> None:
    document = parse_text(
        "某市2012年政府工作报告目标任务分解\n"
        "一、市发改委\n1、全市生产总值增长13%。(配合单位:市统计局)\n2、争取资金5亿元。\n"
        "二、市农业局\n3、粮食总产40亿斤。\n4、新增龙头企业15家。(配合单位:市林业局、市畜牧局)\n"
    )
    assert units(document) == [
        ("1", ["★市发改委", "市统计局"]),
        ("2", ["★市发改委"]),
        ("3", ["★市农业局"]),
        ("4", ["★市农业局", "市林业局", "市畜牧局"]),
    ]


def test_a_level_above_is_told_by_the_title_where_it_names_no_place() -> None:
    document = parse_text(
        "关于省《政府工作报告》涉及我市重点工作任务分工的通知\n"
        "1.新增高新技术企业200家。(省牵头单位:省科技厅;市牵头单位:市科技局)\n"
        "2.推进禁渔。(省牵头单位:省农业农村厅;市牵头单位:市农业农村局;市责任单位:市公安局)\n"
    )
    assert units(document) == [("1", ["★市科技局"]), ("2", ["★市农业农村局", "市公安局"])]


def test_units_before_what_they_do_on_line_after_line() -> None:
    document = parse_text(
        "市政府工作要点及责任分工\n"
        "一、稳住经济\n"
        "责任单位:市发改委、市财政局。主要任务:争取资金100亿元。\n"
        "责任单位:市商务局。主要任务:社零总额增长7%。\n"
        "二、办好实事\n"
        "责任单位:市教育局。主要任务:新增学位1万个。\n"
        "责任单位:市卫健委。主要任务:新增床位100张。\n"
    )
    assert [(task.text, [one.unit for one in task.mentions]) for task in document.tasks] == [
        ("争取资金100亿元。", ["市发改委", "市财政局"]),
        ("社零总额增长7%。", ["市商务局"]),
        ("新增学位1万个。", ["市教育局"]),
        ("新增床位100张。", ["市卫健委"]),
    ]


def test_governments_of_places_left_open() -> None:
    document = parse_text(
        "红河哈尼族彝族自治州2023年重点工作分工\n"
        "1.烤烟种植面积稳定在95万亩。(州烟草专卖局;弥勒市、泸西县等县市人民政府)\n"
        "2.改造国道。(州交通运输局、武警交通部队,河口县人民政府)\n"
    )
    assert units(document) == [
        ("1", ["★州烟草专卖局", "弥勒市人民政府", "泸西县人民政府"]),
        ("2", ["★州交通运输局", "武警交通部队", "河口县人民政府"]),
    ]


def test_columns_of_units_parted_by_blanks() -> None:
    document = parse_text(
        "2022年省政府工作报告重点任务责任分解\n"
        "    一、主要预期目标(共2项)\n"
        "    1、地区生产总值增长6.5%左右    省发展改革委    省统计局\n"
        "    2、粮食总产量700亿斤以上    省农业农村厅    省粮食和储备局、省统计局\n"
        "    二、重点工作(共1项)\n"
        "    3、新建高速公路200公里    省交通运输厅    省发展改革委\n"
    )
    assert units(document) == [
        ("1", ["★省发展改革委", "省统计局"]),
        ("2", ["★省农业农村厅", "省粮食和储备局", "省统计局"]),
        ("3", ["★省交通运输厅", "省发展改革委"]),
    ]
    assert document.tasks[0].text == "地区生产总值增长6.5%左右"


def test_sentences_that_end_with_who_completes_it() -> None:
    document = parse_text(
        "一、新引进项目30个。由市经委牵头,市招商局和各区县政府配合完成。\n"
        "二、建成沼气池2万口,由市农业局负责完成。\n"
        "三、增长14%。由市发改委牵头,市统计局等部门和各区县政府共同完成。\n"
    )
    assert units(document) == [
        ("一", ["★市经委", "市招商局", "各区县政府"]),
        ("二", ["★市农业局"]),
        ("三", ["★市发改委", "市统计局", "各区县政府"]),
    ]


def test_the_leader_and_the_units_of_a_heading() -> None:
    document = parse_text(
        "某市2026年重点工作责任分解\n"
        "一、聚力扩大内需(分包领导:任丽君;第一牵头单位:市发展改革委)\n"
        "1.谋划项目800个。\n责任单位:市重点项目中心、市发展改革委\n"
        "2.新增首店50家。\n责任单位:市商务局\n"
        "二、聚力民生改善(分包领导:李新红)\n"
        "3.新增托位2000个。\n责任单位:市卫生健康委\n"
    )
    assert [task.leader for task in document.tasks] == ["任丽君", "任丽君", "李新红"]
    assert units(document) == [
        ("1", ["★市发展改革委", "市重点项目中心"]),
        ("2", ["★市发展改革委", "市商务局"]),
        ("3", ["★市卫生健康委"]),
    ]


def test_headings_below_a_heading_of_units() -> None:
    document = parse_text(
        "关于下达2021年度目标任务的通知\n"
        "一、区发改委(主要负责人:曹建)\n(一)核心指标\n1.服务业占比提高0.5个百分点;\n2.能耗下降3%。\n"
        "(二)重点工作\n1.编制规划;\n2.开工项目30个。\n"
        "二、区科技局(主要负责人:刘军)\n(一)核心指标\n1.研发投入占比2.6%;\n2.新认定企业60家。\n(二)重点工作\n1.建设飞地2个。\n"
    )
    assert [(task.text, [one.unit for one in task.mentions]) for task in document.tasks] == [
        ("服务业占比提高0.5个百分点", ["区发改委"]),
        ("能耗下降3%。", ["区发改委"]),
        ("编制规划", ["区发改委"]),
        ("开工项目30个。", ["区发改委"]),
        ("研发投入占比2.6%", ["区科技局"]),
        ("新认定企业60家。", ["区科技局"]),
        ("建设飞地2个。", ["区科技局"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        (
            "关于举办2024年职业技能大赛的通知\n一、组织机构\n主办单位:市人力资源社会保障局、市总工会\n承办单位:市技师学院\n"
            "协办单位:市机械行业协会\n二、竞赛项目\n(一)焊工;(二)电工。\n"
        ),
        (
            "某市2023年重点工作任务完成情况通报\n一、总体情况\n已完成112项。\n二、未完成任务\n"
            "1.新建幼儿园10所,实际完成8所。(责任单位:市教育局)\n2.棚改3000户,实际完成2500户。(责任单位:市住建局)\n"
        ),
        (
            "某市日报:这些实事与你有关\n记者从市政府获悉,十件实事已确定。\n"
            "1.新建学校20所,由市教育局牵头实施。\n2.改造小区100个,由市住建局牵头实施。\n"
        ),
        (
            "某市突发事件总体应急预案\n2 组织体系\n自然灾害类由市应急局牵头,市水利局配合。\n"
            "公共卫生类由市卫健委牵头,市市场监管局配合。\n3 监测预警\n由市应急局、市气象局负责。\n"
        ),
    ],
    ids=["who holds an event", "a report on what was done", "news", "rules"],
)
def test_what_assigns_no_task(text: str) -> None:
    assert parse_text(text).tasks == []


def test_numbers_inside_a_task_leave_the_codes_of_the_others_alone() -> None:
    document = parse_text(
        "2020年民生实事项目及责任分工\n"
        "一、改造厕所50座。(责任单位:市城管局)\n"
        "二、办好学校。(1)新建幼儿园20所(市教育局牵头);(2)改造学校30所(市教育局、市财政局)。\n"
        "三、免费体检3万人。(责任单位:市卫健委)\n"
    )
    assert [(task.number, task.code) for task in document.tasks] == [
        ("一", "1.1.1"),
        ("二", "1.1.2"),
        ("(2)", "1.1.4"),
        ("三", "1.1.3"),
    ]


def test_items_below_the_last_headline_with_its_clause_on_a_line() -> None:
    document = parse_text(
        "重点工作任务分解\n"
        "一、项目建设\n牵头单位:市发改委;责任单位:各区。\n1.实施项目240个。\n2.投资增长8%。\n"
        "二、创新发展\n牵头单位:市科技局;责任单位:市教育局。\n1.高新技术企业达到260家。\n2.成交额30亿元。\n"
    )
    assert [task.text for task in document.tasks] == [
        "项目建设\n1.实施项目240个。\n2.投资增长8%。",
        "创新发展\n1.高新技术企业达到260家。\n2.成交额30亿元。",
    ]


def test_a_blank_inside_a_name() -> None:
    document = parse_text(
        "1.改造小区300个。(牵头单位:市住房和城乡 建设局;责任单位:市发展 改革委、市财政局)\n"
        "2.新建学校2所。(牵头单位:市教育局;责任单位:市财政局)\n"
    )
    assert units(document)[0] == ("1", ["★市住房和城乡建设局", "市发展改革委", "市财政局"])


def test_numbered_goals_and_decimal_numbers_before_latin_letters() -> None:
    document = parse_text(
        "某县重点工作目标任务分解表\n"
        "目标1:新建高标准农田4.5万亩\n牵头单位:县农业农村局\n阶段目标:9月底完成60%,年底前全部完工\n"
        "目标2:新增城镇就业3500人\n牵头单位:县人社局\n阶段目标:每季度新增800人以上\n"
    )
    assert units(document) == [("1", ["★县农业农村局"]), ("2", ["★县人社局"])]
    document = parse_text(
        "某县重点工作推进表\n"
        "重点工作1:新型工业化\n目标任务 新增规模企业15家\n牵头部门 县经贸委\n责任部门 县统计局、县招商局\n"
        "重点工作2:农业产业化\n目标任务 新增龙头企业5家\n牵头部门 县农业局\n责任部门 县林业局、县水务局\n"
    )
    assert units(document) == [
        ("1", ["★县经贸委", "县统计局", "县招商局"]),
        ("2", ["★县农业局", "县林业局", "县水务局"]),
    ]
    document = parse_text(
        "某市重点工作责任分工\n"
        "2 创新驱动\n2.1 R&D经费投入强度达到2.6%。\n责任单位:市科技局\n2.2 GDP增长6%。\n责任单位:市发改委\n"
        "2.3 引进团队20个。\n责任单位:市科技局\n"
    )
    assert [task.number for task in document.tasks] == ["2.1", "2.2", "2.3"]
    assert document.tasks[0].targets[0].indicator == "R&D经费投入强度"


def test_lines_of_units_below_a_heading_stand_over_their_tasks() -> None:
    document = parse_text(
        "关于分解下达2013年市政府工作目标责任的通知\n"
        "一、经济发展目标\n"
        "责任单位:市发改委\n1、生产总值增长13%。\n2、固定资产投资增长25%。\n"
        "责任单位:市财政局、市国税局\n1、财政总收入增长15%。\n"
        "二、民生目标\n"
        "责任单位:市教育局\n1、新建幼儿园30所。\n2、毛入学率达到88%。\n"
        "责任单位:市民政局\n1、新建敬老院8所。\n2、低保标准提高10%。\n"
    )
    assert [(task.text, [one.unit for one in task.mentions]) for task in document.tasks] == [
        ("生产总值增长13%。", ["市发改委"]),
        ("固定资产投资增长25%。", ["市发改委"]),
        ("财政总收入增长15%。", ["市财政局", "市国税局"]),
        ("新建幼儿园30所。", ["市教育局"]),
        ("毛入学率达到88%。", ["市教育局"]),
        ("新建敬老院8所。", ["市民政局"]),
        ("低保标准提高10%。", ["市民政局"]),
    ]
