"""CSV as RFC 4180 has it, in two profiles.

`data` is for programs: UTF-8, LF, exact. A NULL is nothing between two commas, an empty text is `""`, so
that readers which tell quoted from bare cells get both back.
`excel` is for spreadsheet programs: a byte order mark (without it Excel takes Chinese for GBK), CRLF, and an
apostrophe before each text a spreadsheet would run as a formula. Numbers are never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from zeren_queries.formats.options import Profile
from zeren_queries.formats.text import as_text, batches, constant, is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

# Quoted besides the cells that must be: empty texts (bare means NULL), texts with blanks at an edge, which
# some readers strip, and texts starting with #, which some take for a comment.
_NEEDS_QUOTES = r'[",\r\n]|^$|^[\s#]|\s$'
# What starts a formula in Excel, LibreOffice or WPS: full-width forms too, whatever invisible comes before.
_STARTS_FORMULA = r"^[\s\p{Z}\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]"
# A text that is a number, a percentage or an amount with thousands separators is no formula.
_IS_NUMBER = r"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$"


def write_csv(rows: pa.RecordBatchReader, headers: Sequence[str], out: BinaryIO, profile: Profile) -> int:
    """Write a header line and one line a row; returns the number of rows.

    A file of one column quotes its NULLs too: a blank line would be skipped by most readers.
    """
    eol = "\r\n" if profile is Profile.EXCEL else "\n"
    if profile is Profile.EXCEL:
        out.write(b"\xef\xbb\xbf")
    titles = [pa.repeat(constant(header), 1) for header in headers]
    out.write(_lines(titles, [False] * len(titles), profile, eol))
    numeric = [is_number(field.type) for field in rows.schema]
    count = 0
    for batch in batches(rows):
        out.write(_lines([as_text(column) for column in batch.columns], numeric, profile, eol))
        count += batch.num_rows
    return count


def _lines(columns: list[pa.StringArray], numeric: list[bool], profile: Profile, eol: str) -> memoryview:
    cells = [
        column if number else _quoted(_harmless(column) if profile is Profile.EXCEL else column)
        for column, number in zip(columns, numeric, strict=True)
    ]
    if len(cells) == 1:
        cells = [pc.fill_null(cells[0], constant('""'))]
    lines = pc.binary_join_element_wise(*cells, constant(","), null_handling="replace", null_replacement="")
    ended = pc.binary_join_element_wise(lines, constant(""), constant(eol))
    return memoryview(b"".join(_as_bytes(ended)))


def _as_bytes(text: pa.StringArray | pa.ChunkedArray) -> list[bytes]:
    chunks = text.chunks if isinstance(text, pa.ChunkedArray) else [text]
    written = []
    for chunk in chunks:
        _, offsets, data = chunk.cast(pa.large_string()).buffers()
        bounds = memoryview(offsets).cast("q")
        first, last = bounds[chunk.offset], bounds[chunk.offset + len(chunk)]
        written.append(bytes(memoryview(data)[first:last]))
    return written


def _quoted(text: pa.StringArray) -> pa.StringArray:
    needed = pc.match_substring_regex(text, _NEEDS_QUOTES)
    if not pc.any(needed).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    return pc.if_else(
        needed, pc.binary_join_element_wise(constant('"'), doubled, constant('"'), constant("")), text
    )


def _harmless(text: pa.StringArray) -> pa.StringArray:
    risky = pc.match_substring_regex(text, _STARTS_FORMULA)
    if not pc.any(risky).as_py():
        return text
    risky = pc.and_not(risky, pc.match_substring_regex(text, _IS_NUMBER))
    return pc.if_else(risky, pc.binary_join_element_wise(constant("'"), text, constant("")), text)
