"""Arrow tables as DataFrames: nullable types, and what is known of the columns in `attrs`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

# NULL stays NULL in every type; whole numbers stay whole.
_TYPES: Mapping[pa.DataType, Any] = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.uint8(): pd.UInt8Dtype(),
    pa.uint16(): pd.UInt16Dtype(),
    pa.uint32(): pd.UInt32Dtype(),
    pa.uint64(): pd.UInt64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.float32(): pd.Float32Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.string(): pd.StringDtype(na_value=pd.NA),
    pa.large_string(): pd.StringDtype(na_value=pd.NA),
}


def to_frame(table: pa.Table, attributes: Mapping[str, Any]) -> pd.DataFrame:
    """A DataFrame with pandas' nullable types; `attributes` become `attrs`.

    Decimals become Float64 where every value fits into one exactly as written, which holds for the figures
    of reports (at most 15 digits); dates become datetime64, NULL becomes NaT. Wider decimals stay Decimal
    objects. 128-bit sums of DuckDB arrive as decimals without places and become Int64 where they fit.
    """
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        columns[name] = _to_series(column)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows))
    frame.attrs.update(attributes)
    return frame


def _to_series(column: pa.ChunkedArray) -> pd.Series[Any]:
    kind = column.type
    if pa.types.is_decimal(kind):
        values = column.to_pylist()
        if kind.scale == 0 and all(value is None or abs(value) < 2**63 for value in values):
            return pd.Series([None if value is None else int(value) for value in values], dtype="Int64")
        if all(value is None or len(value.normalize().as_tuple().digits) <= 15 for value in values):
            return pd.Series([None if value is None else float(value) for value in values], dtype="Float64")
        return pd.Series(values, dtype="object")
    if pa.types.is_date(kind):
        return pd.Series(pd.to_datetime(column.cast(pa.timestamp("s")).to_pandas()))
    if pa.types.is_timestamp(kind):
        return pd.Series(column.to_pandas())
    return pd.Series(column.to_pandas(types_mapper=_TYPES.get))
