"""Common indicators: which wordings mean one, and which look like one and are not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from zeren_loaders import ParsedDocument, load_file
from zeren_loaders.curation import measures, read_rows
from zeren_loaders.documents import BUNDLED
from zeren_loaders.targets.indicators import indicator_key
from zeren_schema.engine import open_engine
from zeren_schema.migrate import upgrade
from zeren_schema.tables import targets, tasks
from zeren_schema.vocabulary import MEASURES

Parse = Callable[..., ParsedDocument]


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("全省生产总值增长6%。", "地区生产总值增速"),
        ("地区生产总值年均增长6%以上。", "地区生产总值增速"),
        ("GDP增速达到6%。", "地区生产总值增速"),
        ("经济增长6%左右。", "地区生产总值增速"),
        ("地区生产总值突破3000亿元。", "地区生产总值"),
        ("规上工业增加值增长7%。", "规上工业增加值增速"),
        ("规模以上工业增加值比上年增长7%以上。", "规上工业增加值增速"),
        ("固定资产投资增长8%。", "固定资产投资增速"),
        ("全社会固定资产投资增长20%。", "固定资产投资增速"),
        ("社零总额增长8%。", "社会消费品零售总额增速"),
        ("一般公共预算收入增长5%。", "一般公共预算收入增速"),
        ("公共财政预算收入增长12%。", "一般公共预算收入增速"),
        ("全社会研发投入强度达到2.5%。", "研发投入强度"),
        ("研发经费支出占地区生产总值比重达到2.5%。", "研发投入强度"),
        ("新增城镇就业5万人。", "城镇新增就业"),
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率"),
        ("城镇登记失业率控制在4%以内。", "城镇登记失业率"),
        ("居民消费价格涨幅控制在3%左右。", "居民消费价格涨幅"),
        ("全体居民人均可支配收入增长7%。", "居民人均可支配收入增速"),
        ("外贸进出口总额增长3%。", "进出口总额增速"),
        ("实际利用外资2亿美元。", "实际使用外资"),
        ("粮食总产量稳定在50亿斤。", "粮食产量"),
        ("粮食播种面积稳定在600万亩。", "粮食播种面积"),
        ("万元生产总值能耗下降3%。", "单位地区生产总值能耗降低率"),
        ("单位GDP能耗降低3%。", "单位地区生产总值能耗降低率"),
        ("空气质量优良天数比例达到90%。", "空气质量优良天数比率"),
        ("PM2.5平均浓度控制在30微克/立方米以内。", "PM2.5浓度"),
        ("PM2.5平均浓度下降3%。", "PM2.5浓度降低率"),
        ("常住人口城镇化率提高到70%。", "常住人口城镇化率"),
        ("森林覆盖率达到60%。", "森林覆盖率"),
        ("人口自然增长率控制在6‰以内。", "人口自然增长率"),
        ("每千人口拥有3岁以下婴幼儿托位数达到4.6个。", "每千人口托位数"),
        ("制造业增加值占GDP比重稳定在30%。", "制造业增加值占比"),
        ("非化石能源占能源消费比重达到22%。", "非化石能源消费占比"),
        ("城乡居民收入比缩小到1.9。", "城乡居民收入比"),
        ("主要农作物综合机械化率达到86%。", "主要农作物耕种收综合机械化率"),
        ("农民人均纯收入达到6500元。", "农民人均纯收入"),
        ("规模以上工业总产值突破300亿元。", "规上工业总产值"),
        ("全年接待游客800万人次。", "游客人次"),
        ("旅游综合收入达到60亿元。", "旅游收入"),
        ("新增“四上”企业150家。", "新增“四上”企业"),
        ("培育国家级专精特新“小巨人”企业5家。", "新增专精特新“小巨人”企业"),
        ("新增限上商贸企业20家。", "新增限上商贸企业"),
        ("农田灌溉水有效利用系数提高到0.58。", "农田灌溉水有效利用系数"),
        ("亿元GDP生产安全事故死亡率控制在0.02以内。", "亿元地区生产总值生产安全事故死亡率"),
        ("发放创业担保贷款4亿元。", "创业担保贷款"),
        ("贫困发生率降至2%以下。", "贫困发生率"),
    ],
)
def test_wordings_of_a_common_indicator(parse: Parse, sentence: str, key: str) -> None:
    document = parse(f"一、重点工作\n\n1. {sentence}\n\n责任单位:省发展改革委\n")
    assert [target.indicator_key for target in document.tasks[0].targets] == [key]


@pytest.mark.parametrize(
    "sentence",
    [
        "海洋生产总值增长7%。",
        "民营经济增加值增长8%。",
        "规上工业企业研发费用增长10%。",
        "地区生产总值增速高于全省平均1个百分点以上。",
        "地区生产总值比2020年增长30%。",
        "省属企业固定资产投资增长10%。",
        "新增重点群体就业5万人。",
        "农产品网络零售额增长10%。",
        "城镇化率提高1个百分点。",
        "研发投入强度提高0.1个百分点。",
        "粮食综合生产能力达到50亿斤。",
        "宁远港货物吞吐量达到3亿吨。",
        "农业科技进步贡献率达到65%。",
        "农民人均纯收入增加500元。",
        "高新技术企业增加50家。",
        "单位GDP能耗比“十五”期末降低20%。",
        "国内游客达到800万人次。",
        "省级专精特新“小巨人”企业达到50家。",
    ],
)
def test_what_only_looks_like_one_has_no_key(parse: Parse, sentence: str) -> None:
    document = parse(f"一、重点工作\n\n1. {sentence}\n\n责任单位:省发展改革委\n")
    assert [target.indicator_key for target in document.tasks[0].targets] == [None]


def test_measure_and_unit_must_fit() -> None:
    assert indicator_key("地区生产总值", "%", "growth", None) == "地区生产总值增速"
    assert indicator_key("地区生产总值", "%", "share", None) is None
    assert indicator_key("地区生产总值", "个百分点", "growth", None) is None
    assert indicator_key("城镇新增就业", "人", "count", None) == "城镇新增就业"
    assert indicator_key("城镇新增就业", "%", "growth", None) is None


def test_keys_of_the_bundled_document(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('keys') / 'zeren.sqlite'}")
    upgrade(engine)
    load_file(engine, BUNDLED)
    query = select(tasks.c.code, targets.c.indicator_key).join_from(targets, tasks)
    with engine.connect() as connection:
        found = {(code, key) for code, key in connection.execute(query) if key}
    engine.dispose()
    # Read off the annotation: every row whose indicator is one that other governments promise as well.
    assert found == {
        ("1.2.2", "全员劳动生产率"),
        ("1.2.3", "居民人均可支配收入"),
        ("1.2.4", "常住人口城镇化率"),
        ("1.7.1", "研发投入强度"),
        ("2.2.1", "地区生产总值增速"),
        ("2.2.2", "居民消费价格涨幅"),
        ("2.2.30", "粮食播种面积"),
        ("2.2.30", "粮食产量"),
        ("2.3.1", "城镇调查失业率"),
        ("2.3.2", "城镇新增就业"),
        ("2.4.13", "服务贸易增速"),
        ("2.4.23", "旅游收入增速"),
        ("2.7.1", "数字经济核心产业增加值增速"),
        ("2.7.17", "新增专精特新“小巨人”企业"),
        ("2.7.19", "中欧班列开行列数"),
        ("2.7.4", "研发投入强度"),
    }


def test_the_list_is_sorted_and_in_the_words_of_the_schema() -> None:
    rows = read_rows("indicators.csv")
    keys = [row["key"] for row in rows]
    assert keys == sorted(set(keys))
    units = {"-", "%", *measures()}
    for row in rows:
        assert row["reason"], row
        assert row["falls"] in ("", "yes"), row
        assert set(row["measures"].split(";")) <= set(MEASURES), row
        for unit in row["units"].split(";"):
            assert unit.partition("/")[0] in units, row
        re.compile(row["pattern"])


def test_no_wording_leads_to_two_keys() -> None:
    rows = read_rows("indicators.csv")
    plain = [(row, wording) for row in rows for wording in row["pattern"].split("|") if wording.isalnum()]
    assert len(plain) > 40
    for row, wording in plain:
        for other in rows:
            same = set(row["units"].split(";")) & set(other["units"].split(";"))
            same_measure = set(row["measures"].split(";")) & set(other["measures"].split(";"))
            if other["key"] != row["key"] and same and same_measure and row["falls"] == other["falls"]:
                assert not re.fullmatch(other["pattern"], wording), (wording, row["key"], other["key"])
