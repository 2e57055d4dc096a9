"""Whether the sets come: the schedules in `zeren status`, and what is late."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection
from zeren_queries.exports.layout import current_set
from zeren_schema.engine import open_engine, parse_url, read_transaction
from zeren_schema.errors import UsageError, ZerenError
from zeren_schema.migrate import current_revision, require_current

from zeren.schedules.definition import Schedule
from zeren.schedules.printing import local
from zeren.schedules.reading import read_schedules, schedule_file
from zeren.schedules.records import Run, last_run
from zeren.settings import Settings

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_age(text: str) -> timedelta:
    """`90m`, `36h`, `8d` or `2w` as a span of time. Raises UsageError for anything else."""
    match = re.fullmatch(r"([1-9][0-9]{0,5})([mhdw])", text.strip(), re.ASCII)
    if match is None:
        raise UsageError(f"{text!a} is no age; write 90m, 36h, 8d or 2w")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def print_schedules(settings: Settings, max_age: str | None) -> None:
    """Print each schedule with its last and next run.

    With `max_age` raises ZerenError naming the schedules that are late, UsageError if there is none to
    watch. A file with a mistake is told of, and raises if ages are asked for.
    """
    age = read_age(max_age) if max_age is not None else None
    path = schedule_file()
    if age is None and not path.exists():
        return
    try:
        schedules = read_schedules(path)
    except ZerenError as error:
        if age is not None:
            raise
        print(f"schedules {error}")
        return
    with _record(settings) as connection:
        for schedule in schedules:
            print("\n".join(describe(schedule, connection)))
        if age is not None:
            found = [late(schedule, connection, age) for schedule in schedules]
            if any(found):
                raise ZerenError(f"late: {'; '.join(words for words in found if words)}")


@contextmanager
def _record(settings: Settings) -> Iterator[Connection | None]:
    """The database with the runs, for reading; None where there is none yet."""
    url = parse_url(settings.database_url)
    engine = open_engine(settings.database_url)
    is_missing = url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()
    if is_missing or current_revision(engine) is None:
        yield None
        return
    require_current(engine)
    with read_transaction(engine) as connection:
        yield connection


def describe(schedule: Schedule, connection: Connection | None) -> list[str]:
    """The lines of a schedule in `zeren status`: its last and its next run."""
    now = datetime.now(UTC)
    last = last_run(connection, schedule.name) if connection is not None else None
    lines = [
        f"schedule  {schedule.name} ({schedule.timetable.cron})",
        f"          next {local(schedule, next(schedule.timetable.after(now), None))}",
        f"          last {_described(schedule, last)}",
    ]
    if last is not None and connection is not None and last.outcome != "done":
        done = last_run(connection, schedule.name, "done")
        lines.append(f"          done {_described(schedule, done)}")
    return lines


def _described(schedule: Schedule, run: Run | None) -> str:
    if run is None:
        return "never"
    told = f"{local(schedule, run.started_at)} {run.outcome}"
    if run.outcome == "done":
        told += f": {run.n_files} reports, {run.n_rows} rows, {run.n_changed} changed, set {run.set_id}"
    elif run.outcome == "running":
        told += f" ({run.process})"
    return f"{told}: {run.message}" if run.message else told


def late(schedule: Schedule, connection: Connection | None, age: timedelta) -> str:
    """Why the sets of a schedule count as late, in some words; empty if they are not."""
    done = last_run(connection, schedule.name, "done") if connection is not None else None
    if done is None or done.finished_at is None:
        return f"{schedule.name} never ran to its end"
    if datetime.now(UTC) - done.finished_at > age:
        return f"{schedule.name} was last done {local(schedule, done.finished_at)}"
    folder = Path(os.path.realpath(schedule.to))
    if not folder.is_dir() or current_set(folder) is None:
        return f"{schedule.name} was done, but its set is gone from {schedule.to}"
    return ""
