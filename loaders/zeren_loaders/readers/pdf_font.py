"""A stand-in for Chinese fonts that a PDF names but does not hold.

PDFium leaves out characters whose font it cannot find, or cannot measure, on this machine; servers have no
Chinese fonts. The text is in the file all the same, and so are the widths: any font with a box for every
character makes PDFium tell where they stand, and makes the result the same on every machine.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

import pypdfium2

_CHINESE_CHARSETS = {134, 136}  # GB 2312 and Big5, as Windows numbers them
_HANDLE = 0x5A52
_EM = 1000


class StandIn(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
    """Answers PDFium's questions for Chinese fonts; all others go to the system."""

    def MapFont(  # noqa: D102, N802 - PDFium's name
        self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any
    ) -> Any:
        if charset in _CHINESE_CHARSETS:
            return _HANDLE
        return self.default.MapFont(self.default, weight, italic, charset, pitch, face, exact)

    def GetFontData(  # noqa: D102, N802 - PDFium's name
        self, _: Any, handle: Any, table: int, buffer: Any, size: int
    ) -> Any:
        if handle != _HANDLE:
            return self.default.GetFontData(self.default, handle, table, buffer, size)
        font = box_font()
        data = font if table == 0 else font_tables().get(struct.pack(">I", table), b"")
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def GetFaceName(self, _: Any, handle: Any, buffer: Any, size: int) -> Any:  # noqa: D102, N802
        if handle != _HANDLE:
            return self.default.GetFaceName(self.default, handle, buffer, size)
        return 0

    def GetFontCharset(self, _: Any, handle: Any) -> Any:  # noqa: D102, N802
        return 134 if handle == _HANDLE else self.default.GetFontCharset(self.default, handle)

    def DeleteFont(self, _: Any, handle: Any) -> Any:  # noqa: D102, N802
        return None if handle == _HANDLE else self.default.DeleteFont(self.default, handle)


@cache
def install() -> StandIn:
    """Let PDFium ask the stand-in, once in a process and for as long as it lives."""
    stand_in = StandIn()
    stand_in.setup()
    return stand_in


@cache
def font_tables() -> dict[bytes, bytes]:
    """The tables of a TrueType font with one glyph, a box as wide as the em, for every character."""
    low, high = -120, 880
    box = struct.pack(">hhhhhHH", 1, 0, low, _EM, high, 3, 0) + bytes([1, 1, 1, 1])
    box += struct.pack(">hhhhhhhh", 0, _EM, 0, -_EM, low, 0, _EM, 0)
    glyphs = box + box
    # Format 13 gives one glyph to a whole range of characters.
    many = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x20, 0x3FFFF, 1)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + many
    return {
        b"cmap": cmap,
        b"glyf": glyphs,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            0,
            _EM,
            0,
            0,
            0,
            low,
            _EM,
            high,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, high, low, 0, _EM, *[0] * 11, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">III", 0, len(box), 2 * len(box)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }


@cache
def box_font() -> bytes:
    """The font file of these tables."""
    tables = sorted(font_tables().items())
    place = 12 + 16 * len(tables)
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    body = b""
    for tag, data in tables:
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += tag + struct.pack(">III", total, place + len(body), len(data))
        body += padded
    return head + body
