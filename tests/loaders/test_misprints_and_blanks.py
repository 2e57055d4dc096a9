"""Blanks behind marks, line ends that were lost, brackets that were not closed."""

from __future__ import annotations

import pytest

from tests.conformance.reading import parse_text, who


def test_lines_with_blanks_behind_their_marks_are_no_header_of_a_table() -> None:
    document = parse_text(
        "东明湾市2024年重点任务分工\n"
        "1.全面落实项目建设, 完成投资300亿元。责任单位: 市发展改革委、市财政局、市自然资源局\n"
        "2.建设国家试点城市。责任单位: 市工业和信息化局、市财政局、市数据局\n"
        "3.新开通国际线路2条。责任单位: 市商务局、市口岸办、铁路东明湾站\n"
    )
    assert [task.number for task in document.tasks] == ["1", "2", "3"]
    assert who(document)[0] == "*市发展改革委 市财政局 市自然资源局"


def test_a_time_limit_behind_a_blank() -> None:
    document = parse_text(
        "沂源川市2023年重点任务分工\n1.实施城市更新。由市住建局牵头, 市规划局配合, 2023年12月底前完成。\n"
        "2.新建公园10个。市园林局负责, 全年推进。\n3.加快数字政府建设(市大数据局负责, 6月底前见效)。\n"
    )
    assert who(document) == ["*市住建局 市规划局", "*市园林局", "*市大数据局"]


@pytest.mark.parametrize("leader", ["贺明", "贺 明", " 贺明", "欧阳志远"])
@pytest.mark.parametrize("end", ["局", "办公室", "集团", "中心"])
def test_labels_without_anything_between_them(leader: str, end: str) -> None:
    document = parse_text(
        f"丹霞市2025年重点工作分解\n1.新增街区5条。牵头领导:{leader}牵头单位:市商务{end}责任单位:市财政局\n"
    )
    assert who(document) == [f"*市商务{end} 市财政局"]
    assert document.tasks[0].leader == leader.replace(" ", "")


def test_where_commas_part_names_the_verb_holds_for_all_before_it() -> None:
    document = parse_text(
        "2025年省政府民生实事任务分工\n1.筛查90万人。(省卫生健康委,省医保局牵头,省妇联配合)\n"
        "2.培训80万人次。(省人社厅,省教育厅、团省委牵头)\n"
    )
    assert who(document) == ["*省卫生健康委 *省医保局 省妇联", "省人社厅 *省教育厅 *团省委"]


@pytest.mark.parametrize("verbs", ["(县教育局牵头,县财政局配合", "(县教育局、县财政局"])
def test_a_bracket_that_is_not_closed_ends_with_its_line(verbs: str) -> None:
    document = parse_text(
        f"2017年县政府民生实事责任分工\n①新建幼儿园6所。{verbs}\n②资助学生4200人次。(县教育局、县民政局)\n"
        "③新建卫生室35所。(县卫生局、县财政局)\n"
    )
    assert who(document) == ["*县教育局 县财政局", "*县教育局 县民政局", "*县卫生局 县财政局"]


def test_page_numbers_between_dashes_in_a_text_with_marks_of_markdown() -> None:
    document = parse_text(
        "**龙滩市2025年重点工作任务责任分工**\n\n**1.实施消费品以旧换新。**\n\n**牵头单位：**市商务局\n"
        "— 1 —\n\n**责任单位：**市财政局\n\n**2.抓实项目。**\n\n— 2 —\n\n**牵头单位：**市发展改革委\n"
    )
    assert who(document) == ["*市商务局 市财政局", "*市发展改革委"]


def test_units_behind_a_label_without_a_colon_parted_by_a_blank() -> None:
    document = parse_text(
        "2015年梅岭市政府工作目标分解\n1. 财政总收入增长10%，牵头单位市财政局，责任单位市国税局 市地税局。\n"
        "2. 外贸出口增长8%，牵头单位市商务局，责任单位梅岭海关、市外汇局。\n"
    )
    assert who(document)[0] == "*市财政局 市国税局 市地税局"


@pytest.mark.parametrize(
    "foot",
    ["发布人：李某某", "相关解读：《任务分工》解读", "联系我们 | 网站地图 | 法律声明", "见附表", "某某网"],
)
def test_a_last_sentence_without_its_full_stop(foot: str) -> None:
    document = parse_text(
        "清江市2024年重点任务分工\n1.新增企业50家。由市经信局牵头,市发改委配合。\n"
        f"2.新建学校3所。由市教育局牵头,市住建局配合\n{foot}\n"
    )
    assert who(document) == ["*市经信局 市发改委", "*市教育局 市住建局"]
