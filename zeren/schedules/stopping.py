"""Being told to stop: SIGTERM and SIGINT become an exception, but only where one does no harm."""

from __future__ import annotations

import gc
import selectors
import signal
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

from zeren_queries.interruption import signal_socket

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody told this process to stop."""


class Stopper:
    """While this is entered, a signal to stop is noted, and raises Stopped inside `interruptible` blocks.

    It raises once: clearing up after it is not interrupted again. Only for the main thread.
    """

    def __init__(self) -> None:
        self.is_told = False
        self._is_open = False
        self._entered = ExitStack()

    def __enter__(self) -> Stopper:
        with ExitStack() as entered:
            self._signals = entered.enter_context(signal_socket())
            for number in SIGNALS:
                entered.callback(signal.signal, number, signal.signal(number, self._note))
            self._entered = entered.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._entered.close()

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.is_told = True
        if self._is_open:
            self._is_open = False
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Sleep. Raises Stopped as soon as a signal arrives, also one that comes on the way to sleep."""
        with self.interruptible(), selectors.DefaultSelector() as selector:
            if self._signals is not None:
                selector.register(self._signals, selectors.EVENT_READ)
            if selector.select(seconds) and self._signals is not None:
                self._signals.recv(64)

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """A block that may end anywhere. Raises Stopped, at once if the signal came before."""
        self._is_open = True
        try:
            if self.is_told:
                raise Stopped
            yield
        except Exception as error:
            # Libraries that notice the signal themselves stop with an error of their own (DuckDB's is a
            # RuntimeError): whatever ended the block after the signal, it was the signal.
            if self.is_told:
                raise Stopped from error
            raise
        finally:
            self._is_open = False


def let_go(error: BaseException) -> None:
    """Close what the interrupted calls of an error still have open.

    An exception raised by a signal can fall into the very lines that close a connection to the database. The
    error's traceback then keeps the connection, and with it its lock, until the error is forgotten.
    """
    told: BaseException | None = error
    while told is not None:
        traceback.clear_frames(told.__traceback__)
        told = told.__context__
    # Connection and transaction hold each other.
    gc.collect()
