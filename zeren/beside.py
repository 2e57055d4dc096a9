"""One piece of work in a process of its own, while this process does another."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from zeren_schema.errors import ZerenError

T = TypeVar("T")

# Libraries that start threads of their own: a copy of a process that has loaded them may hang.
_THREADED = ("duckdb", "pyarrow")


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Start `work` in a copy of this process; the function that is yielded waits for what it returns.

    It raises what `work` raises, and ZerenError if the copy comes to a sudden end. Ctrl-C does not reach
    the copy: what it has begun it ends, and the block waits for that. Where no safe copy can be made, the
    function does the work itself.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or any(
        name in sys.modules for name in _THREADED
    ):
        yield work
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, theirs))
    process.start()
    theirs.close()

    def wait() -> T:
        try:
            result, error = ours.recv()
        except EOFError:
            process.join()
            code = process.exitcode or 0
            how = signal.strsignal(-code) if code < 0 else f"exit code {code}"
            raise ZerenError(f"a part of the work came to a sudden end ({how}); try again") from None
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return] # what `work` returned

    try:
        yield wait
    finally:
        ours.close()
        process.join()


def _do(work: Callable[[], Any], pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    result, error = None, None
    try:
        result = work()
    except Exception as raised:
        if not isinstance(raised, ZerenError):
            raised.add_note(traceback.format_exc())
        error = raised
    try:
        pipe.send((result, error))
    except BrokenPipeError:
        return  # nobody waits any more
