"""Word documents: what was written with python-docx, or as bare XML, is read back."""

from __future__ import annotations

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loaders.readers.samples import (
    docx_bytes,
    grid,
    lines,
    paragraph,
    raw_docx,
    read,
    rules,
    squeezed,
    word_xml,
)


def test_paragraphs_and_tables_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_heading("某市重点工作", 0)
    document.add_paragraph("一、稳增长。\n责任单位：市甲局")
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("序号", "任务", "单位"), ("1", "稳增长", "*市甲局")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("后记")
    source = read(docx_bytes(document), "a.docx")
    assert lines(source) == [
        "某市重点工作",
        "一、稳增长。",
        "责任单位：市甲局",
        "| 序号 | 任务 | 单位 |",
        "| 1 | 稳增长 | *市甲局 |",
        "后记",
    ]
    assert grid(source) == [["序号", "任务", "单位"], ["1", "稳增长", "*市甲局"]]
    assert source.row_of_line == {3: (0, 0), 4: (0, 1)}
    assert source.tables[0].kind == "docx"


def test_merged_cells_cover_rows_and_columns_and_stand_once() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, texts in zip(table.rows, ("甲乙丙", "丁戊己", "庚辛壬", "癸子丑"), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 1).text = table.cell(3, 2).text = ""
    table.cell(3, 0).merge(table.cell(3, 2))
    source = read(docx_bytes(document), "a.docx")
    assert grid(source) == [["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "己"], ["癸", "癸", "癸"]]
    assert source.text.count("己") == source.text.count("癸") == 1
    assert [(cell.rowspan, cell.colspan) for cell in source.tables[0].rows[1].cells] == [
        (1, 1),
        (1, 1),
        (2, 1),
    ]


def test_several_paragraphs_in_a_cell_are_several_spans() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "1.稳增长。\n2.促消费。"
    table.cell(0, 1).text = "市甲局"
    table.cell(0, 1).add_paragraph("市乙局")
    assert grid(read(docx_bytes(document), "a.docx")) == [["1.稳增长。/2.促消费。", "市甲局/市乙局"]]


def test_a_table_of_one_cell_is_a_box_around_paragraphs() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "某市人民政府文件"
    source = read(docx_bytes(document), "a.docx")
    assert lines(source) == ["某市人民政府文件"]
    assert source.tables == []


def test_a_table_inside_a_cell_is_read_as_its_rows() -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "序号", "任务与分工说明"
    outer.cell(1, 0).text = "1"
    outer.cell(1, 1).text = "加强运行分析，推动重大项目建设。"
    inner = outer.cell(1, 1).add_table(2, 2)
    for at, text in enumerate("甲乙丙丁"):
        inner.cell(at // 2, at % 2).text = text
    assert grid(read(docx_bytes(document), "a.docx")) == [
        ["序号", "任务与分工说明"],
        ["1", "加强运行分析，推动重大项目建设。/甲 乙/丙 丁"],
    ]


def test_headers_and_footers_are_no_text() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某市公报"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("一、稳增长。")
    assert lines(read(docx_bytes(document), "a.docx")) == ["一、稳增长。"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>一、稳</w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>投资</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>增长</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>责任单位：</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>市甲局</w:t></w:r></w:p>"
        '<w:moveFrom w:id="4"><w:p><w:r><w:t>搬走</w:t></w:r></w:p></w:moveFrom>'
        '<w:tbl><w:tr><w:trPr><w:del w:id="5"/></w:trPr>'
        f"<w:tc>{paragraph('删行')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('稳增长')}</w:tc></w:tr></w:tbl>"
    )
    source = read(raw_docx(body), "a.docx")
    assert lines(source) == ["一、稳增长。", "责任单位：市甲局", "| 1 | 稳增长 |"]
    assert [finding.rule for finding in source.findings] == ["tracked_deletion"]


def test_hidden_text_is_left_out_with_a_finding() -> None:
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>一、稳增长。</w:t></w:r></w:p>"
    source = read(raw_docx(body), "a.docx")
    assert lines(source) == ["一、稳增长。"]
    assert [finding.rule for finding in source.findings] == ["hidden_text"]


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>附件2</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>一、稳增长。</w:t><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(read(raw_docx(body), "a.docx")) == ["一、稳增长。", "附件2"]


def test_breaks_tabs_symbols_and_hyphens() -> None:
    body = (
        "<w:p><w:r><w:t>牵头单位：</w:t><w:br/><w:t>市甲局</w:t><w:tab/>"
        '<w:sym w:font="Wingdings" w:char="F0AB"/><w:t>市乙局</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r></w:p>'
    )
    assert lines(read(raw_docx(body), "a.docx")) == ["牵头单位：", "市甲局\t★市乙局-1"]


def test_content_controls_links_and_fields_are_read_through() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>一、</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>稳增长</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5%</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    assert lines(read(raw_docx(body), "a.docx")) == ["一、稳增长5%"]


def test_the_table_of_contents_is_furniture() -> None:
    styles = word_xml(
        "styles",
        '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>',
    )
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、稳增长 1</w:t></w:r></w:p>'
        f"{paragraph('二、促消费 2')}"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    styled = paragraph("三、扩投资 3", '<w:pStyle w:val="10"/>')
    source = read(raw_docx(field + styled + paragraph("一、稳增长"), styles=styles), "a.docx")
    assert rules(source) == {
        "一、稳增长 1": "contents",
        "二、促消费 2": "contents",
        "三、扩投资 3": "contents",
    }
    assert lines(source)[-1] == "一、稳增长"


def test_footnotes_follow_the_text() -> None:
    notes = word_xml(
        "footnotes",
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1">{paragraph("列第一位的为牵头单位。")}</w:footnote>',
    )
    source = read(raw_docx(paragraph("一、稳增长。"), footnotes=notes), "a.docx")
    assert lines(source) == ["一、稳增长。", "脚注：列第一位的为牵头单位。"]
    assert rules(source) == {"脚注：列第一位的为牵头单位。": "footnote"}


def test_the_strict_edition_of_the_format_is_read() -> None:
    old = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = raw_docx(
        f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    )
    import zipfile
    from io import BytesIO

    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as changed:
        for member in archive.namelist():
            changed.writestr(member, archive.read(member).decode().replace(old, strict))
    assert grid(read(stream.getvalue(), "a.docx")) == [["甲", "乙"]]


def _row(*cells: tuple[str, int]) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(text)}</w:tc>' for text, span in cells
    )
    return f"<w:tr>{inside}</w:tr>"


def test_edges_dragged_by_a_hair_make_no_columns() -> None:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (600, 60, 4000, 2000))
    body = (
        f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>"
        + _row(("序号", 1), ("任务", 2), ("单位", 1))
        + _row(("1", 2), ("稳增长", 1), ("市甲局", 1))
        + _row(("一、王某牵头", 4))
        + "</w:tbl>"
    )
    source = read(raw_docx(body), "a.docx")
    assert source.tables[0].n_columns == 3
    assert grid(source) == [["序号", "任务", "单位"], ["1", "稳增长", "市甲局"], ["一、王某牵头"] * 3]


