"""Stopping what runs in the engine: at the time limit, and as soon as a signal arrives.

A handler written in Python waits until the main thread is back from the engine, and the engine looks out for
signals now and then only. The interpreter, though, writes the number of a signal to a socket the moment it
arrives, and a thread that waits there can interrupt the engine at once.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def signal_socket() -> Iterator[socket.socket | None]:
    """A socket from which the number of every signal that arrives meanwhile can be read, a byte each.

    Who listened before hears of them at the end. None outside the main thread, the only one Python lets
    listen.
    """
    if threading.current_thread() is not threading.main_thread():
        yield None
        return
    reader, writer = socket.socketpair()
    with reader, writer:
        reader.setblocking(False)
        writer.setblocking(False)
        before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        try:
            yield reader
        finally:
            signal.set_wakeup_fd(before, warn_on_full_buffer=False)
            _pass_on(reader, before)


@contextmanager
def interrupting(interrupt: Callable[[], None], seconds: float) -> Iterator[Callable[[], bool]]:
    """A block during which `interrupt` is called after `seconds`, or when a signal arrives.

    Yields a function that tells whether the time was up. `interrupt` is never called after the block.
    """
    guard = threading.Lock()
    state = {"is_done": False, "is_late": False}
    ours, theirs = socket.socketpair()

    def watch(signals: socket.socket | None) -> None:
        with selectors.DefaultSelector() as selector:
            for source in (theirs, signals) if signals else (theirs,):
                selector.register(source, selectors.EVENT_READ)
            heard = selector.select(seconds)
        with guard:
            if not state["is_done"]:
                state["is_late"] = not heard
                interrupt()

    with ours, theirs, signal_socket() as signals:
        watcher = threading.Thread(target=watch, args=(signals,), daemon=True)
        watcher.start()
        try:
            yield lambda: state["is_late"]
        finally:
            with guard:
                state["is_done"] = True
            ours.send(b"done")
            watcher.join()


def _pass_on(reader: socket.socket, listener: int) -> None:
    """Tell the listener before of the signals it missed."""
    if listener == -1:
        return
    with contextlib.suppress(OSError):
        while heard := reader.recv(64):
            os.write(listener, heard)
