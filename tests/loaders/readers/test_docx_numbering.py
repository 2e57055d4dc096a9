"""Word's automatic numbers come out as Word prints them."""

from __future__ import annotations

import docx
import pytest
from zeren_loaders.readers.numerals import chinese_number, printed_number

from tests.loaders.readers.samples import (
    docx_bytes,
    grid,
    lines,
    numbered,
    paragraph,
    raw_docx,
    read,
    word_xml,
)


def level(at: int, style: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(lists: dict[int, str], uses: dict[int, tuple[int, str]]) -> str:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in lists.items()
    )
    nums = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{points}"/>{extra}</w:num>'
        for key, (points, extra) in uses.items()
    )
    return word_xml("numbering", abstract + nums)


CHINESE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircleChinese", "%4")
)


def test_headings_items_and_circles() -> None:
    body = "".join(
        [
            numbered("稳增长", 1, 0),
            numbered("工业", 1, 1),
            numbered("加强分析。", 1, 2),
            numbered("做好监测。", 1, 2),
            numbered("按月。", 1, 3),
            numbered("农业", 1, 1),
            numbered("保供。", 1, 2),
            numbered("促消费", 1, 0),
            numbered("商贸", 1, 1),
        ]
    )
    source = read(raw_docx(body, numbering=numbering({0: CHINESE}, {1: (0, "")})), "a.docx")
    assert lines(source) == [
        "一、稳增长",
        "（一）工业",
        "1. 加强分析。",
        "2. 做好监测。",
        "① 按月。",
        "（二）农业",
        "1. 保供。",
        "二、促消费",
        "（一）商贸",
    ]


def test_a_number_can_name_the_levels_above() -> None:
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%1.%2.%3")
    body = numbered("甲", 1, 0) + numbered("乙", 1, 1) + numbered("丙", 1, 1) + numbered("丁", 1, 2)
    source = read(raw_docx(body, numbering=numbering({0: levels}, {1: (0, "")})), "a.docx")
    assert lines(source) == ["1 甲", "1.1 乙", "1.2 丙", "1.2.a 丁"]


def test_legal_numbering_prints_digits_only() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = numbered("甲", 1, 0) + numbered("乙", 1, 1)
    source = read(raw_docx(body, numbering=numbering({0: levels}, {1: (0, "")})), "a.docx")
    assert lines(source) == ["一、甲", "1.1 乙"]


def test_another_use_of_a_list_goes_on_and_an_override_starts_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="80"/></w:lvlOverride>'
    uses = {1: (0, ""), 2: (0, ""), 3: (0, override)}
    body = "".join(
        numbered(text, use) for text, use in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3), ("戊", 1))
    )
    part = numbering({0: level(0, "decimal", "%1.")}, uses)
    assert lines(read(raw_docx(body, numbering=part), "a.docx")) == [
        "1. 甲",
        "2. 乙",
        "80. 丙",
        "81. 丁",
        "82. 戊",
    ]


def test_numbers_given_by_the_style() -> None:
    styles = word_xml(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="mine"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>",
    )
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:pStyle w:val="C"/>')
    body = (
        paragraph("稳增长", '<w:pStyle w:val="A"/>')
        + paragraph("工业", '<w:pStyle w:val="C"/>')
        + paragraph("促消费", '<w:pStyle w:val="B"/>')
        + paragraph("附则", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    source = read(raw_docx(body, styles=styles, numbering=numbering({0: levels}, {1: (0, "")})), "a.docx")
    assert lines(source) == ["一、稳增长", "1. 工业", "二、促消费", "附则"]


def test_an_empty_paragraph_shows_its_number_in_a_cell_only() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{numbered('', 1)}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>"
        for text in ("稳增长", "促消费")
    )
    body = f"<w:tbl>{rows}</w:tbl>{numbered('', 1)}{numbered('扩投资', 1)}"
    part = numbering({0: level(0, "decimal", "%1")}, {1: (0, "")})
    source = read(raw_docx(body, numbering=part), "a.docx")
    assert grid(source) == [["1", "稳增长"], ["2", "促消费"]]
    assert lines(source)[-1] == "4 扩投资"


def test_bullets_and_gaps() -> None:
    levels = level(0, "bullet", "\uf06c") + level(1, "decimal", "%2.", '<w:suff w:val="nothing"/>')
    body = numbered("甲", 1, 0) + numbered("乙", 1, 1)
    assert lines(read(raw_docx(body, numbering=numbering({0: levels}, {1: (0, "")})), "a.docx")) == [
        "● 甲",
        "1.乙",
    ]


def test_the_lists_of_python_docx() -> None:
    document = docx.Document()
    for text in ("稳增长。", "促消费。"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("项目", style="List Bullet")
    assert lines(read(docx_bytes(document), "a.docx")) == ["1. 稳增长。", "2. 促消费。", "• 项目"]


def test_a_number_that_points_nowhere_prints_nothing() -> None:
    assert lines(read(raw_docx(numbered("甲", 7)), "a.docx")) == ["甲"]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (3, "decimal", "3"),
        (11, "chineseCounting", "十一"),
        (20, "japaneseCounting", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (2, "ideographTraditional", "乙"),
        (12, "ideographZodiac", "亥"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", "51"),
        (3, "decimalEnclosedParen", "⑶"),
        (10, "decimalFullWidth", "１０"),
        (5, "chineseLegalSimplified", "伍"),
        (10, "ideographDigital", "一〇"),
        (27, "lowerLetter", "aa"),
        (14, "upperRoman", "XIV"),
        (7, "decimalZero", "07"),
        (4, "ordinalText", "4"),
        (0, "upperRoman", "0"),
        (0, "chineseCounting", "0"),
        (-1, "upperLetter", "-1"),
    ],
)
def test_numbers_as_printed(number: int, style: str, printed: str) -> None:
    assert printed_number(number, style) == printed


def test_chinese_numbers_mean_what_they_count() -> None:
    value = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
    sizes = {"十": 10, "百": 100, "千": 1000}
    for number in range(1, 10_000):
        total, digit = 0, 0
        for sign in chinese_number(number).removeprefix("零").replace("零", ""):
            if sign in value:
                digit = value[sign]
            else:
                total += (digit or 1) * sizes[sign]
                digit = 0
        assert total + digit == number
