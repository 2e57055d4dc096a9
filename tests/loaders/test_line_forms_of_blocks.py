"""Who does the work, said once for a block of tasks: behind it, or in the heading of a part of it."""

from __future__ import annotations

from tests.conformance.reading import parse_text, who


def test_labels_behind_a_block_hold_for_tasks_whose_numbers_run_on_from_block_to_block() -> None:
    document = parse_text(
        "2021年区政府工作报告重点任务责任分工\n一、经济发展\n1.地区生产总值增长7%以上。\n"
        "2.一般公共预算收入增长6%。\n3.社会消费品零售总额增长9%。\n责任领导:李建国\n牵头单位:区发展改革局\n"
        "责任单位:区财政局、区商务局\n二、城市建设\n4.建成幸福路北延工程。\n5.改造老旧小区25个。\n"
        "责任领导:王海\n牵头单位:区住房城乡建设局\n责任单位:区城管局\n"
    )
    assert [task.text for task in document.tasks] == [
        "地区生产总值增长7%以上。",
        "一般公共预算收入增长6%。",
        "社会消费品零售总额增长9%。",
        "建成幸福路北延工程。",
        "改造老旧小区25个。",
    ]
    assert who(document) == ["*区发展改革局 区财政局 区商务局"] * 3 + ["*区住房城乡建设局 区城管局"] * 2
    assert [task.leader for task in document.tasks] == ["李建国"] * 3 + ["王海"] * 2


def test_labels_behind_items_whose_numbers_begin_again_close_one_task() -> None:
    document = parse_text(
        "2021年区政府工作报告重点任务责任分工\n一、提升教育质量\n1.新建学校2所。\n2.新增学位3000个。\n"
        "牵头单位:区教育局\n二、建设健康城区\n1.新建医院1家。\n2.新增床位300张。\n牵头单位:区卫健局\n"
    )
    assert who(document) == ["*区教育局", "*区卫健局"]


def test_tasks_a_unit_leads_and_tasks_it_helps_with() -> None:
    document = parse_text(
        "2019年市政府工作报告目标任务分解\n一、市发展改革委\n(一)牵头任务\n1.固定资产投资增长10%。\n"
        "2.推进清河机场建设。\n(二)配合任务\n1.培育工业企业50家。\n二、市工业和信息化局\n(一)牵头任务\n"
        "1.培育工业企业50家。\n2.推进智能制造。\n(二)配合任务\n1.固定资产投资增长10%。\n2.推进清河机场建设。\n"
    )
    assert who(document) == [
        "*市发展改革委",
        "*市发展改革委",
        "市发展改革委",
        "*市工业和信息化局",
        "*市工业和信息化局",
        "市工业和信息化局",
        "市工业和信息化局",
    ]
    assert {m.lead_basis for task in document.tasks for m in task.mentions if m.is_lead} == {"labelled"}


def test_units_of_a_heading_hold_for_tasks_whose_numbers_run_on_below() -> None:
    document = parse_text(
        "2025年全市重点工作任务清单\n一、经济发展(市发展改革委牵头,各县区配合)\n(一)地区生产总值增长5.5%。\n"
        "(二)固定资产投资增长5%。\n二、科技创新(市科技局牵头)\n(三)新增高新技术企业100家。\n(四)研发强度2.2%。\n"
    )
    assert who(document) == ["*市发展改革委 各县区", "*市发展改革委 各县区", "*市科技局", "*市科技局"]
    assert [task.number for task in document.tasks] == ["(一)", "(二)", "(三)", "(四)"]


def test_units_of_a_heading_whose_items_begin_again_below_have_one_task() -> None:
    document = parse_text(
        "2025年全市重点工作任务清单\n一、加快产业发展(牵头单位:市发改委)\n1.引进企业30家。\n2.新增规上企业20家。\n"
        "二、加强城市建设(牵头单位:市住建局)\n1.建成北延工程。\n2.改造小区25个。\n"
    )
    assert who(document) == ["*市发改委", "*市住建局"]


def test_a_leader_behind_each_block_leads_all_of_it() -> None:
    document = parse_text(
        "大渡口区2015年政府工作重点工作分解\n一、区教委(2项)\n1.新增学位2700个。配合单位:区财政局。\n"
        "2.巩固率99%以上。配合单位:各街镇\n分管领导:刘莉\n二、区人力社保局(2项)\n3.新增就业2.1万人。配合单位:各街镇\n"
        "4.发放贷款8000万元。配合单位:区财政局\n分管领导:张强\n三、各街镇\n5.死亡人数下降5%。\n6.完成征收任务。\n"
    )
    assert [task.leader for task in document.tasks] == ["刘莉", "刘莉", "张强", "张强", None, None]
    assert who(document) == [
        "*区教委 区财政局",
        "*区教委 各街镇",
        "*区人力社保局 各街镇",
        "*区人力社保局 区财政局",
        "*各街镇",
        "*各街镇",
    ]


def test_a_leader_behind_blocks_whose_tasks_have_units_of_their_own() -> None:
    document = parse_text(
        "恩阳区2018年政府工作目标任务责任分解表\n一、脱贫攻坚\n1.道路硬化120公里。\n责任单位:区交通局\n"
        "2.参保率100%。\n责任单位:区人社局\n分管领导:何 刚\n"
        "二、项目投资\n3.争取资金12亿元。\n责任单位:区发改局\n"
        "4.到位资金45亿元。\n责任单位:区投促局\n分管领导:杨 波\n"
    )
    assert [task.leader for task in document.tasks] == ["何刚", "何刚", "杨波", "杨波"]
    assert who(document) == ["*区交通局", "*区人社局", "*区发改局", "*区投促局"]
