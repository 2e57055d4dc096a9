"""The manifest of a set: `datapackage.json`, a Data Package as Frictionless version 1 describes it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from zeren_queries.formats import Format, Labels, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zeren_queries.exports.reports import ExportableReport


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A report's file as it lies in the set: `schema` and `headers` are those of its rows.

    In a workbook, which all reports share, `sheet` names the report's own.
    """

    report: ExportableReport
    path: str
    sha256: str
    size: int
    rows: int
    schema: pa.Schema
    headers: Sequence[str]
    sheet: str = ""


def parameters_of(report: ExportableReport) -> dict[str, Any]:
    """The bound parameters as the manifest states them."""
    return {name: _as_json(value) for name, value in report.parameters.items()}


def describe_set(
    files: Sequence[WrittenFile],
    *,
    snapshot_id: str,
    fmt: Format,
    profile: Profile,
    labels: Labels,
    sources: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """The manifest of these files. Its `id` is a digest of everything else in it."""
    is_table = fmt is Format.CSV
    manifest: dict[str, Any] = {
        "profile": "tabular-data-package" if is_table else "data-package",
        "name": "zeren-reports",
        "title": "重点工作责任分解:报表 / Division of responsibilities: reports",
        "snapshot_id": snapshot_id,
        "format": str(fmt),
        "csv_profile": str(profile) if is_table else None,
        "labels": str(labels),
        "sources": [dict(source) for source in sources],
        "resources": [_describe_file(file, fmt, profile) for file in files],
    }
    # A Data Package must not list no sources.
    manifest = {key: value for key, value in manifest.items() if value not in (None, [])}
    return {"id": set_id_of(manifest), **manifest}


def set_id_of(manifest: Mapping[str, Any]) -> str:
    """The id that belongs to a manifest: 16 hex digits of the SHA-256 of its content, `id` left out."""
    content = {key: value for key, value in manifest.items() if key != "id"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def encode(manifest: Mapping[str, Any]) -> bytes:
    """The file's bytes."""
    return json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"


def _describe_file(file: WrittenFile, fmt: Format, profile: Profile) -> dict[str, Any]:
    report = file.report
    described: dict[str, Any] = {
        "name": report.name,
        "path": file.path,
        "title": report.title_zh,
        "title_en": report.title_en,
        "description": report.description_zh,
        "description_en": report.description_en,
        "format": fmt.suffix,
        "mediatype": fmt.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "sql_sha256": report.sql_digest,
        "parameters": parameters_of(report),
        "sheet": file.sheet,
    }
    if fmt is Format.CSV:
        described["profile"] = "tabular-data-resource"
        described["encoding"] = "utf-8"
        described["dialect"] = {
            "delimiter": ",",
            "lineTerminator": "\r\n" if profile is Profile.EXCEL else "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        }
    if file.sheet:
        # Where Frictionless looks; without it every report would be read from the cover.
        described["dialect"] = {"excel": {"sheet": file.sheet}}
    fields = [
        _describe_column(report, index, header, field.type)
        for index, (header, field) in enumerate(zip(file.headers, file.schema, strict=True))
    ]
    described["schema"] = {"fields": fields, "missingValues": [""]}
    return {key: value for key, value in described.items() if value != ""}


def _describe_column(report: ExportableReport, index: int, header: str, kind: pa.DataType) -> dict[str, Any]:
    column = report.columns[index]
    described: dict[str, Any] = {
        "name": header,
        **_field_type(kind),
        "title": column.title_zh,
        "title_en": column.title_en,
        "description": column.description_zh,
        "description_en": column.description_en,
        "unit": column.unit_zh,
        "unit_en": column.unit_en,
    }
    if header != column.name:
        described["column"] = column.name
    return {key: value for key, value in described.items() if value != ""}


def _field_type(kind: pa.DataType) -> dict[str, str]:
    types = pa.types
    if types.is_boolean(kind):
        return {"type": "boolean"}
    if types.is_integer(kind) or (types.is_decimal(kind) and kind.scale == 0):
        return {"type": "integer"}
    if types.is_floating(kind) or types.is_decimal(kind):
        return {"type": "number"}
    if types.is_date(kind):
        return {"type": "date"}
    if types.is_timestamp(kind):
        # Fractions of a second and a final Z come and go, which the default format does not allow.
        return {"type": "datetime", "format": "any"}
    if types.is_time(kind):
        return {"type": "time", "format": "any"}
    if types.is_list(kind) or types.is_map(kind):
        return {"type": "array"}
    if types.is_struct(kind):
        return {"type": "object"}
    return {"type": "string"}


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value
