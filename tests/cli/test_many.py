"""`zeren load FOLDER`: what becomes of each document, and of a run that is stopped."""

from __future__ import annotations

import multiprocessing
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped] # it comes without types
import pytest
from zeren_loaders.records import LoadOptions
from zeren_loaders.workers import parse_all
from zeren_schema.errors import UsageError

from tests.cli.conftest import Runner
from tests.cli.documents import NO_TASKS, document, folder_of
from zeren.folders import find_documents


def query(home: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(home / "zeren.sqlite")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def outcomes(out: str) -> Counter[str]:
    """How many rows of the table say which outcome."""
    known = {"loaded", "replaced", "unchanged", "refused", "dry_run"}
    return Counter(word for line in out.splitlines() if (word := line.split(" ")[0]) in known)


def test_one_bad_file_stops_nothing(zeren: Runner, home: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 5)
    (folder / "002-notice.txt").write_text(NO_TASKS, encoding="utf-8")
    (folder / "003-photo.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "004-empty.txt").touch()
    result = zeren("load", folder)
    assert result.code == 1
    assert result.error == "zeren: 3 of 8 documents refused, the others are stored; the table says why"
    assert outcomes(result.out) == {"loaded": 5, "refused": 3}
    assert "8 documents: 5 loaded, 3 refused; 15 tasks 任务, 15 targets 指标" in result.out
    refused = {
        line.split()[2].rstrip(":"): line for line in result.out.splitlines() if "refused 拒绝" in line
    }
    assert "no task found" in refused["002-notice.txt"]
    assert "the file is empty" in refused["004-empty.txt"]
    assert query(home, "SELECT count(*) FROM documents") == [(5,)]
    assert query(home, "SELECT count(*) FROM tasks") == [(15,)]
    assert dict(query(home, "SELECT outcome, count(*) FROM loads GROUP BY 1")) == {"loaded": 5, "refused": 3}


def test_names_that_are_no_utf8_are_read_as_an_archive_wrote_them(
    zeren: Runner, home: Path, tmp_path: Path
) -> None:
    folder = os.fsencode(folder_of(tmp_path / "in", 1))
    for name, words in (("青石市分工", document(number=7)), ("会议通知", NO_TASKS)):
        with open(os.path.join(folder, name.encode("gb18030") + b".txt"), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write(words)
    result = zeren("load", os.fsdecode(folder))
    assert result.error == "zeren: 1 of 3 documents refused, the others are stored; the table says why"
    assert "青石市分工.txt" in result.out
    ((name, message),) = query(home, "SELECT source_name, message FROM loads WHERE outcome = 'refused'")
    assert name == "会议通知.txt"
    assert message.startswith(f"{tmp_path}/in/会议通知.txt: no task found; ")
    assert ("青石市分工.txt",) in query(home, "SELECT source_name FROM documents")


def test_a_folder_loaded_again_is_recognised(zeren: Runner, home: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 4)
    assert zeren("load", folder).code == 0
    first = query(home, "SELECT document_id, sha256, loaded_at FROM documents ORDER BY 1")
    (folder / "005.txt").write_text(document(number=5), encoding="utf-8")
    again = zeren("load", folder)
    assert (again.code, again.err) == (0, "")
    assert outcomes(again.out) == {"unchanged": 4, "loaded": 1}
    assert query(home, "SELECT document_id, sha256, loaded_at FROM documents ORDER BY 1")[:4] == first
    rows = query(home, "SELECT n_tasks, document_id FROM loads WHERE outcome = 'unchanged' ORDER BY load_id")
    assert rows == [(3, row[0]) for row in first]


def test_the_number_of_processes_changes_nothing(
    zeren: Runner, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path / "in", 9)
    (folder / "004b.txt").write_text(NO_TASKS, encoding="utf-8")
    other = tmp_path / "other"
    assert zeren("load", folder, "--jobs", "1").code == 1
    monkeypatch.setenv("ZEREN_HOME", str(other))
    assert zeren("load", folder, "--jobs", "4").code == 1
    for table in ("documents", "plans", "sections", "tasks", "units", "task_units", "targets", "loads"):
        columns = [row[1] for row in query(home, f"PRAGMA table_info({table})") if not row[1].endswith("_at")]
        wanted = f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2"
        assert query(home, wanted) == query(other, wanted), table


def test_the_same_bytes_under_two_names_are_one_document(zeren: Runner, home: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 1)
    (folder / "copy.txt").write_bytes((folder / "001.txt").read_bytes())
    result = zeren("load", folder)
    assert outcomes(result.out) == {"loaded": 1, "unchanged": 1}
    assert query(home, "SELECT count(*) FROM documents") == [(1,)]


def test_a_document_that_stands_in_two_files_is_named(zeren: Runner, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(document(number=7, tasks=2), encoding="utf-8")
    (folder / "b.txt").write_text(document(number=7, tasks=4), encoding="utf-8")
    result = zeren("load", folder, "--jurisdiction", "330900")
    assert result.code == 0
    assert outcomes(result.out) == {"loaded": 1, "replaced": 1}
    assert "takes the place of a.txt" in result.out
    assert query(home, "SELECT source_name FROM documents") == [("b.txt",)]
    # What was replaced is read anew, and so is what replaced it: the last one stays, as before.
    assert zeren("load", folder, "--jurisdiction", "330900").code == 0
    assert query(home, "SELECT source_name FROM documents") == [("b.txt",)]


def test_a_dry_run_of_a_folder_stores_nothing(zeren: Runner, home: Path, tmp_path: Path) -> None:
    result = zeren("load", folder_of(tmp_path / "in", 3), "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert outcomes(result.out) == {"dry_run": 3}
    assert not home.exists()


def test_several_files_are_loaded_like_a_folder(zeren: Runner, home: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 2)
    bad = folder / "bad.txt"
    bad.write_text(NO_TASKS, encoding="utf-8")
    result = zeren("load", folder / "001.txt", bad, folder / "002.txt")
    assert result.code == 1
    assert outcomes(result.out) == {"loaded": 2, "refused": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in", "nowhere.txt"], "nowhere.txt: no such file"),
        (["in", "--jurisdiction", "abc"], "'abc'"),
        (["in", "--encoding", "klingon"], "klingon"),
        (["in", "--explain"], "--dry-run"),
        (["in", "--jobs", "0"], "--jobs"),
        (["empty"], "no document"),
    ],
)
def test_wrong_words_are_said_before_anything_is_read(
    zeren: Runner,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    folder_of(tmp_path / "in", 2)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    result = zeren("load", *arguments)
    assert result.code == 2
    assert said in result.error
    assert not home.exists()


def test_what_is_no_document_is_left_out(zeren: Runner, home: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in" / "2026", 1)
    for name in (".hidden.txt", "~$draft.docx", "notes.txt~", "half.pdf.part", "Thumbs.db", "photo.jpg"):
        (folder / name).write_bytes(b"x")
    (folder / "001.yaml").write_text("year: 2026\n", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "description.txt").write_text("x", encoding="utf-8")
    found = find_documents([tmp_path / "in"])
    assert found.documents == [folder / "001.txt"]
    assert {reason: sorted(path.name for path in paths) for reason, paths in found.skipped.items()} == {
        "hidden": [".git", ".hidden.txt", "Thumbs.db"],
        "temporary": ["half.pdf.part", "notes.txt~", "~$draft.docx"],
        "sidecar": ["001.yaml"],
        "of another kind": ["photo.jpg"],
    }
    result = zeren("load", tmp_path / "in")
    assert result.code == 0
    assert "left out 略过: 1 of another kind (photo.jpg)" in result.out
    assert query(home, "SELECT count(*) FROM loads") == [(1,)]


def test_what_zeren_wrote_itself_is_not_loaded(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 1)
    (tmp_path / "zeren-data" / "exports").mkdir(parents=True)
    (tmp_path / "zeren-data" / "exports" / "tasks.csv").write_text("a\n", encoding="utf-8")
    found = find_documents([folder], leave_out=[tmp_path / "zeren-data"])
    assert found.documents == [folder / "001.txt"]


def test_a_file_is_taken_once_and_whatever_it_is_called(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 1)
    odd = tmp_path / "责任分解"
    odd.write_text(document(), encoding="utf-8")
    assert find_documents([odd, folder, folder / "001.txt"]).documents == [odd, folder / "001.txt"]
    with pytest.raises(UsageError, match="no such file"):
        find_documents([folder, tmp_path / "nowhere"])


def start(home: Path, *arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "zeren", *map(str, arguments)],
        env=os.environ | {"ZEREN_HOME": str(home)},
        stdout=subprocess.PIPE,
        **{"stderr": subprocess.PIPE, **options},
    )


def wait_for_documents(home: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if query(home, "SELECT count(*) FROM documents")[0][0] >= count:
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.01)
    pytest.fail("the run did not get going")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_was_stopped_goes_on(
    zeren: Runner, home: Path, tmp_path: Path, how: signal.Signals
) -> None:
    folder = folder_of(tmp_path / "in", 40, tasks=90)
    with start(home, "load", folder) as process:
        wait_for_documents(home, 5)
        workers = psutil.Process(process.pid).children(recursive=True)
        assert workers
        process.send_signal(how)
        out, err = process.communicate(timeout=30)
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert err.decode().splitlines()[-1] == "zeren: stopped; nothing was left half-written"
        assert outcomes(out.decode())["loaded"] >= 5
    assert not psutil.wait_procs(workers, timeout=10)[1], "processes were left behind"
    stored = query(home, "SELECT count(*) FROM documents")[0][0]
    assert 5 <= stored < 40
    # Every document that is there is there whole.
    assert query(home, "SELECT count(*) FROM tasks") == [(90 * stored,)]
    result = zeren("load", folder)
    assert (result.code, result.err) == (0, "")
    assert outcomes(result.out) == {"unchanged": stored, "loaded": 40 - stored}
    assert query(home, "SELECT count(*) FROM tasks") == [(90 * 40,)]


def test_a_document_that_kills_its_reader_costs_nothing_but_itself(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 6)
    # Reading a pipe that nobody writes to never ends; the process that hangs on it is then killed.
    os.mkfifo(folder / "003.fifo")
    paths = sorted(folder.iterdir())

    def kill_whoever_hangs() -> None:
        time.sleep(2)
        for child in multiprocessing.active_children():
            if child.pid is not None:
                os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_whoever_hangs)
    killer.start()
    replies = dict(parse_all(((path, None) for path in paths), LoadOptions(), jobs=1, seconds=30))
    killer.join()
    assert list(replies) == paths
    hung = replies.pop(folder / "003.fifo")
    assert "ended the process that read it (SIGKILL)" in (hung.refusal or "")
    assert all(reply.document is not None for reply in replies.values())


def test_a_document_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 4)
    os.mkfifo(folder / "002.fifo")
    paths = sorted(folder.iterdir())
    replies = dict(parse_all(((path, None) for path in paths), LoadOptions(), jobs=2, seconds=2))
    assert "within 2 seconds" in (replies.pop(folder / "002.fifo").refusal or "")
    assert all(reply.document is not None for reply in replies.values())


def test_somebody_who_watches_sees_how_far_it_is(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", 8)
    ours, theirs = pty.openpty()
    with start(tmp_path / "home", "load", folder, stderr=theirs) as process:
        os.close(theirs)
        out, _ = process.communicate(timeout=60)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:
        pass
    os.close(ours)
    assert process.returncode == 0
    assert b"8/8" in seen
    # The table goes to standard output, without the colours and moves of the bar.
    assert b"\x1b" not in out
    assert outcomes(out.decode()) == {"loaded": 8}
