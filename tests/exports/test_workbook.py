from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from zeren_queries.formats import Format, Labels, workbook, write_rows
from zeren_schema.errors import ZerenError

from tests.exports.sample import WORKLOAD_COLUMNS, WORKLOAD_ROWS, WORKLOAD_SCHEMA, reader, texts, written


def _sheet(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data)).active


def _column(schema: pa.DataType, values: list[Any]) -> list[Any]:
    """What openpyxl reads back from one column of these values."""
    rows = reader([(value,) for value in values], pa.schema([("v", schema)]))
    return [row[0] for row in _sheet(written(rows, Format.XLSX)).iter_rows(min_row=2, values_only=True)]


def test_numbers_dates_and_booleans_are_real() -> None:
    data = written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.XLSX, WORKLOAD_COLUMNS, labels=Labels.ZH)
    assert list(_sheet(data).iter_rows(values_only=True)) == [
        ("单位", "任务数", "牵头占比", "完成时限", "是否牵头"),
        ("省发展改革委", 12, 58.333333, datetime(2026, 12, 31), True),  # noqa: DTZ001
        ("省教育厅", 3, 100, None, False),
        ("杭州市政府", -1, -0.5, datetime(2027, 1, 1), None),  # noqa: DTZ001
    ]


def test_the_header_is_frozen_and_the_columns_fit_chinese_text() -> None:
    sheet = _sheet(written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.XLSX, WORKLOAD_COLUMNS))
    assert sheet.freeze_panes == "A2"
    assert sheet.cell(2, 4).number_format == "yyyy-mm-dd"
    # 省发展改革委 is six characters of double width.
    assert sheet.column_dimensions["A"].width >= 12
    assert sheet.column_dimensions["B"].width < 12


def test_a_long_text_wraps_in_a_column_of_bounded_width() -> None:
    sheet = _sheet(texts(["推进高质量发展" * 40], Format.XLSX))
    assert sheet.column_dimensions["B"].width <= 61
    assert sheet.cell(2, 2).alignment.wrap_text


def test_a_formula_is_text() -> None:
    sheet = _sheet(texts(["=1+1", "@x", "http://example.org", "007", "-5"], Format.XLSX))
    cells = [sheet.cell(row, 2) for row in range(2, 7)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"),
        ("@x", "s"),
        ("http://example.org", "s"),
        ("007", "s"),
        ("-5", "s"),
    ]
    assert all(cell.hyperlink is None for cell in cells)


def test_hard_characters_survive() -> None:
    values = [" x ", "a\nb", "<&>\"'", "😀\U0002a6d6", "a\x01b", "_x0001_", "\ufffe\uffff", "a\rb", "\x00"]
    sheet = _sheet(texts(values, Format.XLSX))
    assert [unescape(sheet.cell(row, 2).value) for row in range(2, 2 + len(values))] == values


def test_what_fifteen_digits_cannot_hold_is_text() -> None:
    exact = pa.decimal128(30, 6)
    assert _column(exact, [Decimal("123456789.123456"), Decimal("1234567890.123456")]) == [
        123456789.123456,
        "1234567890.123456",
    ]
    assert _column(pa.int64(), [10**15, 2**63 - 1, -(10**15) - 1]) == [
        10**15,
        "9223372036854775807",
        "-1000000000000001",
    ]
    assert _column(pa.float64(), [0.1, float("nan"), float("-inf")]) == [0.1, "NaN", "-INF"]


def test_a_day_before_the_calendar_of_spreadsheets_is_text() -> None:
    assert _column(pa.date32(), [date(1900, 3, 1), date(1900, 2, 28), date(1, 1, 1)]) == [
        datetime(1900, 3, 1),  # noqa: DTZ001
        "1900-02-28",
        "0001-01-01",
    ]


def test_moments_are_real_and_in_utc() -> None:
    moment = datetime.fromisoformat("2026-01-24T08:30:00+08:00")
    assert _column(pa.timestamp("us", "Asia/Shanghai"), [moment]) == [datetime(2026, 1, 24, 0, 30)]  # noqa: DTZ001


def test_the_same_rows_are_the_same_bytes() -> None:
    first, second = (written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.XLSX) for _ in range(2))
    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml").decode())) == {"2000-01-01T"}


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    assert _sheet(texts(["省" * 32_767], Format.XLSX)).cell(2, 2).value == "省" * 32_767
    with pytest.raises(ZerenError, match="row 2, column text: 32768 characters"):
        texts(["省", "省" * 32_768], Format.XLSX)
    # Outside the first plane a character counts twice.
    with pytest.raises(ZerenError, match="row 1, column text: 16384 characters"):
        texts(["\U0002a6d6" * 16_384], Format.XLSX)


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    assert _sheet(texts(["a"] * 3, Format.XLSX)).max_row == 4
    with pytest.raises(ZerenError, match="more than 3 rows do not fit"):
        texts(["a"] * 4, Format.XLSX)


@pytest.mark.parametrize("title", ["a" * 40, "a/b:c*d?[e]", "'x'", ""])
def test_any_title_makes_a_sheet(title: str) -> None:
    out = io.BytesIO()
    write_rows(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), None, out, Format.XLSX, title=title)
    assert _sheet(out.getvalue()).max_row == 4
