"""`zeren schedule run`: what is due, once, with a record of every run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from zeren_queries.exports.lock import folder_lock
from zeren_queries.exports.verify import verify_set

from tests.schedules.conftest import HOOK, Office

HOLD = """
import sys, time
from pathlib import Path
from sqlalchemy import Engine
from zeren_queries.exports.lock import folder_lock
with folder_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(office: Office) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the target folder."""
    office.reports.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office.reports)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate(timeout=10)


def test_a_schedule_that_never_ran_is_due_once_and_quiet(office: Office) -> None:
    first = office.run("schedule", "run", "--due")
    assert (first.code, first.out, first.err) == (0, "", "")
    again = office.run("schedule", "run", "--due")
    assert (again.code, again.out, again.err) == (0, "", "")
    (run,) = office.runs()
    assert run["outcome"] == "done"
    check = verify_set(office.reports)
    assert check.is_sound
    assert (run["set_id"], run["snapshot_id"]) == (check.set_id, check.snapshot_id)
    assert (run["n_files"], run["n_changed"]) == (2, 2)
    lines = [path.read_bytes().count(b"\n") - 1 for path in check.path.glob("*.csv")]
    assert run["n_rows"] == sum(lines) > 100
    # Monday six in Shanghai is Sunday 22:00 UTC.
    assert (run["due_at"].weekday(), run["due_at"].hour, run["due_at"].minute) == (6, 22, 0)
    assert timedelta(0) <= datetime.now(UTC) - run["due_at"] < timedelta(days=7)


def test_however_many_were_missed_one_run_catches_up(office: Office) -> None:
    office.run("schedule", "run", "--due")
    office.change_runs(due_at=datetime(2026, 1, 4, 22, tzinfo=UTC))
    assert [office.run("schedule", "run", "--due").code for _ in range(3)] == [0, 0, 0]
    assert office.outcomes() == ["done", "done"]
    assert datetime.now(UTC) - office.runs()[1]["due_at"] < timedelta(days=7)


def test_the_hook_is_told_the_record(office: Office) -> None:
    office.run("schedule", "run", "--due")
    (told,), (run,) = office.told("success"), office.runs()
    assert office.told("failure") == []
    assert told.keys() == run.keys()
    assert told["finished_at"] == run["finished_at"].isoformat(timespec="seconds")
    for key in ("run_id", "schedule", "outcome", "snapshot_id", "set_id", "n_rows", "n_files", "message"):
        assert told[key] == run[key]


def test_the_record_is_there_before_the_work_starts(office: Office) -> None:
    office.write(source="inbox", on_success=None)
    (office.folder / "inbox").mkdir()
    (office.folder / "inbox/linked.txt").write_bytes(b"x")
    process = office.start("schedule", "run", "weekly")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None and not office.runs():
        time.sleep(0.01)
    first_seen = office.runs()
    process.communicate(timeout=60)
    assert len(first_seen) == 1
    # A file that is no document is refused, so the run ended badly; it was on record before that.
    assert first_seen[0]["started_at"] <= office.runs()[0]["finished_at"]
    assert office.outcomes() == ["failed"]


def test_a_failing_report_leaves_the_last_good_set(office: Office) -> None:
    office.run("schedule", "run", "--due")
    before = office.tree()
    office.write(reports=["unit_workload", {"name": "ego_network", "parameters": {"unit": "没有的单位"}}])
    toml = (office.folder / "zeren.toml").read_text()
    # JSON objects are no TOML tables.
    (office.folder / "zeren.toml").write_text(
        re.sub(
            r'\{"name": "(.*?)", "parameters": \{"unit": "(.*?)"\}\}',
            r'{name = "\1", parameters = {unit = "\2"}}',
            toml,
        )
    )
    failed = office.run("schedule", "run", "weekly")
    assert failed.code == 1
    assert len(failed.err.splitlines()) == 1
    assert failed.err.startswith("zeren: schedule weekly: report ego_network:")
    assert office.tree() == before
    assert office.outcomes() == ["done", "failed"]
    (told,) = office.told("failure")
    assert told["message"] in failed.err


def test_a_failed_time_is_tried_again_as_often_as_asked(office: Office) -> None:
    office.run("schedule", "run", "--due")
    for path in (office.folder / "home" / "snapshots").iterdir():
        path.unlink()
    office.change_runs(due_at=datetime(2026, 1, 4, 22, tzinfo=UTC))
    assert [office.run("schedule", "run", "--due").code for _ in range(3)] == [1, 0, 0]
    office.write(retries=2)
    assert [office.run("schedule", "run", "--due").code for _ in range(3)] == [1, 1, 0]
    assert office.outcomes() == ["done", "failed", "failed", "failed"]
    assert "nothing is published yet" in office.runs()[-1]["message"]


def test_a_shrunken_report_fails_unless_allowed(office: Office) -> None:
    office.run("schedule", "run", "--due")
    before = office.tree()
    manifest = office.reports / "latest" / "datapackage.json"
    text = manifest.read_text(encoding="utf-8")
    rows = int(re.findall(r'"rows": (\d+)', text)[-1])
    # As if the set before had had a hundred times as many rows.
    manifest.write_text(text.replace(f'"rows": {rows}', f'"rows": {rows}00'), encoding="utf-8")
    failed = office.run("schedule", "run", "weekly")
    assert failed.code == 1
    assert f"unit_workload has {rows} rows, {rows}00 in the set before: more than 50% were lost" in failed.err
    assert {name: data for name, data in office.tree().items() if "datapackage" not in name} == {
        name: data for name, data in before.items() if "datapackage" not in name
    }
    assert office.run("schedule", "run", "weekly", "--may-shrink", "unit_workload").code == 0


def test_overlap_is_busy_and_names_the_holder(office: Office, holder: subprocess.Popen[str]) -> None:
    result = office.run("schedule", "run", "--due")
    assert result.code == 75
    assert re.fullmatch(
        rf"zeren: schedule weekly: {re.escape(str(office.reports))}: process {holder.pid} on \S+ has been"
        r" exporting here since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00; try again when it has finished\n",
        result.err,
    )
    assert office.outcomes() == []
    assert office.told("failure") == []
    # A dead holder's lock is taken over.
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    assert office.run("schedule", "run", "--due").code == 0


def test_a_run_that_died_is_told_and_caught_up(office: Office) -> None:
    office.run("schedule", "run", "--due")
    office.change_runs(outcome="running", finished_at=None, process="process 1 on elsewhere")
    result = office.run("schedule", "run", "--due")
    assert result.code == 1
    assert result.err == (
        "zeren: schedule weekly: process 1 on elsewhere ended without a word: killed, or the power went\n"
    )
    assert office.outcomes() == ["lost", "done"]
    assert [told["outcome"] for told in office.told("failure")] == ["lost"]
    assert [told["run_id"] for told in office.told("success")] == [1, 2]


def test_a_run_that_died_is_told_of_also_when_nothing_is_due(office: Office) -> None:
    office.run("schedule", "run", "--due")
    office.run("schedule", "run", "weekly")
    office.change_last_run(outcome="running", process="process 1 on elsewhere", finished_at=None)
    lock = office.reports / ".zeren-lock"
    with folder_lock(office.reports):
        # Somebody has the folder: perhaps that very run.
        assert office.run("schedule", "run", "--due").code == 0
        assert office.outcomes() == ["done", "running"]
    before = office.tree()
    lock.write_bytes(b"{}")
    result = office.run("schedule", "run", "--due")
    assert (result.code, result.err) == (
        1,
        "zeren: schedule weekly: process 1 on elsewhere ended without a word: killed, or the power went\n",
    )
    assert office.outcomes() == ["done", "lost"]
    assert [told["run_id"] for told in office.told("failure")] == [2]
    assert office.tree() == before
    assert office.run("schedule", "run", "--due").code == 0


def test_a_run_that_always_dies_is_given_up(office: Office) -> None:
    for _ in range(3):
        office.run("schedule", "run", "weekly")
    office.change_runs(outcome="lost")
    assert office.run("schedule", "run", "--due").code == 0
    assert office.outcomes() == ["lost"] * 3


def test_a_folder_that_is_gone_is_not_made_anew(office: Office) -> None:
    """An unmounted share looks like an empty folder; a set written below it would vanish when it is back."""
    office.run("schedule", "run", "--due")
    office.change_runs(due_at=datetime(2026, 1, 4, 22, tzinfo=UTC))
    kept = office.folder / "kept"
    office.reports.rename(kept)
    for is_empty in (False, True):
        if is_empty:
            office.reports.mkdir()
        result = office.run("schedule", "run", "--due")
        assert result.code == 1
        assert "the set exported last is gone (a share not mounted?)" in result.err
        office.change_runs(due_at=datetime(2026, 1, 4, 22, tzinfo=UTC))
    assert list(office.reports.iterdir()) == []
    assert office.run("schedule", "run", "weekly").code == 0


def test_a_file_in_the_place_of_the_folder_is_on_record(office: Office) -> None:
    office.reports.write_bytes(b"mine")
    result = office.run("schedule", "run", "--due")
    assert result.code == 1
    assert "is a file, not a folder" in result.err
    assert office.outcomes() == ["failed"]
    assert len(office.told("failure")) == 1
    assert office.reports.read_bytes() == b"mine"


def test_a_database_out_of_reach_is_told_by_the_hook(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    result = office.run("schedule", "run", "--due")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    (told,) = office.told("failure")
    assert (told["run_id"], told["outcome"]) == (None, "failed")
    assert told["message"] in result.err
    assert not office.reports.exists()


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        (["no-such-command"], "hook no-such-command: cannot be started (No such file or directory)"),
        ([sys.executable, "-c", "import sys; sys.exit('no mail today')"], "exit code 1: no mail today"),
        ([sys.executable, "-c", "import time; time.sleep(60)"], "took more than 1 s and was stopped"),
        # Reads nothing of what it is told.
        ([sys.executable, "-c", "pass"], ""),
    ],
)
def test_a_hook_that_fails_is_told_and_the_set_stays(office: Office, hook: list[str], said: str) -> None:
    office.write(on_success=hook, hook_seconds=1)
    result = office.run("schedule", "run", "--due")
    assert result.code == (1 if said else 0)
    assert said in result.err
    (run,) = office.runs()
    assert run["outcome"] == "done"
    assert said in (run["message"] or "")
    assert verify_set(office.reports).is_sound


def test_a_source_folder_is_loaded_published_and_exported(office: Office) -> None:
    office.write(source="inbox", on_success=[*HOOK, "success.jsonl"])
    inbox = office.folder / "inbox"
    inbox.mkdir()
    (inbox / ".hidden.txt").write_bytes(b"x")
    (inbox / "~$open.docx").write_bytes(b"x")
    before = verify_ids(office)
    assert office.run("schedule", "run", "weekly").code == 0
    assert verify_ids(office) == before, "nothing new, nothing published"
    document = Path(__file__).parents[1] / "documents" / "province-prose-lines.txt"
    edition = document.read_text(encoding="utf-8")
    (inbox / "b.txt").write_text(edition, encoding="utf-8")
    assert office.run("schedule", "run", "weekly").code == 0
    after = verify_ids(office)
    assert after != before
    # A corrected edition replaces it; the old file, still there, does not come back.
    os.utime(inbox / "b.txt", (1, 1))
    (inbox / "a.txt").write_text(edition.replace("1.", "1. ", 1) + "\n", encoding="utf-8")
    assert office.run("schedule", "run", "weekly").code == 0
    corrected = verify_ids(office)
    assert office.run("schedule", "run", "weekly").code == 0
    assert verify_ids(office) == corrected
    # A document that is refused fails the run, and the set stays.
    tree = office.tree()
    (inbox / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    failed = office.run("schedule", "run", "weekly")
    assert failed.code == 1
    assert "c.doc" in failed.err
    assert office.tree() == tree


def verify_ids(office: Office) -> str:
    """The id of the current snapshot."""
    import json

    told: str = json.loads((office.folder / "home/snapshots/current.json").read_text())["snapshot_id"]
    return told


@pytest.mark.parametrize("arguments", [(), ("weekly", "--due"), ("--due", "--may-shrink", "x"), ("daily",)])
def test_wrong_usage_is_one_line(office: Office, arguments: tuple[str, ...]) -> None:
    result = office.run("schedule", "run", *arguments)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert office.outcomes() == []


def test_what_an_interrupted_call_left_open_locks_nobody_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal may come while a connection is being closed, of all times."""
    from zeren.schedules import running

    def interrupted(engine: Engine, _: Path) -> int:
        connection = engine.connect()
        connection.exec_driver_sql("SELECT count(*) FROM runs").one()
        raise KeyboardInterrupt

    (office.folder / "inbox").mkdir()
    office.write(source="inbox")
    monkeypatch.setattr(running, "load_new", interrupted)
    assert office.run("schedule", "run", "weekly").code != 0
    assert office.outcomes() == ["stopped"]
