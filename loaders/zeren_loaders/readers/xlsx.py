"""Excel workbooks: each visible sheet as a table, with what stands above and below it as paragraphs.

Numbers come out as the sheet shows them where that changes their meaning: a share is stored as 0.05 and
shown as 5%, a date is stored as a count of days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zeren_schema.errors import ZerenError

from zeren_loaders.readers.blocks import Block, Grid, GridCell, Paragraph, write_blocks
from zeren_loaders.readers.ooxml import Package
from zeren_loaders.readers.rendering import Rendering
from zeren_loaders.readers.source import Source
from zeren_loaders.records import Finding

MAX_ROWS = 20_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days belong to no zone
_PERCENT_FORMATS = {9, 10}
_DATE_FORMATS = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)}
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class _Formats:
    """The cell styles that show percentages or dates, and whether days count from 1904."""

    percent: dict[int, int]
    dates: set[int]
    from_1904: bool = False


def read(name: str, data: bytes) -> Source:
    """The sheets of a workbook. Raises ZerenError for one that is damaged, empty or too large."""
    package = Package(name, data, ".xlsx")
    workbook = package.part("xl/workbook.xml")
    if workbook is None:
        raise ZerenError(f"{name}: is an .xlsx without a workbook; open it in Excel or WPS and save it again")
    targets = _targets(package)
    strings = _strings(package.part("xl/sharedStrings.xml"))
    formats = _formats(package.part("xl/styles.xml"))
    properties = _first(workbook, "workbookPr")
    formats.from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    sheets = [sheet for sheet in _all(workbook, "sheet") if sheet.get("state") in {None, "visible"}]
    blocks: list[Block] = []
    n_hidden = 0
    for sheet in sheets:
        root = package.part(targets.get(_relation(sheet), ""))
        if root is None:
            continue
        rows, hidden = _rows(name, root, strings, formats)
        n_hidden += hidden
        if rows and len(sheets) > 1:
            blocks.append(Paragraph(sheet.get("name") or ""))
        blocks += _blocks(rows, _merges(root))
    rendering = Rendering(name)
    write_blocks(rendering, blocks)
    source = rendering.source()
    if not source.lines:
        raise ZerenError(f"{name}: is a workbook without text; give the one that holds the document")
    if n_hidden:
        source.findings.append(Finding("hidden_text", "info", f"隐藏的行 {n_hidden} 行,未读入"))
    return source


def _all(root: Any, name: str) -> list[Any]:
    return [one for one in root.iter() if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name]


def _first(root: Any | None, name: str) -> Any | None:
    return next(iter(_all(root, name)), None) if root is not None else None


def _relation(sheet: Any) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _targets(package: Package) -> dict[str, str]:
    root = package.part("xl/_rels/workbook.xml.rels")
    found = {}
    for one in _all(root, "Relationship") if root is not None else ():
        target = one.get("Target") or ""
        found[one.get("Id") or ""] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _strings(root: Any | None) -> list[str]:
    """The shared texts; the readings of a word (`rPh`) are no part of it."""
    return [_text(one) for one in _all(root, "si")] if root is not None else []


def _text(element: Any) -> str:
    return "".join(
        one.text or "" for one in _all(element, "t") if one.getparent().tag.rpartition("}")[2] != "rPh"
    )


def _formats(root: Any | None) -> _Formats:
    formats = _Formats({}, set())
    if root is None:
        return formats
    codes = {one.get("numFmtId"): one.get("formatCode") or "" for one in _all(root, "numFmt")}
    styles = _first(root, "cellXfs")
    for index, style in enumerate(styles if styles is not None else ()):
        key = style.get("numFmtId") or "0"
        code = _LITERALS.sub("", codes.get(key, ""))
        if "%" in code or (key not in codes and key.isdigit() and int(key) in _PERCENT_FORMATS):
            decimals = re.search(r"\.(0+)", code)
            formats.percent[index] = len(decimals.group(1)) if decimals else 2 * (key == "10")
        elif re.search("[ymd]", code, re.IGNORECASE) or (
            key not in codes and key.isdigit() and int(key) in _DATE_FORMATS
        ):
            formats.dates.add(index)
    return formats


def _rows(
    name: str, root: Any, strings: list[str], formats: _Formats
) -> tuple[dict[int, dict[int, str]], int]:
    """The texts by row and column (0-based), and the number of hidden rows left out."""
    rows: dict[int, dict[int, str]] = {}
    hidden = 0
    at = -1
    for row in _all(root, "row"):
        at = int(row.get("r")) - 1 if (row.get("r") or "").isdigit() else at + 1
        if row.get("hidden") in {"1", "true"}:
            hidden += 1
            continue
        column = -1
        texts = {}
        for cell in row:
            place = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(place.group(1)) if place else column + 1
            if text := _shown(cell, strings, formats).strip():
                texts[column] = text
        if texts:
            rows[at] = texts
        if len(rows) > MAX_ROWS:
            raise ZerenError(f"{name}: has more than {MAX_ROWS} rows; give the document itself")
    return rows, hidden


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shown(cell: Any, strings: list[str], formats: _Formats) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    stored = _first(cell, "v")
    value = (stored.text or "") if stored is not None else ""
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    if kind != "n" or not value:
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    style = cell.get("s") or "0"
    index = int(style) if style.isdigit() else 0
    if index in formats.percent:
        return f"{number * 100:.{formats.percent[index]}f}%"
    if index in formats.dates and 0 < number < 200_000:
        day = _EPOCH + timedelta(days=number + 1462 * formats.from_1904)
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{number:.15g}" if abs(number) < 1e15 else value


def _merges(root: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """For the upper left corner of each merged range its rows and columns."""
    merges = {}
    for one in _all(root, "mergeCell"):
        first, _, last = (one.get("ref") or "").partition(":")
        low, high = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if low and high:
            row, column = int(low.group(2)) - 1, _column(low.group(1))
            merges[row, column] = (int(high.group(2)) - row, _column(high.group(1)) - column + 1)
    return merges


def _blocks(rows: dict[int, dict[int, str]], merges: dict[tuple[int, int], tuple[int, int]]) -> list[Block]:
    """Lines of one cell above and below the table are its title and notes."""
    order = sorted(rows)
    wide = [at for at in order if len(rows[at]) > 1]
    if not wide:
        return [Paragraph(text) for at in order for text in rows[at].values()]
    table = [at for at in order if wide[0] <= at <= wide[-1]]
    # A cell merged over rows that hold nothing else reaches to the last row it covers.
    grid = Grid("xlsx", [])
    columns = sorted({column for at in table for column in rows[at]})
    for at in table:
        cells = []
        for column, text in sorted(rows[at].items()):
            height, width = merges.get((at, column), (1, 1))
            rowspan = sum(1 for other in table if at <= other < at + height)
            colspan = sum(1 for other in columns if column <= other < column + width)
            cells.append(GridCell([Paragraph(text)], rowspan, colspan, columns.index(column)))
        grid.rows.append(cells)
    before = [Paragraph(text) for at in order if at < wide[0] for text in rows[at].values()]
    after = [Paragraph(text) for at in order if at > wide[-1] for text in rows[at].values()]
    return [*before, grid, *after]
