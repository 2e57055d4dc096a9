"""Paragraphs and tables as a word processor or a web page nests them, and writing them down flat.

A table can be a frame around the page, a box around a notice or a table; inside a cell there can be tables
again. What holds no rows and columns of its own is written as the paragraphs it frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren_loaders.readers.rendering import Rendering
from zeren_loaders.readers.tables import DraftCell


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `furniture` names the rule if it is no part of the document's text."""

    text: str
    furniture: str | None = None


@dataclass(slots=True)
class GridCell:
    """A cell with whatever stands in it; the numbers as in `DraftCell`."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1
    column: int | None = None
    is_header: bool = False


@dataclass(slots=True)
class Grid:
    """A table of the file. `kind` as in `Table`."""

    kind: str
    rows: list[list[GridCell]]


Block = Paragraph | Grid


def write_blocks(rendering: Rendering, blocks: list[Block]) -> None:
    """Write blocks in their order: real tables as tables, frames as what they frame."""
    for block in blocks:
        if isinstance(block, Paragraph):
            rendering.paragraph(block.text, block.furniture)
        elif is_frame(block):
            for row in block.rows:
                for cell in row:
                    write_blocks(rendering, cell.blocks)
        else:
            drafts = [
                [
                    DraftCell(_flat(cell.blocks), cell.rowspan, cell.colspan, cell.column, cell.is_header)
                    for cell in row
                ]
                for row in block.rows
            ]
            rendering.table(block.kind, drafts)


def is_frame(grid: Grid) -> bool:
    """Whether a table has no rows and columns to speak of, or mostly other tables in it."""
    filled = [cell for row in grid.rows for cell in row if any(_texts(cell.blocks))]
    if len(filled) <= 1:
        return True
    if all(len(row) <= 1 for row in grid.rows):
        return True
    own = nested = 0
    for cell in filled:
        for block in cell.blocks:
            length = sum(map(len, _texts([block])))
            if isinstance(block, Grid) and not is_frame(block):
                nested += length
            else:
                own += length
    return nested > own


def _flat(blocks: list[Block]) -> list[str]:
    """The paragraphs of a cell; a row of a table inside it becomes one paragraph."""
    texts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts.extend(" ".join(" ".join(_flat(cell.blocks)) for cell in row) for row in block.rows)
    return texts


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text
        else:
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell.blocks)
