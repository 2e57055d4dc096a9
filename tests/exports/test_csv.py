from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pyarrow as pa
import pytest
from zeren_queries.formats import Column, Format, Labels, Profile
from zeren_schema.errors import ZerenError

from tests.exports.sample import WORKLOAD_COLUMNS, WORKLOAD_ROWS, WORKLOAD_SCHEMA, reader, texts, written


def test_the_data_profile_byte_for_byte() -> None:
    expected = (
        "unit,tasks,lead_share,due_on,is_lead\n"
        "省发展改革委,12,58.333333,2026-12-31,true\n"
        "省教育厅,3,100,,false\n"
        "杭州市政府,-1,-0.5,2027-01-01,\n"
    )
    assert written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.CSV) == expected.encode()


def test_the_excel_profile_byte_for_byte() -> None:
    expected = (
        "\ufeff单位,任务数,牵头占比,完成时限,是否牵头\r\n"
        "省发展改革委,12,58.333333,2026-12-31,true\r\n"
        "省教育厅,3,100,,false\r\n"
        "杭州市政府,-1,-0.5,2027-01-01,\r\n"
    )
    rows = reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA)
    assert written(rows, Format.CSV, WORKLOAD_COLUMNS, Profile.EXCEL, Labels.ZH) == expected.encode()


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ('a"b', '"a""b"'),
        ("a,b", '"a,b"'),
        ("a\nb", '"a\nb"'),
        ("a\rb", '"a\rb"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("#a", '"#a"'),
        ("", '""'),
        (None, ""),
        ("007", "007"),
        ("a;b|c\td", "a;b|c\td"),
        ("，、。“”", "，、。“”"),
    ],
)
def test_a_cell_is_quoted_when_it_must_be(cell: str | None, line: str) -> None:
    assert texts([cell], Format.CSV) == f"n,text\n0,{line}\n".encode()


def test_a_lone_column_has_no_blank_lines() -> None:
    rows = reader([("a",), (None,), ("b",)], pa.schema([("unit", pa.string())]))
    assert written(rows, Format.CSV) == b'unit\na\n""\nb\n'


def test_no_rows_leave_the_header() -> None:
    assert written(reader([], WORKLOAD_SCHEMA), Format.CSV) == b"unit,tasks,lead_share,due_on,is_lead\n"


def test_how_the_engine_cuts_its_batches_does_not_show() -> None:
    rows = [(f"单位{number}", number, Decimal(number), None, None) for number in range(40_000)]
    whole = written(reader(rows, WORKLOAD_SCHEMA, rows_per_batch=40_000), Format.CSV)
    assert whole == written(reader(rows, WORKLOAD_SCHEMA, rows_per_batch=77), Format.CSV)
    assert whole.count(b"\n") == 40_001


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(A1:A9)",
        "＝1+1",
        "＋1+1",
        "－1",
        "＠SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "\u3000=1+1",
        "\ufeff=1+1",
        "\u200b=1+1",
        "\x00=1+1",
        "\tplain",
        "-加强监管",
        "=",
    ],
)
def test_the_excel_profile_makes_formulas_harmless(formula: str) -> None:
    cell = texts([formula], Format.CSV, Profile.EXCEL).decode("utf-8-sig").split(",", 1)[1].split(",", 1)[1]
    assert cell.lstrip('"').startswith("'")
    # The data profile is exact: programs do not run cells.
    assert f"'{formula}".encode() not in texts([formula], Format.CSV)


@pytest.mark.parametrize(
    "number", ["-5", "+5", "-5.25", "-3%", "-1,234.5", "5-6", "2.4.12", "a=b", "'a", "——"]
)
def test_the_excel_profile_leaves_harmless_text_alone(number: str) -> None:
    line = f'"{number}"' if "," in number else number
    assert texts([number], Format.CSV, Profile.EXCEL) == f"\ufeffn,text\r\n0,{line}\r\n".encode()


def test_the_excel_profile_makes_a_header_harmless() -> None:
    rows = reader([(1,)], pa.schema([("n", pa.int64())]))
    out = written(rows, Format.CSV, [Column("n", title_zh="=SUM(A1)")], Profile.EXCEL, Labels.ZH)
    assert out == "\ufeff'=SUM(A1)\r\n1\r\n".encode()


