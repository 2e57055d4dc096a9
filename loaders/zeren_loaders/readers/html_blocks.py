"""Elements of a web page as paragraphs and tables, the way a browser would lay them out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from zeren_schema.errors import ZerenError

from zeren_loaders.readers.blocks import Block, Grid, GridCell, Paragraph
from zeren_loaders.readers.numerals import printed_number

_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "o:p",
}  # fmt: skip
_TABLE_PARTS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_COUNTED = re.compile(r"[\s\u3000]*[(（]?[\d一二三四五六七八九十①-⑳]+[)）.．、\s]")
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk|chinese)", re.IGNORECASE)
_NO_NUMBERS = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:none|disc|circle|square)", re.IGNORECASE)
# What a browser takes at most.
_MAX_SPAN = 65_534
_WIDE = 0x2E80
_MAX_NESTED = 30


@dataclass(slots=True)
class _List:
    """A numbered list: the next number and how it is printed; an empty style prints none."""

    value: int
    style: str


@dataclass(slots=True)
class _Place:
    """Where blocks go: the body of what is read, or a cell. Lines are put together here."""

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    number: str = ""
    preserve: int = 0


def blocks_of(name: str, element: Any, unread: set[Any]) -> list[Block]:
    """The paragraphs and tables of an element, without the elements in `unread`."""
    return _Walk(name, unread).blocks(element)


class _Walk:
    def __init__(self, name: str, unread: set[Any]) -> None:
        self.name = name
        self.unread = unread
        self.places = [_Place()]
        self.grids: list[Grid] = []
        self.lists: list[_List | None] = []

    def blocks(self, root: Any) -> list[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, element in walk:
            if event == "start":
                if element in self.unread or not isinstance(element.tag, str):
                    skipped = element
                    walk.skip_subtree()
                    continue
                self._start(element)
                self._text(element.text)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._end(element)
                if element is not root:
                    self._text(element.tail)
        while len(self.places) > 1:
            self._leave_cell()
        self._flush()
        return self.places[0].blocks

    def _start(self, element: Any) -> None:
        tag = element.tag
        if tag in _INLINE:
            return
        self._flush()
        if tag in _TABLE_PARTS:
            self._start_table_part(tag, element)
        elif tag == "pre":
            self.places[-1].preserve += 1
        elif tag in {"ol", "ul"}:
            self.lists.append(_new_list(element) if tag == "ol" else None)
        elif tag == "li" and self.lists and (counted := self.lists[-1]) is not None:
            counted.value = _number(element.get("value"), counted.value)
            if counted.style:
                gap = "、" if counted.style == "chineseCounting" else ". "
                self.places[-1].number = printed_number(counted.value, counted.style) + gap
            counted.value += 1

    def _start_table_part(self, tag: str, element: Any) -> None:
        if tag == "table":
            if len(self.grids) >= _MAX_NESTED:
                raise ZerenError(
                    f"{self.name}: nests tables more than {_MAX_NESTED} deep;"
                    " save the document itself as .docx"
                )
            self.grids.append(Grid("html", []))
        elif not self.grids:
            return
        elif tag == "tr":
            self.grids[-1].rows.append([])
        elif tag in {"td", "th"}:
            if not self.grids[-1].rows:
                self.grids[-1].rows.append([])
            rowspan = _number(element.get("rowspan"), 1)
            is_header = tag == "th" or element.getparent().getparent().tag == "thead"
            cell = GridCell(
                rowspan=min(rowspan, _MAX_SPAN) if rowspan > 0 else _MAX_SPAN,
                colspan=max(1, min(_number(element.get("colspan"), 1), _MAX_SPAN)),
                is_header=is_header,
            )
            self.grids[-1].rows[-1].append(cell)
            self.places.append(_Place(cell.blocks))

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _INLINE:
            return
        self._flush()
        if tag in {"td", "th"} and self.grids:
            self._leave_cell()
        elif tag == "table" and self.grids:
            grid = self.grids.pop()
            grid.rows = _rows_in_use(grid.rows)
            if grid.rows:
                self.places[-1].blocks.append(grid)
        elif tag == "pre":
            self.places[-1].preserve = max(0, self.places[-1].preserve - 1)
        elif tag in {"ol", "ul"} and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.places[-1].number = ""

    def _leave_cell(self) -> None:
        self._flush()
        if len(self.places) > 1:
            self.places.pop()

    def _text(self, text: str | None) -> None:
        if text:
            place = self.places[-1]
            place.line.append(text if not place.preserve else text.replace("\n", "\u2028"))

    def _flush(self) -> None:
        place = self.places[-1]
        if not place.line:
            return
        text = _BLANKS.sub(_blank, "".join(place.line)).replace("\u2028", "\n")
        place.line.clear()
        if not text.strip():
            return
        if place.number:
            # Many pages print the number themselves and count the list as well.
            text = text if _COUNTED.match(text) else place.number + text.lstrip()
            place.number = ""
        place.blocks.append(Paragraph(text))


def _rows_in_use(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """The rows without those that hold no cell and no cell from above reaches."""
    kept: list[list[GridCell]] = []
    reached = 0
    for row in rows:
        if row or len(kept) < reached:
            reached = max([reached, *[len(kept) + cell.rowspan for cell in row]])
            kept.append(row)
    return kept


def _blank(match: re.Match[str]) -> str:
    """A run of blanks as one; a line end of the source between two ideographs is none."""
    text, start, end = match.string, match.start(), match.end()
    is_inside = "\n" in match.group() and start > 0 and end < len(text)
    if is_inside and ord(text[start - 1]) >= _WIDE and ord(text[end]) >= _WIDE:
        return ""
    return " "


def _new_list(element: Any) -> _List:
    style = element.get("style") or ""
    kind = _LIST_STYLES.get(element.get("type") or "1", "decimal")
    if _CHINESE_LIST.search(style):
        kind = "chineseCounting"
    elif _NO_NUMBERS.search(style):
        kind = ""
    return _List(_number(element.get("start"), 1), kind)


def _number(text: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(match.group(1)) if match else default
