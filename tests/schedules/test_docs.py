"""The page on schedules: its file of schedules, crontab, units and container are taken out and tried."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.schedules.conftest import Office
from zeren.schedules.definition import Schedule
from zeren.schedules.reading import read_schedules
from zeren.schedules.records import Run
from zeren.schedules.times import Timetable

PAGE = (Path(__file__).parents[2] / "docs" / "schedules.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def _crontab() -> list[tuple[str, str]]:
    """Expression and command of each line."""
    (text,) = _blocks("crontab")
    found = [re.fullmatch(r"((?:\S+\s+){5})(.+)", line) for line in text.splitlines()]
    return [(match[1].strip(), match[2]) for match in found if match is not None]


def _prepare(office: Office) -> None:
    (office.folder / "zeren.toml").write_text(_blocks("toml")[0], encoding="utf-8")
    (office.folder / "inbox").mkdir()


def _shell(office: Office, command: str) -> subprocess.CompletedProcess[str]:
    """A command line as cron runs it, /srv/zeren being the office's folder."""
    there = command.replace("/srv/zeren", shlex.quote(str(office.folder)))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["/bin/sh", "-c", there],
        env=os.environ | {"PATH": path},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_file_is_right_and_shows_every_key(office: Office) -> None:
    _prepare(office)
    result = office.run("schedule", "check")
    assert (result.code, result.err) == (0, "")
    text = _blocks("toml")[0]
    (schedule,) = read_schedules(office.folder / "zeren.toml")
    assert isinstance(schedule, Schedule)
    keys = {
        "name", "cron", "timezone", "to", "format", "profile", "labels", "reports", "keep", "source",
        "shrink_limit", "may_shrink", "retries", "on_success", "on_failure", "hook_seconds",
    }  # fmt: skip
    assert set(re.findall(r"^(\w+) = ", text, re.MULTILINE)) == keys
    # A key the page does not show is a key the reader does not take: it names those it knows.
    (office.folder / "zeren.toml").write_text(text + "no_such_key = 1\n", encoding="utf-8")
    assert office.run("schedule", "check").code == 2


def test_the_fields_of_the_record_are_those_a_hook_gets() -> None:
    listed = re.findall(r"`(\w+)`", PAGE.split("one line of JSON:")[1].split("\n\n")[0])
    run = Run("weekly", None, datetime(2026, 1, 1, tzinfo=UTC), "process 1", "/srv")
    assert sorted(listed) == sorted(json.loads(json.dumps(run.as_json())))


def test_the_crontab_lines_are_read_and_work(office: Office) -> None:
    _prepare(office)
    (every, run), (monday, status) = _crontab()
    start = datetime(2026, 11, 23, tzinfo=UTC)
    quarters = Timetable(every, ZoneInfo("UTC")).after(start)
    assert [next(quarters).minute for _ in range(4)] == [15, 30, 45, 0]
    assert next(Timetable(monday, ZoneInfo("UTC")).after(start)) == datetime(2026, 11, 23, 9, tzinfo=UTC)
    # Nothing came yet: the question whether it did is answered with one line, which cron mails.
    late = _shell(office, status)
    assert (late.returncode, late.stdout) == (1, "")
    assert late.stderr == "zeren: late: weekly never ran to its end\n"
    done = _shell(office, run)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (office.folder / "reports/weekly/latest/unit_workload_annual.csv").is_file()
    assert json.loads((office.folder / "done.jsonl").read_text())["outcome"] == "done"
    on_time = _shell(office, status)
    assert (on_time.returncode, on_time.stderr) == (0, "")


def test_the_systemd_units_say_what_they_should(office: Office) -> None:
    _prepare(office)
    units = []
    for text in _blocks("ini"):
        unit = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",))
        unit.optionxform = str  # type: ignore[assignment,method-assign] # systemd minds upper and lower case
        unit.read_string(text)
        units.append(unit)
    service, timer = units
    command = service["Service"]["ExecStart"].split(maxsplit=1)
    assert Path(command[0]).name == "zeren"
    ran = _shell(office, f"cd {service['Service']['WorkingDirectory']} && zeren {command[1]}")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_itself_reads_the_units(tmp_path: Path) -> None:
    for name, text in zip(("zeren.service", "zeren.timer"), _blocks("ini"), strict=True):
        # The program and the folder of the page are not on this machine.
        there = text.replace("/usr/local/bin/zeren", sys.executable).replace("/srv/zeren", str(tmp_path))
        (tmp_path / name).write_text(there, encoding="utf-8")
    checked = subprocess.run(
        [
            "systemd-analyze",
            "verify",
            "--man=no",
            str(tmp_path / "zeren.service"),
            str(tmp_path / "zeren.timer"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in checked.stderr.splitlines() if "zeren" in line] == []
    calendar = subprocess.run(
        ["systemd-analyze", "calendar", "*:0/15"], capture_output=True, text=True, check=False
    )
    assert calendar.returncode == 0, calendar.stderr


def test_the_container_runs_serve_and_asks_for_lateness(office: Office) -> None:
    _prepare(office)
    service = yaml.safe_load(_blocks("yaml")[0])["services"]["zeren"]
    assert service["command"] == ["zeren", "schedule", "serve"]
    assert service["environment"]["ZEREN_HOME"].startswith(service["working_dir"])
    process = office.start(*service["command"][1:])
    assert process.stdout is not None
    assert process.stdout.readline().startswith("serving 1 schedules; next: weekly 20")
    for _ in range(600):
        if (office.folder / "done.jsonl").exists():
            break
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    process.terminate()
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert service["healthcheck"]["test"][0] == "CMD"
    healthy = _shell(office, f"cd /srv/zeren && {shlex.join(service['healthcheck']['test'][1:])}")
    assert healthy.returncode == 0


def test_every_command_of_the_page_is_one() -> None:
    from typer.main import get_command

    from zeren.cli.app import app

    known = get_command(app)
    for line in re.findall(r"`(zeren [a-z][^`]*)`", PAGE):
        words = line.split()[1:]
        command = known
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]  # type: ignore[attr-defined]
        assert command is not known, line
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= options, line
