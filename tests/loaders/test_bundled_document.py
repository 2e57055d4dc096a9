"""What stands in 浙政办发〔2026〕4号, read from the document itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from zeren_loaders import ParsedDocument, curation
from zeren_loaders.records import Task


def task(document: ParsedDocument, code: str) -> Task:
    return next(task for task in document.tasks if task.code == code)


def units(document: ParsedDocument, code: str) -> list[tuple[str, bool]]:
    return [(mention.unit, mention.is_lead) for mention in task(document, code).mentions]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_it_says_who_issued_it_and_when(bundled: ParsedDocument) -> None:
    assert bundled.doc_number == "浙政办发〔2026〕4号"
    assert bundled.issuer == "浙江省人民政府办公厅"
    assert bundled.title == "浙江省人民政府办公厅关于印发2026年政府工作报告重点工作责任分解的通知"
    assert bundled.issued_on == date(2026, 1, 24)
    assert bundled.year == 2026
    assert bundled.jurisdiction is not None
    assert (bundled.jurisdiction.code, bundled.jurisdiction.name) == ("330000", "浙江省")


def test_it_holds_three_plans(bundled: ParsedDocument) -> None:
    assert [(plan.title, plan.kind, plan.starts_on, plan.ends_on) for plan in bundled.plans] == [
        ("政府工作报告“十五五”时期重点工作责任分解", "five_year", date(2026, 1, 1), date(2030, 12, 31)),
        ("政府工作报告2026年度重点工作责任分解", "annual", date(2026, 1, 1), date(2026, 12, 31)),
        ("十方面民生实事责任分解", "livelihood", date(2026, 1, 1), date(2026, 12, 31)),
    ]


def test_every_section_has_as_many_tasks_as_are_printed(bundled: ParsedDocument) -> None:
    assert [[len(section.tasks) for section in plan.sections] for plan in bundled.plans] == [
        [3, 21, 8, 16, 9, 9, 12],
        [4, 44, 14, 27, 9, 7, 27],
        [3, 5, 2, 5, 2, 3, 3, 3, 2, 2],
    ]


def test_numbers_are_as_printed(bundled: ParsedDocument) -> None:
    assert task(bundled, "2.2.44").number == "44"
    assert {item.number for item in bundled.plans[2].tasks} == {None}


def test_leaders_hold_their_offices(bundled: ParsedDocument) -> None:
    assert bundled.leaders == {
        "刘捷": ["省长"],
        "徐文光": ["常务副省长"],
        "张雁云": ["副省长"],
        "胡伟": ["副省长"],
        "李岩益": ["副省长"],
        "杨青玖": ["副省长"],
        "何中伟": ["副省长"],
    }


def test_sections_and_livelihood_items_have_their_leaders(bundled: ParsedDocument) -> None:
    assert [section.leader for section in bundled.plans[1].sections] == [
        "刘捷",
        "徐文光",
        "张雁云",
        "胡伟",
        "李岩益",
        "杨青玖",
        "何中伟",
    ]
    assert task(bundled, "2.7.20").leader == "何中伟"
    assert [item.leader for item in bundled.plans[2].sections[1].tasks] == [
        "张雁云",
        "胡伟",
        "胡伟",
        "李岩益",
        "胡伟",
    ]
    assert task(bundled, "3.8.2").leader == "杨青玖"
    assert bundled.plans[2].sections[0].theme == "医疗卫生"
    assert bundled.plans[2].sections[0].leader is None


@pytest.mark.parametrize(
    ("code", "expected", "basis"),
    [
        (
            "1.1.1",
            [
                ("省财政厅", True),
                ("省委金融办", False),
                ("省审计厅", False),
                ("省国资委", False),
                ("人行浙江省分行", False),
                ("浙江金融监管局", False),
                ("浙江证监局", False),
            ],
            "stated_first",
        ),
        ("1.1.2", [("省政府办公厅", True), ("省委依法治省办", True)], "marked"),
        (
            "1.1.3",
            [("省政府办公厅", True), ("省政府直属各单位", False), ("各市、县(市、区)政府", False)],
            "stated_first",
        ),
        (
            "1.2.13",
            [
                ("省发展改革委", True),
                ("省委军民融合办", False),
                ("省国动办", False),
                ("省自然资源厅", False),
                ("省生态环境厅", False),
                ("省海洋经济厅", False),
                ("省电力公司", False),
                ("省能源集团", False),
            ],
            "stated_first",
        ),
        (
            "1.4.4",
            [("省商务厅", True), ("杭州市政府", False), ("宁波市政府", False), ("温州市政府", False)],
            "stated_first",
        ),
        (
            "1.7.7",
            [
                ("省交通运输厅", True),
                ("省海洋经济厅", True),
                ("省交通强省(民航强省)建设领导小组其他成员单位", False),
                ("省建设世界一流强港领导小组其他成员单位", False),
            ],
            "marked",
        ),
        (
            "2.2.16",
            [
                ("省发展改革委", True),
                ("省委改革办", False),
                ("省信访局", False),
                ("省经信厅", False),
                ("省工商联", False),
            ],
            "stated_first",
        ),
        (
            "2.2.21",
            [
                ("省发展改革委", True),
                ("省经信厅", True),
                ("省教育厅", False),
                ("省科技厅", False),
                ("省自然资源厅", False),
                ("省文化广电和旅游厅", False),
                ("之江实验室", False),
            ],
            "marked",
        ),
        (
            "2.3.3",
            [
                ("省民政厅", True),
                ("省人力社保厅", True),
                ("省委社工部", False),
                ("省财政厅", False),
                ("省国资委", False),
                ("省税务局", False),
                ("省市场监管局", False),
                ("省总工会", False),
            ],
            "marked",
        ),
        (
            "2.4.27",
            [
                ("省退役军人事务厅", True),
                ("省委退役军人事务工作领导小组其他成员单位", False),
                ("省双拥领导小组其他成员单位", False),
            ],
            "stated_first",
        ),
        ("3.1.2", [("省卫生健康委", True)], "stated_first"),
        ("3.10.2", [("省应急管理厅", True), ("省消防救援总队", False)], "stated_first"),
    ],
)
def test_units_and_leads(
    bundled: ParsedDocument, code: str, expected: list[tuple[str, bool]], basis: str
) -> None:
    assert units(bundled, code) == expected
    assert {mention.lead_basis for mention in task(bundled, code).mentions} == {basis}


def test_a_name_in_brackets_is_the_second_name(bundled: ParsedDocument) -> None:
    second = {
        (mention.unit, mention.second_name)
        for item in bundled.tasks
        for mention in item.mentions
        if mention.second_name
    }
    assert second == {
        ("省委金融办", "省地方金融局"),
        ("省委依法治省办", "省司法厅"),
        ("省发展改革委", "省能源局"),
        ("省卫生健康委", "省中医药管理局"),
        ("人行浙江省分行", "省外汇局"),
        ("省市场监管局", "省知识产权局"),
        ("省数据局", "省政务服务办"),
    }
    assert units(bundled, "2.2.5")[-1] == ("省能源局", False)
    assert bundled.units["省能源局"].parent == "省发展改革委"


def test_spellings_of_one_department_are_one_unit(bundled: ParsedDocument) -> None:
    assert set(bundled.units["省人力社保厅"].names) == {"省人力社保厅", "省人社保厅", "省人社厅"}
    assert set(bundled.units["省文化广电和旅游厅"].names) == {
        "省文化广电和旅游厅",
        "省文化广电与旅游厅",
        "省文化和旅游厅",
    }
    printed = [mention.mention for mention in task(bundled, "2.4.8").mentions]
    assert "省文化广电与旅游厅" in printed


@pytest.mark.parametrize(
    ("name", "kind", "function"),
    [
        ("省发展改革委", "government", "发展改革"),
        ("省委宣传部", "party", "宣传"),
        ("省纪委省监委机关", "party", "纪检监察"),
        ("浙江证监局", "central", "金融"),
        ("杭州海关", "central", "海关"),
        ("省税务局", "central", "税务"),
        ("义乌市政府", "local_government", None),
        ("西湖大学", "public_institution", "教育"),
        ("省海港集团", "enterprise", "交通运输"),
        ("团省委", "mass_organisation", "共青团"),
        ("省残联", "mass_organisation", "残疾人"),
        ("省安全生产委员会其他成员单位", "group", None),
        ("各市、县(市、区)政府", "group", None),
    ],
)
def test_units_have_their_kind_and_function(
    bundled: ParsedDocument, name: str, kind: str, function: str | None
) -> None:
    assert (bundled.units[name].kind, bundled.units[name].function) == (kind, function)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1.2.2", [("approx", 300000, 300000, "元/人", "rate", None, 2030)]),
        ("1.7.6", [("ge", 13 * 10**12, None, "元", "amount", None, 2030)]),
        ("2.2.1", [("range", 5, "5.5", "%", "growth", None, 2026)]),
        (
            "2.2.8",
            [
                ("eq", 1678, 1678, "个", "count", None, 2026),
                ("eq", 11 * 10**11, 11 * 10**11, "元", "amount", None, 2026),
                ("eq", 58, 58, "%", "share", None, 2026),
            ],
        ),
        ("2.2.13", [("ge", 80, None, "%", "share", "不低于", 2026)]),
        (
            "2.2.30",
            [
                ("eq", 15300000, 15300000, "亩", "amount", "确保", 2026),
                ("eq", 125 * 10**8, 125 * 10**8, "斤", "amount", "确保", 2026),
            ],
        ),
        ("2.3.1", [("le", None, 5, "%", "rate", None, 2026)]),
        ("2.3.14", [("ge", 2, None, "个百分点", "growth", None, 2026)]),
        ("2.4.11", [("ge", 3000, None, "个", "count", None, 2026)]),
        (
            "2.7.20",
            [
                ("eq", 45000000, 45000000, "标箱", "amount", None, 2026),
                ("range", 6, 7, "名", "rank", "保", 2026),
            ],
        ),
        (
            "3.4.1",
            [
                ("eq", 1000, 1000, "名", "count", None, 2026),
                ("eq", 10000, 10000, "名", "count", None, 2026),
            ],
        ),
        ("1.3.2", []),
        ("2.3.4", []),
    ],
)
def test_targets(bundled: ParsedDocument, code: str, expected: list[tuple[object, ...]]) -> None:
    found = [
        (row.comparator, row.low, row.high, row.unit, row.measure, row.commitment, row.due_year)
        for row in task(bundled, code).targets
    ]
    assert found == [
        (
            comparator,
            None if low is None else Decimal(str(low)),
            None if high is None else Decimal(str(high)),
            *rest,
        )
        for comparator, low, high, *rest in expected
    ]


@pytest.mark.parametrize(
    ("code", "indicators"),
    [
        ("2.2.30", ["粮食播种面积", "粮食总产量"]),
        ("2.2.37", ["新增电力装机", "新增非化石能源装机"]),
        ("2.4.13", ["服务贸易", "数字贸易"]),
        ("2.4.24", ["入境过夜游客人数"]),
        ("2.7.12", ["新认定省级概念验证中心", "新认定省级中试平台"]),
        ("2.7.19", ["中欧班列开行"]),
        ("3.4.1", ["引育乡村运营人才", "带动青年入乡发展"]),
    ],
)
def test_indicators_are_completed_from_their_context(
    bundled: ParsedDocument, code: str, indicators: list[str]
) -> None:
    assert [row.indicator for row in task(bundled, code).targets] == indicators


def test_a_target_says_what_it_is_relative_to(bundled: ParsedDocument) -> None:
    target = task(bundled, "2.3.14").targets[0]
    assert (target.baseline, target.indicator) == ("全省平均", "省属国有企业研发投入增速")


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("1.2.14", "“双一流196”"),
        ("1.3.2", "“135”"),
        ("1.5.2", "30年"),
        ("1.7.4", "60"),
        ("2.2.7", "“民营经济32条”"),
        ("2.2.12", "“13 条政策”"),
        ("2.2.36", "八大"),
        ("2.2.43", "三年"),
        ("2.2.44", "2.0"),
        ("2.4.6", "第十五"),
        ("2.4.11", "亿元"),
        ("2.6.4", "20年"),
        ("3.1.3", "0—6 岁"),
        ("3.2.3", "70 周岁"),
    ],
)
def test_a_number_that_promises_nothing_is_named(bundled: ParsedDocument, code: str, printed: str) -> None:
    named = {
        finding.quote
        for finding in bundled.findings
        if finding.rule == "number_not_target" and finding.task_code == code
    }
    assert printed in named


def test_every_span_closes(bundled: ParsedDocument) -> None:
    text = bundled.text
    for item in bundled.tasks:
        assert squeezed(text[slice(*item.span)]) == squeezed(item.text)
        for mention in item.mentions:
            assert squeezed(text[slice(*mention.span)]) == squeezed(mention.mention)
        for target in item.targets:
            assert squeezed(text[slice(*target.span)]) == squeezed(target.quote)


def test_a_name_cut_by_a_page_break_is_whole_again(bundled: ParsedDocument) -> None:
    mention = task(bundled, "2.1.4").mentions[2]
    assert mention.mention == "各市、县(市、区)政府"
    assert bundled.text[slice(*mention.span)] == "各市、县(市、\n\n区)政府"
    assert task(bundled, "3.6.2").text.endswith("应急专家团队 100支。")


def test_repairs_are_findings(bundled: ParsedDocument) -> None:
    rules = Counter(finding.rule for finding in bundled.findings)
    assert rules["names_run_together"] == 1
    assert rules["doubled_character"] == 1
    # 科技厅 stands without its 省 in 2.2.21 and 2.2.22.
    assert rules["level_restored"] == 2
    assert rules["convention_stated"] == 2
    assert rules["text_unclaimed"] == rules["name_unread"] == rules["task_without_units"] == 0


def test_every_curated_line_with_a_scope_is_used(bundled: ParsedDocument) -> None:
    assert curation.unused(bundled.curation_used) == []
