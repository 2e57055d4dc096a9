"""The first sheet of a workbook: what is in it, asked how, of which snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zeren_queries.formats.workbook import Workbook

NAME = "目录 Contents"
TITLE = "重点工作责任分解:报表 / Division of responsibilities: reports"
HEADERS = ("工作表 Sheet", "标题", "Title", "问题", "Question", "行数 Rows", "参数 Parameters")
MAX_WIDTH = 50


@dataclass(frozen=True, slots=True)
class Contents:
    """One sheet as the cover lists it. `parameters` are the bound values by name."""

    sheet: str
    title_zh: str
    title_en: str
    question_zh: str
    question_en: str
    rows: int
    parameters: Mapping[str, Any]


class Cover:
    """The cover sheet: made before the others, so that it comes first, and filled after them."""

    def __init__(self, book: Workbook) -> None:
        self._sheet, self._styles = book.new_sheet(NAME)

    def fill(self, snapshot_id: str, sources: Sequence[str], contents: Sequence[Contents]) -> None:
        """Write the snapshot's id, the documents it was made from, and one line a sheet."""
        bold, plain, long = self._styles["header"], self._styles["plain"], self._styles["long"]
        sheet = self._sheet
        sheet.write_string(0, 0, TITLE, bold)
        lines = [("快照 Snapshot", snapshot_id), *(("来源 Source", source) for source in sources)]
        for row, (name, value) in enumerate(lines, start=1):
            sheet.write_string(row, 0, name, plain)
            sheet.write_string(row, 1, value, plain)
        top = len(lines) + 2
        for column, header in enumerate(HEADERS):
            sheet.write_string(top, column, header, bold)
        widths = [cell_len(header) for header in HEADERS]
        for row, entry in enumerate(contents, start=top + 1):
            # A name in quotes, its own quotes doubled, as formulas write the names of sheets.
            place = f"internal:'{entry.sheet.replace(chr(39), chr(39) * 2)}'!A1"
            sheet.write_url(row, 0, place, string=entry.sheet)
            words = (entry.title_zh, entry.title_en, entry.question_zh, entry.question_en)
            asked = "; ".join(f"{name}={_shown(value)}" for name, value in entry.parameters.items())
            for column, text in enumerate(words, start=1):
                sheet.write_string(row, column, text, long)
            sheet.write_number(row, 5, entry.rows, plain)
            sheet.write_string(row, 6, asked, long)
            for column, text in enumerate((entry.sheet, *words, str(entry.rows), asked)):
                widths[column] = max(widths[column], cell_len(text))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, MAX_WIDTH))


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return str(value).lower() if isinstance(value, bool) else str(value)
