"""`zeren schedule serve`: in the foreground until told to stop.

The loop asks the clock and the record of runs once a minute and sleeps in between. A scheduler library was
weighed: it would keep a second account of what is due beside the record of runs, and sleep on a clock that
stands still while the machine is suspended. What is due is decided in one place, for timers and for this.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from zeren_schema.errors import ZerenError

from zeren.schedules.definition import Schedule
from zeren.schedules.reading import read_schedules
from zeren.schedules.running import run_due
from zeren.schedules.stopping import Stopped, Stopper
from zeren.settings import Settings

TICK = 60.0  # seconds


def serve(settings: Settings, path: Path) -> None:
    """Run what is due until SIGTERM or SIGINT; a set on its way is then abandoned whole.

    The file is read anew when it changes; while it holds a mistake, the schedules before go on. Says one
    line at the start and one for every failure. Raises what reading the file raises at the start.
    """
    schedules = read_schedules(path)
    known = _stamp(path)
    print(_greeting(schedules), flush=True)
    with Stopper() as stopper:
        try:
            while True:
                if _stamp(path) != known:
                    known = _stamp(path)
                    schedules = _read_again(path, schedules)
                summary = run_due(settings, schedules, stopper=stopper)
                for line in summary.failures:
                    print(f"zeren: {line}", file=sys.stderr, flush=True)
                stopper.wait(_seconds_until_next(schedules))
        except Stopped:
            return


def _read_again(path: Path, before: tuple[Schedule, ...]) -> tuple[Schedule, ...]:
    try:
        return read_schedules(path)
    except ZerenError as error:
        print(f"zeren: {error}; going on with the schedules before", file=sys.stderr, flush=True)
        return before


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - one call for both
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _seconds_until_next(schedules: tuple[Schedule, ...]) -> float:
    """Until the next planned time or the next tick, whichever is sooner: the clock may be set any time."""
    now = datetime.now(UTC)
    planned = [next(schedule.timetable.after(now), None) for schedule in schedules]
    waits = [(moment - now).total_seconds() for moment in planned if moment is not None]
    return max(min([TICK, *waits]), 0.05)


def _greeting(schedules: tuple[Schedule, ...]) -> str:
    now = datetime.now(UTC)
    planned = {schedule.name: next(schedule.timetable.after(now), None) for schedule in schedules}
    times = [f"{name} {moment:%Y-%m-%d %H:%M} UTC" for name, moment in planned.items() if moment is not None]
    return f"serving {len(schedules)} schedules; next: {', '.join(times) or 'never'}"
