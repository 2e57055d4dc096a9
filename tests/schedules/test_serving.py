"""`zeren schedule serve` and `zeren status --max-age`."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from zeren_queries.exports.verify import verify_set
from zeren_queries.snapshot import open_snapshot

from tests.schedules.conftest import Office
from zeren.schedules.stopping import Stopped, Stopper


def _wait(what: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def _serve(office: Office) -> subprocess.Popen[str]:
    process = office.start("schedule", "serve")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("serving 1 schedules; next: weekly ")
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_runs_what_is_due_and_stops_when_told(office: Office, number: signal.Signals) -> None:
    process = _serve(office)
    _wait(lambda: office.told("success"))
    process.send_signal(number)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
    assert office.outcomes() == ["done"]
    assert verify_set(office.reports).is_sound


def test_a_set_on_its_way_is_abandoned_whole(office: Office) -> None:
    assert office.run("schedule", "run", "weekly").code == 0
    before = office.tree()
    office.change_runs(due_at=datetime(2026, 1, 4, 22, tzinfo=UTC))
    (office.folder / "inbox").mkdir()
    document = office.folder / "inbox" / "slow.txt"
    # Long enough that the signal comes in the middle.
    document.write_text("1. 增长5%。责任单位:省甲厅\n" * 40_000, encoding="utf-8")
    office.write(source="inbox")
    process = _serve(office)
    _wait(lambda: len(office.runs()) == 2)
    process.terminate()
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
    assert office.outcomes() == ["done", "stopped"]
    assert office.tree() == before
    document.unlink()
    # The next call does what was not done.
    assert office.run("schedule", "run", "--due").code == 0
    assert office.outcomes() == ["done", "stopped", "done"]
    assert len(office.told("failure")) == 0


@pytest.mark.parametrize("way", ["arrow", "stream"])
def test_a_signal_in_the_middle_of_a_query_stops_at_once(office: Office, way: str) -> None:
    told: list[float] = []

    def tell() -> None:
        told.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGTERM)

    with open_snapshot(office.folder / "home") as snapshot, Stopper() as stopper:
        timer = threading.Timer(0.3, tell)
        timer.start()
        with pytest.raises(Stopped), stopper.interruptible():
            getattr(snapshot, way)("SELECT count(*) FROM range(100000000000) AS t(i)")
        timer.join()
    # The query alone would take hours; left to the engine, it goes on for ten seconds and more.
    assert time.monotonic() - told[0] < 5


def test_a_signal_on_the_way_to_sleep_is_not_slept_over() -> None:
    """The handler has run, or is about to, when the waiting begins."""
    began = time.monotonic()
    with Stopper() as stopper:
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Stopped):
            stopper.wait(60)
    assert time.monotonic() - began < 5


def test_a_changed_file_is_read_anew_and_a_broken_one_is_not(
    office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The loop by hand: sleeping becomes the next thing to happen."""
    from zeren.schedules import serving
    from zeren.settings import read_settings

    office.write(reports=["no_such_report"])
    broken = (office.folder / "zeren.toml").read_bytes()
    office.write(cron="* * * * *", on_success=None)
    steps = iter(["break", "mend", "stop"])

    wait = Stopper.wait

    def do_next(self: Stopper, seconds: float) -> None:
        assert 0 < seconds <= 60
        match next(steps):
            case "break":
                (office.folder / "zeren.toml").write_bytes(broken)
            case "mend":
                office.write(to="elsewhere", name="renamed", on_success=None)
            case "stop":
                os.kill(os.getpid(), signal.SIGTERM)
                wait(self, 60)

    monkeypatch.setattr(Stopper, "wait", do_next)
    serving.serve(read_settings(), office.folder / "zeren.toml")
    out, err = capfd.readouterr()
    assert out.startswith("serving 1 schedules")
    assert err.count("\n") == 1
    assert "no report is called 'no_such_report'" in err
    assert "going on with the schedules before" in err
    assert [run["schedule"] for run in office.runs()][-1] == "renamed"
    assert verify_set(office.folder / "elsewhere").is_sound
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_status_shows_runs_and_lateness(office: Office) -> None:
    never = office.run("status", "--max-age", "8d")
    assert never.code == 1
    assert never.err == "zeren: late: weekly never ran to its end\n"
    office.run("schedule", "run", "--due")
    shown = office.run("status", "--max-age", "8d")
    assert (shown.code, shown.err) == (0, "")
    (run,) = office.runs()
    assert f"done: 2 reports, {run['n_rows']} rows, 2 changed, set {run['set_id']}" in shown.out
    assert "next 20" in shown.out
    assert "(1 kept)" in shown.out
    office.change_runs(finished_at=datetime.now(UTC) - timedelta(days=8, minutes=1))
    late = office.run("status", "--max-age", "8d")
    assert late.code == 1
    assert late.err.startswith("zeren: late: weekly was last done 20")
    assert office.run("status", "--max-age", "9d").code == 0
    assert office.run("status").code == 0


def test_a_set_that_is_gone_is_late(office: Office) -> None:
    office.run("schedule", "run", "--due")
    office.reports.rename(office.folder / "kept")
    gone = office.run("status", "--max-age", "8d")
    assert gone.code == 1
    assert "its set is gone" in gone.err


@pytest.mark.parametrize("age", ["", "8", "d", "0d", "-1d", "8 d", "8days", "８d", "1e3d"])
def test_an_age_is_a_number_and_a_letter(office: Office, age: str) -> None:
    result = office.run("status", "--max-age", age)
    assert result.code == 2
    assert "is no age; write 90m, 36h, 8d or 2w" in result.err


def test_ages_need_schedules_to_watch(office: Office) -> None:
    (office.folder / "zeren.toml").unlink()
    assert office.run("status").code == 0
    result = office.run("status", "--max-age", "8d")
    assert result.code == 2
    assert "no such file" in result.err


def test_list_and_next(office: Office) -> None:
    listed = office.run("schedule", "list")
    assert listed.out.split()[:6] == ["weekly", "0", "6", "*", "*", "1"]
    assert listed.out.rstrip().endswith(str(office.reports))
    times = office.run("schedule", "next", "weekly", "-n", "3").out.splitlines()
    days = [datetime.strptime(line[8:24], "%Y-%m-%d %H:%M") for line in times]  # noqa: DTZ007
    assert [(day.isoweekday(), day.hour) for day in days] == [(1, 6)] * 3
    assert days[2] - days[0] == timedelta(days=14)
    assert office.run("schedule", "next", "no").code == 2
