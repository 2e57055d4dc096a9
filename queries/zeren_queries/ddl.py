"""The tables of a snapshot, derived from the tables of record: DuckDB types, NOT NULL and comments."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Numeric, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine
from zeren_schema.tables import metadata

from zeren_queries.sql_text import literal, quote


def tables() -> list[Table]:
    """Every table of record that is published, parents before children."""
    return [table for table in metadata.sorted_tables if table.info.get("is_published", True)]


def duckdb_type(column: Column[object]) -> str:
    """The DuckDB type of a column of record. Timestamps are UTC and carry no zone.

    Raises TypeError for a type nobody has thought of yet.
    """
    kind: TypeEngine[object] = column.type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, Boolean):
        return "BOOLEAN"
    if isinstance(kind, Integer):
        return "BIGINT"
    if isinstance(kind, Numeric):
        return f"DECIMAL({kind.precision},{kind.scale})"
    if isinstance(kind, DateTime):
        return "TIMESTAMP"
    if isinstance(kind, Date):
        return "DATE"
    if isinstance(kind, String):
        return "VARCHAR"
    raise TypeError(f"{column}: no DuckDB type for {kind!r}")


def create_statements() -> Iterator[str]:
    """CREATE TABLE and COMMENT ON for every table, in order.

    Keys and CHECKs stay with the record, which enforces them; the snapshot is written once and never changed.
    """
    for table in tables():
        columns = ", ".join(
            f"{quote(column.name)} {duckdb_type(column)}{'' if column.nullable else ' NOT NULL'}"
            for column in table.columns
        )
        yield f"CREATE TABLE {quote(table.name)} ({columns})"
        if table.comment:
            yield f"COMMENT ON TABLE {quote(table.name)} IS {literal(table.comment)}"
        for column in table.columns:
            if column.comment:
                place = f"{quote(table.name)}.{quote(column.name)}"
                yield f"COMMENT ON COLUMN {place} IS {literal(column.comment)}"
