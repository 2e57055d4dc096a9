"""Writing so that it is still there after a power cut: files and folders forced to disk.

Every change to a target folder goes through `os` calls named here or in the layout, so that a test can stop
the process at each of them.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUFFER = 1 << 20


class DurableFile(io.RawIOBase):
    """A new file for writing from start to end, digested on the way.

    After `finish()` the bytes are on disk, and `sha256` (hex) and `size` tell of them. Closed without that
    (an error on the way), what was buffered is forgotten. Never follows a link, never overwrites.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._fd = os.open(path, flags, 0o666)
        self._buffer = bytearray()
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Never: what is written is digested."""
        return False

    def tell(self) -> int:
        """How many bytes were written."""
        return self.size

    def write(self, data: Any, /) -> int:
        """Take all of `data`; returns its length in bytes."""
        chunk = memoryview(data).cast("B")
        self._digest.update(chunk)
        self._buffer += chunk
        self.size += len(chunk)
        if len(self._buffer) >= _BUFFER:
            self._drain()
        return len(chunk)

    def finish(self) -> None:
        """Force everything to disk and close."""
        self._drain()
        os.fsync(self._fd)
        self.close()

    @property
    def sha256(self) -> str:
        """Of all bytes so far, in hex."""
        return self._digest.hexdigest()

    def _drain(self) -> None:
        while self._buffer:
            written = os.write(self._fd, self._buffer)
            del self._buffer[:written]

    def close(self) -> None:
        """Close without writing what is still buffered; `finish` does that."""
        if not self.closed:
            os.close(self._fd)
        super().close()


@contextlib.contextmanager
def durable_file(path: Path) -> Iterator[DurableFile]:
    """A DurableFile, finished if the block ends well and closed in any case."""
    file = DurableFile(path)
    try:
        yield file
        file.finish()
    finally:
        file.close()


def sync_folder(folder: Path) -> None:
    """Force a folder's entries (new names, renames) to disk, where the file system knows how."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some network file systems cannot, and need not: they write through.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}:
            raise
    finally:
        os.close(fd)


def remove(path: Path) -> None:
    """Remove a file, a link (not what it points at) or a folder with all in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
