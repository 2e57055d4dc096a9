"""A column of values as a column of text, the same text in every format that is text.

Everything happens on whole Arrow arrays, because a Python call per cell would make ten million rows slow.
"""

from __future__ import annotations

import json
import math
from array import array
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from zeren_schema.errors import ZerenError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Small enough that one batch of long Chinese task texts stays far below Arrow's 2 GiB per string array.
ROWS_PER_BATCH = 16_384


def batches(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """The rows in batches of at most ROWS_PER_BATCH, none of them empty."""
    for batch in rows:
        for start in range(0, batch.num_rows, ROWS_PER_BATCH):
            yield batch.slice(start, ROWS_PER_BATCH)


def is_number(kind: pa.DataType) -> bool:
    """Whether values of this Arrow type are numbers: written bare, aligned right."""
    types = pa.types
    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


@cache
def constant(text: str) -> pa.StringScalar:
    """One text as a value for Arrow's functions.

    Made of bytes, because `pyarrow.scalar` and `pyarrow.array` load pandas, which takes longer than most
    reports.
    """
    data = text.encode()
    bounds = pa.py_buffer(array("i", (0, len(data))))
    return pa.StringArray.from_buffers(1, bounds, pa.py_buffer(data))[0]


def as_text(values: pa.Array) -> pa.StringArray:
    """Each value as text; NULL stays NULL.

    Lists, structs and maps become JSON, bytes hexadecimal, timestamps with a zone UTC with a final Z.
    Not-a-number and the infinities are `NaN`, `INF` and `-INF`, as Data Packages spell them. Raises
    ZerenError for a date that cannot be written.
    """
    kind = values.type
    types = pa.types
    if types.is_dictionary(kind):
        return as_text(values.dictionary_decode())
    if types.is_string(kind):
        return values
    if types.is_null(kind):
        return pa.nulls(len(values), pa.string())
    if types.is_decimal(kind):
        return _decimal_text(values)
    if types.is_floating(kind):
        return _float_text(values)
    if types.is_timestamp(kind):
        return _timestamp_text(values)
    if types.is_date(kind) or types.is_time(kind):
        return _trimmed(_in_range(pc.cast(values, pa.string())))
    if types.is_integer(kind) or types.is_boolean(kind) or types.is_large_string(kind):
        return pc.cast(values, pa.string())
    if types.is_string_view(kind):
        return pc.cast(values, pa.string())
    return pa.array([_nested_text(value) for value in values.to_pylist()], pa.string())


def _trimmed(text: pa.StringArray) -> pa.StringArray:
    """Without the zeros at the end of a fraction, and without its point when nothing is left."""
    shortened = pc.replace_substring_regex(text, r"(\.\d*?)0+$", r"\1")
    return pc.replace_substring_regex(shortened, r"\.$", "")


def _decimal_text(values: pa.Array) -> pa.StringArray:
    # Arrow turns to exponents below 1E-6; only wide scales or negative ones can get there.
    if 0 <= values.type.scale <= 6:
        return _trimmed(pc.cast(values, pa.string()))
    plain = [None if value is None else f"{value:f}" for value in values.to_pylist()]
    return _trimmed(pa.array(plain, pa.string()))


def _float_text(values: pa.Array) -> pa.StringArray:
    """The shortest text that reads back as the same number."""
    text = pc.cast(values, pa.string())
    for arrow, written in (("nan", "NaN"), ("-nan", "NaN"), ("inf", "INF"), ("-inf", "-INF")):
        text = pc.if_else(pc.equal(text, constant(arrow)), constant(written), text)
    return text


def _timestamp_text(values: pa.Array) -> pa.StringArray:
    unit, zone = values.type.unit, values.type.tz
    # The values are counted from 1970 in UTC either way; dropping the zone spares a look-up of zone names.
    naive = values.view(pa.timestamp(unit)) if zone else values
    text = _trimmed(_in_range(pc.cast(naive, pa.string())))
    text = pc.replace_substring(text, " ", "T")
    return pc.binary_join_element_wise(text, constant("Z"), constant("")) if zone else text


def _in_range(text: pa.StringArray) -> pa.StringArray:
    if pc.any(pc.starts_with(text, "<")).as_py():
        raise ZerenError("a date or time lies beyond the year 32767 and cannot be written; filter it out")
    return text


def _nested_text(value: Any) -> str | None:
    if value is None:
        return None
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """A value as JSON has it; what JSON has no type for is text."""
    match value:
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple() if not isinstance(value, pa.MonthDayNano):
            return [_plain(part) for part in value]
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case bytes():
            return value.hex()
        case timedelta():
            return f"PT{Decimal(value // timedelta(microseconds=1)) / 1_000_000:f}S"
        case pa.MonthDayNano():
            seconds = Decimal(value.nanoseconds) / 1_000_000_000
            return f"P{value.months}M{value.days}DT{seconds:f}S"
    return str(value)
