"""The expectations a snapshot has to meet: each is one SQL file that returns the bad rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zeren_schema.errors import ZerenError

from zeren_queries.header import Label, read_fields, split_header

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHECKS_FOLDER = Path(__file__).parent / "checks"
# So many bad rows are shown, and so much of each value.
_ROWS_SHOWN = 3
_CHARACTERS_SHOWN = 40


@dataclass(frozen=True)
class Check:
    """One expectation. `sql` returns the rows that break it, in a fixed order."""

    name: str
    path: Path
    title: Label
    why: Label
    sql: str


@dataclass(frozen=True)
class Failure:
    """A check that found bad rows: how many, and the first few as column → value."""

    check: Check
    n_rows: int
    rows: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        shown = "; ".join(
            ", ".join(f"{name}={_short(value)}" for name, value in row.items()) for row in self.rows
        )
        more = f" and {self.n_rows - len(self.rows)} more" if self.n_rows > len(self.rows) else ""
        return f"{self.check.name} ({self.check.title.en}): {shown}{more}"


def read_checks(folder: Path = CHECKS_FOLDER) -> list[Check]:
    """Every check by name. Raises ZerenError with file and line if a header is not in order."""
    checks = []
    for path in sorted(folder.glob("*.sql")):
        yaml_text, yaml_line, sql, _ = split_header(path.read_text(encoding="utf-8"), path)
        top = read_fields(yaml_text, path, yaml_line, "the header")
        checks.append(
            Check(
                name=path.stem,
                path=path,
                title=top.label(top.take("title"), "title"),
                why=top.label(top.take("why"), "why"),
                sql=sql,
            )
        )
        top.end()
    return checks


def run_checks(connection: DuckDBPyConnection, checks: list[Check]) -> list[Failure]:
    """Run each check; returns those that found bad rows.

    Raises ZerenError that names the file if a check itself cannot run.
    """
    import duckdb  # noqa: PLC0415 - listing checks needs no engine

    failures = []
    for check in checks:
        try:
            cursor = connection.execute(f"SELECT * FROM ({check.sql}) LIMIT {_ROWS_SHOWN}")
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall()
            if not rows:
                continue
            ((n_rows,),) = connection.execute(f"SELECT count(*) FROM ({check.sql})").fetchall()
        except duckdb.Error as error:
            raise ZerenError(f"{check.path}: the check cannot run: {str(error).splitlines()[0]}") from error
        failures.append(Failure(check, n_rows, tuple(dict(zip(names, row, strict=True)) for row in rows)))
    return failures


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _CHARACTERS_SHOWN else text[: _CHARACTERS_SHOWN - 1] + "…"
