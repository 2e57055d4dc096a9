"""Markdown is read as if its marks were blanks, and every offset is one of the file."""

from __future__ import annotations

from tests.loaders.readers.samples import grid, read


def test_marks_are_blank_in_the_folded_text() -> None:
    text = (
        "# 某市重点工作 #\n\n## 一、王某牵头\n\n> 说明\n- **牵头单位：**市甲局\n1. __稳增长__。"
        "[附件](a.docx)\n市甲局\\*\n"
    )
    source = read(text, "plan.md")
    assert source.text == text
    spoken = [" ".join(source.folded[start:end].split()) for start, end in source.lines]
    assert spoken == [
        "某市重点工作",
        "一、王某牵头",
        "说明",
        "牵头单位: 市甲局",
        "1. 稳增长 。 附件",
        "市甲局 *",
    ]


def test_the_star_of_the_lead_stays() -> None:
    source = read("| 单位 |  任务 |\n|---|---|\n| *市甲局、市乙局 | **稳增长** |\n", "plan.md")
    start, end = source.tables[0].rows[1].cells[0].spans[0]
    assert source.text[start:end] == "*市甲局、市乙局"
    assert source.folded[start:end] == "*市甲局、市乙局"
    assert grid(source)[1][1] == "稳增长"


def test_markdown_is_known_by_its_headings_too() -> None:
    source = read("# 某市重点工作\n\n**一、稳增长。**\n", "plan.txt")
    assert [source.folded[start:end] for start, end in source.lines] == ["某市重点工作", "一、稳增长。"]


def test_plain_text_keeps_its_stars() -> None:
    source = read("**一、稳增长。**\n", "plan.txt")
    assert [source.folded[start:end] for start, end in source.lines] == ["**一、稳增长。**"]


def test_html_tables_in_markdown_keep_their_merged_cells() -> None:
    text = (
        "# 某市重点工作\n\n>\n\n<table><tr><th>序号<th>任务</tr>\n<tr><td rowspan=2>1</td><td>甲</td></tr>\n"
        "<tr><td>乙</td></tr></table>\n\n| 序号 | 任务 |\n|---|---|\n| 2 | 丙 |\n\n后记。\n"
    )
    source = read(text, "plan.md")
    assert [grid(source, number) for number in range(len(source.tables))] == [
        [["序号", "任务"], ["1", "甲"], ["1", "乙"]],
        [["序号", "任务"], ["2", "丙"]],
    ]
    assert [source.folded[start:end] for start, end in source.lines][-1] == "后记。"
