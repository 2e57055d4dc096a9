"""Parquet with the columns' titles, descriptions and units in the file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from zeren_schema.errors import ZerenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zeren_queries.formats.columns import Column

# Fixed, so that the bytes do not depend on how the engine happened to cut its batches.
ROWS_PER_GROUP = 122_880


def write_parquet(
    rows: pa.RecordBatchReader, columns: Sequence[Column], headers: Sequence[str], out: BinaryIO
) -> int:
    """Write one file, zstd-compressed, in row groups of ROWS_PER_GROUP; returns the number of rows.

    Raises ZerenError, naming the column, for a type that Parquet lacks.
    """
    schema = pa.schema(
        pa.field(header, _stored(field.type), field.nullable, _about(column))
        for field, column, header in zip(rows.schema, columns, headers, strict=True)
    )
    for field in schema:
        if _is_lacking(field.type):
            name = field.name
            raise ZerenError(
                f"column {name}: Parquet holds no {field.type}; write it as text: {name}::VARCHAR"
            )
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            stored = [values.cast(field.type) for values, field in zip(group.columns, schema, strict=True)]
            table = pa.Table.from_arrays(stored, schema=schema)
            writer.write_table(table, row_group_size=ROWS_PER_GROUP)
            count += group.num_rows
    return count


def _stored(kind: pa.DataType) -> pa.DataType:
    # Enumerations arrive as dictionaries that may differ between batches; Parquet makes its own.
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_lacking(kind: pa.DataType) -> bool:
    """Whether Parquet has no such type: intervals and unions, also inside lists and structures."""
    inner = [kind.field(place).type for place in range(kind.num_fields)]
    return pa.types.is_interval(kind) or pa.types.is_union(kind) or any(map(_is_lacking, inner))


def _about(column: Column) -> dict[str, str] | None:
    known = asdict(column) | {"type": ""}  # the file's own type says more
    return {key: value for key, value in known.items() if value}


def _groups(rows: pa.RecordBatchReader) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    held = 0
    for batch in rows:
        rest = batch
        while held + rest.num_rows >= ROWS_PER_GROUP:
            cut = ROWS_PER_GROUP - held
            yield pa.Table.from_batches([*waiting, rest.slice(0, cut)]).combine_chunks()
            waiting, held, rest = [], 0, rest.slice(cut)
        if rest.num_rows:
            waiting.append(rest)
            held += rest.num_rows
    if held:
        yield pa.Table.from_batches(waiting).combine_chunks()
