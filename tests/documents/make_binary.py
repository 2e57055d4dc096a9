"""Write the conformance documents that are not plain text: Word files and PDF files.

Run it from the repository's root with `python -m tests.documents.make_binary`. Its output is committed;
the expectations beside it are written by hand, from what a reader of the printed page sees.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

from tests.documents.binary_sheets import PDF, WORD, Grid, Sheet

HERE = Path(__file__).parent
FONT = "STSong-Light"


def write_word(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a .docx file."""
    word = Document()
    if sheet.running_head:
        word.sections[0].header.paragraphs[0].text = sheet.running_head
    for index, block in enumerate(sheet.blocks):
        if isinstance(block, Grid):
            _word_table(word, block)
            continue
        numbered = block.startswith("# ")
        paragraph = word.add_paragraph(block.removeprefix("# "), style="List Number" if numbered else None)
        if index == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.save(str(path))
    _drop_times(path)


def _word_table(word: WordDocument, grid: Grid) -> None:
    table = word.add_table(rows=len(grid.rows), cols=len(grid.rows[0]))
    table.style = "Table Grid"
    for top, left, bottom, right in grid.merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    for row, cells in enumerate(grid.rows):
        for column, text in enumerate(cells):
            if text:
                table.cell(row, column).text = text


def _drop_times(path: Path) -> None:
    """Write the zip again without clock times, so that the same content gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)


def write_pdf(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a .pdf file on small pages, so that sentences and lists are cut by page ends."""
    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=14, leading=sheet.leading, wordWrap="CJK", firstLineIndent=28
    )
    title = ParagraphStyle("title", parent=style, fontSize=16, alignment=1, firstLineIndent=0, spaceAfter=8)
    cell = ParagraphStyle("cell", parent=style, fontSize=12, leading=30, firstLineIndent=0)

    def furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        if sheet.running_head:
            canvas.drawCentredString(A5[0] / 2, A5[1] - 12 * mm, sheet.running_head)
        canvas.drawCentredString(A5[0] / 2, 9 * mm, f"— {template.page} —")

    story: list[Flowable] = []
    for index, block in enumerate(sheet.blocks):
        if isinstance(block, Grid):
            rows = [[Paragraph(text, cell) for text in cells] for cells in block.rows]
            table = Table(rows, colWidths=[10 * mm, 34 * mm, 26 * mm, 34 * mm, 20 * mm], repeatRows=1)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
            story.append(table)
        else:
            story.append(Paragraph(block, title if index == 0 else style))
    template = BaseDocTemplate(str(path), pagesize=A5, invariant=1, title="", author="")
    frame = Frame(12 * mm, 16 * mm, A5[0] - 24 * mm, A5[1] - 34 * mm)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    template.build(story)


def main() -> None:
    """Write every file beside this one."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    for sheet in WORD:
        write_word(sheet, HERE / sheet.name)
    for sheet in PDF:
        write_pdf(sheet, HERE / sheet.name)


if __name__ == "__main__":
    main()
