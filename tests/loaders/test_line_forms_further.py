"""More lines as cities and counties wrote them: articles, persons in charge, verbs on lines of their own."""

from __future__ import annotations

from tests.conformance.reading import parse_text, who


def test_articles_stand_below_chapters() -> None:
    document = parse_text(
        "2010年区政府主要工作目标责任分解\n第一篇  经济发展目标\n"
        "第一条  生产总值180亿元。(责任单位:区发改局)\n第二条  财政收入12亿元。(责任单位:区财政局)\n"
        "第二篇  城市建设目标\n第三条  动迁3000户。(责任单位:区建设局)\n"
        "第四条  修路60条。(责任单位:区交通局)\n"
    )
    assert who(document) == ["*区发改局", "*区财政局", "*区建设局", "*区交通局"]
    assert [section.theme for section in document.plans[0].sections] == ["经济发展目标", "城市建设目标"]


def test_a_person_in_charge_with_an_office_of_government_leads() -> None:
    document = parse_text(
        "2010年区政府工作目标责任分解\n1.财政收入12亿元。(责任人:常务副区长 金哲;责任单位:区财政局)\n"
        "2.动迁3000户。(责任人:区建设局局长 韩磊;责任单位:区建设局)\n"
        "3.建校2所。(责任人:申海兰;责任单位:区教育局)\n"
        "4.修路5条。(责任人:副区长韩磊、赵明;责任单位:区交通局)\n"
    )
    assert [task.leader for task in document.tasks] == ["金哲", None, None, None]


def test_who_leads_and_who_helps_on_lines_of_their_own() -> None:
    document = parse_text(
        "2011年重点工作分解\n1、完成工业投资110亿元,\n由 市经信委 牵头\n市发改委、市统计局、各县区 配合\n"
        "2、新增企业50户\n由 市经信委 牵头\n市工商局、各县区 配合\n"
        "3、改造公路1200公里。\n由 市交通局 牵头\n各县区 配合\n"
    )
    assert who(document) == [
        "*市经信委 市发改委 市统计局 各县区",
        "*市经信委 市工商局 各县区",
        "*市交通局 各县区",
    ]


def test_the_signature_says_which_county_writes() -> None:
    document = parse_text(
        "县人民政府办公室关于印发《2014年重点工作目标任务分解表》的通知\n现印发给你们。\n"
        "桐某县人民政府办公室\n2014年3月6日\n2014年重点工作目标任务分解表\n一、农业农村工作(2项)\n"
        "1.盘活厂房3处(县工信局牵头。县国土局配合)\n2.改造棚户区500户(县住建局)\n"
    )
    assert document.issuer == "桐某县人民政府办公室"
    assert document.plans[0].sections[0].theme == "农业农村工作"
    assert who(document) == ["*县工信局 县国土局", "*县住建局"]


def test_units_behind_a_dash_on_a_line_of_their_own() -> None:
    document = parse_text(
        "昌河区2024年度重点工作任务责任清单\n一、实体经济\n"
        "1. 完成数字化改造项目40个。\n——区经信局牵头,各镇(街道)配合\n"
        "2. 新增发明专利授权300件。\n——区市场监管局负责\n"
        "3. 提升改造农贸市场6个。\n——区市场监管局、区商务局负责\n"
    )
    assert who(document) == ["*区经信局 各镇(街道)", "*区市场监管局", "*区市场监管局 区商务局"]


def test_a_bracket_in_the_middle_of_a_sentence_closes_a_task_if_it_says_who_does_it() -> None:
    document = parse_text(
        "临川省2014年重点工作部门分工\n(一)深化改革。实施预算制度,(省财政厅负责)发展普惠金融。(省政府金融办负责)\n"
        "(二)推进国企(集体企业)改革。(省国资委负责)\n(三)旅游总收入增长18%。(省旅游局、省商务厅负责)\n"
    )
    assert who(document) == ["*省财政厅", "*省政府金融办", "*省国资委", "*省旅游局 省商务厅"]


def test_units_with_a_colon_over_what_is_numbered_below_each() -> None:
    document = parse_text(
        "石桥县2021年重点任务责任分解\n县发改局:\n1.生产总值增长7%;\n2.争取资金2亿元。\n"
        "县教育局:\n1.新建幼儿园2所;\n2.改造学校5所。\n县农业农村局:\n1.建设高标准农田3万亩。\n"
    )
    assert who(document) == ["*县发改局", "*县发改局", "*县教育局", "*县教育局", "*县农业农村局"]


