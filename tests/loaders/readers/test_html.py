"""Web pages: text and tables as a browser shows them, in whatever encoding the page is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loaders.readers.samples import grid, lines, read


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_blocks_and_breaks_are_lines() -> None:
    source = read(
        page(
            "<h1>某市重点工作任务</h1><p>一、稳增长。<br>责任单位：市甲局</p><div>二、<b>促消费</b>。</div>三、扩投资。"
        )
    )
    assert lines(source) == [
        "某市重点工作任务",
        "一、稳增长。",
        "责任单位：市甲局",
        "二、促消费。",
        "三、扩投资。",
    ]


def test_blanks_are_one_and_line_ends_between_ideographs_none() -> None:
    source = read(page("<p>\n  牵头单位：市\n 甲局 \n and\n B&nbsp;&nbsp;局&ensp;李　某\t\n</p>"))
    assert lines(source) == ["牵头单位：市甲局 and B 局\u2002李　某"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines(read(page("<pre>一、稳增长。\n责任单位：市甲局</pre>"))) == [
        "一、稳增长。",
        "责任单位：市甲局",
    ]


def test_what_is_not_shown_is_not_read() -> None:
    body = (
        "<p>一、稳增长。<script>var a='。';</script><!-- 注释 --></p><p style='display: none'>隐藏</p>"
        "<p hidden>隐藏</p><p style='visibility:hidden'>隐藏</p><style>p{}</style>"
        "<p>二、<del>删</del>促消费。</p>"
        "<select><option>选项</option></select><textarea>框</textarea>"
    )
    assert lines(read(page(body))) == ["一、稳增长。", "二、促消费。"]


def test_a_hidden_article_is_read_where_nothing_else_is_there() -> None:
    text = "一、稳增长。责任单位：市甲局、市乙局，完成时限为二〇二四年十二月底前，全年增长百分之五以上。"
    assert lines(
        read(page(f"<div style='display:none' id='data'><p>{text}</p></div><div id='show'></div>"))
    ) == [text]


def test_numbered_lists_print_their_numbers_once() -> None:
    body = (
        "<ol><li>稳增长。</li><li>2、促消费。</li><li value=7>扩投资。</li></ol>"
        "<ol start=3 type=a><li>甲。</li></ol><ol style='list-style-type: cjk-ideographic'><li>乙。</li></ol>"
        "<ol style='list-style:none'><li>丙。</li></ol><ul><li>丁。</li></ul>"
    )
    assert lines(read(page(body))) == [
        "1. 稳增长。",
        "2、促消费。",
        "7. 扩投资。",
        "c. 甲。",
        "一、乙。",
        "丙。",
        "丁。",
    ]


def test_tables_with_rowspan_and_colspan() -> None:
    body = (
        "<p>前言。</p><table><thead><tr><th rowspan=2>序号<th colspan=2>任务<th rowspan=2>单位"
        "<tr><th>名称<th>内容</thead>"
        "<tr><td>1<td>甲<td><p>稳增长。</p><p>促消费。</p><td rowspan=2>市甲局<br>市乙局"
        "<tr><td>2<td colspan=2>扩投资</table>"
    )
    source = read(page(body))
    assert grid(source) == [
        ["序号", "任务", "任务", "单位"],
        ["序号", "名称", "内容", "单位"],
        ["1", "甲", "稳增长。/促消费。", "市甲局/市乙局"],
        ["2", "扩投资", "扩投资", "市甲局/市乙局"],
    ]
    assert source.text.count("市甲局") == 1
    assert [cell.is_header for row in source.tables[0].rows for cell in row.cells] == [True] * 5 + [False] * 6
    assert lines(source) == [
        "前言。",
        "| 序号 | 任务 | | 单位 |",
        "| | 名称 | 内容 | |",
        "| 1 | 甲 | 稳增长。 促消费。 | 市甲局 市乙局 |",
        "| 2 | 扩投资 | | |",
    ]


def test_spans_that_reach_out_of_the_table_end_with_it() -> None:
    rows = "<tr><td rowspan=100000>甲<td>乙<td colspan=1000>丙<tr><td>丁<td rowspan=0>戊<tr><td>己"
    source = read(page(f"<p>前言。</p><table>{rows}</table>"))
    assert grid(source) == [["甲", "乙", "丙"], ["甲", "丁", "戊"], ["甲", "己", "戊"]]


def test_layout_tables_are_frames() -> None:
    body = (
        "<table><tr><td><table><tr><td>一、稳增长。</td></tr><tr><td>责任单位：市甲局</td></tr></table></td>"
        "<td></td></tr></table>"
    )
    source = read(page(body))
    assert lines(source) == ["一、稳增长。", "责任单位：市甲局"]
    assert source.tables == []


def test_a_fragment_is_a_page() -> None:
    assert lines(read("<div><p>一、稳增长。</p><p>责任单位：市甲局</p></div>")) == [
        "一、稳增长。",
        "责任单位：市甲局",
    ]


TEXT = "一、稳增长。责任单位：市发展改革委、市统计局"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "gbk"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-8", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", "no-such-code"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    assert lines(read(page(f"<p>{TEXT}</p>", head).encode(encoding), "a.html")) == [TEXT]


def test_traditional_pages_in_big5() -> None:
    text = "一、穩增長。責任單位：市發展改革委、市統計局"
    data = page(f"<p>{text}</p>", '<meta charset="big5">').encode("big5")
    assert lines(read(data, "a.html")) == [text]


def test_a_few_broken_bytes_are_reported() -> None:
    data = page(f"<p>{TEXT * 20}</p>", '<meta charset="utf-8">').encode() + b"\xff"
    source = read(data, "a.html")
    assert lines(source)[0] == TEXT * 20
    assert "broken_characters" in {finding.rule for finding in source.findings}


def test_what_the_page_says_about_itself() -> None:
    head = (
        "<title>某市人民政府网</title><meta name='ArticleTitle' content='某市重点工作'>"
        "<meta name='PubDate' content='2024-03-05 10:00'><meta name='ContentSource' content='市政府办'>"
    )
    assert read(page(f"<p>{TEXT}</p>", head)).metadata == {
        "title": "某市重点工作",
        "published": "2024-03-05 10:00",
        "source": "市政府办",
        "page_title": "某市人民政府网",
    }


def test_a_page_archive() -> None:
    data = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    import base64

    data += base64.b64encode(page(f"<p>{TEXT}</p>").encode("gb18030")) + b"\r\n--b--\r\n"
    assert lines(read(data, "a.mht")) == [TEXT]


_texts = st.text(alphabet="市甲乙局、。12 ", max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5), st.integers(2, 5), st.data())
def test_any_tiling_is_read_back(n_rows: int, n_columns: int, data: st.DataObject) -> None:
    """Cover a grid with cells of any size, write it as HTML, read it and compare position by position."""
    owner: list[list[str | None]] = [[None] * n_columns for _ in range(n_rows)]
    html = ""
    for row in range(n_rows):
        html += "<tr>"
        for column in range(n_columns):
            if owner[row][column] is not None:
                continue
            width = 1
            limit = data.draw(st.integers(1, n_columns - column))
            while width < limit and owner[row][column + width] is None:
                width += 1
            height = data.draw(st.integers(1, n_rows - row))
            text = data.draw(_texts)
            for down in range(height):
                owner[row + down][column : column + width] = [" ".join(text.split())] * width
            html += f"<td rowspan={height} colspan={width}>{text}</td>"
        html += "</tr>"
    source = read(page(f"<p>前言。</p><table>{html}</table><p>后记。</p>"))
    if source.tables:
        # Columns at the right end that no cell begins in cannot be told from one column.
        read_back = grid(source)
        width = len(read_back[0])
        assert read_back == [row[:width] for row in owner]
        assert all(row[width:] == [row[width - 1]] * (n_columns - width) for row in owner)
    else:
        texts = [text for row in owner for text in row if text]
        assert len(set(texts)) <= 1 or all(len(set(row)) == 1 for row in owner)


@given(st.text(alphabet="<>/tabledrhpivsn =\"'甲。1&;!-", max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_mix_of_tags_is_read(text: str) -> None:
    source = read(f"<html><body><p>一、稳增长。</p>{text}")
    assert lines(source)[0].startswith("一、稳增长。")
