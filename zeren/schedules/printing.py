"""`zeren schedule list`, `check` and `next`: what stands in the file, and when it comes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from zeren_queries.catalogue import Catalogue, load_catalogue
from zeren_queries.parameters import bind
from zeren_queries.snapshot import open_snapshot, read_pointer
from zeren_schema.errors import UsageError

from zeren.schedules.definition import Schedule
from zeren.schedules.reading import read_schedules
from zeren.settings import Settings


def print_list(path: Path) -> None:
    """One line a schedule: name, cron expression, time zone, next time, folder."""
    schedules = read_schedules(path)
    now = datetime.now(UTC)
    names = max(len(schedule.name) for schedule in schedules)
    crons = max(len(schedule.timetable.cron) for schedule in schedules)
    for schedule in schedules:
        moment = next(schedule.timetable.after(now), None)
        cron = schedule.timetable.cron
        print(f"{schedule.name:<{names}}  {cron:<{crons}}  {local(schedule, moment)}  {schedule.to}")


def print_next(path: Path, name: str | None, count: int) -> None:
    """The next planned times of one schedule, or of all."""
    for schedule in chosen(read_schedules(path), name):
        for moment in islice(schedule.timetable.after(datetime.now(UTC)), count):
            print(f"{schedule.name}  {local(schedule, moment)}")


def check(settings: Settings, path: Path) -> list[str]:
    """What would keep the schedules from running, one line each; prints nothing.

    Besides the file itself (whose mistakes are raised as ScheduleFileError): hooks that are not there, a
    source folder that is missing, values of parameters that the current snapshot does not know.
    """
    catalogue = load_catalogue()
    found = []
    for schedule in read_schedules(path, catalogue):
        found += [
            f"{path}:{schedule.line}: schedule {schedule.name}: {message}"
            for message in _obstacles(settings, schedule, catalogue)
        ]
    return found


def _obstacles(settings: Settings, schedule: Schedule, catalogue: Catalogue) -> Iterator[str]:
    for key, command in (("on_success", schedule.on_success), ("on_failure", schedule.on_failure)):
        if command and not _is_there(command[0], schedule.folder):
            yield f"{key}: no command {command[0]!a}; give its path, or install it"
    if schedule.source is not None and not schedule.source.is_dir():
        yield f"source: no folder {schedule.source}; make it"
    if schedule.to.exists() and not schedule.to.is_dir():
        yield f"to: {schedule.to} is a file, not a folder"
    if schedule.reports is None or read_pointer(settings.home) is None:
        return
    with open_snapshot(settings.home) as snapshot:
        for choice in schedule.reports:
            try:
                bind(catalogue[choice.report], choice.parameters, snapshot.known_values)
            except UsageError as error:
                yield f"reports: {error}"


def _is_there(command: str, folder: Path) -> bool:
    # A path is taken from where the command runs, a bare name is looked for.
    return shutil.which(str(folder / command) if "/" in command else command) is not None


def chosen(schedules: Sequence[Schedule], name: str | None) -> list[Schedule]:
    """The schedule of this name, or all without one. Raises UsageError for an unknown name."""
    found = [schedule for schedule in schedules if name in (None, schedule.name)]
    if not found:
        known = ", ".join(schedule.name for schedule in schedules)
        raise UsageError(f"no schedule is called {name!a}; known are {known}")
    return found


def local(schedule: Schedule, moment: datetime | None) -> str:
    """A planned time as the clock of the schedule's zone shows it."""
    if moment is None:
        return "never"
    zone = schedule.timetable.zone
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
