"""The data dictionary: one row per table and column, written from the table definitions.

`python -m zeren_schema.dictionary FILE` writes it; `--check FILE` compares and exits 1 if it is out of date.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql

from zeren_schema.columns import split_comment
from zeren_schema.tables import metadata

POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
HEADER = ("table", "column", "type", "nullable", "key", "references", "description_zh", "description_en")


def rows() -> Iterator[tuple[str, ...]]:
    """Rows in the order of HEADER: each table first (empty column), then its columns in order.

    Types are PostgreSQL's names; `key` is `primary`, `unique` (alone or with others) or empty.
    """
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        yield (table.name, "", "", "", "", "", *split_comment(table.comment or ""))
        for column in table.columns:
            yield (
                table.name,
                column.name,
                column.type.compile(dialect=POSTGRESQL),
                "yes" if column.nullable else "no",
                _key(table, column),
                ", ".join(sorted(key.target_fullname for key in column.foreign_keys)),
                *split_comment(column.comment or ""),
            )


def _key(table: Table, column: Column[object]) -> str:
    if column.primary_key:
        return "primary"
    unique = any(
        isinstance(constraint, UniqueConstraint) and column.name in constraint.columns
        for constraint in table.constraints
    )
    return "unique" if unique else ""


def as_csv() -> str:
    """The whole dictionary as CSV text, LF line ends."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows())
    return sheet.getvalue()


def main(arguments: list[str]) -> int:
    """Write or check the file; returns the exit code."""
    match arguments:
        case ["--check", path]:
            file = Path(path)
            if file.is_file() and file.read_text(encoding="utf-8") == as_csv():
                return 0
            print(f"{path}: out of date; run `make dictionary`", file=sys.stderr)
            return 1
        case [path] if not path.startswith("-"):
            Path(path).write_text(as_csv(), encoding="utf-8", newline="\n")
            return 0
        case _:
            print("usage: python -m zeren_schema.dictionary [--check] FILE", file=sys.stderr)
            return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
