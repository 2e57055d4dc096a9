"""Worker processes that parse documents beside each other, and survive what a document does to them.

Each worker is a process of its own with a pipe: one that dies or takes too long costs the document it was
reading, not the run. Workers end by themselves when the process that started them is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from zeren_schema.errors import ZerenError

from zeren_loaders.records import LoadOptions, LoadSummary, ParsedDocument

# A document of this genre takes hundredths of a second; one that takes this long will not come to an end.
SECONDS_PER_DOCUMENT = 60.0
# Each worker holds the next document already when it sends one back, so that it never waits for the writer.
_AHEAD = 2


@dataclass(slots=True)
class Reply:
    """What became of one file: a document, or in a dry run its summary alone, or why it was refused."""

    document: ParsedDocument | None = None
    summary: LoadSummary | None = None
    refusal: str | None = None


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    assigned: deque[int] = field(default_factory=deque)
    since: float = 0.0


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parse_all(
    paths: Iterable[tuple[Path, Reply | None]],
    options: LoadOptions,
    *,
    jobs: int,
    summaries_only: bool = False,
    seconds: float = SECONDS_PER_DOCUMENT,
) -> Iterator[tuple[Path, Reply]]:
    """Parse the files in `jobs` processes and yield the replies in the order of `paths`.

    A path that comes with a reply already is not read. At most a few documents per process are held at once.
    """
    crew = _Crew(options, jobs, summaries_only=summaries_only, seconds=seconds)
    try:
        yield from crew.run(iter(paths))
    finally:
        crew.dismiss()


class _Crew:
    def __init__(self, options: LoadOptions, jobs: int, *, summaries_only: bool, seconds: float) -> None:
        self._options = options
        self._jobs = jobs
        self._summaries_only = summaries_only
        self._seconds = seconds
        # A fork of a process with threads may hang; a fork server has none. Elsewhere processes start anew.
        methods = multiprocessing.get_all_start_methods()
        method = "forkserver" if "forkserver" in methods else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(["zeren_loaders.load", "zeren_loaders.workers"])
        self._workers: list[_Worker] = []
        self._paths: dict[int, Path] = {}
        self._replies: dict[int, Reply] = {}
        self._again: deque[int] = deque()

    def run(self, paths: Iterator[tuple[Path, Reply | None]]) -> Iterator[tuple[Path, Reply]]:
        taken = given = 0
        exhausted = False
        while True:
            while not exhausted and taken - given < 2 * _AHEAD * self._jobs and self._has_room():
                following = next(paths, None)
                if following is None:
                    exhausted = True
                    break
                path, reply = following
                self._paths[taken] = path
                if reply is None:
                    self._assign(taken)
                else:
                    self._replies[taken] = reply
                taken += 1
            while given in self._replies:
                yield self._paths.pop(given), self._replies.pop(given)
                given += 1
            if exhausted and given == taken:
                return
            if given not in self._replies and any(worker.assigned for worker in self._workers):
                self._collect()

    def _has_room(self) -> bool:
        if len(self._workers) < self._jobs:
            return True
        return any(len(worker.assigned) < _AHEAD for worker in self._workers)

    def _assign(self, index: int) -> None:
        idle = [worker for worker in self._workers if not worker.assigned]
        if not idle and len(self._workers) < self._jobs:
            self._workers.append(self._hire())
        worker = min(self._workers, key=lambda worker: len(worker.assigned))
        if not worker.assigned:
            worker.since = time.monotonic()
        worker.assigned.append(index)
        try:
            worker.pipe.send(self._paths[index])
        except OSError:
            self._replace(worker, guilty=False)

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, self._options, self._summaries_only), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _collect(self) -> None:
        """Wait for one reply at least, or for the death of a worker, or for the end of its time."""
        busy = {worker.pipe: worker for worker in self._workers if worker.assigned}
        oldest = min(worker.since for worker in busy.values())
        left = max(oldest + self._seconds - time.monotonic(), 0)
        for pipe in wait(list(busy), left):
            worker = busy[pipe]  # type: ignore[index] # wait gives back what it was given
            try:
                reply = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker, guilty=True)
                continue
            self._replies[worker.assigned.popleft()] = reply
            worker.since = time.monotonic()
        for worker in busy.values():
            if worker.assigned and time.monotonic() - worker.since > self._seconds:
                self._replace(worker, guilty=True, late=True)

    def _replace(self, worker: _Worker, *, guilty: bool, late: bool = False) -> None:
        """Let a worker go; the file it was reading is refused and what else it held is given to another."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        if late:
            worker.process.kill()
        worker.process.join(5)
        worker.pipe.close()
        if guilty and worker.assigned:
            index = worker.assigned.popleft()
            how = (
                f"could not be read within {self._seconds:g} seconds"
                if late
                else f"ended the process that read it ({_ending(worker.process.exitcode)})"
            )
            self._replies[index] = Reply(
                refusal=f"{self._paths[index]}: {how}; save the document as text and load that"
            )
        for index in worker.assigned:
            self._assign(index)

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(0.5 if not worker.assigned else 0)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            pass
    return f"exit code {code}"


def _work(pipe: Connection, options: LoadOptions, summaries_only: bool) -> None:
    """Parse what comes through the pipe until it closes."""
    # Ctrl-C goes to all processes of the terminal; the one that started us decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        reply = _parse(path, options)
        if summaries_only and reply.document is not None:
            from zeren_loaders.load import summarise  # noqa: PLC0415 - workers that only parse need no database

            reply = Reply(summary=summarise(reply.document, "dry_run"))
        try:
            pipe.send(reply)
        except OSError:
            return


def _parse(path: Path, options: LoadOptions) -> Reply:
    from zeren_loaders.parse import parse_file  # noqa: PLC0415 - imported in the worker

    try:
        return Reply(document=parse_file(path, options))
    except ZerenError as error:
        return Reply(refusal=str(error))
    except Exception as error:
        # A defect of ours must not stop the other documents; loading this one alone shows the traceback.
        kind = type(error).__name__
        return Reply(refusal=f"{path}: internal error ({kind}: {error}); load it alone with ZEREN_DEBUG=1")
