"""Tables with a column for each unit and marks in the cells: ●牵头 ○配合.

What a mark means a legend must say; without one nobody knows who leads, and the table is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from zeren_loaders.grammar.labels import LEAD, RESPONSIBLE, SUPPORT
from zeren_loaders.grammar.line_kinds import unit_likeness
from zeren_loaders.grammar.sheets import Sheet, SheetCell, SheetRow
from zeren_loaders.grammar.table_headers import TEXT, UNKNOWN, Column, read_column
from zeren_loaders.readers.tables import Table

_MARKS = "●○★☆▲△√◎◆◇■□✓✔"
_MARK = re.compile(rf"[{_MARKS}]")
_LEGEND = re.compile(
    rf"[“\"]?(?P<mark>[{_MARKS}])[”\"]?(?:号|标记|标注|符号)?的?(?:为|是|表示|代表|指|:|-|=| )?"
    r"(?P<role>牵头|主办|主责|责任|负责|配合|协办|协助|协同|参与)"
)
_ROLES = {"牵头": LEAD, "主办": LEAD, "主责": LEAD, "责任": RESPONSIBLE, "负责": RESPONSIBLE}
_LABELS = {LEAD: "牵头单位", RESPONSIBLE: "责任单位", SUPPORT: "配合单位"}
# So many columns of units make a matrix, and so much of a header cell must read as a unit.
_UNITS = 3
_LIKE_A_UNIT = 0.5
_HEADER_ROWS = 3

Grid = list[list[SheetCell | None]]


def read_matrix(folded: str, table: Table, grid: Grid, knows: Callable[[str], bool]) -> Sheet | None:
    """The sheet of a table whose header names units and whose cells hold marks; None if it is none.

    Also None where no legend in the document says which mark means those who lead.
    """
    for at, header in enumerate(grid[:_HEADER_ROWS]):
        owners = _owners(folded, grid, at, knows)
        if len(owners) < _UNITS:
            continue
        meaning = _meaning(folded)
        if LEAD not in meaning.values():
            return None
        plain = [place for place in range(len(header)) if place not in owners]
        columns = [_column(folded, header[place]) for place in plain]
        if not any(column.role == TEXT for column in columns):
            return None
        roles = [role for role in _LABELS if role in meaning.values()]
        sheet = Sheet(
            [*columns, *(Column(role, _LABELS[role], _LABELS[role]) for role in roles)],
            [],
            table.span,
            table.kind == "pdf",
        )
        for row, cells in zip(table.rows[at + 1 :], grid[at + 1 :], strict=True):
            marked = {place: _role(folded, cells[place], meaning) for place in owners}
            across = next((cell for cell in cells if cell is not None), None)
            if (
                across is not None
                and not any(marked.values())
                and len({id(cell) for cell in cells if cell}) == 1
            ):
                sheet.rows.append(SheetRow(row.span, [], "heading", across))
                continue
            lists = [
                _named([header[place] for place, said in marked.items() if said == role]) for role in roles
            ]
            sheet.rows.append(SheetRow(row.span, [*(cells[place] for place in plain), *lists]))
        return sheet
    return None


def _owners(folded: str, grid: Grid, at: int, knows: Callable[[str], bool]) -> list[int]:
    """The columns that a unit heads and that hold nothing but marks below."""
    below = grid[at + 1 :]
    found = []
    for place, cell in enumerate(grid[at]):
        if cell is None or unit_likeness(cell.text(folded), knows) < _LIKE_A_UNIT:
            continue
        column = [row[place] for row in below]
        said = [mark.text(folded).strip() for mark in column if mark is not None]
        if said and all(len(mark) == 1 and _MARK.match(mark) for mark in said):
            found.append(place)
    return found


def _meaning(folded: str) -> dict[str, str]:
    """The role of each mark that the document explains."""
    return {match["mark"]: _ROLES.get(match["role"], SUPPORT) for match in _LEGEND.finditer(folded)}


def _column(folded: str, cell: SheetCell | None) -> Column:
    return read_column(cell.text(folded)) if cell is not None else Column(UNKNOWN, "")


def _role(folded: str, cell: SheetCell | None, meaning: dict[str, str]) -> str:
    return meaning.get(cell.text(folded).strip(), "") if cell is not None else ""


def _named(headers: list[SheetCell | None]) -> SheetCell | None:
    """The header cells of some units as one list."""
    spans = tuple(span for cell in headers if cell is not None for span in cell.spans)
    return SheetCell(spans) if spans else None


def is_matrix(folded: str, grid: Grid, knows: Callable[[str], bool]) -> bool:
    """Whether a table is a matrix of units and marks, read or not."""
    return any(len(_owners(folded, grid, at, knows)) >= _UNITS for at in range(min(_HEADER_ROWS, len(grid))))
