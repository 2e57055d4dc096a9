from __future__ import annotations

import fcntl
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from zeren_queries.exports.lock import LOCK_NAME, folder_lock
from zeren_queries.exports.sets import SetState, write_set
from zeren_queries.exports.verify import verify_set
from zeren_schema.errors import BusyError

from tests.exports.sample import WORKLOAD_SCHEMA, reader, workload

_HOLD = """
import sys, time
from pathlib import Path
from zeren_queries.exports.lock import folder_lock
with folder_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of tmp_path."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def _kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)


def test_a_busy_folder_names_the_holder_and_since_when(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    try:
        with pytest.raises(BusyError) as caught:
            write_set(tmp_path, [workload()], snapshot_id="c0ffee")
    finally:
        _kill(holder)
    assert int(caught.value.exit_code) == 75
    assert re.fullmatch(
        rf"{re.escape(str(tmp_path))}: process {holder.pid} on \S+ has been exporting here since "
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00; try again when it has finished",
        str(caught.value),
    )
    # The refused export left no trace.
    assert [path.name for path in tmp_path.iterdir()] == [LOCK_NAME]


def test_a_dead_holder_is_taken_over(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    _kill(holder)
    assert (tmp_path / LOCK_NAME).exists()
    assert write_set(tmp_path, [workload()], snapshot_id="c0ffee").state is SetState.PUBLISHED
    assert not (tmp_path / LOCK_NAME).exists()


@pytest.mark.parametrize("content", [b"", b"12", b"{", b'{"pid": 1}', b"\xff"])
def test_a_lock_without_a_name_is_still_a_lock(tmp_path: Path, content: bytes) -> None:
    with folder_lock(tmp_path):
        (tmp_path / LOCK_NAME).write_bytes(content)
        with pytest.raises(BusyError, match="another process has just begun"), folder_lock(tmp_path):
            pytest.fail("the lock was given twice")


def test_the_lock_is_gone_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), folder_lock(tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with folder_lock(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()


def test_a_lock_on_a_file_that_is_gone_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking, one holder leaves (removing the file) and another comes."""
    path = tmp_path / LOCK_NAME
    real = fcntl.flock
    others: list[int] = []

    def flock(fd: int, how: int) -> None:
        if not others:
            path.unlink()
            others.append(os.open(path, os.O_RDWR | os.O_CREAT))
            real(others[0], fcntl.LOCK_EX)
        real(fd, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(BusyError), folder_lock(tmp_path):
        pytest.fail("the lock was given twice")
    os.close(others[0])


def test_many_at_once_never_hold_it_together(tmp_path: Path) -> None:
    """Threads that take and release in a tight loop: the file is removed and made anew all the time."""
    holders = 0
    most = 0
    taken = 0
    counting = threading.Lock()

    def compete() -> None:
        nonlocal holders, most, taken
        mine = 0
        while mine < 50:
            try:
                with folder_lock(tmp_path):
                    with counting:
                        holders += 1
                        most = max(most, holders)
                        taken += 1
                    mine += 1
                    with counting:
                        holders -= 1
            except BusyError:
                continue

    threads = [threading.Thread(target=compete) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (taken, most) == (200, 1)


def test_of_two_exports_at_once_one_waits_outside(tmp_path: Path) -> None:
    """The second starts while the first is in the middle of a report."""
    refused: list[BusyError] = []

    def second_begins() -> object:
        with pytest.raises(BusyError) as caught:
            write_set(tmp_path, [workload()], snapshot_id="beef")
        refused.append(caught.value)
        return reader([], WORKLOAD_SCHEMA)

    outcome = write_set(tmp_path, [workload(read=second_begins)], snapshot_id="c0ffee")
    assert len(refused) == 1
    assert f"process {os.getpid()}" in str(refused[0])
    assert verify_set(tmp_path).path == outcome.path
    assert verify_set(tmp_path).snapshot_id == "c0ffee"


_READ = """
import json, sys, time
from pathlib import Path
folder, until = Path(sys.argv[1]), time.monotonic() + 30
print("reading", flush=True)
seen = set()
while time.monotonic() < until and not (folder / "stop").exists():
    current = (folder / "latest").resolve(strict=True)
    manifest = json.loads((current / "datapackage.json").read_bytes())
    for entry in manifest["resources"]:
        data = (current / entry["path"]).read_bytes()
        assert data.count(manifest["snapshot_id"].encode()) == entry["rows"], (current, entry["path"])
        assert len(data) == entry["bytes"]
    seen.add(manifest["snapshot_id"])
print(len(seen))
"""


def test_a_reader_never_sees_a_mixed_set(tmp_path: Path) -> None:
    def publish(number: int) -> None:
        rows = [(f"snapshot{number:03}", 1, None, None, None)] * 50
        reports = [workload(name, rows) for name in ("one", "two", "three")]
        write_set(tmp_path, reports, snapshot_id=f"snapshot{number:03}")

    publish(0)
    with subprocess.Popen(
        [sys.executable, "-c", _READ, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        for number in range(1, 51):
            publish(number)
        (tmp_path / "stop").write_bytes(b"")
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert int(output) > 3
