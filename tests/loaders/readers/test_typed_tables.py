"""Tables typed as text: pipe rows and tab rows keep the text and know its cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.loaders.readers.samples import grid, lines, read, rules


def test_pipe_table_with_rule_line() -> None:
    text = "前言\n| 序号 | 任务 | 责任单位 |\n|---|:--:|---|\n| 6 | 稳增长 | *市甲局、市乙局 |\n后记\n"
    source = read(text)
    assert source.text == text
    assert grid(source) == [["序号", "任务", "责任单位"], ["6", "稳增长", "*市甲局、市乙局"]]
    assert [cell.is_header for row in source.tables[0].rows for cell in row.cells] == [True] * 3 + [False] * 3
    assert rules(source) == {"|---|:--:|---|": "table_rule"}
    assert sorted(source.row_of_line) == [1, 3]
    assert source.row_of_line[3] == (0, 1)


def test_a_single_dash_with_colons_rules_a_column() -> None:
    source = read("| 序号 | 任务 |\n|:-:|:-|\n| 6 | 稳增长 |\n")
    assert grid(source) == [["序号", "任务"], ["6", "稳增长"]]
    assert rules(source) == {"|:-:|:-|": "table_rule"}


def test_pipe_rows_without_rule_line_and_full_width_pipes() -> None:
    source = read("| 1 | 稳增长 | 市甲局 |\n｜ 2 ｜ 促消费 ｜ 市乙局 ｜\n")
    assert grid(source) == [["1", "稳增长", "市甲局"], ["2", "促消费", "市乙局"]]


def test_one_pipe_row_alone_is_a_table() -> None:
    assert grid(read("| 6 | 稳增长 | *市甲局、市乙局 |\n")) == [["6", "稳增长", "*市甲局、市乙局"]]


def test_box_drawing_lines_are_pipes() -> None:
    text = "┌──┬──┐\n│序号│任务│\n├──┼──┤\n│1│稳增长│\n│2│促消费│\n└──┴──┘\n"
    source = read(text)
    assert grid(source) == [["序号", "任务"], ["1", "稳增长"], ["2", "促消费"]]
    assert set(rules(source).values()) == {"table_rule"}


def test_row_cut_by_a_page_break() -> None:
    source = read("| 序号 | 任务 | 单位 |\n| 1 | 稳增\n\n- 3 -\n长 | 市甲局 |\n| 2 | 促消费 | 市乙局 |\n")
    assert grid(source) == [
        ["序号", "任务", "单位"],
        ["1", "稳增/长", "市甲局"],
        ["2", "促消费", "市乙局"],
    ]
    assert rules(source) == {"- 3 -": "page_number"}
    assert source.row_of_line[1] == source.row_of_line[3] == (0, 1)


def test_a_row_of_one_cell_covers_all_columns() -> None:
    source = read("| 序号 | 任务 | 单位 |\n| 一、王某牵头 |\n| 1 | 稳增长 | 市甲局 |\n")
    section = source.tables[0].rows[1].cells
    assert [(cell.column, cell.colspan) for cell in section] == [(0, 3)]


def test_breaks_and_escaped_pipes_inside_a_cell() -> None:
    source = read("| 1 | 稳增长<br>促消费<br/> | 甲\\|乙 |\n")
    assert grid(source) == [["1", "稳增长/促消费", "甲\\|乙"]]


def test_empty_cells_stay_in_their_columns() -> None:
    source = read("| 1 |  | 市甲局 |\n|  | 促消费 |  |\n")
    assert grid(source) == [["1", "", "市甲局"], ["", "促消费", ""]]


def test_rule_line_again_starts_another_table() -> None:
    source = read("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 丙 | 丁 |\n|---|---|\n| 3 | 4 |\n")
    assert [grid(source, 0), grid(source, 1)] == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]]


def test_pipes_between_cells_only_need_three_equal_rows() -> None:
    source = read("序号 | 任务\n1 | 稳增长\n2 | 促消费\n")
    assert grid(source) == [["序号", "任务"], ["1", "稳增长"], ["2", "促消费"]]
    assert read("1 | 稳增长\n2 | 促消费\n").tables == []
    assert grid(read("任务 | 单位\n--- | ---\n稳增长 | 市甲局\n")) == [["任务", "单位"], ["稳增长", "市甲局"]]


def test_a_bar_in_a_sentence_is_no_table() -> None:
    for text in ("首页 | 要闻 | 政务\n加强 A|B 测试。\n一、稳增长。\n", "|| 打印本页\n", "|要闻|政务|互动\n"):
        assert read(text).tables == []


def test_tab_rows() -> None:
    text = "序号\t任务\t单位\n1\t稳增长\t市甲局\n2\t促消费\t\n\t扩投资\t市丙局\n说明\n"
    source = read(text)
    assert source.text == text
    assert grid(source) == [
        ["序号", "任务", "单位"],
        ["1", "稳增长", "市甲局"],
        ["2", "促消费", ""],
        ["", "扩投资", "市丙局"],
    ]
    assert sorted(source.row_of_line) == [0, 1, 2, 3]


def test_tabs_after_numbers_or_as_indents_are_no_table() -> None:
    assert read("1.\t稳增长。\n2.\t促消费。\n3.\t扩投资。\n").tables == []
    assert read("\t稳增长。\n\t促消费。\n\t扩投资。\n").tables == []
    assert read("甲\t乙\n丙\t丁\n").tables == []


def test_text_without_bars_and_tabs_has_no_table() -> None:
    source = read("一、稳增长。\n责任单位：市甲局\n")
    assert source.tables == []
    assert source.row_of_line == {}
    assert lines(source) == ["一、稳增长。", "责任单位：市甲局"]


_cells = st.text(alphabet="市甲乙丙局、，。1234567890AB（）", max_size=12)


@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(_cells, min_size=width, max_size=width), min_size=1, max_size=8)
    )
)
def test_any_rows_written_as_pipes_are_read_back(rows: list[list[str]]) -> None:
    text = "前言。\n" + "".join("| " + " | ".join(row) + " |\n" for row in rows) + "后记。\n"
    assert grid(read(text)) == rows


@given(st.text(alphabet="甲1 |\t\n-│+\\<br>:—", max_size=200))
def test_any_mix_of_bars_is_read_with_provenance(text: str) -> None:
    source = read("一、稳增长。\n" + text)
    assert lines(source)[0] == "一、稳增长。"


def test_rows_without_pipes_at_their_ends_keep_their_empty_cells() -> None:
    source = read(
        "类别 | 序号 | 任务 | 单位\n--- | --- | --- | ---\n"
        "工业 | 1 | 稳增长 | 市甲局\n | 2 | 促消费 | 市乙局\n"
        "农业 | 3 | 保供给 | \n商贸 | 4 | 稳外贸 | 市丙局 |\n"
    )
    assert grid(source) == [
        ["类别", "序号", "任务", "单位"],
        ["工业", "1", "稳增长", "市甲局"],
        ["", "2", "促消费", "市乙局"],
        ["农业", "3", "保供给", ""],
        ["商贸", "4", "稳外贸", "市丙局"],
    ]
