"""What runs in the engine is stopped by the clock or by a signal, and by nothing once it is over."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator

import duckdb
import pytest
from zeren_queries.interruption import interrupting, signal_socket


@pytest.fixture
def noted() -> Iterator[list[int]]:
    """The signals that Python's own handler was called for."""
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: seen.append(number))
    yield seen
    signal.signal(signal.SIGTERM, before)


def test_the_clock_interrupts() -> None:
    called = threading.Event()
    with interrupting(called.set, 0.01) as is_late:
        assert called.wait(10)
    assert is_late()


def test_a_signal_interrupts_and_is_no_lateness(noted: list[int]) -> None:
    called = threading.Event()
    with interrupting(called.set, 60) as is_late:
        os.kill(os.getpid(), signal.SIGTERM)
        assert called.wait(10)
    assert noted == [signal.SIGTERM]
    assert not is_late()


def test_nothing_is_interrupted_after_the_block(noted: list[int]) -> None:
    calls: list[str] = []
    with interrupting(lambda: calls.append("now"), 0.05):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    assert (calls, noted) == ([], [signal.SIGTERM])
    assert [thread.name for thread in threading.enumerate() if "watch" in thread.name] == []


def test_other_threads_are_stopped_by_the_clock_alone() -> None:
    called = threading.Event()
    late: list[bool] = []

    def work() -> None:
        with signal_socket() as signals, interrupting(called.set, 0.01) as is_late:
            assert signals is None
            called.wait(10)
        late.append(is_late())

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert late == [True]


def test_who_listened_before_hears_of_the_signal(noted: list[int]) -> None:
    """As the event loop of a notebook does."""
    reader, writer = socket.socketpair()
    with reader, writer:
        reader.setblocking(False)
        writer.setblocking(False)
        before = signal.set_wakeup_fd(writer.fileno())
        try:
            with signal_socket() as inner:
                os.kill(os.getpid(), signal.SIGTERM)
            assert inner is not None
            assert signal.set_wakeup_fd(writer.fileno()) == writer.fileno()
        finally:
            signal.set_wakeup_fd(before)
        assert list(reader.recv(64)) == [signal.SIGTERM]
    assert noted == [signal.SIGTERM]


def test_a_query_ends_with_the_error_of_the_engine(noted: list[int]) -> None:
    """Also where the handler raises nothing."""
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
    with duckdb.connect() as connection:
        query = connection.sql("SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i)")
        timer.start()
        with interrupting(connection.interrupt, 60), pytest.raises(duckdb.InterruptException):
            query.fetchall()
    timer.join()
    assert noted == [signal.SIGTERM]
