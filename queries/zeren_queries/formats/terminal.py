"""A table for people: drawn with rich on a terminal, plain columns in a pipe.

Both take their widths from the first rows and then stream, so that a long report starts at once and never
has to fit into memory.
"""

# ruff: noqa: PLC0415 - only a terminal needs the rest of rich

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from rich.cells import cell_len

from zeren_queries.formats.text import as_text, batches, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

MEASURED_ROWS = 1_000
NARROWEST = 6

# Texts come from documents: what could move the cursor, colour the screen or turn the reading direction
# is shown as a visible sign instead.
_VISIBLE = (
    {code: chr(0x2400 + code) for code in range(0x20)}
    | {0x7F: "\u2421", 0x0A: "↵"}
    | dict.fromkeys(
        [*range(0x80, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
    )
)


def write_table(rows: pa.RecordBatchReader, headers: Sequence[str], out: BinaryIO) -> int:
    """Write an aligned table, Chinese characters counted as two columns wide; returns the number of rows.

    `out` decides the look: a terminal gets rules, wrapping and its own width; anything else gets plain
    text, never cut, two blanks between columns.
    """
    numeric = [is_number(field.type) for field in rows.schema]
    stream = _visible_rows(rows)
    measured = list(itertools.islice(stream, MEASURED_ROWS))
    titles = [header.translate(_VISIBLE) for header in headers]
    widths = [
        max((cell_len(cell) for cell in column), default=0) for column in zip(titles, *measured, strict=True)
    ]
    everything = itertools.chain(measured, stream)
    # The caller's stream stays open: the wrapper is detached, not closed.
    text = io.TextIOWrapper(out, "utf-8", newline="\n")
    try:
        draw = _draw if out.isatty() else _plain
        return draw(everything, titles, numeric, widths, text)
    finally:
        text.detach()


def _visible_rows(rows: pa.RecordBatchReader) -> Iterator[tuple[str, ...]]:
    for batch in batches(rows):
        columns = [
            [(cell or "").translate(_VISIBLE) for cell in as_text(column).to_pylist()]
            for column in batch.columns
        ]
        yield from zip(*columns, strict=True)


def _plain(
    rows: Iterator[tuple[str, ...]],
    titles: Sequence[str],
    numeric: Sequence[bool],
    widths: Sequence[int],
    out: io.TextIOWrapper,
) -> int:
    def line(cells: Sequence[str]) -> str:
        padded = (
            " " * (width - cell_len(cell)) + cell if number else cell + " " * (width - cell_len(cell))
            for cell, number, width in zip(cells, numeric, widths, strict=True)
        )
        return "  ".join(padded).rstrip(" ") + "\n"

    out.write(line(titles))
    out.write("  ".join("-" * width for width in widths) + "\n")
    count = 0
    for cells in rows:
        out.write(line(cells))
        count += 1
    return count


def _draw(
    rows: Iterator[tuple[str, ...]],
    titles: Sequence[str],
    numeric: Sequence[bool],
    widths: Sequence[int],
    out: io.TextIOWrapper,
) -> int:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    screen = Console(file=out)
    fitted = fit(widths, screen.width - 3 * len(widths) - 1)
    # Wider than the screen only where even the narrowest columns do not fit side by side.
    console = Console(file=out, width=max(screen.width, sum(fitted) + 3 * len(fitted) + 1))
    count = 0
    for chunk in _chunks(rows):
        table = Table(box=box.HORIZONTALS, show_header=chunk.is_first, show_edge=False)
        for title, number, width in zip(titles, numeric, fitted, strict=True):
            justify: Literal["left", "right"] = "right" if number else "left"
            table.add_column(Text(title), justify=justify, width=width, overflow="fold")
        for cells in chunk.rows:
            # Text, not str: a square bracket in a task is no markup.
            table.add_row(*(Text(cell) for cell in cells))
        console.print(table)
        count += len(chunk.rows)
    return count


class _Chunk(NamedTuple):
    is_first: bool
    rows: list[tuple[str, ...]]


def _chunks(rows: Iterator[tuple[str, ...]]) -> Iterator[_Chunk]:
    """Rows to draw at once; a first chunk always, since it carries the header."""
    yield _Chunk(True, list(itertools.islice(rows, MEASURED_ROWS)))
    while chunk := list(itertools.islice(rows, MEASURED_ROWS)):
        yield _Chunk(False, chunk)


def fit(widths: Sequence[int], room: int) -> list[int]:
    """Column widths that together fill at most `room`, the widest giving way first.

    No column gets narrower than NARROWEST (or than it is), so the result can exceed a very small room.
    """
    fitted = list(widths)
    while sum(fitted) > room:
        widest = max(fitted)
        if widest <= NARROWEST:
            break
        at_most = max((width for width in fitted if width < widest), default=NARROWEST)
        wide = [index for index, width in enumerate(fitted) if width == widest]
        spare = sum(fitted) - room
        target = max(at_most, widest - -(-spare // len(wide)), NARROWEST)
        for index in wide:
            fitted[index] = target
    return fitted
