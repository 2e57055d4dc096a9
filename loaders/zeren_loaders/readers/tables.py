"""Tables as rows of cells that know where their text stands in `documents.text`.

A cell merged over several rows or columns is one `Cell`: its text stands in the document once, and every
position it covers answers with it. Readers of formats with real tables describe them as `DraftCell`s and
let `lay_out` place them; text with pipes or tabs is placed by `pipes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zeren_schema.errors import ZerenError

# A responsibility table has 3 to 12 columns and some hundred rows. These bounds only keep a broken or
# hostile file from claiming millions of empty positions.
MAX_COLUMNS = 200
MAX_POSITIONS = 1_000_000


@dataclass(slots=True)
class Cell:
    """One cell, at the row and column (0-based) of its upper left corner.

    `spans` has one stretch of `documents.text` for each paragraph or printed line of the cell, without the
    blanks around it; an empty cell has none. `is_header` is what the file says (`<th>`, Word's repeated
    header row, the row above `|---|`), not what the words mean.
    """

    row: int
    column: int
    spans: tuple[tuple[int, int], ...] = ()
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False

    def texts(self, document: str) -> list[str]:
        """What the cell says, one string for each paragraph."""
        return [document[start:end] for start, end in self.spans]


@dataclass(slots=True)
class Row:
    """The stretch of `documents.text` of one row, and the cells that begin in it, from left to right."""

    span: tuple[int, int]
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Rows and the number of columns. `kind` is where it came from: docx, html, pdf, xlsx, pipes or tabs."""

    kind: str
    rows: list[Row]
    n_columns: int

    @property
    def span(self) -> tuple[int, int]:
        """From the start of the first row to the end of the last."""
        return self.rows[0].span[0], self.rows[-1].span[1]

    def grid(self) -> list[list[Cell | None]]:
        """Rows by columns; a merged cell stands at every position it covers, None where there is no cell."""
        places: list[list[Cell | None]] = [[None] * self.n_columns for _ in self.rows]
        for row in self.rows:
            for cell in row.cells:
                for line in places[cell.row : cell.row + cell.rowspan]:
                    line[cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
        return places


@dataclass(slots=True)
class DraftCell:
    """A cell before it is written: its paragraphs, and how many rows and columns the file gives it.

    `column` is None where the file leaves the place to be counted, as HTML does.
    """

    paragraphs: list[str]
    rowspan: int = 1
    colspan: int = 1
    column: int | None = None
    is_header: bool = False


def lay_out(name: str, drafts: list[list[DraftCell]]) -> tuple[list[list[tuple[DraftCell, Cell]]], int]:
    """A cell for each draft, and the number of columns. Spans that reach out of the table are cut to it.

    Raises ZerenError for a table no document has.
    """
    placed: list[list[tuple[DraftCell, Cell]]] = []
    covered_until: list[int] = []  # for each column, the first row that a cell from above leaves free
    n_columns = 0
    for row, cells in enumerate(drafts):
        line: list[tuple[DraftCell, Cell]] = []
        column = 0
        for position, draft in enumerate(cells):
            if draft.column is not None:
                column = max(column, draft.column)
            while column < len(covered_until) and covered_until[column] > row:
                column += 1
            if column >= MAX_COLUMNS:
                raise ZerenError(
                    f"{name}: has a table of more than {MAX_COLUMNS} columns; give the document itself"
                )
            rowspan = max(1, min(draft.rowspan, len(drafts) - row))
            colspan = max(1, min(draft.colspan, MAX_COLUMNS - column))
            for other in range(column + 1, column + colspan):
                if other < len(covered_until) and covered_until[other] > row:
                    colspan = other - column
                    break
            line.append((draft, Cell(row, column, (), rowspan, colspan, draft.is_header)))
            covered_until.extend([0] * (column + colspan - len(covered_until)))
            covered_until[column : column + colspan] = [row + rowspan] * colspan
            # What the last cell of a row claims beyond its first column counts only if another row uses it.
            is_last = position == len(cells) - 1
            n_columns = max(n_columns, column + (1 if is_last else colspan))
            column += colspan
        placed.append(line)
    if n_columns * len(drafts) > MAX_POSITIONS:
        raise ZerenError(
            f"{name}: has a table of {len(drafts)} rows by {n_columns} columns; give the document itself"
        )
    for line in placed:
        for _, cell in line:
            cell.colspan = min(cell.colspan, n_columns - cell.column)
    return placed, n_columns
