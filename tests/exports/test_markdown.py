from __future__ import annotations

import re
from html import unescape

import pyarrow as pa
import pytest
from markdown_it import MarkdownIt
from zeren_queries.formats import Format, Labels

from tests.exports.sample import WORKLOAD_COLUMNS, WORKLOAD_ROWS, WORKLOAD_SCHEMA, reader, texts, written


def _cells(markdown: bytes) -> list[str]:
    """The cells as an independent Markdown reader shows them."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown.decode())
    return [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)]


def test_a_table_byte_for_byte() -> None:
    expected = """\
| 单位 | 任务数 | 牵头占比 | 完成时限 | 是否牵头 |
| --- | ---: | ---: | --- | --- |
| 省发展改革委 | 12 | 58.333333 | 2026-12-31 | true |
| 省教育厅 | 3 | 100 |  | false |
| 杭州市政府 | -1 | -0.5 | 2027-01-01 |  |
"""
    rows = reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA)
    assert written(rows, Format.MARKDOWN, WORKLOAD_COLUMNS, labels=Labels.ZH).decode() == expected


@pytest.mark.parametrize(
    "text",
    ["a|b", "a\\|b", "*重点*", "_x_", "`x`", "[a](b)", "![a](b)", "<b>x</b>", "&lt;", "~~x~~", "#1", "a\\"],
)
def test_markup_in_a_cell_is_shown_and_not_obeyed(text: str) -> None:
    assert _cells(texts([text, "next"], Format.MARKDOWN)) == ["0", text, "1", "next"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_end_stays_inside_its_cell(line_end: str) -> None:
    markdown = texts([f"a{line_end}b", "next"], Format.MARKDOWN)
    assert _cells(markdown) == ["0", "a<br>b", "1", "next"]


def test_no_rows_leave_the_header() -> None:
    rows = reader([], pa.schema([("n", pa.int64())]))
    assert written(rows, Format.MARKDOWN) == b"| n |\n| ---: |\n"
