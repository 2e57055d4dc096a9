"""Recording what was reached: a CSV file of observations, checked line by line, stored whole or not at all.

One line says what an indicator, or one target of one task, had reached on a day. The columns may be named in
English or Chinese and stand in any order; `COLUMNS` lists them.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, insert, select, update
from zeren_schema import tables
from zeren_schema.engine import write_transaction
from zeren_schema.errors import ZerenError
from zeren_schema.migrate import upgrade

from zeren_loaders.observed_subjects import Mismatch, Subject, Subjects, fold
from zeren_loaders.readers import read_bytes
from zeren_loaders.writer import take_turn

# The columns of the file: English name → Chinese name. The first four that are empty on a line do not apply.
COLUMNS: Mapping[str, str] = {
    "jurisdiction": "辖区",
    "indicator": "指标",
    "document": "文件",
    "task": "任务编号",
    "target": "指标次序",
    "observed_on": "日期",
    "value": "数值",
    "unit": "计量单位",
    "source": "来源",
    "note": "说明",
}
REQUIRED = ("observed_on", "value", "source")

_DATE = re.compile(
    r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})|(?P<y2>\d{4})年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_MAGNITUDE = re.compile(r"\d\s*(百|千|万|亿|兆)")
# SQLite keeps numbers that are not whole as doubles, which hold so many digits exactly.
_DIGITS = 15
_PROBLEMS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Observation:
    """One line of the file, ready to be stored."""

    line: int
    subject: Subject
    observed_on: date
    value: Decimal
    unit: str | None
    source: str
    note: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What may be observed once only: one subject, one day, one source."""
        return (self.subject, self.observed_on, self.source)


@dataclass(slots=True)
class ObservationSummary:
    """What recording a file did. `unmatched` names indicators that no loaded target has."""

    source_name: str
    n_rows: int = 0
    n_new: int = 0
    n_changed: int = 0
    n_unchanged: int = 0
    unmatched: list[str] = field(default_factory=list)


def load_observations(
    engine: Engine, path: Path, *, dry_run: bool = False, today: date | None = None
) -> ObservationSummary:
    """Record the observations of a CSV file in one transaction; `dry_run` only checks them.

    A subject observed on the same day by the same source is recorded once: saying it again changes nothing,
    saying another value corrects it. `today` (default: the day in UTC) is the last day that can be observed.
    Raises UsageError for a wrong path, ZerenError that names file and line for everything that does not fit;
    then nothing is recorded.
    """
    path = Path(path)
    lines = list(_read_lines(path))
    upgrade(engine)
    with write_transaction(engine) as connection:
        take_turn(connection)
        subjects = Subjects(connection)
        observations = _check(path, lines, subjects, today or datetime.now(UTC).date())
        summary = ObservationSummary(path.name, n_rows=len(observations))
        for name in sorted({o.subject.indicator_key for o in observations if o.subject.indicator_key}):
            if name not in subjects.indicator_units:
                near = difflib.get_close_matches(name, list(subjects.indicator_units), n=1)
                summary.unmatched.append(f"{name} ({near[0]}?)" if near else name)
        for observation in observations:
            _store(connection, observation, summary, dry_run=dry_run)
    return summary


