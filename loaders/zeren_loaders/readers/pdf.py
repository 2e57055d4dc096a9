"""PDF files with a text layer: paragraphs and ruled tables in reading order, without page furniture.

PDFium reads the file; how characters make lines, lines paragraphs and rules tables is worked out here, from
where they stand on the page.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

import pypdfium2
from zeren_schema.errors import ZerenError

from zeren_loaders.readers.blocks import write_blocks
from zeren_loaders.readers.pdf_flow import flow
from zeren_loaders.readers.pdf_font import install
from zeren_loaders.readers.pdf_page import PageContent, read_page
from zeren_loaders.readers.rendering import Rendering
from zeren_loaders.readers.source import Source
from zeren_loaders.records import Finding

MAX_PAGES = 2000
MAX_GLYPHS = 2_000_000
# Fewer characters on a page are a stamp or a page number on a picture.
_FEW = 10
_BROKEN_SHARE = 0.2
# A page's drawing takes kilobytes; a stream of more is a trap or a map.
_MAX_STREAM = 100_000_000
_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1_000_000


def read(name: str, data: bytes) -> Source:
    """The text and tables of a PDF. Raises ZerenError for one that is locked, damaged or only pictures."""
    _refuse_bomb(name, data)
    pages = _pages(name, data)
    n_glyphs = sum(len(page.glyphs) for page in pages)
    empty = [number for number, page in enumerate(pages, 1) if len(page.glyphs) < _FEW]
    is_scan = any(page.has_image for page in pages)
    if not n_glyphs or (is_scan and n_glyphs < _FEW * len(pages) and 2 * len(empty) > len(pages)):
        what = "is a scan: its pages are pictures" if is_scan else "has only empty pages"
        raise ZerenError(
            f"{name}: is a PDF without text, it {what}; load a version with text or recognise it first"
        )
    n_broken = sum(page.n_broken for page in pages)
    if n_broken > _BROKEN_SHARE * n_glyphs:
        raise ZerenError(
            f"{name}: is a PDF whose fonts do not say which characters they show; load the .docx or web page"
        )
    blocks, n_furniture = flow(pages)
    rendering = Rendering(name)
    write_blocks(rendering, blocks)
    source = rendering.source()
    if not source.lines:
        raise ZerenError(f"{name}: is a PDF without text; load a version with text")
    if n_furniture:
        source.findings.append(Finding("page_furniture", "info", f"页眉、页脚和页码 {n_furniture} 行,未读入"))
    pictures = [str(number) for number in empty if pages[number - 1].has_image]
    if pictures:
        message = f"第 {'、'.join(pictures[:20])} 页只有图片,没有文字,未读入"
        source.findings.append(Finding("page_without_text", "warning", message))
    if n_broken:
        source.findings.append(Finding("broken_characters", "warning", f"无法识别的字符 {n_broken} 个"))
    return source


def _refuse_bomb(name: str, data: bytes) -> None:
    """Raise ZerenError if a compressed stream expands beyond what a page's text and rules can take.

    Pictures are left out: reading text never unpacks them.
    """
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 400) : match.start()]
        head = head[max(head.rfind(b"obj"), 0) :]
        if b"/Fl" not in head or b"/Image" in head:
            continue
        unpacker = zlib.decompressobj()
        size = 0
        piece = data[match.end() : match.end() + _PIECE]
        try:
            while piece and not unpacker.eof:
                size += len(unpacker.decompress(piece, _PIECE))
                piece = unpacker.unconsumed_tail
                if size > _MAX_STREAM:
                    raise ZerenError(
                        f"{name}: a part of it would expand to more than {_MAX_STREAM // 1_000_000} MB, as no"
                        " document does; check where it comes from, or print it to a new PDF"
                    )
        except zlib.error:
            continue


def _pages(name: str, data: bytes) -> list[PageContent]:
    install()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ZerenError(f"{name}: is locked by a password; save it without one and load that") from None
        raise ZerenError(f"{name}: is a damaged PDF ({error}); print or save it again") from None
    try:
        count = len(document)
        if not 0 < count <= MAX_PAGES:
            raise ZerenError(f"{name}: is a PDF of {count} pages; give a document of 1 to {MAX_PAGES}")
        return _read_pages(name, document, count)
    finally:
        document.close()


def _read_pages(name: str, document: Any, count: int) -> list[PageContent]:
    pages = []
    n_glyphs = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            raise ZerenError(f"{name}: page {number + 1} is damaged; print or save the PDF again") from None
        pages.append(read_page(page))
        page.close()
        n_glyphs += len(pages[-1].glyphs)
        if n_glyphs > MAX_GLYPHS:
            raise ZerenError(f"{name}: holds more text than any such document; give the right file")
    return pages
