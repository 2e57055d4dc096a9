"""Whatever goes wrong, the old set stays as it was and nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from zeren_queries.exports.sets import SetOptions, write_set
from zeren_queries.exports.verify import verify_set
from zeren_queries.formats import Format
from zeren_schema.errors import ExitCode, UsageError, ZerenError

from tests.exports.sample import WORKLOAD_SCHEMA, reader, workload


def _state(folder: Path) -> dict[str, bytes | str]:
    """Every path below a folder: the bytes of files, the targets of links, nothing for folders."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = str(path.readlink())
        else:
            found[name] = path.read_bytes() if path.is_file() else ""
    return found


def _breaks_off() -> pa.RecordBatchReader:
    """Some good rows, then an error of the engine, whose message has several lines."""
    good = reader([("省教育厅", 1, None, None, None)] * 100, WORKLOAD_SCHEMA)

    def batches() -> Iterator[pa.RecordBatch]:
        yield from good
        raise duckdb.OutOfMemoryException("Out of memory\nsee the manual")

    return pa.RecordBatchReader.from_batches(WORKLOAD_SCHEMA, batches())


@pytest.mark.parametrize("fmt", [fmt for fmt in Format if fmt is not Format.TABLE])
def test_a_failing_report_fails_the_whole_set(tmp_path: Path, fmt: Format) -> None:
    write_set(tmp_path, [workload()], snapshot_id="c0ffee")
    before = _state(tmp_path)
    reports = [workload("a_good_one"), workload("zz_bad", read=_breaks_off)]
    with pytest.raises(ZerenError) as caught:
        write_set(tmp_path, reports, snapshot_id="beef", options=SetOptions(fmt=fmt))
    assert str(caught.value) == "report zz_bad: Out of memory; nothing was exported"
    assert _state(tmp_path) == before


def test_an_error_of_the_engine_inside_its_stream_is_one_line(tmp_path: Path) -> None:
    sql = "SELECT if(i < 1500000, i, error('first' || chr(10) || 'second')) AS n FROM range(3000000) AS t(i)"
    connection = duckdb.connect()
    bad = workload("bad", read=lambda: connection.sql(sql).to_arrow_reader())
    with pytest.raises(ZerenError, match=r"^report bad: [^\n]*$"):
        write_set(tmp_path / "new" / "exports", [bad], snapshot_id="c0ffee")
    # Folders made for a set that never came go too.
    assert _state(tmp_path) == {}


def test_a_report_whose_columns_changed_is_named(tmp_path: Path) -> None:
    other = pa.schema([("n", pa.int64())])
    with pytest.raises(ZerenError, match=r"^report unit_workload: the rows have the columns n, but"):
        write_set(tmp_path, [workload(read=lambda: reader([(1,)], other))], snapshot_id="c0ffee")
    assert _state(tmp_path) == {}


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interruption_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    write_set(tmp_path, [workload()], snapshot_id="c0ffee")
    before = _state(tmp_path)

    def interrupted() -> pa.RecordBatchReader:
        raise error

    with pytest.raises(error):
        write_set(tmp_path, [workload("a"), workload("b", read=interrupted)], snapshot_id="beef")
    assert _state(tmp_path) == before


