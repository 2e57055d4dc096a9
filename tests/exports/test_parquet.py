from __future__ import annotations

import io

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from zeren_queries.formats import Format, Labels, parquet_file
from zeren_schema.errors import ZerenError

from tests.exports.sample import WORKLOAD_COLUMNS, WORKLOAD_ROWS, WORKLOAD_SCHEMA, reader, written


def test_values_and_types_read_back(tmp_path: object) -> None:
    data = written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.PARQUET, WORKLOAD_COLUMNS)
    table = pq.read_table(io.BytesIO(data))
    assert table.schema.equals(WORKLOAD_SCHEMA)
    assert [tuple(row.values()) for row in table.to_pylist()] == WORKLOAD_ROWS


def test_duckdb_reads_it(tmp_path: object) -> None:
    path = f"{tmp_path}/workload.parquet"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(written(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), Format.PARQUET, WORKLOAD_COLUMNS))
    assert duckdb.execute(f"FROM '{path}'").fetchall() == WORKLOAD_ROWS


def test_columns_carry_their_description() -> None:
    rows = reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA)
    data = written(rows, Format.PARQUET, WORKLOAD_COLUMNS, labels=Labels.ZH)
    field = pq.read_schema(io.BytesIO(data)).field("任务数")
    known = {key.decode(): value.decode() for key, value in field.metadata.items()}
    assert {key: value for key, value in known.items() if not key.startswith("PARQUET:")} == {
        "name": "tasks",
        "title_zh": "任务数",
        "title_en": "Tasks",
        "description_zh": "任务的数目。",
        "description_en": "Number of tasks.",
        "unit_zh": "项",
        "unit_en": "tasks",
    }


def test_how_the_engine_cuts_its_batches_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_file, "ROWS_PER_GROUP", 1000)
    rows = [(f"单位{number % 7}", number, None, None, number % 2 == 0) for number in range(3500)]
    whole = written(reader(rows, WORKLOAD_SCHEMA, rows_per_batch=3500), Format.PARQUET)
    assert whole == written(reader(rows, WORKLOAD_SCHEMA, rows_per_batch=77), Format.PARQUET)
    metadata = pq.read_metadata(io.BytesIO(whole))
    assert [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)] == [
        1000,
        1000,
        1000,
        500,
    ]


def test_enumerations_that_differ_between_batches() -> None:
    batches = [
        pa.record_batch([pa.array(words).dictionary_encode()], names=["kind"])
        for words in (["annual", None], ["livelihood", "annual"])
    ]
    data = written(pa.RecordBatchReader.from_batches(batches[0].schema, batches), Format.PARQUET)
    assert pq.read_table(io.BytesIO(data))["kind"].to_pylist() == ["annual", None, "livelihood", "annual"]


def test_no_rows_leave_the_columns() -> None:
    table = pq.read_table(io.BytesIO(written(reader([], WORKLOAD_SCHEMA), Format.PARQUET)))
    assert (table.num_rows, table.schema.names) == (0, WORKLOAD_SCHEMA.names)


@pytest.mark.parametrize("value", ["INTERVAL 1 DAY", "[INTERVAL 1 DAY]", "union_value(a := 1)"])
def test_a_type_that_parquet_lacks_is_told_with_its_column(value: str) -> None:
    relation = duckdb.sql(f"SELECT 1 AS fine, {value} AS wrong")
    assert relation is not None
    rows = relation.to_arrow_reader()
    with pytest.raises(ZerenError, match=r"column wrong: .*wrong::VARCHAR"):
        written(rows, Format.PARQUET)
