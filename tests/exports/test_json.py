from __future__ import annotations

import json
from decimal import Decimal

import pyarrow as pa
from zeren_queries.formats import Format, Labels

from tests.exports.sample import WORKLOAD_COLUMNS, WORKLOAD_ROWS, WORKLOAD_SCHEMA, reader, written


def test_an_array_byte_for_byte() -> None:
    expected = """[
{"unit": "省发展改革委", "tasks": 12, "lead_share": 58.333333, "due_on": "2026-12-31", "is_lead": true},
{"unit": "省教育厅", "tasks": 3, "lead_share": 100, "due_on": null, "is_lead": false},
{"unit": "杭州市政府", "tasks": -1, "lead_share": -0.5, "due_on": "2027-01-01", "is_lead": null}
]
"""
    assert written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.JSON).decode() == expected


def test_lines_are_the_array_without_its_frame() -> None:
    array = written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.JSON).decode()
    lines = written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.JSONL).decode()
    assert [json.loads(line) for line in lines.split("\n")[:-1]] == json.loads(array)


def test_batches_are_joined_without_a_seam() -> None:
    rows = [(f"单位{number}", number, None, None, None) for number in range(10)]
    for fmt in (Format.JSON, Format.JSONL):
        whole = written(reader(rows, WORKLOAD_SCHEMA), fmt)
        assert whole == written(reader(rows, WORKLOAD_SCHEMA, rows_per_batch=3), fmt)


def test_no_rows_are_an_empty_array_and_no_lines() -> None:
    assert written(reader([], WORKLOAD_SCHEMA), Format.JSON) == b"[]\n"
    assert written(reader([], WORKLOAD_SCHEMA), Format.JSONL) == b""


def test_decimals_are_exact_numbers() -> None:
    schema = pa.schema([("exact", pa.decimal128(38, 6))])
    out = written(reader([(Decimal("12345678901234567890.123456"),)], schema), Format.JSONL)
    assert json.loads(out, parse_float=Decimal) == {"exact": Decimal("12345678901234567890.123456")}


def test_what_json_has_no_number_for_is_null() -> None:
    schema = pa.schema([("real", pa.float64()), ("reals", pa.list_(pa.float64()))])
    rows = [(float("nan"), [float("inf"), 1.5]), (float("-inf"), None)]
    assert written(reader(rows, schema), Format.JSONL).decode() == (
        '{"real": null, "reals": [null, 1.5]}\n{"real": null, "reals": null}\n'
    )


def test_lists_and_structs_are_arrays_and_objects() -> None:
    schema = pa.schema([("units", pa.list_(pa.string())), ("at", pa.struct([("code", pa.string())]))])
    out = written(reader([(["省教育厅", None], {"code": '2.4."12'})], schema), Format.JSONL)
    assert json.loads(out) == {"units": ["省教育厅", None], "at": {"code": '2.4."12'}}


def test_labels_are_the_keys() -> None:
    out = written(
        reader(WORKLOAD_ROWS[:1], WORKLOAD_SCHEMA), Format.JSONL, WORKLOAD_COLUMNS, labels=Labels.EN
    )
    assert list(json.loads(out)) == ["Unit", "Tasks", "Lead share", "Due on", "Leads"]
