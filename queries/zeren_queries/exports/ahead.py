"""Reading the next reports while one is written: the engine works without Python's lock."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from zeren_queries.exports.reports import ExportableReport

# Reports whose queries run, or whose rows wait to be written, at one time besides the one being written.
AHEAD = 2
# Seconds between two attempts to stop a query: one that is just about to start does not notice the first.
_AGAIN = 0.05


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
    with ThreadPoolExecutor(AHEAD, thread_name_prefix="read-ahead") as pool:
        ahead = ReadAhead(reports, pool)
        try:
            yield ahead
        finally:
            ahead.stop()