HOSTILE_NAMES = [
    "",
    ".",
    "..",
    "../x",
    "../../x",
    "a/../../x",
    "/tmp/x",
    "//x",
    "a/b",
    "a\\b",
    "..\\x",
    "C:\\x",
    "c:x",
    "~",
    "~/x",
    "x\0",
    "\0",
    "x\n",
    "\nx",
    "x y",
    " x",
    "x ",
    "x.",
    "x.csv",
    ".x",
    "-x",
    "--to",
    "_x",
    "1x",
    "X",
    "Con",
    "con",
    "nul",
    "prn",
    "aux",
    "com1",
    "lpt9",
    "CON",
    "x:y",
    "x*",
    "x?",
    "x|y",
    "x>y",
    'x"y',
    "x'y",
    "$HOME",
    "`id`",
    "$(id)",
    "x;y",
    "x&y",
    "％2e",
    "..／x",
    "．．／x",
    "a／b",
    "ａ",
    "单位",
    "é",
    "x\u202ey",
    "x\u200by",
    "a" * 101,
    "a" * 300,
    "x\ud800",
    "datapackage.json",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_writes_nothing_anywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_set(tmp_path / "deep" / "exports", [workload(), workload(name)], snapshot_id="c0ffee")
    assert _state(tmp_path) == {}
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 500


def test_a_name_asked_for_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unit_workload is asked for twice"):
        write_set(tmp_path, [workload(), workload()], snapshot_id="c0ffee")


def test_no_report_is_no_set(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no report to export"):
        write_set(tmp_path / "exports", [], snapshot_id="c0ffee")
    assert _state(tmp_path) == {}


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    for to in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="file is a file, not a folder"):
            write_set(to, [workload()], snapshot_id="c0ffee")
    assert _state(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_somebody_elses_latest_is_left_alone(tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / "latest").write_bytes(b"mine")
    else:
        (tmp_path / "latest").mkdir()
    before = _state(tmp_path)
    with pytest.raises(UsageError, match="latest is not the link"):
        write_set(tmp_path, [workload()], snapshot_id="c0ffee")
    assert _state(tmp_path) == before


def test_links_in_the_folder_lead_nowhere(tmp_path: Path) -> None:
    """A link planted as the lock, as latest, as a set or as a set on its way is replaced or refused."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(b"mine")
    for name in ("latest", ".zeren-staging-x", "set-0123456789abcdef"):
        folder = tmp_path / f"exports-{name}"
        folder.mkdir()
        (folder / name).symlink_to(outside)
        write_set(folder, [workload()], snapshot_id="c0ffee")
        assert verify_set(folder).is_sound
    locked = tmp_path / "exports-lock"
    locked.mkdir()
    (locked / ".zeren-lock").symlink_to(outside / "kept")
    with pytest.raises(UsageError, match="cannot write here"):
        write_set(locked, [workload()], snapshot_id="c0ffee")
    assert _state(outside) == {"kept": b"mine"}


def _run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=root,
        check=False,
    )


_EXPORT = """
import sys
from pathlib import Path
from tests.exports.sample import workload
from zeren_queries.exports.sets import SetOptions, write_set
from zeren_queries.formats import Format
from zeren_schema.errors import ZerenError

def export(to, snapshot_id, fmt="csv"):
    rows = [(f"单位{number * number}", number * 7, None, None, None) for number in range(4000)]
    reports = [workload(), workload("long_report", rows)]
    try:
        write_set(Path(to), reports, snapshot_id=snapshot_id, options=SetOptions(fmt=Format(fmt)))
    except ZerenError as error:
        print(error, file=sys.stderr)
        return int(error.exit_code)
    return 0
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter; pytest's own are private."""
    folder = Path(tempfile.mkdtemp(prefix="zeren-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


_AS_SOMEBODY_ELSE = (
    _EXPORT
    + """
import os
assert export(sys.argv[1] + "/mine", "c0ffee") == 0  # also imports all that is needed
if os.geteuid() == 0:
    # root may write anywhere; the user nobody may not.
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(export(sys.argv[2], "c0ffee"))
"""
)


@pytest.mark.parametrize("below", ["", "new"])
def test_a_folder_that_cannot_be_written(tmp_path: Path, open_folder: Path, below: str) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o555)
    to = closed / below
    done = _run(_AS_SOMEBODY_ELSE, str(tmp_path), str(to))
    assert done.returncode == ExitCode.USAGE, done.stderr
    expected = rf"{re.escape(str(to))}: cannot write here \(.*\); choose another folder with --to\n"
    assert re.fullmatch(expected, done.stderr)
    assert _state(closed) == {}


_DISK_FULL = (
    _EXPORT
    + """
import resource
to, fmt, step = sys.argv[1], sys.argv[2], int(sys.argv[3])
codes = []
limit = 0
while True:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    code = export(to, "beef", fmt)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    codes.append(code)
    if code == 0:
        break
    # The old set, and not one file more.
    names = sorted(path.name for path in Path(to).iterdir())
    assert names == ["latest", sys.argv[4]], (limit, names)
    limit += step
print(codes)
"""
)


@pytest.mark.parametrize(("fmt", "step"), [("csv", 16384), ("xlsx", 32768), ("parquet", 4096)])
def test_a_full_disk_leaves_the_old_set(tmp_path: Path, fmt: str, step: int) -> None:
    first = write_set(tmp_path, [workload()], snapshot_id="c0ffee")
    before = _state(first.path)
    done = _run(_DISK_FULL, str(tmp_path), fmt, str(step), first.path.name)
    codes = [int(code) for code in done.stdout.strip("[]\n").split(",")] if done.stdout else []
    assert (done.returncode, codes[-1:]) == (0, [0]), done.stderr
    assert len(codes) > 2
    assert set(codes[:-1]) == {ExitCode.REFUSED}
    lines = done.stderr.splitlines()
    assert len(lines) == len(codes) - 1
    assert all(line.startswith(f"{tmp_path}: File too large; the last export stays") for line in lines)
    assert _state(first.path) == before


def test_a_killed_export_leaves_the_old_set_or_the_new_one(tmp_path: Path) -> None:
    first = write_set(tmp_path, [workload()], snapshot_id="c0ffee", options=SetOptions(keep=1))
    done = subprocess.run(
        [sys.executable, "-m", "tests.exports.kills", str(tmp_path), first.path.name],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["kills"] > 15
    assert found["seen"] == ["beef", "c0ffee"]
