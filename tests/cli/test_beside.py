"""Work in a copy of the process: its result, its errors and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial

import pytest
from zeren_schema.errors import ExitCode

from zeren.beside import beside

# A process of its own: this one has loaded libraries with threads, and is not copied.
TRY = """
import os, signal, sys, time
from zeren.beside import beside
from zeren_schema.errors import BusyError, ZerenError

def fail(kind):
    raise kind("no room for 任务")

def end():
    os.kill(os.getpid(), signal.SIGKILL)

try:
    with beside({work}) as wait:
        print("meanwhile", os.getpid())
        print("result", wait())
except ZerenError as error:
    print(type(error).__name__, error)
"""


def _tried(work: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(work=work)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_what_the_work_returns_comes_from_another_process() -> None:
    meanwhile, result = _tried("os.getpid")
    assert meanwhile.split()[1] != result.split()[1]


def test_an_error_of_the_work_is_raised_here() -> None:
    assert _tried("lambda: fail(BusyError)")[1] == "BusyError no room for 任务"


def test_a_copy_that_is_killed_is_told_of() -> None:
    assert _tried("end")[1] == "ZerenError a part of the work came to a sudden end (Killed); try again"


def test_an_unexpected_error_shows_where_it_was_raised() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(work="lambda: fail(KeyError)")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "KeyError: 'no room for 任务'" in done.stderr
    assert "line 7, in fail" in done.stderr


def test_a_process_with_threads_is_not_copied() -> None:
    import duckdb  # noqa: F401

    with beside(os.getpid) as wait:
        assert wait() == os.getpid()


def test_ctrl_c_ends_a_build_without_a_traceback(tmp_path: os.PathLike[str]) -> None:
    """The terminal tells both processes; the database is whole or not there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "zeren", "build"],
        env=os.environ | {"ZEREN_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.7)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode != ExitCode.DONE
    assert len(err.splitlines()) <= 1
    again = partial(subprocess.run, [sys.executable, "-m", "zeren", "build"], check=True, timeout=120)
    done = again(env=os.environ | {"ZEREN_HOME": str(tmp_path)}, capture_output=True, text=True)
    assert "240 tasks" in done.stdout
