"""Quantities in invented sentences: what is promised, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.records import Target

Parse = Callable[..., ParsedDocument]


def read(parse: Parse, sentence: str) -> tuple[list[Target], dict[str, str]]:
    """The targets of a task with this text, and the reason for every number that is none."""
    document = parse(f"一、重点工作\n\n1. {sentence}\n\n责任单位:省发展改革委\n")
    reasons = {
        finding.quote or "": finding.message.partition(":")[0]
        for finding in document.findings
        if finding.rule == "number_not_target"
    }
    return document.tasks[0].targets, reasons


def number(value: float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize(
    ("sentence", "indicator", "comparator", "low", "high", "unit", "measure"),
    [
        ("全员劳动生产率达到 28 万元/人左右。", "全员劳动生产率", "approx", 280000, 280000, "元/人", "rate"),
        ("地区生产总值增长5%—5.5%。", "地区生产总值", "range", 5, 5.5, "%", "growth"),
        ("地区生产总值增长5-6%。", "地区生产总值", "range", 5, 6, "%", "growth"),
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率", "le", None, 5.5, "%", "rate"),
        ("万元GDP能耗下降3%左右。", "万元GDP能耗下降", "approx", 3, 3, "%", "growth"),
        ("一般公共预算收入增长不低于4%。", "一般公共预算收入", "ge", 4, None, "%", "growth"),
        ("规上工业总产值突破2万亿元。", "规上工业总产值", "ge", 2 * 10**12, None, "元", "amount"),
        ("新增专利授权1,100万件。", "新增专利授权", "eq", 11000000, 11000000, "件", "count"),
        ("常住人口城镇化率提高到70%。", "常住人口城镇化率", "eq", 70, 70, "%", "rate"),
        ("森林覆盖率不低于60%。", "森林覆盖率", "ge", 60, None, "%", "share"),
        ("不良贷款率不超过1.5%。", "不良贷款率", "le", None, 1.5, "%", "rate"),
        ("建设提升农村公路300公里。", "建设提升农村公路", "eq", 300, 300, "公里", "amount"),
        ("带动万名青年返乡。", "带动青年返乡", "eq", 10000, 10000, "名", "count"),
        ("引进100名以上高层次人才。", "引进高层次人才", "ge", 100, None, "名", "count"),
        ("为30万重点群体提供培训。", "为重点群体提供培训", "eq", 300000, 300000, "人", "count"),
        ("投资亿元以上项目200个以上。", "投资亿元以上项目", "ge", 200, None, "个", "count"),
        ("航运中心指数排名“保9争8”。", "航运中心指数排名", "range", 8, 9, "名", "rank"),
        ("新建公园约20个。", "新建公园", "approx", 20, 20, "个", "count"),
        (
            "人工智能产业营收一万五千亿元。",
            "人工智能产业营收",
            "eq",
            15 * 10**11,
            15 * 10**11,
            "元",
            "amount",
        ),
        ("服务贸易占比达到百分之十五。", "服务贸易占比", "eq", 15, 15, "%", "share"),
    ],
)
def test_one_target(
    parse: Parse,
    sentence: str,
    indicator: str,
    comparator: str,
    low: float | None,
    high: float | None,
    unit: str,
    measure: str,
) -> None:
    targets, _ = read(parse, sentence)
    assert [
        (found.indicator, found.comparator, found.low, found.high, found.unit, found.measure)
        for found in targets
    ] == [(indicator, comparator, number(low), number(high), unit, measure)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "新增电力装机 900 万千瓦,其中非化石能源装机 500 万千瓦。",
            [("新增电力装机", "eq", 9000000), ("新增非化石能源装机", "eq", 5000000)],
        ),
        ("服务贸易增长5%、数字贸易增长7%以上。", [("服务贸易", "eq", 5), ("数字贸易", "ge", 7)]),
        (
            "确保粮食播种面积900万亩、总产量80亿斤。",
            [("粮食播种面积", "eq", 9000000), ("粮食总产量", "eq", 8 * 10**9)],
        ),
        ("新建学校5所、医院3家。", [("新建学校", "eq", 5), ("新建医院", "eq", 3)]),
    ],
)
def test_several_targets(parse: Parse, sentence: str, expected: list[tuple[str, str, int]]) -> None:
    targets, _ = read(parse, sentence)
    assert [(found.indicator, found.comparator, found.low) for found in targets] == [
        (indicator, comparator, Decimal(low)) for indicator, comparator, low in expected
    ]


def test_baseline_commitment_and_year(parse: Parse) -> None:
    targets, _ = read(parse, "确保到2027年研发投入增速高于全国平均3个百分点以上。")
    (found,) = targets
    assert (found.comparator, found.low, found.unit, found.measure) == (
        "ge",
        Decimal(3),
        "个百分点",
        "growth",
    )
    assert (found.baseline, found.commitment, found.due_year) == ("全国平均", "确保", 2027)


def test_the_year_is_the_plans_last_if_none_is_stated(parse: Parse) -> None:
    targets, _ = read(parse, "新建公园20个。")
    assert targets[0].due_year == 2024


@pytest.mark.parametrize(
    ("sentence", "printed", "reason"),
    [
        ("实施“千项万亿”工程。", "“千项万亿”", "名称或代号中的数字"),
        ("培育“415X”集群。", "“415X”", "名称或代号中的数字"),
        ("建设G60科创走廊。", "60", "名称或代号中的数字"),
        ("加快数字政府 2.0 建设。", "2.0", "名称或代号中的数字"),
        ("办好第十五届运动会。", "第十五", "序数"),
        ("安排首批重大项目。", "首批", "序数"),
        ("0—6岁儿童免费筛查。", "0—6岁", "年龄"),
        ("开展三年行动。", "三年", "期限或历时"),
        ("承包期再延长30年。", "30年", "期限或历时"),
        ("2024年6月底前完成。", "2024年", "日期或年份"),
        ("落实民间投资13条政策。", "13条", "政策条数"),
        ("推进八大行业转型。", "八大", "名称或代号中的数字"),
        ("加快80万吨乙烯项目建设。", "80万吨", "说明对象规模的数字"),
        ("推动百亿级产业发展。", "百亿级", "说明对象规模的数字"),
    ],
)
def test_numbers_that_promise_nothing(parse: Parse, sentence: str, printed: str, reason: str) -> None:
    targets, reasons = read(parse, sentence)
    assert targets == []
    assert reasons[printed] == reason


def test_every_number_is_either_a_target_or_a_finding(parse: Parse) -> None:
    sentence = "支持3家园区,实施“8+4”政策,到2027年新增企业20家,打造G60走廊,推进第二轮试点,增长5%。"
    document = parse(f"一、重点工作\n\n1. {sentence}\n\n责任单位:省发展改革委\n")
    task = document.tasks[0]
    claimed: list[tuple[int, int]] = [target.span for target in task.targets]
    claimed += [finding.span for finding in document.findings if finding.span and finding.task_code]
    for offset in range(*task.span):
        if document.text[offset].isdigit():
            assert any(start <= offset < end for start, end in claimed), document.text[
                offset - 3 : offset + 3
            ]


def test_quotes_are_what_is_printed(parse: Parse) -> None:
    document = parse("一、重点工作\n\n1. 新增电力装机 900 万\n千瓦,确保营收 3 亿元。\n\n责任单位:省能源局\n")
    said: list[Any] = [
        (target.quote, document.text[slice(*target.span)]) for target in document.tasks[0].targets
    ]
    assert said == [("新增电力装机 900 万千瓦", "新增电力装机 900 万\n千瓦"), ("营收 3 亿元", "营收 3 亿元")]


@pytest.mark.parametrize(
    "sentence", ["办结率达到百分之百。", "投资完成10亿元。", "全部乡镇的二分之一建成示范乡镇。"]
)
def test_values_are_printed_without_an_exponent(parse: Parse, sentence: str) -> None:
    targets, _ = read(parse, sentence)
    assert [str(target.low) for target in targets] == [str(target.high) for target in targets]
    assert [str(target.low).isdigit() for target in targets] == [True]


def test_numbers_of_items_are_no_part_of_an_indicator(parse: Parse) -> None:
    document = parse(
        "一、经济指标\n1、生产总值增长8%；\n2、固定资产投资增长12%；\n3、新建学校5所。\n"
        "主管领导：张志强\n责任单位：县发改局、统计局\n"
        "二、项目建设\n4、修路8公里。\n主管领导：王建民\n责任单位：县交通局\n"
    )
    found = [(target.indicator, target.quote) for task in document.tasks[:-1] for target in task.targets]
    assert found == [
        ("生产总值", "生产总值增长8%"),
        ("固定资产投资", "固定资产投资增长12%"),
        ("新建学校", "新建学校5所"),
    ]
