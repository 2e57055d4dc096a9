"""Where a command writes: standard output, or a file that is never half-written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import _TemporaryFileWrapper
from typing import BinaryIO

from zeren_schema.errors import UsageError


@contextmanager
def open_target(path: Path | None) -> Iterator[BinaryIO]:
    """A stream to write to: standard output if `path` is None, else a file that appears when it is whole.

    Raises UsageError if the path is a folder or lies in none.
    """
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    # Written beside its place and renamed, so that the name never belongs to half a file.
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name the file to write")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}; make it first")
    with _draft_beside(path) as draft:
        try:
            yield draft  # type: ignore[misc] # a wrapper with every method of BinaryIO
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).chmod(0o666 & ~_umask())
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _draft_beside(path: Path) -> _TemporaryFileWrapper[bytes]:
    try:
        return tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)
    except OSError as error:
        # The draft's name would tell nobody anything.
        error.filename = str(path)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