def _read_lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that is not empty: its number and its cells by English column name."""
    data = read_bytes(path)
    if data.startswith(b"PK"):
        raise ZerenError(f"{path}: is a workbook; save the sheet as CSV and give that")
    text = _decode(path, data)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [_column_name(cell) for cell in next(rows)]
        _check_header(path, header)
        begins = rows.line_num + 1
        for row in rows:
            line, begins = begins, rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                raise ZerenError(
                    f"{path}:{line}: has {len(row)} cells for {len(header)} columns; quote cells with a comma"
                )
            cells = {name: " ".join(cell.split()) for name, cell in zip(header, row, strict=False)}
            yield line, {name: cells.get(name, "") for name in COLUMNS}
    except csv.Error as error:
        raise ZerenError(f"{path}:{rows.line_num}: is not CSV ({error}); mend the quotes") from error


def _decode(path: Path, data: bytes) -> str:
    # Chinese editions of Excel write GB 18030 when they say CSV, and UTF-8 with a mark when they say so.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ZerenError(f"{path}: is neither UTF-8 nor GB 18030 text; save it as CSV in UTF-8")


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _column_name(cell: str) -> str:
    name = fold(cell).lower()
    return next((english for english, chinese in COLUMNS.items() if name in (english, chinese)), name)


def _check_header(path: Path, header: list[str]) -> None:
    known = ", ".join(COLUMNS)
    for name in header:
        if name and name not in COLUMNS:
            raise ZerenError(f"{path}:1: unknown column {name!r}; the columns are {known}")
        if name and header.count(name) > 1:
            raise ZerenError(f"{path}:1: the column {name!r} stands there twice; leave one out")
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise ZerenError(f"{path}:1: the column {missing[0]!r} is missing; the columns are {known}")


def _check(
    path: Path, lines: list[tuple[int, dict[str, str]]], subjects: Subjects, today: date
) -> list[Observation]:
    """Every line as an observation. Raises ZerenError with the first problems if there are any."""
    if not lines:
        raise ZerenError(f"{path}: holds no observation below its header; add a line for each")
    problems = []
    seen: dict[tuple[object, ...], int] = {}
    observations = []
    for line, cells in lines:
        try:
            observation = _observation(line, cells, subjects, today)
        except Mismatch as mismatch:
            problems.append(f"{path}:{line}: {mismatch}")
            continue
        if observation.key in seen:
            problems.append(
                f"{path}:{line}: observes the same as line {seen[observation.key]}, on the same day by the"
                " same source; keep one"
            )
        seen.setdefault(observation.key, line)
        observations.append(observation)
    if problems:
        more = len(problems) - _PROBLEMS_SHOWN
        told = "; ".join(problems[:_PROBLEMS_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise ZerenError(f"{told}; nothing was recorded")
    return observations


def _observation(line: int, cells: dict[str, str], subjects: Subjects, today: date) -> Observation:
    for name in REQUIRED:
        if not cells[name]:
            _refuse(f"{name} is empty; it has to be given")
    observed_on = _day(cells["observed_on"])
    if observed_on > today:
        _refuse(f"{observed_on} has not come yet; an observation is of a day gone by")
    subject, units = subjects.find(cells)
    value, unit = _quantity(cells["value"], cells["unit"])
    return Observation(
        line=line,
        subject=subject,
        observed_on=observed_on,
        value=value,
        unit=_fitting_unit(unit, units),
        source=cells["source"],
        note=cells["note"] or None,
    )


def _day(cell: str) -> date:
    match = _DATE.fullmatch(fold(cell))
    if match is None:
        _refuse(f"{cell!r} is no day; write it as 2026-06-30")
    try:
        return date(*(int(match[name] or match[f"{name}2"]) for name in "ymd"))
    except ValueError:
        _refuse(f"{cell!r} is not in the calendar; write it as 2026-06-30")


def _quantity(cell: str, unit: str) -> tuple[Decimal, str | None]:
    """The number, and the unit if the line says one; a % may stand behind the number."""
    cell, unit = fold(cell), fold(unit)
    if cell.endswith("%") and unit in {"", "%"}:
        cell, unit = cell[:-1].rstrip(), "%"
    if _MAGNITUDE.search(cell):
        _refuse(f"{cell!r} has a magnitude in words; write the number out, 10万 as 100000")
    if not _NUMBER.fullmatch(cell):
        _refuse(f"{cell!r} is no number; write digits, such as 61000 or 3.5")
    try:
        value = Decimal(cell.replace(",", ""))
    except InvalidOperation:
        _refuse(f"{cell!r} is no number; write digits, such as 61000 or 3.5")
    if abs(value) >= 10**18 or value != round(value, 6) or len(value.normalize().as_tuple().digits) > _DIGITS:
        _refuse(f"{cell!r} has more digits than are kept; six after the point and {_DIGITS} in all are")
    return value, unit or None


def _fitting_unit(unit: str | None, units: frozenset[str | None]) -> str | None:
    """The unit of what is observed, as it is stored; `units` is empty if only the line can tell."""
    if not units:
        return unit
    for known in units:
        if unit is not None and known is not None and fold(known) == unit:
            return known
    names = " or ".join(sorted(repr(known) if known else "no unit" for known in units))
    if unit is not None:
        _refuse(f"the unit {unit!r} does not fit, what is observed is in {names}; convert the value")
    if len(units) > 1:
        _refuse(f"unit is empty, and what is observed is in {names}; say which")
    return next(iter(units))


def _refuse(message: str) -> NoReturn:
    raise Mismatch(message)


def _store(
    connection: Connection, observation: Observation, summary: ObservationSummary, *, dry_run: bool
) -> None:
    table = tables.observations
    subject = observation.subject
    same: list[Any] = [
        table.c.jurisdiction_id == subject.jurisdiction_id,
        table.c.observed_on == observation.observed_on,
        table.c.source == observation.source,
    ]
    for column in ("indicator_key", "doc_number", "task_code", "target_ordinal"):
        wanted = getattr(subject, column)
        same.append(table.c[column].is_(None) if wanted is None else table.c[column] == wanted)
    stored = connection.execute(select(table).where(*same)).mappings().first()
    values: dict[str, Any] = {
        "value": observation.value,
        "unit": observation.unit,
        "note": observation.note,
    }
    if stored is None:
        summary.n_new += 1
    elif all(stored[name] == value for name, value in values.items()):
        summary.n_unchanged += 1
        return
    else:
        summary.n_changed += 1
    if dry_run:
        return
    values["recorded_at"] = datetime.now(UTC)
    if stored is not None:
        connection.execute(
            update(table).where(table.c.observation_id == stored["observation_id"]).values(values)
        )
        return
    connection.execute(
        insert(table).values(
            jurisdiction_id=subject.jurisdiction_id,
            indicator_key=subject.indicator_key,
            doc_number=subject.doc_number,
            task_code=subject.task_code,
            target_ordinal=subject.target_ordinal,
            observed_on=observation.observed_on,
            source=observation.source,
            **values,
        )
    )
