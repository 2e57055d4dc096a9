"""Word's .docx, read from its XML: paragraphs and tables in the order of the body.

Automatic numbers and merged cells, which the genre lives on, stand in no paragraph's text; libraries for
writing .docx leave them out, so the parts are read here directly. Tracked deletions, hidden text, page
headers and footers are no part of the document; text boxes and footnotes are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zeren_schema.errors import ZerenError

from zeren_loaders.readers.blocks import Block, Grid, GridCell, Paragraph, write_blocks
from zeren_loaders.readers.docx_numbering import Numbering, show_symbols
from zeren_loaders.readers.docx_tables import compact_columns
from zeren_loaders.readers.docx_xml import child, is_on, number, tag_of, value
from zeren_loaders.readers.ooxml import Package
from zeren_loaders.readers.rendering import Rendering
from zeren_loaders.readers.source import Source
from zeren_loaders.records import Finding

# Elements that only wrap others, at the level of paragraphs, rows, cells or runs.
_WRAPPERS = {
    "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "mc:Choice", "dir",
    "bdo", "rubyBase", "m:oMath", "m:oMathPara",
    "m:r", "m:sup", "m:sub", "m:e", "m:num", "m:den", "m:f", "m:sSup",
    "m:sSub", "m:d",
}  # fmt: skip
_GONE = {"del", "moveFrom"}
# No table has so many columns; a larger number is broken.
_MAX_SPAN = 1000


def read(name: str, data: bytes) -> Source:
    """The text and tables of a .docx. Raises ZerenError for one that is damaged, empty or too large."""
    package = Package(name, data, ".docx")
    root = package.part("word/document.xml")
    body = child(root, "body")
    if body is None:
        raise ZerenError(f"{name}: is a .docx without a document; open it in Word or WPS and save it again")
    reader = _Body(Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml")))
    blocks = list(reader.blocks(body))
    for part, label in (("footnotes", "脚注"), ("endnotes", "尾注")):
        notes = package.part(f"word/{part}.xml")
        blocks += reader.notes(notes, label) if notes is not None else []
    rendering = Rendering(name)
    write_blocks(rendering, blocks)
    source = rendering.source()
    if not source.lines:
        raise ZerenError(f"{name}: holds no text; if its pages are pictures, load a version with text")
    if reader.n_deleted:
        message = f"修订中删除的文字 {reader.n_deleted} 处,未读入"
        source.findings.append(Finding("tracked_deletion", "info", message))
    if reader.n_hidden:
        source.findings.append(Finding("hidden_text", "info", f"隐藏文字 {reader.n_hidden} 处,未读入"))
    if reader.n_foreign:
        message = f"嵌入的其他格式内容 {reader.n_foreign} 处,未读入"
        source.findings.append(Finding("embedded_content", "warning", message))
    return source


class _Body:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.n_deleted = 0
        self.n_hidden = 0
        self.n_foreign = 0
        self._fields: list[list[str]] = []  # the instructions of the fields that are open
        self._held = ""  # text of a paragraph whose end was deleted

    def blocks(self, container: Any, *, in_cell: bool = False) -> Iterator[Block]:
        """The paragraphs and tables in a body, a cell, a text box or a note."""
        for element in container:
            tag = tag_of(element)
            if tag == "p":
                yield from self._paragraph(element, in_cell=in_cell)
            elif tag == "tbl":
                yield self._table(element)
            elif tag == "sdt":
                yield from self._control(element, in_cell=in_cell)
            elif tag == "mc:AlternateContent":
                yield from self.blocks(_choice(element), in_cell=in_cell)
            elif tag in _WRAPPERS:
                yield from self.blocks(element, in_cell=in_cell)
            elif tag in _GONE:
                self.n_deleted += 1
            elif tag == "altChunk":
                self.n_foreign += 1

    def _control(self, element: Any, *, in_cell: bool) -> Iterator[Block]:
        """A content control; the one around a table of contents marks its lines."""
        content = child(element, "sdtContent")
        gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery")) or ""
        for block in self.blocks(_or_empty(content), in_cell=in_cell):
            if isinstance(block, Paragraph) and gallery.startswith("Table of Contents"):
                block.furniture = "contents"
            yield block

    def notes(self, root: Any, label: str) -> list[Block]:
        """The footnotes or endnotes, each as a paragraph that says what it is."""
        found: list[Block] = []
        for note in root:
            if value(note, "type") in {None, "normal"}:
                text = " ".join(
                    block.text.strip() for block in self.blocks(note) if isinstance(block, Paragraph)
                )
                if text.strip():
                    found.append(Paragraph(f"{label}：{text.strip()}", "footnote"))
        return found

    def _paragraph(self, element: Any, *, in_cell: bool) -> Iterator[Block]:
        properties = child(element, "pPr")
        parts: list[str] = []
        boxes: list[Block] = []
        in_contents = self._in_contents()
        self._runs(element, parts, boxes)
        text = self._held + "".join(parts)
        self._held = ""
        if child(properties, "rPr", "del") is not None:
            # The end of this paragraph was deleted: what follows stands on the same line.
            self._held = text
            yield from boxes
            return
        is_contents = in_contents or self._in_contents()
        if properties is not None:
            is_contents |= self.numbering.is_contents(value(child(properties, "pStyle")))
            # An empty paragraph is counted, but its number is worth a line only in a cell.
            number_text = self.numbering.prefix(properties)
            if text.strip() or in_cell:
                text = number_text + text.lstrip(" \t\u3000") if number_text else text
        yield Paragraph(text, "contents" if is_contents and text.strip() else None)
        yield from boxes

    def _in_contents(self) -> bool:
        return any("".join(field).strip().upper().startswith("TOC") for field in self._fields)

    def _runs(self, element: Any, parts: list[str], boxes: list[Block]) -> None:
        for piece in element:
            tag = tag_of(piece)
            if tag == "r":
                if is_on(child(piece, "rPr", "vanish")):
                    self.n_hidden += any(tag_of(one) == "t" for one in piece)
                else:
                    self._run(piece, parts, boxes)
            elif tag == "sdt":
                self._runs(_or_empty(child(piece, "sdtContent")), parts, boxes)
            elif tag == "m:t":
                parts.append(piece.text or "")
            elif tag == "ruby":
                self._runs(piece, parts, boxes)
            elif tag == "mc:AlternateContent":
                self._runs(_choice(piece), parts, boxes)
            elif tag in _WRAPPERS:
                self._runs(piece, parts, boxes)
            elif tag in _GONE:
                self.n_deleted += any(tag_of(one) == "delText" for one in piece.iter())

    def _run(self, element: Any, parts: list[str], boxes: list[Block]) -> None:
        for piece in element:
            tag = tag_of(piece)
            if tag == "t":
                parts.append(show_symbols(piece.text or ""))
            elif tag in {"tab", "ptab"}:
                parts.append("\t")
            elif tag in {"br", "cr"}:
                parts.append("\n")
            elif tag == "noBreakHyphen":
                parts.append("-")
            elif tag == "sym":
                parts.append(_symbol(piece))
            elif tag == "fldChar":
                self._field(value(piece, "fldCharType"))
            elif tag == "instrText":
                if self._fields:
                    self._fields[-1].append(piece.text or "")
            elif tag == "ruby":
                self._runs(piece, parts, boxes)
            elif tag == "mc:AlternateContent":
                self._run(_choice(piece), parts, boxes)
            elif tag in {"drawing", "pict", "object"} or tag.startswith("?"):
                boxes += self._boxes(piece)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append([])
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _boxes(self, drawing: Any) -> list[Block]:
        """The paragraphs of the text boxes in a drawing. Boxes inside boxes come with their outer one."""
        found: list[Block] = []
        waiting = [drawing]
        while waiting:
            element = waiting.pop()
            if tag_of(element) == "txbxContent":
                found += self.blocks(element)
            elif tag_of(element) == "mc:AlternateContent":
                waiting.append(_choice(element))
            else:
                waiting.extend(reversed(element))
        return found

    def _table(self, element: Any) -> Grid:
        rows: list[list[GridCell]] = []
        open_cells: dict[int, GridCell] = {}  # by column: cells that the next row can continue
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.n_deleted += 1
                continue
            is_header = is_on(child(properties, "tblHeader"))
            column = max(0, min(number(child(properties, "gridBefore"), 0), _MAX_SPAN))
            cells: list[GridCell] = []
            still_open: dict[int, GridCell] = {}
            for element_cell in _inside(row, "tc"):
                about = child(element_cell, "tcPr")
                span = max(1, min(number(child(about, "gridSpan"), 1), _MAX_SPAN))
                merge = child(about, "vMerge")
                sideways = child(about, "hMerge")
                blocks = list(self.blocks(element_cell, in_cell=True))
                continues = merge is not None and value(merge) in {None, "continue"}
                if continues and column in open_cells:
                    cell = open_cells[column]
                    cell.rowspan += 1
                    still_open[column] = cell
                elif sideways is not None and value(sideways) in {None, "continue"} and cells:
                    cells[-1].colspan += span
                else:
                    cell = GridCell(blocks, 1, span, column, is_header)
                    cells.append(cell)
                    if merge is not None:
                        still_open[column] = cell
                column += span
            open_cells = still_open
            rows.append(cells)
        compact_columns(rows, _widths(element))
        return Grid("docx", rows)


def _inside(element: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through content controls and other wrappers."""
    for one in element:
        tag = tag_of(one)
        if tag == wanted:
            yield one
        elif tag == "sdt":
            yield from _inside(_or_empty(child(one, "sdtContent")), wanted)
        elif tag == "mc:AlternateContent":
            yield from _inside(_choice(one), wanted)
        elif tag in _WRAPPERS:
            yield from _inside(one, wanted)


def _widths(table: Any) -> list[int]:
    grid = _or_empty(child(table, "tblGrid"))
    return [max(0, number(one, 0, "w")) for one in grid if tag_of(one) == "gridCol"]


def _or_empty(element: Any | None) -> Any:
    """An element to go through; nothing where it is missing."""
    return () if element is None else element


def _choice(element: Any) -> Any:
    """The branch of an alternative to read: the first choice, or what older programs fall back to."""
    for tag in ("mc:Choice", "mc:Fallback"):
        found = child(element, tag)
        if found is not None:
            return found
    return ()


def _symbol(element: Any) -> str:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    return show_symbols(chr(code | 0xF000 if code < 0x100 else code)) if 0 < code < 0xFFFE else ""
