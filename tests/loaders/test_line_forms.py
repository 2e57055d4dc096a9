"""Lines as cities and counties wrote them: labels and units side by side, signatures, told clauses."""

from __future__ import annotations

from datetime import date

import pytest
from zeren_loaders.jurisdictions import find_jurisdiction

from tests.conformance.reading import parse_text, who


def test_those_who_do_and_those_who_help_on_one_line() -> None:
    document = parse_text(
        "江某区2014年重点工作任务分工\n"
        "1. 新增绿地30公顷。\n分管领导:梁文\n主办:区园林局    协办:区城管局、各镇(街)\n"
        "2. 新增学位2000个。\n分管领导:邓丽\n主办单位:区教育局    协办单位:区编办\n"
        "主办:江某区人民政府 承办:江某区人民政府办公室\n"
    )
    assert who(document) == ["*区园林局 区城管局 各镇(街)", "*区教育局 区编办"]
    assert [task.leader for task in document.tasks] == ["梁文", "邓丽"]


def test_a_signature_is_no_item_of_the_list_above_it() -> None:
    document = parse_text(
        "关于分解2013年度工作任务的通知\n一、社会管理\n"
        "1.安全生产零事故。责任单位:安监站、派出所\n2.信访按期办结率100%。责任单位:综治办、司法所\n"
        "东阳镇人民政府\n2013年3月5日\n"
    )
    assert [task.mentions[-1].mention for task in document.tasks] == ["派出所", "司法所"]
    assert [task.due_on for task in document.tasks] == [None, None]
    assert document.issued_on == date(2013, 3, 5)
    assert document.issuer == "东阳镇人民政府"


