"""Running schedules: what is due, once, each run on record from before it starts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from zeren_queries.catalogue import load_catalogue
from zeren_queries.exports.ahead import engine_threads
from zeren_queries.exports.catalogue import bound_report, sources_of
from zeren_queries.exports.layout import current_set
from zeren_queries.exports.outcome import FileState, ShrinkGuard
from zeren_queries.exports.sets import exclusive_folder, write_into
from zeren_queries.publication import publish
from zeren_queries.snapshot import open_snapshot
from zeren_schema.engine import read_transaction
from zeren_schema.errors import BusyError, ZerenError
from zeren_schema.migrate import upgrade

from zeren.loading import ready_engine
from zeren.schedules.definition import Schedule
from zeren.schedules.hooks import call_hook
from zeren.schedules.records import Run, begin, complete, due_at, find_lost, has_unfinished, last_run, new_run
from zeren.schedules.source import load_new
from zeren.schedules.stopping import Stopped, Stopper, let_go
from zeren.settings import Settings


class RunSummary:
    """What came of running some schedules: the runs, and one line for everything that went wrong."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.failures: list[str] = []
        self.is_busy = False

    def fail(self, schedule: Schedule, message: str) -> None:
        """Note a failure."""
        self.failures.append(f"schedule {schedule.name}: {' '.join(message.split())}")


def run_due(
    settings: Settings, schedules: Sequence[Schedule], *, stopper: Stopper | None = None
) -> RunSummary:
    """Run every schedule that is due, one after the other; a failing one does not keep the others.

    Raises Stopped if `stopper` is told to stop.
    """
    summary = RunSummary()
    for schedule in schedules:
        _guarded(settings, schedule, summary, stopper, is_asked=False, may_shrink=())
    return summary


def run_now(
    settings: Settings,
    schedule: Schedule,
    *,
    may_shrink: Sequence[str] = (),
    stopper: Stopper | None = None,
) -> RunSummary:
    """Run one schedule whether it is due or not; reports in `may_shrink` may lose rows this once."""
    summary = RunSummary()
    _guarded(settings, schedule, summary, stopper, is_asked=True, may_shrink=may_shrink)
    return summary


def _guarded(
    settings: Settings,
    schedule: Schedule,
    summary: RunSummary,
    stopper: Stopper | None,
    *,
    is_asked: bool,
    may_shrink: Sequence[str],
) -> None:
    """Run a schedule; whatever goes wrong becomes a line of the summary and a call of the hook."""
    if schedule.guard is not None and may_shrink:
        guard = ShrinkGuard(schedule.guard.limit, schedule.guard.allowed | set(may_shrink))
        schedule = replace(schedule, guard=guard)
    planned = new_run(schedule, schedule.timetable.latest(datetime.now(UTC)))
    try:
        engine = ready_engine(settings)
        upgrade(engine)
        if not is_asked and _due(engine, schedule) is None:
            _tell_of_lost(engine, schedule, summary, stopper)
            return
        _run_locked(engine, settings, schedule, summary, stopper, is_asked=is_asked)
    except BusyError as error:
        summary.is_busy = True
        summary.fail(schedule, str(error))
    except ZerenError as error:
        # Not even a record: the database or the target folder is out of reach.
        planned.finished_at, planned.outcome, planned.message = datetime.now(UTC), "failed", str(error)
        _after(schedule, planned, summary, stopper)


def _tell_of_lost(engine: Engine, schedule: Schedule, summary: RunSummary, stopper: Stopper | None) -> None:
    """Tell of runs that died, though nothing is due: whoever started one by hand waits to hear of it."""
    if not has_unfinished(engine, schedule) or not schedule.to.is_dir():
        return
    # Whoever holds the folder is no dead run, and a folder out of reach is told of when something is due.
    with suppress(ZerenError), exclusive_folder(schedule.to):
        for lost in find_lost(engine, schedule):
            _after(schedule, lost, summary, stopper)


def _due(engine: Engine, schedule: Schedule) -> datetime | None:
    with read_transaction(engine) as connection:
        return due_at(connection, schedule.name, schedule.timetable, schedule.retries, datetime.now(UTC))


