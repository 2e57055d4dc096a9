"""Reading the next reports while one is written: the engine works without Python's lock."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from zeren_queries.exports.reports import ExportableReport

# Queries that run at one time, and reports at most that run or wait to be written besides the one written.
QUERIES = 2
AHEAD = 4
# Seconds between two attempts to stop a query: one that is just about to start does not notice the first.
_AGAIN = 0.05


def engine_threads() -> int:
    """How many threads the engine should have of its own to read ahead: each query brings one along."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - QUERIES + 1)


class ReadAhead:
    """The rows of reports, asked for in the order they were given."""

    def __init__(self, reports: Sequence[ExportableReport], pool: ThreadPoolExecutor) -> None:
        self._waiting = deque(reports)
        self._pool = pool
        self._read: deque[tuple[ExportableReport, Future[pa.RecordBatchReader]]] = deque()
        self._go_on()

    def rows(self, report: ExportableReport) -> pa.RecordBatchReader:
        """The rows of the next report, which must be `report`. Raises what reading it raises."""
        expected, future = self._read.popleft()
        assert expected is report  # noqa: S101 - whoever writes goes through the reports in order
        self._go_on()
        return future.result()

    def stop(self) -> None:
        """End what runs, for nobody will ask for it any more."""
        self._waiting.clear()
        running = {future: report for report, future in self._read if not future.cancel()}
        while running:
            for report in running.values():
                report.stop()
            _, still = wait(running, timeout=_AGAIN)
            running = {future: running[future] for future in still}

    def _go_on(self) -> None:
        while self._waiting and len(self._read) < AHEAD:
            report = self._waiting.popleft()
            self._read.append((report, self._pool.submit(report.read)))


@contextmanager
def read_ahead(reports: Sequence[ExportableReport]) -> Iterator[ReadAhead]:
    """Threads that read the reports; none of them is left when the block ends, however it ends."""
    with ThreadPoolExecutor(QUERIES, thread_name_prefix="read-ahead") as pool:
        ahead = ReadAhead(reports, pool)
        try:
            yield ahead
        finally:
            ahead.stop()
