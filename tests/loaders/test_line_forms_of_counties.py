"""Habits of counties and zones: portfolios below leaders, closing chapters, titles on two lines."""

from __future__ import annotations

from datetime import date

from zeren_loaders import ParsedDocument

from tests.conformance.reading import parse_text


def who(document: ParsedDocument) -> list[str]:
    """The leader and the units of each task, leads with a star."""
    return [
        " ".join([task.leader or "-", *("*" * one.is_lead + one.unit for one in task.mentions)])
        for task in document.tasks
    ]


def test_what_a_leader_is_in_charge_of_assigns_no_task() -> None:
    document = parse_text(
        "云台经济技术开发区2012年重点工作责任分解\n"
        "    为确保各项任务落到实处，现将重点工作分解到各位领导和责任部门。\n"
        "    管委会主任  张  国  忠\n    主管部门：办公室、财政局\n"
        "    1、生产总值增长12%。责任部门：经济发展局\n"
        "    管委会副主任  李  志  强\n    主管部门：招商局、科技局\n"
        "    2、引进内资65亿元。责任部门：招商一局\n"
        "    党工委副书记  赵  秀  英\n    主管部门：党群工作部\n    3、新增就业6000人。责任部门：人社局\n"
    )
    assert who(document) == ["张国忠 *经济发展局", "李志强 *招商一局", "赵秀英 *人社局"]


def test_a_closing_chapter_that_says_lead_units_answer_assigns_no_task() -> None:
    document = parse_text(
        "县政府办公室关于分解落实2013年《政府工作报告》主要目标任务的通知\n一、主要预期目标\n1．生产总值增长15%。\n"
        "牵头单位：县发改局\n2．城镇化率达到48%。\n牵头单位：县住建局\n二、工作要求\n"
        "（一）加强领导。各牵头单位要将任务分解到月份。牵头单位负总责，责任单位要主动配合。\n"
        "（二）强化督办。县政府督查室每季度通报（联系电话：4212345，邮箱：a@b.com）。\n二〇一三年二月二十八日\n"
    )
    assert who(document) == ["- *县发改局", "- *县住建局"]


def test_one_unit_beside_towns_and_streets_in_a_bracket() -> None:
    document = parse_text(
        "关于分解落实2008年重点工作任务的通知\n1、收入增长20%。（市财政局、国税局）\n"
        "2、完成经济普查。（市统计局，各镇、街道）\n3、普及率达到90%。（市水利局、各镇、街道）\n"
    )
    assert who(document) == ["- *市财政局 市国税局", "- *市统计局 各镇、街道", "- *市水利局 各镇、街道"]


def test_a_title_broken_before_its_last_words() -> None:
    document = parse_text(
        "南漳县2008年政府工作报告主要目标责任\n分解方案\n一、县域经济\n（一）生产总值增长13%。\n责任单位：县发改局\n"
        "（二）投资增长25%。\n责任单位：县财政局\n"
    )
    assert document.title == "南漳县2008年政府工作报告主要目标责任分解方案"
    assert document.plans[0].starts_on == date(2008, 1, 1)


def test_number_date_and_clicks_on_one_line() -> None:
    document = parse_text(
        "大邑县人民政府办公室关于印发县政府工作报告任务责任分工的通知\n"
        "大邑府办发〔2011〕9号　　2011-02-25　　阅读：658次\n"
        "各乡镇人民政府，县政府各部门，有关企事业单位：\n现将分工通知如下。\n"
        "1.生产总值增长14%。由县发改局牵头，县统计局配合。\n2.到位外资6000万美元。由县投促局牵头，县商务局配合。\n"
    )
    assert document.doc_number == "大邑府办发〔2011〕9号"
    assert document.issued_on == date(2011, 2, 25)
    assert document.plans[0].starts_on == date(2011, 1, 1)


def test_the_foot_of_an_old_site_behind_the_last_list() -> None:
    document = parse_text(
        "滨海县2010年度重点工作目标任务分解\n（一）参合率99%以上。\n牵头单位：县卫生局\n责任单位：县财政局、各镇\n"
        "（二）新增就业1万人。\n牵头单位：县人社局\n责任单位：县总工会、各镇（区）\n\n"
        "【字体：小 大】【发表评论】【加入收藏】【告诉好友】【打印此文】【关闭窗口】\n"
    )
    assert who(document) == ["- *县卫生局 县财政局 各镇", "- *县人社局 县总工会 各镇(区)"]