def test_a_row_can_begin_and_end_inside_the_grid() -> None:
    body = (
        "<w:tbl>"
        + _row(("甲", 1), ("乙", 1), ("丙", 1))
        + '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        + f"<w:tc>{paragraph('丁')}</w:tc></w:tr></w:tbl>"
    )
    assert grid(read(raw_docx(body), "a.docx")) == [["甲", "乙", "丙"], [None, "丁", None]]


_texts = st.text(alphabet="市甲乙局、。(1 ", min_size=1, max_size=8).filter(str.strip)


@st.composite
def _merged_tables(draw: st.DrawFn) -> tuple[int, int, list[str], tuple[int, int, int, int]]:
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    texts = draw(st.lists(_texts, min_size=rows * columns, max_size=rows * columns))
    top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
    bottom, right = draw(st.integers(top, rows - 1)), draw(st.integers(left, columns - 1))
    return rows, columns, texts, (top, left, bottom, right)


@settings(max_examples=40, deadline=None)
@given(_merged_tables())
def test_any_merge_is_read_back(drawn: tuple[int, int, list[str], tuple[int, int, int, int]]) -> None:
    rows, columns, texts, (top, left, bottom, right) = drawn
    document = docx.Document()
    document.add_paragraph("前言。")
    table = document.add_table(rows, columns)
    expected = [[texts[row * columns + column].strip() for column in range(columns)] for row in range(rows)]
    for row in range(rows):
        for column in range(columns):
            is_merged = top <= row <= bottom and left <= column <= right
            is_corner = (row, column) == (top, left)
            table.cell(row, column).text = "" if is_merged and not is_corner else expected[row][column]
            if is_merged:
                expected[row][column] = expected[top][left]
    table.cell(top, left).merge(table.cell(bottom, right))
    source = read(docx_bytes(document), "a.docx")
    if (top, left, bottom, right) == (0, 0, rows - 1, columns - 1):
        assert squeezed(lines(source)) == squeezed(["前言。", expected[0][0]])
        return
    # A column or row that the merge swallows whole cannot be told from one that never was.
    read_back = [[squeezed([text or ""]) for text in row] for row in grid(source)]
    written = [[squeezed([text]) for text in row] for row in expected]
    if top == 0 and bottom == rows - 1:
        written = [row[: left + 1] + row[right + 1 :] for row in written]
    assert read_back == written
