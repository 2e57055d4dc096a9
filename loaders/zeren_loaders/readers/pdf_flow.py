"""From pages to one document: what pages repeat is dropped, what page breaks cut is put together again."""

from __future__ import annotations

import re
from collections import Counter

from zeren_loaders.passages import fold
from zeren_loaders.readers.blocks import Block, Grid, GridCell, Paragraph
from zeren_loaders.readers.furniture import load_furniture
from zeren_loaders.readers.pdf_lines import Line, continues, is_ended, join, lines_of_glyphs, margins
from zeren_loaders.readers.pdf_page import PageContent
from zeren_loaders.readers.pdf_tables import PdfTable, find_ruled_tables
from zeren_loaders.readers.tables import DraftCell

# Headers and footers stand in the outer parts of the page and are one or two lines.
_MARGIN_SHARE = 0.12
_MARGIN_LINES = 2
_REPEATED_SHARE = 0.4
_MIN_REPEATED = 3
# On two pages what both begin or end with is a running title unless it reads as a sentence or has a label.
_NO_RUNNING_TITLE = re.compile(r"[:：。;；,，]")
_EDGE = 4.0
_NUMBER = re.compile(r"\d{1,4}[.、．]?")
_PAGE_NUMBER = re.compile(r"[-—–－·•\s]*\d{1,4}[-—–－·•\s]*")


def flow(pages: list[PageContent]) -> tuple[list[Block], int]:
    """The paragraphs and tables of all pages, and how many lines were page furniture."""
    parted = [find_ruled_tables(page) for page in pages]
    kept, n_furniture = _without_furniture(pages, [lines_of_glyphs(glyphs) for _, glyphs in parted])
    paper = (pages[0].left, pages[0].right) if pages else (0.0, 0.0)
    left, right = margins([line for page in kept for line in page], paper)
    done: list[Paragraph | PdfTable] = []
    last: Line | None = None  # the line before, unless a table came after it
    for (tables, _), page_lines in zip(parted, kept, strict=True):
        items: list[Line | PdfTable] = sorted([*page_lines, *tables], key=lambda item: item.top)
        for item in items:
            previous = done[-1] if done else None
            if isinstance(item, Line):
                if (
                    last is not None
                    and isinstance(previous, Paragraph)
                    and continues(last, item, left, right)
                ):
                    previous.text = join(previous.text, item.text)
                else:
                    done.append(Paragraph(item.text))
                last = item
                continue
            last = None
            if isinstance(previous, PdfTable) and item is items[0] and _same_columns(previous, item):
                n_furniture += _append(previous, item)
            else:
                done.append(item)
    return [_grid(item) if isinstance(item, PdfTable) else item for item in done], n_furniture


def _grid(table: PdfTable) -> Grid:
    rows = [
        [
            GridCell([Paragraph(text) for text in cell.paragraphs], cell.rowspan, cell.colspan, cell.column)
            for cell in row
        ]
        for row in table.rows
    ]
    return Grid("pdf", rows)