def test_the_leader_and_the_unit_on_a_line_below_a_heading_lead_all_below_it() -> None:
    document = parse_text(
        "石桥县2023年工作任务分解\n一、招商引资\n牵头领导:刘江  牵头部门:县招商局\n"
        "1.引进项目50个。(县招商局)\n2.利用外资3000万美元。(县商务局、县发改局)\n"
        "二、民生保障\n牵头领导:吴刚  牵头部门:县民政局\n"
        "3.建成学校2所。(县教育局、县住建局)\n4.改造管网12公里。(县住建局)\n"
    )
    assert who(document) == [
        "*县招商局",
        "*县招商局 县商务局 县发改局",
        "*县民政局 县教育局 县住建局",
        "*县民政局 县住建局",
    ]
    assert [task.leader for task in document.tasks] == ["刘江", "刘江", "吴刚", "吴刚"]


def test_a_person_who_answers_goes_with_the_units_named_after() -> None:
    document = parse_text(
        "2010年市政府重点工作目标责任\n1、水泥二线项目9月底前投产。责任人:王志远,责任单位:市经委、城关镇\n"
        "2、人民路6月底竣工。责任人:李国平,责任单位:市建设局\n"
    )
    assert [task.text for task in document.tasks] == ["水泥二线项目9月底前投产。", "人民路6月底竣工。"]
    assert who(document) == ["*市经委 城关镇", "*市建设局"]


def test_a_bullet_of_another_kind_stands_over_what_it_heads() -> None:
    document = parse_text(
        "云溪区2023年度工作要点责任清单\n◎ 做强主导产业\n● 引进企业2家\n"
        "责任单位:区商务局 | 配合单位:区工信局\n"
        "● 产值突破300亿元\n责任单位:区工信局\n"
        "◎ 提升城市能级\n● 新建充电桩800个\n责任单位:区发改局\n"
    )
    assert who(document) == ["*区商务局 区工信局", "*区工信局", "*区发改局"]
    headings = [section.heading for section in document.plans[0].sections]
    assert headings == ["◎ 做强主导产业", "◎ 提升城市能级"]


def test_the_header_of_rows_copied_as_lines_is_no_heading() -> None:
    document = parse_text(
        "市政府2012年度重点工作责任分解\n序号 工作内容 分管领导 责任单位\n"
        "1 新增规模企业20户 李卫东 市工信局\n"
        "2 完成道路黑化15公里 赵国强 市住建局、市公路局\n"
        "3 新建廉租房1200套 赵国强 市房产局\n"
    )
    assert who(document) == ["*市工信局", "*市住建局 市公路局", "*市房产局"]
    assert [section.heading for section in document.plans[0].sections] == [None]


def test_bullets_dress_labels_and_brackets_frame_numbers() -> None:
    document = parse_text(
        "青江市2023年重点工作任务推进清单\n【任务1】建设数字政府,网上可办率达到98%以上\n"
        "▶牵头领导:郑涛\n▶牵头单位:市行政审批局\n▶配合单位:市大数据局\n▶完成时限:2023年12月\n"
        "【任务2】新建体育公园4个\n▶牵头领导:林芳\n▶牵头单位:市体育局\n▶配合单位:市住建局、各区县\n"
    )
    assert who(document) == ["*市行政审批局 市大数据局", "*市体育局 市住建局 各区县"]
    assert [task.text for task in document.tasks] == ["建设数字政府,网上可办率达到98%以上", "新建体育公园4个"]
    assert [(task.number, task.leader) for task in document.tasks] == [("1", "郑涛"), ("2", "林芳")]


def test_items_counted_as_pieces() -> None:
    document = parse_text(
        "2017年为民办实事任务分解\n第一件 就业创业\n新增就业5万人。\n责任单位:市人社局\n"
        "第二件 教育惠民\n新建幼儿园20所。\n责任单位:市教育局\n"
    )
    assert [(task.number, task.text) for task in document.tasks] == [
        ("一", "就业创业\n新增就业5万人。"),
        ("二", "教育惠民\n新建幼儿园20所。"),
    ]


def test_each_sentence_about_those_above_holds_back_to_the_one_before() -> None:
    document = parse_text(
        "2021年主要任务分工\n一、主要经济指标\n1.GDP增长7%左右\n2.固定资产投资增长10%\n"
        "以上指标由县发展改革局牵头,县统计局负责。\n3.预算收入增长4%\n4.税收占比达到65%\n"
        "以上两项任务由县财政局牵头,县税务局配合。\n二、重点项目\n5.建成污水处理厂(县生态环境局)\n"
    )
    assert who(document) == [*["*县发展改革局 县统计局"] * 2, *["*县财政局 县税务局"] * 2, "*县生态环境局"]


def test_offices_of_a_township_behind_labels_of_their_own() -> None:
    document = parse_text(
        "临江镇2022年重点工作任务分解\n1.发展党员12名。\n责任领导:谢建华\n责任办公室:党建办\n"
        "2.引进项目3个。\n责任领导:郭永强\n牵头站办:经济发展办\n"
    )
    assert who(document) == ["*镇党建办", "*镇经济发展办"]
    assert [task.leader for task in document.tasks] == ["谢建华", "郭永强"]
