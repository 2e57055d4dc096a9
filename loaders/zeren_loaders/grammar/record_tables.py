"""Tables with their heads down the side, as the card of one task: 任务名称 and, below it, 牵头单位."""

from __future__ import annotations

from zeren_loaders.grammar.labels import UNIT_ROLES
from zeren_loaders.grammar.sheets import SheetCell, SheetRow
from zeren_loaders.grammar.table_headers import (
    FOREIGN,
    TEXT,
    UNKNOWN,
    Column,
    is_header_words,
    read_column,
    settle,
)
from zeren_loaders.readers.tables import Row

Grid = list[list[SheetCell | None]]


def read_records(folded: str, grid: Grid, rows: list[Row]) -> tuple[list[Column], list[SheetRow]] | None:
    """The columns and the rows of such a table, a row for each task; None if it is no such table.

    Heads stand in every other column; one that comes again begins the next task.
    """
    if not grid or len(grid[0]) % 2 or len(grid) < 2:
        return None
    places: dict[str, int] = {}
    columns: list[Column] = []
    found: list[list[tuple[int, SheetCell | None, Row]]] = [[]]
    for cells, row in zip(grid, rows, strict=True):
        for at in range(0, len(cells), 2):
            head, value = cells[at], cells[at + 1]
            if head is None:
                continue
            column = _head(head.text(folded))
            if column is None or head is value:
                return None
            if column.header not in places:
                places[column.header] = len(columns)
                columns.append(column)
            place = places[column.header]
            if any(place == other for other, _, _ in found[-1]):
                found.append([])
            found[-1].append((place, value, row))
    roles = {column.role for column in columns}
    if TEXT not in roles or not roles & UNIT_ROLES or FOREIGN in roles:
        return None
    made = []
    for record in found:
        filled: list[SheetCell | None] = [None] * len(columns)
        for place, value, _ in record:
            filled[place] = value
        made.append(SheetRow((record[0][2].span[0], record[-1][2].span[1]), filled))
    return settle(columns), made


def _head(said: str) -> Column | None:
    column = read_column(said)
    return column if column.role != UNKNOWN and is_header_words(said) else None
