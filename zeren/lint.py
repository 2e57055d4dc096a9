"""`python -m zeren.lint`: what must hold for every saved report, checked on the bundled document.

Reading a header already demands both languages, and parameters and columns that agree with the SQL. Here each
report runs: it is one SELECT with an ORDER BY of its own, gives the columns it declares, gives the same rows
however the tables lie on disk and however many threads work, and never sums floats, whose sum depends on
their order. One line per fault; exits 1 if there is any.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
from zeren_loaders import load_file
from zeren_loaders.documents import BUNDLED
from zeren_queries.catalogue import REPORTS_FOLDER, Report, load_catalogue
from zeren_queries.ddl import create_statements
from zeren_queries.definitions import definition_statements, filling_statements
from zeren_queries.header import Parameter
from zeren_queries.parameters import bind
from zeren_queries.publication import publish
from zeren_queries.snapshot import Snapshot, open_snapshot
from zeren_schema.engine import open_engine
from zeren_schema.errors import ZerenError

# A sum over floats stops the query; everything else passes through.
_GUARD = """
CREATE MACRO no_float(value) AS CASE
    WHEN typeof(value) IN ('DOUBLE', 'FLOAT') THEN error('a sum of floats') ELSE value
END
"""
_SUM = re.compile(r"(?<![\w.])(sum|avg)\(", re.IGNORECASE)
# How the tables are laid out anew: a seed for the order, and the number of threads.
_LAYOUTS = ((1, 1), (2, 8))


def faults(folder: Path = REPORTS_FOLDER) -> Iterator[str]:
    """One line per fault of the reports in a folder: file, what is wrong."""
    catalogue = load_catalogue(folder)
    try:
        reports = list(catalogue.values())
    except ZerenError as error:
        yield str(error)
        return
    with tempfile.TemporaryDirectory(prefix="zeren-lint-") as scratch:
        engine = open_engine(f"sqlite:///{scratch}/zeren.sqlite")
        load_file(engine, BUNDLED)
        try:
            publish(engine, Path(scratch), catalogue=catalogue)
        except ZerenError as error:
            yield str(error)
            return
        with open_snapshot(Path(scratch)) as snapshot:
            values = {report.name: _example(report, snapshot) for report in reports}
            path = snapshot.path
        laid_out = [_lay_out(path, seed, threads) for seed, threads in _LAYOUTS]
        for connection in laid_out:
            for _, statement in (*definition_statements(catalogue), *filling_statements()):
                connection.execute(statement).fetchall()
        for report in reports:
            for fault in _faults_of(report, values[report.name], laid_out):
                yield f"{report.path}: {fault}"
        for connection in laid_out:
            connection.close()


def _example(report: Report, snapshot: Snapshot) -> Mapping[str, Any]:
    """The defaults, and for each parameter without one a value that occurs."""
    given = {name: _value(report.parameters[name], snapshot) for name in report.required}
    return bind(report, given, snapshot.known_values)


def _value(parameter: Parameter, snapshot: Snapshot) -> str:
    if parameter.allowed:
        return str(parameter.allowed[0])
    if parameter.must_exist:
        return snapshot.known_values(parameter.must_exist)[0]
    return "工作" if parameter.type == "text" else "1"


def _lay_out(path: Path, seed: int, threads: int) -> duckdb.DuckDBPyConnection:
    """The tables of a snapshot in memory, their rows in another order."""
    connection = duckdb.connect(config={"threads": threads})
    connection.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
    for statement in create_statements():
        connection.execute(statement)
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'memory' ORDER BY table_name"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"INSERT INTO {table} FROM published.{table} ORDER BY hash(rowid + {seed})")
    connection.execute("DETACH published")
    connection.execute(_GUARD)
    return connection


def _faults_of(
    report: Report, values: Mapping[str, Any], laid_out: list[duckdb.DuckDBPyConnection]
) -> Iterator[str]:
    first = laid_out[0]
    statements = first.extract_statements(report.sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        yield "must be exactly one SELECT"
        return
    if not _is_ordered(first, report.sql):
        yield "the outermost SELECT has no ORDER BY"
    try:
        answers = [_rows(connection, report.sql, values) for connection in laid_out]
        declared = [(column.name, column.type) for column in report.columns.values()]
        if answers[0][0] != declared:
            yield f"gives {answers[0][0]}, but the header declares {declared}"
        if any(answer != answers[0] for answer in answers):
            yield "gives other rows when the tables lie in another order: make the ORDER BY total"
        _rows(first, _guarded(report.sql), values)
    except duckdb.Error as error:
        yield str(error).splitlines()[0]


def _is_ordered(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    # The serialiser takes no parameters; what stands for them does not matter to the shape.
    plain = re.sub(r"\$[a-z_]+", "NULL", sql)
    row = connection.execute("SELECT json_serialize_sql($sql)", {"sql": plain}).fetchone()
    tree = json.loads(row[0]) if row else {}
    node = tree["statements"][0]["node"]
    while node["type"] == "CTE_NODE":
        node = node["child"]
    return any(modifier["type"] == "ORDER_MODIFIER" for modifier in node["modifiers"])


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any]
) -> tuple[list[tuple[str, str]], list[Any]]:
    result = connection.execute(sql, dict(values) if values else None)
    described = [(column[0], str(column[1])) for column in result.description or []]
    return described, result.fetchall()


def _guarded(sql: str) -> str:
    return _SUM.sub(lambda match: f"{match[1]}(no_float(", _closed(sql))


def _closed(sql: str) -> str:
    """The SQL with one bracket more at the end of every sum, for the guard that opens one."""
    closing = []
    for match in _SUM.finditer(sql):
        depth, at = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        closing.append(at)
    for at in sorted(closing, reverse=True):
        sql = f"{sql[:at]}){sql[at:]}"
    return sql


def main() -> int:
    """Print the faults; returns the exit code."""
    found = list(faults())
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
