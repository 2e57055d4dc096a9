"""JSON: one array of objects, or one object a line. Decimals are written as exact JSON numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa

from zeren_queries.formats.text import as_text, batches, is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

# Valid inside JSON texts, but readers that split at every Unicode line end would cut a line in two.
_LINE_ENDS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})


def write_json(
    rows: pa.RecordBatchReader, headers: Sequence[str], out: BinaryIO, *, lines: bool = False
) -> int:
    """Write an array with one object a line, or with `lines` the bare objects; returns the number of rows.

    NULL, not-a-number and the infinities are `null`, since JSON has no other word for them.
    """
    keys = [f"{_encoded(header)}: " for header in headers]
    separator = "\n" if lines else ",\n"
    count = 0
    for batch in batches(rows):
        columns = [
            [key + cell for cell in _cells(column)] for key, column in zip(keys, batch.columns, strict=True)
        ]
        text = separator.join("{" + ", ".join(row) + "}" for row in zip(*columns, strict=True))
        opening = separator if count else "" if lines else "[\n"
        out.write((opening + text).encode())
        count += batch.num_rows
    if count:
        out.write(b"\n" if lines else b"\n]\n")
    elif not lines:
        out.write(b"[]\n")
    return count


def _cells(column: pa.Array) -> list[str]:
    kind = column.type
    text = as_text(column).to_pylist()
    if is_number(kind):
        return ["null" if cell in {None, "NaN", "INF", "-INF"} else cell for cell in text]
    # Booleans are JSON already, and so are lists, structs and maps: as_text wrote them as such.
    if pa.types.is_boolean(kind) or pa.types.is_nested(kind):
        return ["null" if cell is None else cell.translate(_LINE_ENDS) for cell in text]
    return ["null" if cell is None else _encoded(cell) for cell in text]


def _encoded(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_LINE_ENDS)
