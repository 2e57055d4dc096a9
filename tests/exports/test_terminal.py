from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import termios
import threading
import unicodedata

import pyarrow as pa
import pytest
from zeren_queries.formats import Format, Labels, write_rows
from zeren_queries.formats.terminal import fit

from tests.exports.sample import WORKLOAD_COLUMNS, WORKLOAD_ROWS, WORKLOAD_SCHEMA, reader, texts, written


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_a_pipe_gets_plain_columns_byte_for_byte() -> None:
    expected = """\
单位          任务数   牵头占比  完成时限    是否牵头
------------  ------  ---------  ----------  --------
省发展改革委      12  58.333333  2026-12-31  true
省教育厅           3        100              false
杭州市政府        -1       -0.5  2027-01-01
"""
    rows = reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA)
    assert written(rows, Format.TABLE, WORKLOAD_COLUMNS, labels=Labels.ZH).decode() == expected


def test_rows_after_the_measured_ones_are_written_whole() -> None:
    values = ["短"] * 1500 + ["一个长得多的名称"]
    lines = texts(values, Format.TABLE).decode().splitlines()
    assert len(lines) == 2 + 1501
    assert lines[-1] == "1500  一个长得多的名称"


@pytest.mark.parametrize("hostile", ["\x1b[31m", "\x1b]0;x\x07", "\u202e", "\x9b31m", "\r", "\x08"])
def test_nothing_in_a_cell_can_steer_the_terminal(hostile: str) -> None:
    shown = texts([f"a{hostile}b", "c\nd"], Format.TABLE).decode()
    assert not {char for char in shown if unicodedata.category(char) in {"Cc", "Cf"}} - {"\n"}
    assert "c↵d" in shown


def test_no_rows_leave_the_header() -> None:
    rows = reader([], pa.schema([("unit", pa.string()), ("n", pa.int64())]))
    assert written(rows, Format.TABLE) == b"unit  n\n----  -\n"


def test_the_stream_stays_open() -> None:
    out = io.BytesIO()
    assert write_rows(reader(WORKLOAD_ROWS, WORKLOAD_SCHEMA), None, out, Format.TABLE) == 3
    out.write(b"more")
    assert out.getvalue().endswith(b"more")


def _on_a_terminal(rows: pa.RecordBatchReader, columns: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines a real pseudo-terminal of that width receives."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    # rich asks the environment first, and the test's own standard streams are no terminal.
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "40")
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    received = bytearray()

    def listen() -> None:
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                return
            if not chunk:
                return
            received.extend(chunk)

    listener = threading.Thread(target=listen)
    listener.start()
    with open(slave, "wb") as out:  # noqa: PTH123
        write_rows(rows, None, out, Format.TABLE)
    listener.join(10)
    os.close(master)
    return received.decode().replace("\r\n", "\n").splitlines()


def test_a_terminal_gets_lines_that_fit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "加快建设现代化产业体系，推进新型工业化" * 4
    rows = reader(
        [("省经信厅", 7, text), ("省[b]x[/b]厅", -3, None)],
        pa.schema([("unit", pa.string()), ("tasks", pa.int64()), ("text", pa.string())]),
    )
    lines = _on_a_terminal(rows, 60, monkeypatch)
    assert max(_width(line.rstrip()) for line in lines) <= 60
    assert lines[0].split() == ["unit", "tasks", "text"]
    # Folded, not cut: the whole text is there.
    assert "".join("".join(lines).split()).count("推进新型工业化") >= 1
    assert sum(char == "业" for char in "".join(lines)) == text.count("业")
    assert any("省[b]x[/b]厅" in line for line in lines)


def test_a_long_table_has_one_header(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reader([(number,) for number in range(2500)], pa.schema([("number", pa.int64())]))
    lines = [line.strip() for line in _on_a_terminal(rows, 80, monkeypatch)]
    assert lines.count("number") == 1
    assert [line for line in lines if line.isdigit()] == [str(number) for number in range(2500)]


NARROW = pa.schema(
    [
        ("unit", pa.string()),
        ("kind", pa.string()),
        ("fractional_tasks", pa.float64()),
        ("lead_tasks", pa.int64()),
    ]
)


def test_a_number_is_never_on_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reader([("省文化广电和旅游厅", "government", 22.561781, 123456)], NARROW)
    lines = _on_a_terminal(rows, 38, monkeypatch)
    assert [line.rstrip() for line in lines if "─" not in line] == [
        "                fractional_   lead_",
        "unit    kind          tasks   tasks",
        "省文化  govern    22.561781  123456",
        "广电和  ment",
        "旅游厅",
    ]


def test_columns_that_do_not_fit_side_by_side_become_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reader([("省文化广电和旅游厅", "government", 22.561781, 123456), (None, "", 1.0, 2)], NARROW)
    assert _on_a_terminal(rows, 30, monkeypatch) == [
        "-- 1 --",
        "unit              省文化广电和旅游厅",
        "kind              government",
        "fractional_tasks  22.561781",
        "lead_tasks        123456",
        "-- 2 --",
        "unit",
        "kind",
        "fractional_tasks  1",
        "lead_tasks        2",
    ]


@pytest.mark.parametrize(
    ("widths", "room", "expected"),
    [
        ([10, 20], 40, [10, 20]),
        ([10, 100], 60, [10, 50]),
        ([50, 100], 60, [30, 30]),
        ([5, 100, 100], 65, [5, 30, 30]),
        ([100, 100], 4, [6, 6]),
        ([3, 4], 2, [3, 4]),
        ([], 10, []),
    ],
)
def test_the_widest_columns_give_way_first(widths: list[int], room: int, expected: list[int]) -> None:
    assert fit(widths, room) == expected


@pytest.mark.parametrize(
    ("widths", "room", "least", "expected"),
    [
        ([20, 20], 30, [6, 18], [12, 18]),
        ([20, 20], 20, [6, 18], [6, 18]),
        ([30, 20, 9], 39, [6, 6, 9], [15, 15, 9]),
        ([5, 40], 30, [12, 6], [5, 25]),
    ],
)
def test_no_column_gets_narrower_than_it_can(
    widths: list[int], room: int, least: list[int], expected: list[int]
) -> None:
    assert fit(widths, room, least) == expected
