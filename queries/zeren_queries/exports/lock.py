"""One exporter at a time in a folder.

The lock is the kernel's (flock), so it cannot outlive its holder: after a crash the next export takes it
over without anyone cleaning up. The file only tells who holds it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zeren_schema.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = ".zeren-lock"


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for the block.

    Raises BusyError, naming the holder and since when, if another process (or thread) has it, and OSError
    if the folder cannot be written.
    """
    path = folder / LOCK_NAME
    fd = _acquire(path, folder)
    try:
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        os.ftruncate(fd, 0)
        os.pwrite(fd, json.dumps(holder).encode(), 0)
        yield
    finally:
        # Removed while still held: whoever opened it in between sees that the name is gone and starts over.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(fd)


def _acquire(path: Path, folder: Path) -> int:
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(fd, 1000, 0)
            os.close(fd)
            raise BusyError(f"{folder}: {_describe(holder)}; try again when it has finished") from None
        except OSError:
            os.close(fd)
            raise
        if _is_still(fd, path):
            return fd
        os.close(fd)


def _is_still(fd: int, path: Path) -> bool:
    """Whether `path` names the file that is open, and not one made after its removal."""
    held = os.fstat(fd)
    try:
        named = path.lstat()
    except FileNotFoundError:
        return False
    return (held.st_dev, held.st_ino) == (named.st_dev, named.st_ino)


def _describe(holder: bytes) -> str:
    try:
        told = json.loads(holder)
        return f"process {told['pid']} on {told['host']} has been exporting here since {told['since']}"
    except (ValueError, KeyError, TypeError):
        # It got the lock this very moment and has not written its name yet.
        return "another process has just begun to export here"
