"""What stands on a PDF page: characters with their places, and the ruled lines around them.

Coordinates are in points and turned so that the text runs from left to right and downwards, however the page
or its text was rotated: x grows to the right, y downwards.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

# Ruled lines are drawn as strokes or as filled bars no thicker than this.
MAX_RULE = 3.0
_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 400_000
_MAX_DEPTH = 8
_ANGLE = math.pi / 18
_QUARTER = math.pi / 2


@dataclass(slots=True)
class Glyph:
    """A character and the box it takes, as tall as its font."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of the box: about the size of the font."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height of the line it stands on."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A straight line: at `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """The page's characters in the order of the file, its horizontal and vertical rules, and its extent."""

    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    right: float = 0.0
    n_broken: int = 0
    has_image: bool = False


def read_page(page: Any) -> PageContent:
    """Read one page of an open document, given as a `pypdfium2.PdfPage`."""
    content = PageContent()
    turn = _read_glyphs(page, content)
    _read_objects(page, content, turn)
    left, bottom, right, top = page.get_mediabox()
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    heights = [-_along(turn + _QUARTER, x, y) for x, y in corners]
    widths = [_along(turn, x, y) for x, y in corners]
    content.top, content.bottom = min(heights), max(heights)
    content.left, content.right = min(widths), max(widths)
    return content


def _along(angle: float, x: float, y: float) -> float:
    return x * math.cos(angle) + y * math.sin(angle)


def _read_glyphs(page: Any, content: PageContent) -> float:
    """Fill in the characters; returns the direction the text runs in, to a quarter turn, in radians."""
    textpage = page.get_textpage()
    raw = textpage.raw
    found: list[tuple[str, float, float, float, float, float]] = []
    box = pdfium.FS_RECTF()
    angles: Counter[int] = Counter()
    high = 0
    for index in range(pdfium.FPDFText_CountChars(raw)):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in {0xA, 0xD, 0x2}:
            continue
        if code < 0x20 or 0xD800 <= code < 0xF900 or code in {0xFFFD, 0xFFFE, 0xFFFF} or code >= 0xF0000:
            content.n_broken += 1
            code = 0xFFFD
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        angle = -pdfium.FPDFText_GetCharAngle(raw, index)  # PDFium turns clockwise
        angles[round(angle / _QUARTER) % 4] += 1
        found.append((chr(code), box.left, box.bottom, box.right, box.top, angle))
    textpage.close()
    turn = (angles.most_common(1)[0][0] if angles else 0) * _QUARTER
    for text, left, bottom, right, top, angle in found:
        if abs(math.remainder(angle - turn, 2 * math.pi)) > _ANGLE:
            continue  # a watermark or stamp across the page
        xs = [_along(turn, left, bottom), _along(turn, right, top)]
        ys = [-_along(turn + _QUARTER, left, bottom), -_along(turn + _QUARTER, right, top)]
        content.glyphs.append(Glyph(text, min(xs), min(ys), max(xs), max(ys)))
    return turn


def _read_objects(page: Any, content: PageContent, turn: float) -> None:
    """Fill in the rules, and whether there is a picture."""
    n_objects = n_segments = 0
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    waiting = [
        (pdfium.FPDFPage_GetObject(page.raw, index), identity, 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS))
    ]
    while waiting and n_objects < _MAX_OBJECTS and n_segments < _MAX_SEGMENTS:
        element, outer, depth = waiting.pop()
        n_objects += 1
        kind = pdfium.FPDFPageObj_GetType(element)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            content.has_image = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            n_segments += _read_path(element, _product(_matrix(element), outer), content, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _product(_matrix(element), outer)
            count = min(pdfium.FPDFFormObj_CountObjects(element), _MAX_OBJECTS)
            waiting += [(pdfium.FPDFFormObj_GetObject(element, at), inner, depth + 1) for at in range(count)]


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(element: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(element, ctypes.byref(matrix)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _read_path(element: Any, matrix: _Matrix, content: PageContent, turn: float) -> int:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(element, ctypes.byref(fill), ctypes.byref(stroke))
    count: int = min(pdfium.FPDFPath_CountSegments(element), 10_000)
    if not (fill.value or stroke.value):
        return 1
    x, y = ctypes.c_float(), ctypes.c_float()
    figures: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(element, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        a, b, c, d, e, f = matrix
        at = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        point = (_along(turn, *at), -_along(turn + _QUARTER, *at))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            figures[-1].append(point)
        else:
            figures.append([point])  # a curve: it rules nothing
        if pdfium.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    for figure in figures:
        if len(figure) > 1:
            _add_figure(figure, content, is_stroke=bool(stroke.value))
    return count


def _add_figure(figure: list[tuple[float, float]], content: PageContent, *, is_stroke: bool) -> None:
    xs, ys = [x for x, _ in figure], [y for _, y in figure]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= MAX_RULE < width:
        content.across.append(Rule((min(ys) + max(ys)) / 2, min(xs), max(xs)))
    elif width <= MAX_RULE < height:
        content.down.append(Rule((min(xs) + max(xs)) / 2, min(ys), max(ys)))
    elif is_stroke:
        for (x0, y0), (x1, y1) in pairwise(figure):
            if abs(y0 - y1) <= 1 < abs(x0 - x1):
                content.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= 1 < abs(y0 - y1):
                content.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
