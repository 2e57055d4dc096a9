"""Rows that a page break cut in two: the second half has no number and goes on in the middle of a cell.

| 1 | 建设工业互联网平台5个,推动中小企业上云 | 市工信局 | 市大数据中心、 |
|   | 800家。                                |          | 市通管办       |
"""

from __future__ import annotations

import re

from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.sheets import Sheet, SheetCell, SheetRow, is_blank
from zeren_loaders.grammar.table_headers import NUMBER

_ENDED = re.compile(r"[。;!?](?:[”)]*)$")
_CONTINUES = ("、", ",", "(", "“", "《", "和", "及", "与")
# A row may be cut twice; rows without number that go on and on are another thing.
_MAX_STRETCHES = 24
_CONTINUED = ("、", ",", "。", ";", ")", "”", "》")


def join_cut_rows(folded: str, sheet: Sheet) -> None:
    """Put the halves of cut rows together: each cell's stretches follow those of the half above."""
    numbers, texts = sheet.of_role(NUMBER), sheet.texts
    if not numbers or not texts:
        return
    written = [
        cell.text(folded)
        for row in sheet.rows
        if row.kind == "row" and row.cells[numbers[0]] is not None and (cell := row.cells[texts[-1]])
    ]
    # Where tasks close with a full stop, one without it goes on below.
    has_stops = sum(_ENDED.search(text) is not None for text in written) * 3 > len(written) * 2
    kept: list[SheetRow] = []
    for row in sheet.rows:
        is_own = row.kind != "row" or any(row.cells[at] is not None for at in numbers)
        if is_own or not kept or kept[-1].kind != "row" or _is_long(kept[-1]):
            kept.append(row)
        elif not any(row.cells[at] for at in texts) or _goes_on(folded, sheet, kept[-1], row, has_stops):
            _join(sheet, kept[-1], row)
        else:
            kept.append(row)
    sheet.rows = kept


def _is_long(row: SheetRow) -> bool:
    return any(len(cell.spans) > _MAX_STRETCHES for cell in row.cells if cell is not None)


def _goes_on(folded: str, sheet: Sheet, above: SheetRow, row: SheetRow, has_stops: bool) -> bool:
    for at in (*sheet.texts, *sheet.units):
        one, other = above.cells[at], row.cells[at]
        if one is None or other is None or one is other:
            continue
        before, after = one.text(folded), other.text(folded)
        if is_blank(after):
            continue
        if (
            before.endswith(_CONTINUES)
            or after.startswith(_CONTINUED)
            or before.count("(") > before.count(")")
        ):
            return True
    at = sheet.texts[-1]
    one, other = above.cells[at], row.cells[at]
    if not has_stops or one is None or other is None or one is other:
        return False
    return _ENDED.search(one.text(folded)) is None and read_marker(other.text(folded)) is None


def _join(sheet: Sheet, above: SheetRow, row: SheetRow) -> None:
    for at, cell in enumerate(row.cells):
        upper = above.cells[at]
        if cell is None or cell is upper:
            continue
        if upper is None:
            above.cells[at] = cell
            continue
        above.cells[at] = SheetCell((*upper.spans, *cell.spans))
        if at in sheet.texts:
            sheet.joints.add(cell.spans[0][0])
    above.span = (above.span[0], max(above.span[1], row.span[1]))