def test_numbers_are_never_touched() -> None:
    schema = pa.schema(
        [
            ("whole", pa.int64()),
            ("exact", pa.decimal128(24, 6)),
            ("wide", pa.decimal128(38, 0)),
            ("real", pa.float64()),
        ]
    )
    rows = [
        (-5, Decimal("-0.000001"), Decimal(-(10**37)), -1.5),
        (-(2**63), Decimal("-123456789012345678.123456"), Decimal(0), -1e-7),
        (0, Decimal("1000000.000000"), Decimal(100), 0.1),
    ]
    expected = (
        "whole,exact,wide,real\n"
        f"-5,-0.000001,-1{'0' * 37},-1.5\n"
        "-9223372036854775808,-123456789012345678.123456,0,-1e-7\n"
        "0,1000000,100,0.1\n"
    )
    assert written(reader(rows, schema), Format.CSV).decode() == expected
    excel = written(reader(rows, schema), Format.CSV, profile=Profile.EXCEL).decode("utf-8-sig")
    assert excel == expected.replace("\n", "\r\n")


def test_a_decimal_of_many_places_has_no_exponent() -> None:
    rows = [(Decimal("0.0000000001"),), (Decimal("12.5000000000"),), (Decimal("0E-10"),)]
    assert (
        written(reader(rows, pa.schema([("d", pa.decimal128(30, 10))])), Format.CSV)
        == b"d\n0.0000000001\n12.5\n0\n"
    )


def test_what_is_no_number_is_spelled_as_data_packages_do() -> None:
    rows = [(float("nan"),), (float("inf"),), (float("-inf"),)]
    assert written(reader(rows, pa.schema([("real", pa.float64())])), Format.CSV) == b"real\nNaN\nINF\n-INF\n"


def test_moments_are_iso_8601() -> None:
    schema = pa.schema(
        [
            ("at", pa.timestamp("us")),
            ("at_utc", pa.timestamp("us", "Asia/Shanghai")),
            ("clock", pa.time64("us")),
            ("on", pa.date32()),
        ]
    )
    moment = datetime(2026, 1, 24, 8, 30, 0, 500_000)  # noqa: DTZ001
    rows = [(moment, datetime.fromisoformat("2026-01-24T08:30:00+08:00"), time(8, 30), date(1, 1, 1))]
    assert written(reader(rows, schema), Format.CSV) == (
        b"at,at_utc,clock,on\n2026-01-24T08:30:00.5,2026-01-24T00:30:00Z,08:30:00,0001-01-01\n"
    )


def test_lists_are_json_and_bytes_hexadecimal() -> None:
    schema = pa.schema([("units", pa.list_(pa.string())), ("raw", pa.binary())])
    rows = reader([(["省教育厅", 'a"b', None], b"\x00\xff")], schema)
    assert written(rows, Format.CSV).decode() == 'units,raw\n"[""省教育厅"", ""a\\""b"", null]",00ff\n'


def test_enumerations_are_their_words() -> None:
    words = pa.array(["annual", None, "annual"]).dictionary_encode()
    batch = pa.record_batch([words], names=["kind"])
    rows = pa.RecordBatchReader.from_batches(batch.schema, [batch])
    assert written(rows, Format.CSV) == b'kind\nannual\n""\nannual\n'


def test_a_date_beyond_counting_is_refused_in_one_line() -> None:
    rows = reader([(2**31 - 1,)], pa.schema([("on", pa.int32())])).read_all()
    dates = pa.table({"on": rows["on"].cast(pa.date32())})
    with pytest.raises(ZerenError, match="beyond the year"):
        written(dates.to_reader(), Format.CSV)


def test_equal_titles_keep_both_columns_apart() -> None:
    schema = pa.schema([("unit_a", pa.string()), ("unit_b", pa.string())])
    columns = [Column("unit_a", title_zh="单位"), Column("unit_b", title_zh="单位")]
    out = written(reader([("甲", "乙")], schema), Format.CSV, columns, labels=Labels.ZH)
    assert out.decode() == "单位 (unit_a),单位 (unit_b)\n甲,乙\n"


def test_a_missing_title_falls_back_to_the_name() -> None:
    out = written(reader([(1,)], pa.schema([("n", pa.int64())])), Format.CSV, [Column("n")], labels=Labels.EN)
    assert out == b"n\n1\n"


def test_rows_that_do_not_match_their_description_are_refused() -> None:
    with pytest.raises(ZerenError, match="the rows have the columns n, but described are m"):
        written(reader([(1,)], pa.schema([("n", pa.int64())])), Format.CSV, [Column("m")])


def test_one_name_for_two_columns_is_refused() -> None:
    batch = pa.record_batch([pa.array([1]), pa.array([2])], names=["n", "n"])
    with pytest.raises(ZerenError, match="the column n appears twice"):
        written(pa.RecordBatchReader.from_batches(batch.schema, [batch]), Format.CSV)
