"""Excel workbooks: real numbers and dates, a frozen header, columns wide enough for Chinese text.

What a spreadsheet cannot hold exactly (more than 15 digits, dates before March 1900) is written as text:
a cell that looks odd is better than one that is quietly wrong.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.exceptions import FileCreateError
from zeren_schema.errors import ZerenError

from zeren_queries.formats.text import as_text, batches, is_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

# Excel's own limits, from its specification.
MAX_ROWS, MAX_COLUMNS, MAX_CHARACTERS, MAX_DIGITS = 1_048_576, 16_384, 32_767, 15
# Excel counts 29 February 1900, which never was: day numbers agree with the calendar from here on.
FIRST_DAY = date(1900, 3, 1)
# In characters of half width. Longer text wraps inside its cell.
MAX_WIDTH, MIN_WIDTH = 60, 6
# Widths are taken from the first rows: measuring every cell of a long report would double its time.
MEASURED_ROWS = 1_000
# A workbook must state when it was made; a fixed day keeps the same rows the same bytes.
MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook's times have no zone)


def write_workbook(
    rows: pa.RecordBatchReader,
    headers: Sequence[str],
    out: BinaryIO,
    *,
    sheet: str,
    spill: Path | None = None,
) -> int:
    """Write a workbook of one sheet; returns the number of rows. `out` need not be seekable."""
    with Workbook(out, spill) as book:
        return book.add_sheet(sheet, rows, headers)[1]


class Workbook:
    """A workbook written sheet by sheet, each row to a temporary file as it comes.

    The temporary files lie in `spill` (default: where the system keeps such) and are gone at the end.
    """

    def __init__(self, out: BinaryIO, spill: Path | None = None) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix=".zeren-rows-", dir=spill)
        self._out = _Outlet(out)
        self._book = xlsxwriter.Workbook(
            self._out,
            {
                "constant_memory": True,
                "tmpdir": self._spill.name,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._book.set_properties({"created": MADE_ON})
        self._styles = {
            "header": self._book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            "long": self._book.add_format({"text_wrap": True, "valign": "top"}),
            "plain": self._book.add_format({"valign": "top"}),
            "date": self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "datetime": self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
        }

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        is_written = False
        try:
            if error is None:
                self._book.close()
                is_written = True
        except FileCreateError as failure:
            # xlsxwriter wraps what the operating system said.
            raise failure.args[0] from None
        finally:
            if not is_written:
                self._abandon()
            self._spill.cleanup()

    def _abandon(self) -> None:
        # xlsxwriter warns about a workbook that is dropped unclosed, and leaves its files open.
        self._book.fileclosed = True
        self._out.is_shut = True
        for sheet in self._book.worksheets():
            for file in (sheet.row_data_fh, sheet.fh):
                if file is not None:
                    # Closing writes what is buffered, which fails again on a full disk.
                    with contextlib.suppress(OSError):
                        file.close()

    def new_sheet(self, name: str) -> tuple[Any, dict[str, Any]]:
        """An empty sheet of xlsxwriter's, and the styles of this workbook."""
        return self._book.add_worksheet(_sheet_name(name)), self._styles

    def add_sheet(self, name: str, rows: pa.RecordBatchReader, headers: Sequence[str]) -> tuple[str, int]:
        """Write one sheet, header row frozen; returns its name and the number of rows.

        The name is cut to what Excel allows, and numbered if another sheet has it already.

        Raises ZerenError where the rows do not fit a sheet.
        """
        if len(headers) > MAX_COLUMNS:
            raise ZerenError(
                f"{name}: {len(headers)} columns, but a sheet has {MAX_COLUMNS}; choose csv or parquet"
            )
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        sheet = self._book.add_worksheet(_free_name(_sheet_name(name), taken))
        sheet.freeze_panes(1, 0)
        widths = [cell_len(header) for header in headers]
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, self._styles["header"])
        row = 0
        for batch in batches(rows):
            if row + batch.num_rows >= MAX_ROWS:
                raise ZerenError(
                    f"{name}: more than {MAX_ROWS - 1} rows do not fit a sheet; choose csv or parquet"
                )
            if row < MEASURED_ROWS:
                _widen(widths, batch.slice(0, MEASURED_ROWS - row))
            columns = [_cells(column) for column in batch.columns]
            for values in zip(*columns, strict=True):
                row += 1
                for column, value in enumerate(values):
                    if value is not None:
                        if isinstance(value, str) and _is_too_long(value):
                            raise ZerenError(
                                f"{name}: row {row}, column {headers[column]}: {len(value)} characters, "
                                f"but a cell holds {MAX_CHARACTERS}; choose csv or parquet"
                            )
                        self._write(sheet, row, column, value)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 2, MIN_WIDTH), MAX_WIDTH))
        if headers:
            sheet.autofilter(0, 0, row, len(headers) - 1)
        return sheet.get_name(), row

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        match value:
            case str():
                style = "long" if len(value) > MAX_WIDTH // 2 or "\n" in value else "plain"
                sheet.write_string(row, column, value, self._styles[style])
            case bool():
                sheet.write_boolean(row, column, value, self._styles["plain"])
            case datetime():
                sheet.write_datetime(row, column, value, self._styles["datetime"])
            case date():
                sheet.write_datetime(row, column, value, self._styles["date"])
            case _:
                sheet.write_number(row, column, value, self._styles["plain"])


class _Outlet(io.RawIOBase):
    """Passes bytes on until it is shut: an abandoned archive still writes its end when it is collected."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._passed = 0
        self.is_shut = False

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._passed

    def write(self, data: Any, /) -> int:
        if not self.is_shut:
            self._out.write(data)
        size = memoryview(data).nbytes
        self._passed += size
        return size


def _is_too_long(text: str) -> bool:
    # Excel counts UTF-16 units; xlsxwriter would drop a text that is too long without a word.
    return len(text) * 2 > MAX_CHARACTERS and len(text.encode("utf-16-le")) // 2 > MAX_CHARACTERS


def _sheet_name(name: str) -> str:
    """At most 31 characters, without those Excel forbids."""
    return re.sub(r"[\[\]:*?/\\]", "_", name)[:31].strip("'") or "rows"


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[: 28 - len(str(number))]} ({number})"
    return free


def _widen(widths: list[int], batch: pa.RecordBatch) -> None:
    for index, column in enumerate(batch.columns):
        lengths = (
            cell_len(line) for cell in as_text(column).to_pylist() if cell for line in cell.split("\n")
        )
        widths[index] = max(widths[index], max(lengths, default=0))


def _cells(column: pa.Array) -> list[Any]:
    """Python values of the types a sheet has: text, booleans, numbers, dates, times; None is no cell."""
    kind = column.type
    text: list[str | None] = as_text(column).to_pylist()
    if is_number(kind):
        return [None if cell is None else _number(cell) for cell in text]
    if pa.types.is_boolean(kind):
        return [None if cell is None else cell == "true" for cell in text]
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return [None if cell is None else _moment(cell) for cell in text]
    return text


def _number(text: str) -> int | float | str:
    if text in {"NaN", "INF", "-INF"}:
        return text
    digits = Decimal(text).normalize().as_tuple().digits
    if len(digits) > MAX_DIGITS:
        return text
    return float(text)


def _moment(text: str) -> date | datetime | str:
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:  # a year Python does not count, which no spreadsheet does either
        return text
    if moment.date() < FIRST_DAY:
        return text
    return moment if "T" in text else moment.date()
