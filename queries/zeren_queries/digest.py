"""The digest of a snapshot's content: what makes two snapshots the same.

Rows are compared by what they say, not by the numbers they happen to be stored under: surrogate keys are left
out and a reference stands for the content of the row it points to. When something was loaded says nothing
about the content either. So loading the same documents again, or in another order, gives the same digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, Table

from zeren_queries.ddl import duckdb_type, tables
from zeren_queries.sql_text import quote

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The history of loading is kept in the snapshot but is no part of what the documents say.
_HISTORY = frozenset({"loads"})
_SEPARATOR = "chr(31)"
_NULL = "chr(30)"


def content_digest(connection: DuckDBPyConnection, definitions: Iterable[str]) -> str:
    """16 hex digits over the rows of every table and over `definitions` (tables, views, macros).

    Leaves nothing behind in the database. Rows count with their multiplicity, in any order.
    """
    digest = hashlib.sha256()
    for definition in definitions:
        digest.update(definition.encode() + b"\0")
    for table in tables():
        if table.name in _HISTORY:
            continue
        for statement in _row_digests(table):
            connection.execute(statement).fetchall()
        rows = connection.execute(
            "SELECT count(*), sum(md5_number_lower(row_digest)), sum(md5_number_upper(row_digest))"
            f" FROM {_digests_of(table)}"
        ).fetchall()
        digest.update(f"{table.name} {rows}\n".encode())
    for table in tables():
        connection.execute(f"DROP TABLE IF EXISTS {_digests_of(table)}")
    return digest.hexdigest()[:16]


def surrogate_key(table: Table) -> Column[object] | None:
    """The column that numbers the rows without saying anything, if the table has one."""
    keys = list(table.primary_key.columns)
    if len(keys) == 1 and isinstance(keys[0].type, Integer) and not keys[0].foreign_keys:
        return keys[0]
    return None


def _digests_of(table: Table) -> str:
    return f"temp.{quote('digests_' + table.name)}"


def _row_digests(table: Table) -> list[str]:
    key = surrogate_key(table)
    parts: list[str] = []
    joins: list[str] = []
    own_reference = None
    for column in table.columns:
        reference = next(iter(column.foreign_keys), None)
        if column is key or duckdb_type(column) == "TIMESTAMP":
            continue
        if reference is None:
            parts.append(f"coalesce(CAST(t.{quote(column.name)} AS VARCHAR), {_NULL})")
        elif reference.column.table is table:
            own_reference = column
        elif reference.column.table.name not in _HISTORY:
            parent = f"parent_{column.name}"
            joins.append(
                f" LEFT JOIN {_digests_of(reference.column.table)} AS {parent}"
                f" ON {parent}.row_key = t.{quote(column.name)}"
            )
            parts.append(f"coalesce({parent}.row_digest, {_NULL})")
    row_key = f"t.{quote(key.name)}" if key is not None else "NULL"
    above = f"t.{quote(own_reference.name)}" if own_reference is not None else "NULL"
    name = _digests_of(table)
    create = (
        f"CREATE TEMP TABLE {quote('digests_' + table.name)} AS"
        f" SELECT {row_key} AS row_key, {above} AS above_key,"
        f" md5(concat_ws({_SEPARATOR}, {', '.join(parts)})) AS row_digest"
        f" FROM {quote(table.name)} AS t{''.join(joins)}"
    )
    if own_reference is None:
        return [create]
    # A row above in the same table: each row takes in the content of the one it points to.
    take_in = (
        f"UPDATE {name} SET row_digest = md5(concat_ws({_SEPARATOR}, {name}.row_digest, above.row_digest))"
        f" FROM digests_above AS above WHERE above.row_key = {name}.above_key"
    )
    return [
        create,
        f"CREATE TEMP TABLE digests_above AS SELECT row_key, row_digest FROM {name}",
        take_in,
        "DROP TABLE temp.digests_above",
    ]