def test_a_hospital_of_chinese_medicine_has_no_character_twice() -> None:
    document = parse_text(
        "2019年桑植县重点工作分解\n1.完成综合楼。（牵头单位：县卫健局；责任单位：县人民医院、县中医医院）\n"
        "2.新增就业3200人。（牵头单位：县人社局；责任单位：县财政局）\n"
    )
    assert who(document)[0] == "- *县卫健局 县人民医院 县中医医院"


def test_what_is_planned_for_each_quarter_is_no_target_of_the_year() -> None:
    document = parse_text(
        "萧县2021年重点任务分解及推进计划\n一、新增城镇就业8500人\n牵头单位：县人社局\n工作措施：举办招聘活动40场。\n推进计划：\n"
        "第一季度：2200人。\n第二季度：4500人。\n二、床位数达到600张\n牵头单位：县卫健委\n工作措施：倒排工期。\n推进计划：\n"
        "第一季度：完成装修80%。\n第二季度：投入使用。\n"
    )
    assert [[target.quote for target in task.targets] for task in document.tasks] == [
        ["新增城镇就业8500人", "举办招聘活动40场"],
        ["床位数达到600张"],
    ]
    assert document.tasks[1].text.endswith("第二季度：投入使用。")


def test_a_number_right_below_the_title_of_a_plan_without_a_notice() -> None:
    document = parse_text(
        "子洲县2023年《政府工作报告》重点任务包抓分解方案\n\n子政办发〔2023〕8号\n\n一、聚力稳增长\n1.投资增长10%。\n"
        "牵头单位：县发改局\n2.引进项目20个。\n牵头单位：县招商中心\n"
    )
    assert document.doc_number == "子政办发〔2023〕8号"


def test_a_short_sentence_over_a_paragraph_of_several_tasks_is_their_heading() -> None:
    document = parse_text(
        "高新区2016年工作报告责任分解\n   一、加快产业转型升级。\n"
        "   发展电子信息产业。产值突破200亿元。（责任单位：产业局、科技局）"
        "发展生物医药产业。产值达到60亿元。（责任单位：产业局）\n   二、加快城市建设。\n"
        "   续建道路23条。（责任单位：建设局）"
        "回迁群众8000人。（责任单位：拆迁办）\n"
    )
    assert [section.heading for section in document.plans[0].sections] == [
        "一、加快产业转型升级。",
        "二、加快城市建设。",
    ]
    assert [task.text[:6] for task in document.tasks] == [
        "发展电子信息",
        "发展生物医药",
        "续建道路23",
        "回迁群众80",
    ]


def test_the_addressees_are_no_place() -> None:
    document = parse_text(
        "关于印发2016年工作报告责任分解的通知\n\n各街道办事处，管委会各部门：\n现将任务分解如下。\n"
        "1．续建道路23条。（责任单位：建设局）\n2．新建中小学6所。（责任单位：社会事业局）\n2016年3月7日\n"
    )
    assert document.jurisdiction is None


def test_figures_in_a_heading_over_tasks_are_told() -> None:
    document = parse_text(
        "恩阳区2018年目标任务责任分解表\n1、目标任务：完成34个贫困村退出，贫困发生率下降到2%以内。\n"
        "（1）硬化道路120公里。\n责任单位：区交通局\n（2）参保率100%。\n责任单位：区人社局\n"
        "2、目标任务：完成固定资产投资130亿元，增长14%。\n（1）争取资金12亿元。\n责任单位：区发改局\n"
        "（2）到位资金45亿元。\n责任单位：区投促局\n"
    )
    assert len(document.tasks) == 4
    told = [finding.quote or "" for finding in document.findings if finding.rule == "text_unclaimed"]
    assert [quote[:7] for quote in told] == ["1、目标任务：", "2、目标任务："]


def test_brackets_within_brackets() -> None:
    document = parse_text(
        "建湖县2022年重点工作分解\n1.新签约项目100个。（县商务局牵头，县发改委、各镇〈街道、开发区〉配合）\n"
        "2.新增学位5400个。（县教育局牵头，县财政局配合）\n"
    )
    assert who(document)[0] == "- *县商务局 县发改委 各镇(街道、开发区)"
