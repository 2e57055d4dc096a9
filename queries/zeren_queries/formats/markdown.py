"""A table in GitHub's Markdown, for pasting into a page or an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from zeren_queries.formats.text import as_text, batches, is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

# Everything Markdown or HTML would read as markup, so that a cell shows what the value is.
_ESCAPES = str.maketrans(
    {char: f"\\{char}" for char in "\\`*_[]|~#!"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"}
)


def write_markdown(rows: pa.RecordBatchReader, headers: Sequence[str], out: BinaryIO) -> int:
    """Write the header, the rule and one line a row, numbers aligned right; returns the number of rows."""
    numeric = [is_number(field.type) for field in rows.schema]
    rule = " | ".join("---:" if number else "---" for number in numeric)
    out.write(f"| {' | '.join(_escaped(header) for header in headers)} |\n| {rule} |\n".encode())
    count = 0
    for batch in batches(rows):
        columns = [
            [cell or "" for cell in text] if number else [_escaped(cell or "") for cell in text]
            for number, text in zip(numeric, map(_text, batch.columns), strict=True)
        ]
        lines = (f"| {' | '.join(row)} |\n" for row in zip(*columns, strict=True))
        out.write("".join(lines).encode())
        count += batch.num_rows
    return count


def _text(column: pa.Array) -> list[str | None]:
    cells: list[str | None] = as_text(column).to_pylist()
    return cells


def _escaped(text: str) -> str:
    # A line end would end the row; the lone carriage return is one too for a Markdown reader.
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)
