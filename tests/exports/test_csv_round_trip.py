"""Random tables out as CSV and back in with three readers that share no code with the writer."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zeren_queries.formats import Format

from tests.exports.sample import reader, texts, written

# Characters that CSV, spreadsheets, shells and encodings stumble over, mixed with all of Unicode.
_HARD = st.sampled_from(
    list("\"',;\t\r\n\\#=+-@|\x00\x0b\x0c\x1a\x1c\x85\u2028\u2029\ufeff\u3000 ，“”（）〔〕①★省0")
) | st.sampled_from(
    ["\r\n", '""', "NULL", "NA", "nan", "None", "007", "1e5", "-5", "😀", "\U0002a6d6", "e\u0301"]
)
_TEXT = st.lists(_HARD | st.characters(codec="utf-8"), max_size=8).map("".join)
_ROWS = st.lists(
    st.tuples(
        st.none() | _TEXT,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.integers(-(10**24) + 1, 10**24 - 1).map(lambda value: Decimal(value).scaleb(-6)),
        st.none() | st.dates(),
        st.none() | st.booleans(),
        st.none() | _TEXT,
    ),
    max_size=12,
)
_SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("whole", pa.int64()),
        ("exact", pa.decimal128(24, 6)),
        ("on", pa.date32()),
        ("is_lead", pa.bool_()),
        ("other", pa.string()),
    ]
)
Row = tuple[str | None, int | None, Decimal | None, date | None, bool | None, str | None]

# Ten thousand more are in tests/proofs/test_round_trip.py.
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _read_back(cells: list[str]) -> tuple[Any, ...]:
    text, whole, exact, on, is_lead, other = cells
    return (
        text,
        int(whole) if whole else None,
        Decimal(exact) if exact else None,
        date.fromisoformat(on) if on else None,
        {"true": True, "false": False, "": None}[is_lead],
        other,
    )


def _without_null_texts(row: Row) -> tuple[Any, ...]:
    return (row[0] or "", *row[1:5], row[5] or "")


@many
@given(_ROWS)
def test_the_csv_module_reads_every_value_back(rows: list[Row]) -> None:
    text = written(reader(rows, _SCHEMA, rows_per_batch=5), Format.CSV).decode()
    header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == _SCHEMA.names
    assert [_read_back(line) for line in lines] == [_without_null_texts(row) for row in rows]


@many
@given(_ROWS)
def test_pandas_reads_every_value_back(rows: list[Row]) -> None:
    data = written(reader(rows, _SCHEMA, rows_per_batch=5), Format.CSV)
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")
    assert list(frame.columns) == _SCHEMA.names
    found = [_read_back(list(line)) for line in frame.itertuples(index=False)]
    assert found == [_without_null_texts(row) for row in rows]


@many
@given(_ROWS)
def test_duckdb_reads_every_value_back_and_tells_empty_from_null(tmp_path: Path, rows: list[Row]) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(written(reader(rows, _SCHEMA, rows_per_batch=5), Format.CSV))
    found = duckdb.execute(
        f"""
        SELECT * FROM read_csv(
            '{path}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
            new_line = '\\n', allow_quoted_nulls = false,
            columns = {{'text': 'VARCHAR', 'whole': 'BIGINT', 'exact': 'DECIMAL(24,6)', 'on': 'DATE',
                        'is_lead': 'BOOLEAN', 'other': 'VARCHAR'}})
        """
    ).fetchall()
    assert found == rows


@many
@given(st.lists(_TEXT, max_size=20))
def test_json_lines_and_arrays_read_back(values: list[str]) -> None:
    import json

    expected = [{"n": number, "text": value} for number, value in enumerate(values)]
    assert json.loads(texts(values, Format.JSON)) == expected
    # Not even a reader that splits at every Unicode line end may cut a row in two.
    assert [json.loads(line) for line in texts(values, Format.JSONL).decode().splitlines()] == expected
