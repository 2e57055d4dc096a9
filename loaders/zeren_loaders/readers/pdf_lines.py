"""Characters on a page as lines, and lines as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from zeren_loaders.readers.pdf_page import Glyph

# Text set to both edges reaches them; lines that end before this share of the room are all short.
_FULL_SHARE = 0.85
_WIDE = 0x2E80
# The room a cell keeps between its text and its ruled lines, in points.
_PADDING = 8.0
# A gap so many characters wide parts columns; justified lines have narrower ones.
_COLUMN_GAP = 1.5
# What opens a paragraph even where it is not indented.
_OPENING = re.compile(
    r"[(（]?[一二三四五六七八九十百]{1,4}[)）、．.]|[(（]\d{1,3}[)）]|\d{1,3}[、．.](?!\d)|[①-⑳▲★●■◆]"
    r"|第[一二三四五六七八九十]+[章节条部]"
    r"|(?:任务|目标|行动|工程|专项|附件) ?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[:：、]"
    r"|(?:责任|牵头|配合|主办|协办|承办|参与|包抓|分管|主管)(?:责任)?(?:单位|部门|领导|人)?[:：]|完成时[限间][:：]"
)
_ENDED = ("。", "；", ";", "：", ":", "！", "？")


@dataclass(slots=True)
class Line:
    """A printed line: its text and the box around it, and how many gaps part it like columns."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    n_gaps: int = 0


def lines_of_glyphs(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines the characters stand on, from top to bottom, each read from left to right."""
    rows: list[list[Glyph]] = []
    height = 0.0  # of the current row's middle
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if rows and glyph.middle - height < 0.5 * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            height = glyph.middle
    return [line for row in rows if (line := _line(row)) is not None]


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=lambda glyph: glyph.x0)
    parts: list[str] = []
    printed: list[Glyph] = []
    blank = False
    n_gaps = 0
    for glyph in row:
        if glyph.text.isspace():
            blank = True
            continue
        if printed:
            last = printed[-1]
            if last.text == glyph.text and glyph.x0 - last.x0 < 0.3 * glyph.size:
                continue  # printed twice to look bold
            narrow = not (_is_wide(last) and _is_wide(glyph))
            gap = (glyph.x0 - last.x1) / (glyph.size if narrow else glyph.x1 - glyph.x0)
            if gap > (0.25 if narrow else 0.6) or (blank and (narrow or gap > 0.2)):
                parts.append(" ")
            n_gaps += gap > _COLUMN_GAP
        parts.append(glyph.text)
        printed.append(glyph)
        blank = False
    if not printed:
        return None
    # Fonts differ in how far their boxes reach up and down; an ideograph is as wide as the font is large.
    sizes = sorted([glyph.x1 - glyph.x0 for glyph in printed if _is_wide(glyph)])
    sizes = sizes or sorted(glyph.size for glyph in printed)
    return Line(
        "".join(parts),
        printed[0].x0,
        min(glyph.top for glyph in printed),
        max(glyph.x1 for glyph in printed),
        max(glyph.bottom for glyph in printed),
        sizes[len(sizes) // 2],
        n_gaps,
    )


def _is_wide(glyph: Glyph) -> bool:
    return ord(glyph.text) >= _WIDE and glyph.x1 > glyph.x0


def is_full(line: Line, right: float) -> bool:
    """Whether the line had no room for another two characters before the right edge of its text."""
    return line.x1 > right - 1.8 * line.size


def continues(line: Line, following: Line, left: float, right: float) -> bool:
    """Whether the next line goes on in the same paragraph of the page's text."""
    if line.n_gaps > 1 and following.n_gaps > 0:
        return False  # rows of a table without rules
    if not is_full(line, right) or abs(following.size - line.size) > 0.15 * line.size:
        return False
    if following.x0 > left + 1.2 * following.size:
        return False  # indented or centred
    return not (
        _OPENING.match(following.text) and (line.text.endswith(_ENDED) or line.x0 <= left + line.size)
    )


def join(first: str, second: str) -> str:
    """The text of two lines of one paragraph; only words of letters need a blank between them."""
    is_word = first[-1:].isascii() and first[-1:].isalnum()
    return (
        f"{first} {second}" if is_word and second[:1].isascii() and second[:1].isalpha() else first + second
    )


def is_ended(text: str) -> bool:
    """Whether a paragraph can end after this text."""
    return text.endswith(_ENDED)


def cell_paragraphs(lines: list[Line], left: float, right: float) -> list[str]:
    """The paragraphs in a cell between two edges. A line that fills the cell goes on in the next."""
    paragraphs: list[str] = []
    previous: Line | None = None
    for line in lines:
        width = right - left - 2 * _PADDING
        full = previous is not None and (
            previous.x1 > right - _PADDING - 1.2 * previous.size
            or previous.x1 - previous.x0 > width - 1.2 * previous.size
        )
        opens = _OPENING.match(line.text) and paragraphs and paragraphs[-1].endswith(_ENDED)
        if full and not opens:
            paragraphs[-1] = join(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
        previous = line
    return paragraphs


def margins(lines: list[Line], page: tuple[float, float]) -> tuple[float, float]:
    """The left and right edges of running text: where most lines begin, and where the full ones end.

    `page` are the edges of the paper. Where every line ends long before a right margin as wide as the left
    one, none is full.
    """
    if not lines:
        return 0.0, 0.0
    starts = sorted(line.x0 for line in lines)
    ends = sorted(line.x1 for line in lines)
    left, right = starts[len(starts) // 20], ends[-1 - len(ends) // 20]
    even = page[1] - (left - page[0])
    return left, even if right - left < _FULL_SHARE * (even - left) else right
