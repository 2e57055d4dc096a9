"""Standard output and error as shells hand them over: cut off, closed, full, or in another encoding."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def shell(built: Path) -> Shell:
    """Run `zeren ARGUMENTS` in a shell, with redirections; returns what it printed and its exit code."""

    def run(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            f"{sys.executable} -m zeren {command}",
            shell=True,
            env=os.environ | {"ZEREN_HOME": str(built)} | environment,
            capture_output=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "numeric_targets", "-f", "csv"),
        ("report", "unit_workload", "-f", "parquet"),
        ("reports", "unit_workload"),
        ("units",),
    ],
)
def test_output_cut_off_by_the_reader_is_no_error(built: Path, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "zeren", *arguments],
        env=os.environ | {"ZEREN_HOME": str(built)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (0, b"")


@pytest.mark.parametrize("command", ["status", "report unit_workload"])
def test_a_closed_output_is_no_defect(shell: Shell, command: str) -> None:
    done = shell(f"{command} >&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_an_error_that_cannot_be_said_is_still_an_error(shell: Shell) -> None:
    assert shell("why 9.9.9 2>/dev/full").returncode == 2
    closed = shell("why 9.9.9 2>&-")
    assert (closed.returncode, closed.stdout) == (2, b"")


def test_a_full_disk_behind_the_output_is_said(shell: Shell) -> None:
    done = shell("units >/dev/full")
    assert done.returncode == 1
    assert done.stderr == b"zeren: the disk is full; free some space and run the command again\n"


def test_what_a_locale_cannot_show_is_written_as_its_number(shell: Shell) -> None:
    done = shell("why 2.7.20", PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode("gbk")
    assert "省海港集团" in shown
    assert "\\u27e6★省交通运输厅\\u27e7" in shown
    assert shell("why 2.7.20", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").returncode == 0