def test_what_stands_below_units_without_a_full_stop_begins_anew() -> None:
    document = parse_text(
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
    document = parse_text(
        "2012年重点工作任务分解\n1.新建学校3所。责任单位:市教育局、市财\n政局、市建设局\n"
        "2.新建医院1所。责任单位:市卫生局\n市发改委、市规划局\n"
    )
    assert who(document) == ["*市教育局 市财政局 市建设局", "*市卫生局 市发改委 市规划局"]


def test_a_bracket_left_open_does_not_swallow_the_next_heading() -> None:
    document = parse_text(
        "某平县2014年重点工作任务分解\n(一)特色农业\n1.新增合作社20家,\n(牵头单位:县农业局;配合单位:县工商局、县供销社\n"
        "(二)乡村建设\n1.垃圾处理覆盖率90%。\n(牵头单位:县美丽办;配合单位:各乡镇)\n"
    )
    assert who(document) == ["*县农业局 县工商局 县供销社", "*县美丽办 各乡镇"]
    assert [section.theme for section in document.plans[0].sections] == ["特色农业", "乡村建设"]


def test_each_told_clause_closes_its_own_part() -> None:
    document = parse_text(
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
    document = parse_text(
        "2012年政府工作报告任务分解\n"
        "1、建设平台,由市信息中心负责;完成投资20亿元。\n责任单位:市发改委、市信息中心\n"
        "2、新增就业50万人。\n责任单位:市人社局\n"
    )
    assert who(document) == ["*市发改委 市信息中心", "*市人社局"]


def test_brackets_with_an_enumeration_comma_between_them() -> None:
    document = parse_text(
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
    document = parse_text(
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
    document = parse_text(
        "2010年重点工作分工\n"
        "(一)新增蔬菜面积5万亩。(各县区政府负责,市农业局督促指导)\n"
        "(二)新增小额贷款公司5家。(市金融办牵头,市工商局参加)\n(三)建设新馆。(市档案局)\n"
    )
    assert who(document) == ["*各县区政府 市农业局", "*市金融办 市工商局", "*市档案局"]


def test_a_label_behind_an_enumeration_comma_ends_the_list_before_it() -> None:
    document = parse_text(
        "2009年重点工作任务分解\n"
        "1.新增粮食2000万斤。(牵头单位:县农业局、责任单位:县水利局、农机局)\n"
        "2.修路30公里。牵头单位:县交通局、配合单位:县财政局、各乡镇\n"
        "3.植树2万亩。(牵头、责任单位:县林业局)\n"
    )
    assert who(document) == ["*县农业局 县水利局 县农机局", "*县交通局 县财政局 各乡镇", "*县林业局"]


def test_a_label_behind_an_enumeration_comma_leaves_the_name_before_it() -> None:
    document = parse_text(
        "2008年重点项目责任分解\n"
        "1、建厂,牵头领导:副市长 雷天明、责任单位:市建设局、责任人:赵刚、完成时限:11月。\n"
        "2、修路。牵头领导:副市长 雷天明、责任单位:市交通局、责任人:马力、完成时限:9月。\n"
    )
    assert [task.leader for task in document.tasks] == ["雷天明", "雷天明"]
    assert who(document) == ["*市建设局", "*市交通局"]
    assert [task.due_on for task in document.tasks] == [date(2008, 11, 30), date(2008, 9, 30)]


def test_a_remark_below_a_list_is_no_part_of_it() -> None:
    document = parse_text(
        "2012年为民办实事任务分解\n一、新建公厕15座\n主办单位:区城管局\n协办单位:区环卫处\n"
        "二、清淤100公里。\n主办单位:区水利局\n协办单位:有关镇\n(注:各主办单位于每月28日前报送进度)\n"
    )
    assert who(document) == ["*区城管局 区环卫处", "*区水利局 有关镇"]


def test_a_label_without_a_colon_at_the_end_of_a_line() -> None:
    document = parse_text(
        "2010年实事项目责任分解\n1.就业率达到85%以上。责任单位 市人社局\n"
        "2.新建操场60片。责任单位:市教育局\n3.压实责任单位 各项工作\n"
    )
    assert who(document)[:2] == ["*市人社局", "*市教育局"]


def test_a_heading_told_with_an_office_and_a_name() -> None:
    document = parse_text(
        "某定区2011年主要目标任务责任分工\n一、由区政府常务副区长陈志坚负责\n(一)新建学校5所。\n责任单位:区教育局\n"
        "二、由副区长罗永红同志负责的工作\n(一)造林3万亩。\n责任单位:区林业局\n"
    )
    assert [task.leader for task in document.tasks] == ["陈志坚", "罗永红"]


def test_all_offices_in_a_leaders_bracket() -> None:
    document = parse_text(
        "2008年重点工作责任分解\n1、争取投资2.5亿元。\n责任领导:张志强(县委常委、常务副县长)\n责任单位:县发改局\n"
        "2、修路20公里。\n责任领导:县委常委、政法委书记 陈国良\n责任单位:县交通局\n"
        "3、建校5所。\n责任领导:李发荣(副县长)、王海燕\n责任单位:县教育局\n"
    )
    assert document.leaders["张志强"] == ["县委常委、常务副县长"]
    assert document.leaders["陈国良"] == ["政法委书记"]
    assert document.leaders["李发荣"] == ["副县长"]
    assert [task.leader for task in document.tasks] == ["张志强", "陈国良", "李发荣"]


def test_no_unit_stands_in_an_empty_place() -> None:
    document = parse_text(
        "2014年重点工作分工\n1. 新增绿地30公顷。\n主办:区园林局    协办:(无)\n"
        "2. 新增学位2000个。\n主办:区教育局    协办:无\n3. 修路5公里。\n主办:区交通局    协办:——\n"
    )
    assert who(document) == ["*区园林局", "*区教育局", "*区交通局"]


def test_the_place_behind_a_party_committee_of_the_same_place() -> None:
    document = parse_text(
        "中共某原市委 某原市人民政府关于印发《2014年重点工作责任分解》的通知\n2014年重点工作责任分解\n"
        "1.修路20公里。\n牵头单位:市交通运输局\n"
    )
    assert document.jurisdiction is not None
    assert (document.jurisdiction.name, document.jurisdiction.level) == ("某原市", "prefecture")


def test_a_box_before_the_title() -> None:
    document = parse_text(
        "信息名称:市政府关于2015年度主要目标任务分解的通知\n索引号:0141-02-2015-00012  信息分类:综合政务\n"
        "发布机构:某浦市人民政府  发文日期:2015-02-10\n文 号:某政发〔2015〕12号  有效性:有效\n"
        "内容概述:市政府关于2015年度主要目标任务分解的通知\n市政府关于2015年度主要目标任务分解的通知\n"
        "各县(市)、区人民政府:\n一、主要目标\n1. 生产总值增长10%。(市发改委)\n"
        "2. 财政收入增长10%。(市财政局)\n"
    )
    assert document.title == "市政府关于2015年度主要目标任务分解的通知"
    assert document.issuer == "某浦市人民政府"


def test_the_date_of_printing_where_no_other_is_given() -> None:
    document = parse_text(
        "某乐县2014年重点工作责任分工\n1.修路20公里。(牵头单位:县交通局)\n2.建校2所。(牵头单位:县教育局)\n"
        "某乐县人民政府办公室 2014年3月20日印发\n"
    )
    assert document.issued_on == date(2014, 3, 20)


def test_prose_about_targets_beside_assigned_tasks_is_no_task() -> None:
    document = parse_text(
        "某乐县2014年重点工作推进方案\n一、指导思想\n坚持稳中求进。\n二、目标任务\n全县生产总值增长10%,财政收入增长12%。\n"
        "三、重点任务及责任分工\n(一)项目建设\n1.修路20公里。\n(牵头单位:县交通局;配合单位:县财政局)\n"
        "2.建校2所。\n(牵头单位:县教育局)\n"
        "四、保障措施\n(一)加强领导。成立领导小组。\n(二)严格考核。由县督查办牵头,县监察局、县绩效办配合。\n"
    )
    assert who(document) == ["*县交通局 县财政局", "*县教育局"]


def test_numbers_and_texts_behind_labels() -> None:
    document = parse_text(
        "2011年政府重点工作任务分解\n序号 1\n工作任务:新建社区服务中心2个\n分管领导:邹芳\n责任单位:区民政局\n"
        "序号 2\n工作任务:改造线路20公里,\n分管领导:曹军\n责任单位:区供电局\n"
    )
    assert [(task.number, task.text) for task in document.tasks] == [
        ("1", "新建社区服务中心2个"),
        ("2", "改造线路20公里"),
    ]
    assert who(document) == ["*区民政局", "*区供电局"]


def test_a_heading_in_brackets_is_no_remark_on_the_unit_above_it() -> None:
    document = parse_text(
        "某口市2012年重点工作责任分工一览\n【农业】\n☆ 粮食面积300万亩 牵头:市农业局 配合:各县市区\n"
        "【城建】\n☆ 新增公交车60台 牵头:市交通局 配合:市公交公司\n"
        "【社会事业】\n☆ 新建幼儿园12所 牵头:市教育局 配合:市财政局\n(市国库支付中心)\n"
    )
    assert who(document) == ["*市农业局 各县市区", "*市交通局 市公交公司", "*市教育局 市财政局"]
    assert document.tasks[2].mentions[1].second_name == "市国库支付中心"
    assert [section.heading for section in document.plans[0].sections] == [
        "【农业】",
        "【城建】",
        "【社会事业】",
    ]
    assert [section.theme for section in document.plans[0].sections] == ["农业", "城建", "社会事业"]


def test_who_lies_along_the_line_and_who_sees_to_it() -> None:
    document = parse_text(
        "2011年重点工作分解\n1.铁路完成投资15亿元。由市铁办、沿线县(市、区)政府具体负责。\n"
        "2.改造卫生室500所。(各县(市、区)人民政府负责,市卫生局督促落实)\n3.清洁工程。(市美好办.市环保局)\n"
    )
    assert who(document) == [
        "*市铁办 沿线县(市、区)政府",
        "*各县(市、区)人民政府 市卫生局",
        "*市美好办 市环保局",
    ]


def test_a_citys_number_is_not_taken_for_a_provinces() -> None:
    document = parse_text(
        "市人民政府关于做好2013年重点工作的通知\n宁政发〔2013〕16号\n各县(市、区)人民政府,市直各部门:\n"
        "1、新农合补助280元。(市卫生局)\n2、参保120万人。(市人社局)\n"
    )
    assert document.jurisdiction is None
    document = parse_text(
        "关于分解2013年重点工作的通知\n宁政发〔2013〕16号\n各市、县(市、区)人民政府,自治区政府各部门:\n"
        "1、新农合补助280元。(自治区卫生厅)\n2、参保120万人。(自治区人力资源社会保障厅)\n"
    )
    assert document.jurisdiction is not None
    assert document.jurisdiction.name == "宁夏回族自治区"


def test_the_unit_a_heading_lets_lead_leads_the_tasks_below_it() -> None:
    document = parse_text(
        "2011年重点工作分解\n(一)项目建设(牵头单位:市发改委)\n1.大桥通车。责任单位:市交通局\n"
        "2.机场完成前期工作。责任单位:市发改委、市机场办\n3.港口扩建。牵头单位:市港口局;责任单位:市财政局\n"
        "(二)工业发展(市经信委牵头)\n1.新增企业100户。由市中小企业局、各县(市、区)政府具体负责。\n2.技改投资5亿元(市科技局牵头,市财政局配合)\n"
        "(三)农业发展(市农办、市农业局牵头)\n1.新增大棚100亩(市农业局)\n2.新增农机100台(市农机局)\n"
        "(四)社会事业\n1.建校2所。责任单位:市教育局\n"
    )
    assert who(document) == [
        "*市发改委 市交通局",
        "*市发改委 市机场办",
        "*市港口局 市财政局",
        "*市经信委 市中小企业局 各县(市、区)政府",
        "*市科技局 市财政局",
        "*市农业局",
        "*市农机局",
        "*市教育局",
    ]
    assert [section.theme for section in document.plans[0].sections] == [
        "项目建设",
        "工业发展",
        "农业发展",
        "社会事业",
    ]


def test_names_with_a_middle_dot_and_themes_beside_a_leader() -> None:
    document = parse_text(
        "2011年重点工作分工\n一、改善民生(分管州长:卓玛)\n1、建校2所(责任单位:州教育局)。\n2、修路3公里(责任单位:州交通局)。\n"
    )
    assert document.plans[0].sections[0].theme == "改善民生"
    document = parse_text(
        "2006年主要工作责任分工\n(一)进出口12亿美元\n主管领导:副市长 阿不都·热合曼\n主办单位:市外经贸局\n"
        "(二)造林1.2万亩\n主管领导:买买提·阿不都拉副市长\n主办单位:市林业局\n"
    )
    assert [task.leader for task in document.tasks] == ["阿不都·热合曼", "买买提·阿不都拉"]
    assert document.leaders["阿不都·热合曼"] == ["副市长"]


def test_a_year_is_no_part_of_a_place() -> None:
    document = parse_text(
        "2012年度区政府为民办实事工程责任分解\n1.建园3所。主办单位:教育局。\n2.修路3条。主办单位:住建局。\n"
    )
    assert document.jurisdiction is None
    assert who(document) == ["*区教育局", "*区住建局"]


@pytest.mark.parametrize(
    "title",
    [
        "县委县政府2014年重点工作责任分解",
        "市委市政府2012年为民办实事",
        "十二五期间全市重点工作",
        "全面推进乡镇重点工作任务分解",
        "关于印发城乡重点工作任务分解的通知",
        "关于落实2013年新区重点工作任务分解",
        "两会期间县政府重点工作分解",
        "2010年度县人民政府工作目标",
    ],
)
def test_words_of_a_title_are_no_place(title: str) -> None:
    assert find_jurisdiction([title], year=2012) == (None, None)