def _run_locked(
    engine: Engine,
    settings: Settings,
    schedule: Schedule,
    summary: RunSummary,
    stopper: Stopper | None,
    *,
    is_asked: bool,
) -> None:
    run: Run | None = None
    try:
        if not is_asked:
            _require_last_set(engine, schedule)
        with exclusive_folder(schedule.to) as folder:
            for lost in find_lost(engine, schedule):
                _after(schedule, lost, summary, stopper)
            # Asked again under the lock: another process may have served it in the meantime.
            due = schedule.timetable.latest(datetime.now(UTC)) if is_asked else _due(engine, schedule)
            if due is None and not is_asked:
                return
            run = new_run(schedule, due)
            begin(engine, run)
            _work(engine, settings, schedule, folder, run, stopper)
    except ZerenError as error:
        if run is not None or isinstance(error, BusyError):
            raise
        # The target folder is out of reach, the database is not: the run is on record.
        run = new_run(schedule, schedule.timetable.latest(datetime.now(UTC)))
        begin(engine, run)
        complete(engine, run, "failed", str(error))
    _after(schedule, run, summary, stopper, engine)


def _require_last_set(engine: Engine, schedule: Schedule) -> None:
    """Raise ZerenError if the folder exported to last time is not there, or empty: a share not mounted."""
    with read_transaction(engine) as connection:
        last = last_run(connection, schedule.name, "done")
    if last is None or last.target_folder != str(schedule.to):
        return
    if not schedule.to.is_dir() or current_set(Path(os.path.realpath(schedule.to))) is None:
        raise ZerenError(
            f"{schedule.to}: the set exported last is gone (a share not mounted?); bring it back, or begin"
            f" anew with `zeren schedule run {schedule.name}`"
        )


def _work(
    engine: Engine,
    settings: Settings,
    schedule: Schedule,
    folder: Path,
    run: Run,
    stopper: Stopper | None,
) -> None:
    """Load, publish, export; completes the record. Raises BusyError and Stopped, nothing else."""
    try:
        with stopper.interruptible() if stopper is not None else nullcontext():
            _load_publish_export(engine, settings, schedule, folder, run)
    except BusyError as error:
        complete(engine, run, "stopped", str(error))
        raise
    except ZerenError as error:
        complete(engine, run, "failed", str(error))
    except (Stopped, KeyboardInterrupt) as error:
        let_go(error)
        complete(engine, run, "stopped", "told to stop; the set before stays, the next call tries again")
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complete(engine, run, "failed", f"{where}{error.strerror or error}")
    except Exception as error:
        complete(engine, run, "failed", f"internal error ({type(error).__name__}: {error})")
    else:
        complete(engine, run, "done")


def _load_publish_export(
    engine: Engine, settings: Settings, schedule: Schedule, folder: Path, run: Run
) -> None:
    if schedule.source is not None:
        load_new(engine, schedule.source)
        run.snapshot_id = publish(engine, settings.home).snapshot_id
    catalogue = load_catalogue()
    with open_snapshot(settings.home, threads=engine_threads()) as snapshot:
        run.snapshot_id = snapshot.snapshot_id
        if schedule.reports is None:
            reports = [
                bound_report(snapshot, catalogue, name, {})
                for name, report in catalogue.items()
                if not report.required
            ]
        else:
            reports = [
                replace(bound_report(snapshot, catalogue, choice.report, choice.parameters), name=choice.file)
                for choice in schedule.reports
            ]
        outcome = write_into(
            folder,
            reports,
            snapshot_id=snapshot.snapshot_id,
            options=schedule.options,
            sources=sources_of(snapshot),
            guard=schedule.guard,
        )
    run.set_id = outcome.set_id
    run.n_files = len(outcome.files)
    run.n_changed = sum(file.state is not FileState.UNCHANGED for file in outcome.files)
    run.n_rows = sum(file.rows for file in outcome.files)


def _after(
    schedule: Schedule, run: Run, summary: RunSummary, stopper: Stopper | None, engine: Engine | None = None
) -> None:
    """Note how a run ended and call its hook."""
    summary.runs.append(run)
    command = schedule.on_success if run.outcome == "done" else schedule.on_failure
    if run.outcome != "done":
        summary.fail(schedule, run.message or run.outcome)
    with stopper.interruptible() if stopper is not None else nullcontext():
        problem = call_hook(command, run, schedule.folder, schedule.hook_seconds)
    if problem:
        summary.fail(schedule, problem)
        if engine is not None:
            complete(engine, run, run.outcome, "; ".join(part for part in (run.message, problem) if part))