def _without_furniture(pages: list[PageContent], lines: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """The lines that are no header, footer or page number, and how many were."""
    counts: Counter[tuple[bool, str, int]] = Counter()
    for page, printed in zip(pages, lines, strict=True):
        for line, is_top in _outer(page, printed):
            counts[_key(line, is_top)] += 1
    enough = max(_MIN_REPEATED, _REPEATED_SHARE * len(pages))
    rule_of = load_furniture()
    kept = []
    n_dropped = 0
    for page, printed in zip(pages, lines, strict=True):
        dropped = set()
        for line, is_top in _outer(page, printed):
            text = fold(line.text)
            is_number = rule_of.lines(text, [(0, len(text))]).get(0) == "page_number"
            bare = not is_top and line is printed[-1] and _PAGE_NUMBER.fullmatch(line.text) is not None
            count = counts[_key(line, is_top)]
            on_both = count == len(pages) == 2 and not _NO_RUNNING_TITLE.search(line.text)
            if is_number or bare or count >= enough or on_both:
                dropped.add(id(line))
        kept.append([line for line in printed if id(line) not in dropped])
        n_dropped += len(dropped)
    return kept, n_dropped


def _outer(page: PageContent, lines: list[Line]) -> list[tuple[Line, bool]]:
    """The first and last lines of a page that stand in its margins; True for those at the top."""
    reach = _MARGIN_SHARE * (page.bottom - page.top)
    top = [(line, True) for line in lines[:_MARGIN_LINES] if line.bottom < page.top + reach]
    bottom = [(line, False) for line in lines[-_MARGIN_LINES:] if line.top > page.bottom - reach]
    return top + bottom


def _key(line: Line, is_top: bool) -> tuple[bool, str, int]:
    """What makes two such lines the same: the place, and the text but for its numbers."""
    return is_top, re.sub(r"\d+", "#", line.text), round(line.top / 10)


def _same_columns(first: PdfTable, more: PdfTable) -> bool:
    return len(first.edges) == len(more.edges) and all(
        abs(a - b) <= _EDGE for a, b in zip(first.edges, more.edges, strict=True)
    )


def _append(table: PdfTable, more: PdfTable) -> int:
    """Add the rows of the next page's part. Returns how many repeated header rows were left out."""
    n_heads = 0
    heads = [_texts(row) for row in table.rows]
    while n_heads < min(len(more.rows) - 1, len(heads), 3) and _texts(more.rows[n_heads]) == heads[n_heads]:
        n_heads += 1
    rows = more.rows[n_heads:]
    if _is_rest_of_row(table, rows[0]):
        for cell in rows[0]:
            above = _last_cell(table, cell.column or 0)
            if above is not None:
                _add_text(above, cell.paragraphs)
        rows = rows[1:]
    else:
        _extend_merged(table, rows)
    table.rows += rows
    return n_heads


def _texts(row: list[DraftCell]) -> list[list[str]]:
    return [cell.paragraphs for cell in row]


def _is_rest_of_row(table: PdfTable, row: list[DraftCell]) -> bool:
    """Whether the first row of a page is what the row before had no room for: it has no number of its own."""
    column = _number_column(table)
    if column is None or any(cell.rowspan > 1 for cell in row):
        return False
    above = _last_cell(table, column)
    own = next((cell for cell in row if cell.column == column), None)
    return above is not None and bool(above.paragraphs) and own is not None and not own.paragraphs


def _number_column(table: PdfTable) -> int | None:
    """The column in which most rows have a number, if there is one among the first three."""
    for column in range(3):
        texts = ["".join(cell.paragraphs) for row in table.rows for cell in row if cell.column == column]
        numbers = sum(_NUMBER.fullmatch(text) is not None for text in texts)
        if numbers and numbers >= 0.7 * (len(texts) - 1):
            return column
    return None


def _last_cell(table: PdfTable, column: int) -> DraftCell | None:
    """The cell of the last row in a column; it may have begun in a row above."""
    for index in range(len(table.rows) - 1, -1, -1):
        for cell in table.rows[index]:
            first = cell.column or 0
            if first <= column < first + cell.colspan and index + cell.rowspan >= len(table.rows):
                return cell
    return None


def _add_text(cell: DraftCell, paragraphs: list[str]) -> None:
    if cell.paragraphs and paragraphs and not is_ended(cell.paragraphs[-1]):
        cell.paragraphs[-1] = join(cell.paragraphs[-1], paragraphs[0])
        paragraphs = paragraphs[1:]
    cell.paragraphs += paragraphs


def _extend_merged(table: PdfTable, rows: list[list[DraftCell]]) -> None:
    """Let merged cells that a page break cut go on: below, they are empty cells at the top of the page."""
    column_of_numbers = _number_column(table)
    for cell in list(rows[0]):
        above = _last_cell(table, cell.column or 0)
        is_cut = (
            above is not None
            and not cell.paragraphs
            and above.paragraphs
            and cell.column == above.column
            and cell.colspan == above.colspan
            and cell.column != column_of_numbers
            and (above.rowspan > 1 or cell.rowspan > 1)
        )
        if above is not None and is_cut:
            above.rowspan += cell.rowspan
            rows[0].remove(cell)
