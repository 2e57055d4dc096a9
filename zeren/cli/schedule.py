"""`zeren schedule …`: what each command takes, and the function it hands over to."""

# ruff: noqa: PLC0415 - functions are imported inside the commands, so that `zeren --help` stays quick

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from zeren_schema.errors import ExitCode, UsageError

from zeren.settings import read_settings

if TYPE_CHECKING:
    from zeren.schedules.running import RunSummary

app = typer.Typer(
    no_args_is_help=True,
    help="定时导出。 / Reports on a schedule: zeren.toml, or the file ZEREN_SCHEDULES names.",
)

FileOption = Annotated[Path | None, typer.Option("--file", help="the file of schedules")]
# What shells report of a process that a signal ended.
EX_TERMINATED = 143


@app.command(name="list")
def list_schedules(file: FileOption = None) -> None:
    """列出定时任务。 / List the schedules and when they come next."""
    from zeren.schedules.printing import print_list
    from zeren.schedules.reading import schedule_file

    print_list(schedule_file(file))


@app.command()
def check(file: FileOption = None) -> None:
    """检查定时任务文件。 / Check the whole file; every mistake with its line."""
    from zeren.schedules.printing import check as run
    from zeren.schedules.problems import ScheduleFileError
    from zeren.schedules.reading import schedule_file

    try:
        problems = run(read_settings(), schedule_file(file))
    except ScheduleFileError as error:
        problems = error.lines()
    for problem in problems:
        print(f"zeren: {problem}", file=sys.stderr)
    if problems:
        raise typer.Exit(ExitCode.USAGE)


@app.command(name="next")
def next_times(
    name: Annotated[str | None, typer.Argument(help="one schedule; all if left out")] = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=1000, help="how many times")] = 5,
    file: FileOption = None,
) -> None:
    """下几次执行时间。 / Print the next planned times."""
    from zeren.schedules.printing import print_next
    from zeren.schedules.reading import schedule_file

    print_next(schedule_file(file), name, count)


@app.command()
def run(
    name: Annotated[str | None, typer.Argument(help="run this schedule now, due or not")] = None,
    due: Annotated[bool, typer.Option("--due", help="run what is due, a missed time once")] = False,
    may_shrink: Annotated[
        list[str] | None, typer.Option(metavar="REPORT", help="may lose rows this once; may be repeated")
    ] = None,
    file: FileOption = None,
) -> None:
    """执行到期的任务。 / Run what is due, or one schedule. Quiet if all goes well."""
    from zeren.schedules.printing import chosen
    from zeren.schedules.reading import read_schedules, schedule_file
    from zeren.schedules.running import run_due, run_now
    from zeren.schedules.stopping import Stopped, Stopper

    if (name is None) != due:
        raise UsageError("say what to run: a schedule's name, or --due for what is due")
    if due and may_shrink:
        raise UsageError("--may-shrink goes with a schedule's name")
    schedules = read_schedules(schedule_file(file))
    with Stopper() as stopper:
        try:
            if name is None:
                summary = run_due(read_settings(), schedules, stopper=stopper)
            else:
                (schedule,) = chosen(schedules, name)
                summary = run_now(read_settings(), schedule, may_shrink=may_shrink or (), stopper=stopper)
        except Stopped:
            raise typer.Exit(EX_TERMINATED) from None
    _finish(summary)


@app.command()
def serve(file: FileOption = None) -> None:
    """常驻执行。 / Stay in the foreground and run what is due; SIGTERM ends it."""
    from zeren.schedules.reading import schedule_file
    from zeren.schedules.serving import serve as run_for_ever

    run_for_ever(read_settings(), schedule_file(file))


def _finish(summary: RunSummary) -> None:
    for line in summary.failures:
        print(f"zeren: {line}", file=sys.stderr)
    if any(found.outcome != "done" for found in summary.runs) or (summary.failures and not summary.is_busy):
        raise typer.Exit(ExitCode.REFUSED)
    if summary.is_busy:
        raise typer.Exit(ExitCode.BUSY)
