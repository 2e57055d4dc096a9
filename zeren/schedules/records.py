"""The record of runs, in the database: written before the work starts and completed after it."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, select
from zeren_schema.engine import read_transaction, write_transaction
from zeren_schema.errors import BusyError
from zeren_schema.tables import runs

from zeren.schedules.definition import Schedule
from zeren.schedules.times import Timetable

# A run that takes the machine down with it is not begun for ever.
LOST_AT_MOST = 3
# How often completing a record is tried; each try waits for other writers first.
COMPLETING_TRIES = 5


@dataclass
class Run:
    """One run, a row of the table `runs`. Without `run_id` it could not even be recorded."""

    schedule: str
    due_at: datetime | None
    started_at: datetime
    process: str
    target_folder: str
    run_id: int | None = None
    finished_at: datetime | None = None
    outcome: str = "running"
    snapshot_id: str | None = None
    set_id: str | None = None
    n_files: int | None = None
    n_changed: int | None = None
    n_rows: int | None = None
    message: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The record as hooks get it; times are ISO 8601 in UTC."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
            for name, value in told.items()
        }


def new_run(schedule: Schedule, due_at: datetime | None) -> Run:
    """A run about to begin, not yet recorded."""
    process = f"process {os.getpid()} on {socket.gethostname()}"
    return Run(schedule.name, due_at, datetime.now(UTC), process, str(schedule.to))


def begin(engine: Engine, run: Run) -> None:
    """Write the record of a run that is about to begin."""
    with write_transaction(engine) as connection:
        key = connection.execute(runs.insert().values(_row(run))).inserted_primary_key
        run.run_id = int(key[0]) if key is not None else None


def complete(engine: Engine, run: Run, outcome: str, message: str | None = None) -> None:
    """Complete the record of a run. Raises BusyError only after having waited for other writers for long."""
    run.finished_at = run.finished_at or datetime.now(UTC)
    run.outcome, run.message = outcome, message
    for attempt in range(1, COMPLETING_TRIES + 1):
        try:
            with write_transaction(engine) as connection:
                connection.execute(runs.update().where(runs.c.run_id == run.run_id).values(_row(run)))
            return
        except BusyError:
            if attempt == COMPLETING_TRIES:
                raise


def find_lost(engine: Engine, schedule: Schedule) -> list[Run]:
    """Complete the records of runs that died without a word; returns them.

    Only for the holder of the target folder's lock: nobody else can be running.
    """
    with read_transaction(engine) as connection:
        lost = [_run(row) for row in connection.execute(_unfinished(schedule)).mappings()]
    for run in lost:
        complete(engine, run, "lost", f"{run.process} ended without a word: killed, or the power went")
    return lost


def has_unfinished(engine: Engine, schedule: Schedule) -> bool:
    """Whether a run is on record that is running, or died."""
    with read_transaction(engine) as connection:
        return connection.execute(_unfinished(schedule).limit(1)).first() is not None


def _unfinished(schedule: Schedule) -> Select[Any]:
    return select(runs).where(runs.c.schedule == schedule.name, runs.c.outcome == "running")


def due_at(
    connection: Connection, name: str, timetable: Timetable, retries: int, now: datetime
) -> datetime | None:
    """The planned time that is still to be served; None if nothing is due.

    However many were missed, the last one stands for all. A planned time is served by a run that is done;
    one that failed is given up after `retries` more tries, one that was stopped is always tried again.
    A schedule that never ran is due at once if it ever had a planned time.
    """
    planned = timetable.latest(now)
    if planned is None:
        return None
    outcomes = (
        connection.execute(select(runs.c.outcome).where(runs.c.schedule == name, runs.c.due_at >= planned))
        .scalars()
        .all()
    )
    is_served = (
        "done" in outcomes or outcomes.count("failed") > retries or outcomes.count("lost") >= LOST_AT_MOST
    )
    return None if is_served else planned


def last_run(connection: Connection, name: str, outcome: str | None = None) -> Run | None:
    """The last run of a schedule, or the last one with this outcome."""
    query: Select[Any] = select(runs).where(runs.c.schedule == name)
    if outcome is not None:
        query = query.where(runs.c.outcome == outcome)
    row = connection.execute(query.order_by(runs.c.run_id.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else _run(row)


def _run(row: Any) -> Run:
    return Run(**dict(row))


def _row(run: Run) -> dict[str, Any]:
    return {field.name: getattr(run, field.name) for field in fields(run) if field.name != "run_id"}
