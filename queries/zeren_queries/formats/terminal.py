"""A table for people: drawn with rich on a terminal, plain columns in a pipe.

Both take their widths from the first rows and then stream, so that a long report starts at once and never
has to fit into memory.
"""

# ruff: noqa: PLC0415 - only a terminal needs the rest of rich

from __future__ import annotations

import io
import itertools
import re
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from rich.cells import cell_len

from zeren_queries.formats.text import as_text, batches, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa
    from rich.console import Console

MEASURED_ROWS = 1_000
NARROWEST = 6
# Blanks between two columns.
GAP = 2

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

    `out` decides the look: a terminal gets rules, wrapping and its own width, or a block of lines for each
    row where the columns do not fit side by side; anything else gets plain text, never cut, two blanks
    between columns.
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
            " " * (width - cell_len(cell)) + cell if number else _padded(cell, width)
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


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))


def _draw(
    rows: Iterator[tuple[str, ...]],
    titles: Sequence[str],
    numeric: Sequence[bool],
    widths: Sequence[int],
    out: io.TextIOWrapper,
) -> int:
    from rich.console import Console

    console = Console(file=out)
    measured = list(itertools.islice(rows, MEASURED_ROWS))
    least = [_least(*column) for column in zip(titles, numeric, _widest(measured, titles), strict=True)]
    fitted = fit(widths, console.width - GAP * len(widths), least)
    everything = itertools.chain(measured, rows)
    if sum(fitted) + GAP * len(fitted) > console.width:
        return _draw_blocks(everything, titles, out)
    return _draw_columns(everything, titles, numeric, fitted, console)


def _widest(rows: Sequence[tuple[str, ...]], titles: Sequence[str]) -> list[int]:
    """The width of the widest cell of each column, its title left out."""
    columns = list(zip(*rows, strict=True)) or [()] * len(titles)
    return [max(map(cell_len, column), default=0) for column in columns]


def _least(title: str, is_numeric: bool, widest: int) -> int:
    """How narrow a column may get: a number on two lines would read as two; a title breaks at `_`."""
    if not is_numeric:
        return NARROWEST
    pieces = title.split("_")
    return max(widest, *(cell_len(piece) + (piece is not pieces[-1]) for piece in pieces))


def _draw_columns(
    rows: Iterator[tuple[str, ...]],
    titles: Sequence[str],
    numeric: Sequence[bool],
    fitted: Sequence[int],
    console: Console,
) -> int:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    count = 0
    for chunk in _chunks(rows):
        table = Table(
            box=box.HORIZONTALS, show_header=chunk.is_first, show_edge=False, padding=(0, GAP - 1, 0, 0)
        )
        for title, number, width in zip(titles, numeric, fitted, strict=True):
            justify: Literal["left", "right"] = "right" if number else "left"
            heading = Text(_broken(title, width))
            table.add_column(heading, justify=justify, width=width, overflow="fold", vertical="top")
        for cells in chunk.rows:
            # Text, not str: a square bracket in a task is no markup.
            table.add_row(*(Text(cell) for cell in cells))
        console.print(table)
        count += len(chunk.rows)
    return count


def _broken(title: str, width: int) -> str:
    """The title on as many lines as the width wants, each but the last ending in `_`."""
    lines = [""]
    for piece in re.findall(r"[^_]*_+|[^_]+", title):
        if lines[-1] and cell_len(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _draw_blocks(rows: Iterator[tuple[str, ...]], titles: Sequence[str], out: io.TextIOWrapper) -> int:
    """A block of lines for each row, for a screen on which the columns do not fit side by side."""
    width = max(map(cell_len, titles))
    count = 0
    for cells in rows:
        count += 1
        out.write(f"-- {count} --\n")
        named = zip(titles, cells, strict=True)
        out.writelines(f"{_padded(title, width)}  {cell}".rstrip(" ") + "\n" for title, cell in named)
    if not count:
        out.write("  ".join(titles) + "\n")
    return count


class _Chunk(NamedTuple):
    is_first: bool
    rows: list[tuple[str, ...]]


def _chunks(rows: Iterator[tuple[str, ...]]) -> Iterator[_Chunk]:
    """Rows to draw at once; a first chunk always, since it carries the header."""
    yield _Chunk(True, list(itertools.islice(rows, MEASURED_ROWS)))
    while chunk := list(itertools.islice(rows, MEASURED_ROWS)):
        yield _Chunk(False, chunk)


def fit(widths: Sequence[int], room: int, least: Sequence[int] | None = None) -> list[int]:
    """Column widths that together fill at most `room`, the widest giving way first.

    No column gets narrower than its `least` (NARROWEST if left out) or than it is, so the result can exceed
    a very small room.
    """
    fitted = list(widths)
    floors = list(map(min, widths, least or [NARROWEST] * len(widths)))
    while (spare := sum(fitted) - room) > 0:
        loose = [index for index, width in enumerate(fitted) if width > floors[index]]
        if not loose:
            break
        widest = max(fitted[index] for index in loose)
        wide = [index for index in loose if fitted[index] == widest]
        next_below = max((fitted[index] for index in loose if fitted[index] < widest), default=0)
        target = max(next_below, widest - -(-spare // len(wide)))
        for index in wide:
            fitted[index] = max(target, floors[index])
    return fitted
