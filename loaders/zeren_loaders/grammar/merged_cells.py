"""Cells that are blank because they were merged: pipes, tabs, PDF rules and flattened tables lose them."""

from __future__ import annotations

import re

from zeren_loaders.grammar.labels import LEADER, RESPONSIBLE
from zeren_loaders.grammar.sheets import Sheet, SheetRow
from zeren_loaders.grammar.table_headers import CATEGORY, NUMBER
from zeren_loaders.readers.tables import Table

_DITTO = re.compile(r"[(]?(?:同上|同前)[)]?|[〃″”]|''|\"")


def tell_merged(folded: str, sheet: Sheet, table: Table) -> None:
    """Give cells that are blank because they were merged the cell above them.

    Pipes, tabs and PDF rules lose merged cells: a column of groups, leaders or leads is then blank below its
    first row, or says the same in each. A blank list of supporting units beside a lead is just blank.
    """
    lost = table.kind not in ("docx", "html", "xlsx") or all(
        cell.rowspan == 1 for row in table.rows for cell in row.cells
    )
    fill_merged(folded, sheet, lost)


def fill_merged(folded: str, sheet: Sheet, lost: bool) -> None:
    """Fill the blanks that merged cells left, where `lost` says that the format cannot tell them."""
    texts, units = sheet.texts, sheet.units
    numbers = sheet.of_role(NUMBER)
    grouped = [*sheet.of_role(CATEGORY, LEADER), *(texts[:-1])]
    leads = sheet.of_role("lead") or (sheet.of_role(RESPONSIBLE) if len(units) == 1 else [])
    previous: SheetRow | None = None
    above: SheetRow | None = None
    for row in sheet.rows:
        if row.kind != "row":
            previous = None if row.kind == "heading" else previous
            continue
        for at, cell in enumerate(row.cells):
            if cell is not None and _DITTO.fullmatch(cell.text(folded)):
                # What stands above may stand over a heading; it is a name in no case.
                row.cells[at] = above.cells[at] if above is not None else None
        above = row
        if previous is not None:
            _same_as_above(folded, row, previous, [*numbers, *grouped], units, numbers)
            if lost:
                _fill(row, previous, numbers, grouped, units, leads)
        previous = row


def _same_as_above(
    folded: str,
    row: SheetRow,
    previous: SheetRow,
    columns: list[int],
    units: list[int],
    numbers: list[int],
) -> None:
    """Take a cell that repeats the one above it for the same cell, where repeating means merging."""
    for at in columns:
        cell, above = row.cells[at], previous.cells[at]
        if cell is not None and above is not None and cell.text(folded) == above.text(folded):
            row.cells[at] = above
    if numbers and row.cells[numbers[0]] is not None and row.cells[numbers[0]] is previous.cells[numbers[0]]:
        for at in units:
            cell, above = row.cells[at], previous.cells[at]
            if cell is not None and above is not None and cell.text(folded) == above.text(folded):
                row.cells[at] = above


def _fill(
    row: SheetRow,
    previous: SheetRow,
    numbers: list[int],
    grouped: list[int],
    units: list[int],
    leads: list[int],
) -> None:
    is_numbered = not numbers or row.cells[numbers[0]] is not None
    has_units = any(row.cells[at] is not None for at in units)
    for at in grouped:
        row.cells[at] = row.cells[at] or previous.cells[at]
    if not is_numbered and not has_units:
        return
    for at in leads if has_units else units:
        row.cells[at] = row.cells[at] or previous.cells[at]
