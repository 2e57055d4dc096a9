"""Ten thousand random tables of all of Unicode, out as CSV and back with three readers."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from zeren_queries.formats import Format, Profile

from tests.exports.sample import reader, written

TABLES = 10_000
SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("whole", pa.int64()),
        ("exact", pa.decimal128(24, 6)),
        ("on", pa.date32()),
        ("is_lead", pa.bool_()),
        ("other", pa.string()),
    ]
)
# What CSV, spreadsheets and encodings stumble over.
HARD: list[str] = [
    *"\"',;\t\r\n\\#=+-@|\x00\x0b\x0c\x1a\x1c\x85\u2028\u2029\ufeff\u3000 ，“”（）①★０",
    "\r\n",
    '""',
    "NULL",
    "NA",
    "007",
]


def _character(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return chance.choice(HARD)
    if chance.random() < 0.5:
        return chr(chance.randrange(0x4E00, 0xA000))
    while True:
        code = chance.randrange(0x110000)
        if not 0xD800 <= code < 0xE000:  # halves of characters are no text
            return chr(code)


def _text(chance: random.Random) -> str | None:
    if chance.random() < 0.1:
        return None
    return "".join(_character(chance) for _ in range(chance.choice((0, 1, 2, 5, 12))))


def _row(chance: random.Random) -> tuple[Any, ...]:
    values = (
        chance.randint(-(2**63), 2**63 - 1),
        Decimal(chance.randint(-(10**24) + 1, 10**24 - 1)).scaleb(-6),
        date.min + timedelta(days=chance.randrange(date.max.toordinal())),
        chance.random() < 0.5,
    )
    return _text(chance), *(None if chance.random() < 0.2 else value for value in values), _text(chance)


def _typed(cells: list[str]) -> tuple[Any, ...]:
    text, whole, exact, on, is_lead, other = cells
    return (
        text,
        int(whole) if whole else None,
        Decimal(exact) if exact else None,
        date.fromisoformat(on) if on else None,
        {"true": True, "false": False, "": None}[is_lead],
        other,
    )


@pytest.mark.prove
def test_ten_thousand_tables_come_back(tmp_path: Path) -> None:
    chance = random.Random(10_000)
    connection = duckdb.connect(config={"threads": 1})
    path = tmp_path / "rows.csv"
    read = f"""
        SELECT * FROM read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '"',
            escape = '"', new_line = '\\n', allow_quoted_nulls = false, parallel = false,
            columns = {{'text': 'VARCHAR', 'whole': 'BIGINT', 'exact': 'DECIMAL(24,6)', 'on': 'DATE',
                        'is_lead': 'BOOLEAN', 'other': 'VARCHAR'}})
        """
    for number in range(TABLES):
        rows = [_row(chance) for _ in range(chance.choice((0, 1, 2, 3, 8)))]
        data = written(reader(rows, SCHEMA, rows_per_batch=3), Format.CSV)
        without_null = [(row[0] or "", *row[1:5], row[5] or "") for row in rows]
        header, *lines = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
        assert header == SCHEMA.names
        assert [_typed(line) for line in lines] == without_null, number
        frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")
        assert [_typed(list(line)) for line in frame.itertuples(index=False)] == without_null, number
        path.write_bytes(data)
        assert connection.execute(read).fetchall() == rows, number


@pytest.mark.prove
def test_formulas_are_harmless_and_numbers_untouched() -> None:
    """Every text that a spreadsheet would run begins with an apostrophe; numbers are as they were."""
    chance = random.Random(20261123)
    lead = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
    blank = ["", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2028"]
    schema = pa.schema([("n", pa.int64()), ("exact", pa.decimal128(24, 6)), ("text", pa.string())])
    for _ in range(2_000):
        formula = (
            chance.choice(blank)
            + chance.choice(lead)
            + chance.choice(["1+1", "cmd|' /C calc'!A0", "SUM(A1)", 'HYPERLINK("x")'])
        )
        whole, exact = chance.randint(-(10**15), -1), Decimal(chance.randint(-(10**12), -1)).scaleb(-6)
        data = written(reader([(whole, exact, formula)], schema), Format.CSV, profile=Profile.EXCEL)
        _, (n, number, text) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        assert (int(n), Decimal(number)) == (whole, exact)
        assert text == "'" + formula
        plain = written(reader([(whole, exact, formula)], schema), Format.CSV)
        assert list(csv.reader(io.StringIO(plain.decode(), newline="")))[1][2] == formula
