"""Page furniture is labelled line by line and nothing else is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import zeren_loaders
from zeren_loaders.passages import fold
from zeren_loaders.readers.furniture import Furniture, load_furniture

from tests.loaders.readers.samples import lines, read, rules

LIST = Path(str(zeren_loaders.__file__)).parent / "curation" / "furniture.csv"
with LIST.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['sample']}")
def test_each_row_takes_its_sample(row: dict[str, str]) -> None:
    sample = fold(row["sample"])
    assert Furniture([row]).lines(sample, [(0, len(sample))]) == {0: row["rule"]}
    assert load_furniture().lines(sample, [(0, len(sample))]) == {0: row["rule"]}


def test_the_list_is_sorted_and_says_each_thing_once() -> None:
    keys = [(row["rule"], row["match"], row["text"]) for row in ROWS]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(row["note"] for row in ROWS)


@pytest.mark.parametrize(
    "line",
    [
        "- 12 -",
        "—3—",
        "－ 3 －",
        "第3页 共12页",
        "第 3 页，共 12 页",
        "· 4 ·",
        "【打印】【关闭】",
        "打印本页 关闭窗口",
        "【字体：大 中 小】",
        "字号：[大] [中] [小] 打印",
        "分享到： 微信 新浪微博 QQ空间",
        "您现在的位置：首页 > 政务公开 > 文件",
        "首页>>政务公开>>规划计划",
        "上一篇：某县重点工作",
        "下一篇： 没有了",
        "版权所有 某某人民政府",
        "Copyright © 2020 某县人民政府",
        "某ICP备12345678号-1 某公网安备 33010002000000号",
        "扫一扫在手机打开当前页",
        "相关阅读",
        "浏览次数：1024次",
        "发布日期：2023-02-01 16:20 来源：某县人民政府办公室 浏览次数：88",
        "来源：某县政府办 发布时间：2023-02-01",
        "责任编辑：张某 审核：李某",
        "抄送：县委各部门，县人大办、县政协办。",
        "某县人民政府办公室 2023年2月1日印发",
        "（此件公开发布）",
        "（此件主动公开）",
        "一、稳增长……………………3",
        "————————",
    ],
)
def test_lines_of_the_page(line: str) -> None:
    assert list(rules(read(f"一、稳增长。\n{line}\n二、促消费。"))) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "一、稳增长。",
        "3",
        "1、",
        "（一）",
        "2024",
        "责任单位：市甲局",
        "主办单位：市甲局",
        "承办单位：市甲局、市乙局",
        "推广扫码支付商户 1000 家以上。",
        "关注重点群体就业，新增就业 1 万人。",
        "首页改版升级，完善网上办事功能。",
        "打印设备产业园建成投产。",
        "下一步，加快推进项目建设。",
        "上一年度结转项目 3 个。",
        "分享改革经验，形成案例 10 个。",
        "审核：市甲局",
        "建设位置：某某大道",
        "大",
        "12月底前",
        "县甲局",
        "全年",
        "中小企业",
        "附件：重点工作分解表",
        "公开发布政策清单。",
        "技术支持单位：市大数据局",
        "来源于市场的投资增长5%以上，责任单位为市甲局、市乙局和各区政府等有关单位。",
        "2024年3月1日",
        "-5%",
        "1/4",
        "相关链接企业 10 家纳入白名单。",
        "3.5%左右",
        "★市甲局",
        "登录平台办理事项 10 万件",
        "下载量突破 10 万次",
    ],
)
def test_lines_of_the_document(line: str) -> None:
    assert rules(read(f"一、稳增长。\n{line}\n二、促消费。")) == {}


def test_labelled_lines_stay_in_the_text() -> None:
    text = "一、稳增长，\n- 3 -\n推动发展。\n【关闭】\n"
    source = read(text)
    assert source.text == text
    assert lines(source) == ["一、稳增长，", "- 3 -", "推动发展。", "【关闭】"]
    assert source.furniture == {1: "page_number", 3: "site_button"}


def test_a_long_line_is_a_sentence() -> None:
    assert rules(read("版权所有" + "加强版权保护工作" * 20)) == {}


def test_cells_are_no_furniture() -> None:
    assert rules(read("| 首页 | 打印 |\n| 关闭 | 分享 |\n")) == {}


@pytest.mark.parametrize("host", ["主办：某江市人民政府", "主办单位：某江市人民政府办公室"])
def test_whose_page_it_is_at_the_end(host: str) -> None:
    text = f"一、稳增长。\n牵头单位：市甲局\n{host}\n承办单位：某江市大数据局\n技术支持：某某公司\n"
    assert set(rules(read(text))) == {host, "承办单位：某江市大数据局", "技术支持：某某公司"}


def test_who_does_a_task_is_no_owner_of_the_page() -> None:
    tasks = (
        "一、稳增长。\n主办单位：某江市人民政府\n二、促消费。\n主办单位：某河区人民政府\n承办单位：区商务局\n"
    )
    assert rules(read(tasks)) == {}
