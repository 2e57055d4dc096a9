"""PDF files made with reportlab, whose CID fonts need no font file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")


def body(text: str) -> Paragraph:
    """A paragraph with its first line indented, as offices set them."""
    return Paragraph(text, BODY)


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    merges: Sequence[tuple[int, int, int, int]] = (),
    *,
    repeat: int = 0,
    rules: str = "GRID",
) -> Table:
    """A ruled table. `merges` are (top, left, bottom, right); the text of a merge stands at its corner."""
    cells: list[list[Any]] = [[Paragraph(text, CELL) if text else "" for text in row] for row in rows]
    style: list[Any] = [(rules, (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    style += [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in merges]
    return Table(cells, colWidths=list(widths), style=TableStyle(style), repeatRows=repeat)


def pdf(flow: Sequence[Flowable], furniture: Callable[[Canvas, Any], None] | None = None) -> bytes:
    """A PDF of A4 pages. `furniture` draws what stands on every page."""
    stream = BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, leftMargin=70, rightMargin=70)
    draw = furniture or (lambda canvas, page: None)
    document.build(list(flow), onFirstPage=draw, onLaterPages=draw)
    return stream.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF drawn by hand; `draw` gets a canvas with the font set."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def header_and_number(canvas: Canvas, page: Any) -> None:
    """A running header and a page number."""
    canvas.setFont(FONT, 10)
    canvas.drawString(80, 800, "某市人民政府公报")
    canvas.drawCentredString(297, 40, f"— {page.page} —")


def scan() -> bytes:
    """A page that is one picture, written by hand."""
    content = b"q 595 0 0 842 0 0 cm /I Do Q"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Subtype/Image/Width 1/Height 1/ImageMask true/Length 1>>stream\n\0\nendstream",
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    place = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return data + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % place


__all__ = [
    "FONT",
    "Canvas",
    "PageBreak",
    "body",
    "drawn",
    "header_and_number",
    "pdf",
    "scan",
    "table",
]
