"""How a folder of exports is laid out: sets, the pointer to the current one, and what is on its way.

exports/set-3f0c9d2b7a61e845/   a complete set; the name comes from its content
exports/latest                  a link to the current set (where links cannot be: latest.json)
exports/.zeren-…                a set being written or removed, the lock
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from zeren_schema.errors import UsageError

from zeren_queries.exports.durable import durable_file, remove, sync_folder
from zeren_queries.exports.lock import LOCK_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

LATEST = "latest"
POINTER = "latest.json"
MANIFEST = "datapackage.json"
_OURS = ".zeren-"
# The number tells a set apart from a damaged one of the same content.
_SET_NAME = re.compile(r"set-[0-9a-f]{16}(-[0-9]{1,6})?", re.ASCII)
# What file systems without symbolic links answer (FAT, some network shares).
_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
)


def open_folder(to: Path) -> tuple[Path, list[Path]]:
    """The real path of a target folder, made if missing, and the folders that were made, outermost first.

    Raises UsageError if something else is in the way, OSError if it cannot be made.
    """
    if "\0" in str(to):
        raise UsageError("the target folder's name contains a NUL character; choose another with --to")
    folder = Path(os.path.realpath(to))
    made: list[Path] = []
    for path in [*reversed(folder.parents), folder]:
        if path.is_dir():
            continue
        if os.path.lexists(path):
            raise UsageError(f"{path} is a file, not a folder; choose another folder with --to")
        try:
            path.mkdir()
        except FileExistsError:  # another export made it this very moment
            continue
        made.append(path)
    latest = folder / LATEST
    if os.path.lexists(latest) and not latest.is_symlink():
        raise UsageError(
            f"{latest} is not the link an export keeps there; move it away or choose another --to"
        )
    return folder, made


def unmake(made: list[Path]) -> None:
    """Take back the folders that `open_folder` made, as far as they are empty."""
    with contextlib.suppress(OSError):
        for path in reversed(made):
            path.rmdir()


def new_staging_folder(folder: Path) -> Path:
    """A fresh hidden folder for a set on its way."""
    staging = folder / f"{_OURS}staging-{secrets.token_hex(8)}"
    staging.mkdir()
    return staging


def sweep(folder: Path) -> None:
    """Remove what a killed export left behind. Only for the holder of the lock."""
    for path in folder.glob(f"{_OURS}*"):
        if path.name != LOCK_NAME:
            remove(path)


def sets_in(folder: Path) -> list[Path]:
    """The complete sets, the one published last first."""
    sets = [path for path in folder.iterdir() if is_set(path)]
    return sorted(sets, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def is_set(path: Path) -> bool:
    """Whether this is a set's own folder; a link in its place is not."""
    return bool(_SET_NAME.fullmatch(path.name)) and path.is_dir() and not path.is_symlink()


def current_set(folder: Path) -> Path | None:
    """The set that `latest` points at; None before the first export or if it points at nothing of ours."""
    name: object
    try:
        name = str((folder / LATEST).readlink())
    except OSError:
        try:
            name = json.loads((folder / POINTER).read_text(encoding="utf-8"))["set"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
    if not isinstance(name, str) or not _SET_NAME.fullmatch(name):
        return None
    path = folder / name
    return path if is_set(path) else None


def set_names(set_id: str) -> Iterator[str]:
    """The folder names a set of this id may have, in the order they are tried."""
    yield f"set-{set_id}"
    for number in range(2, 1000):
        yield f"set-{set_id}-{number}"


def point_latest_at(folder: Path, name: str) -> None:
    """Switch `latest` in one step: a reader sees the old set or the new one, never neither."""
    link = folder / f"{_OURS}latest-{secrets.token_hex(8)}"
    try:
        link.symlink_to(name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with durable_file(link) as file:
            file.write(json.dumps({"set": name}).encode() + b"\n")
        link.replace(folder / POINTER)
    else:
        link.replace(folder / LATEST)
        (folder / POINTER).unlink(missing_ok=True)
    sync_folder(folder)


def retire(path: Path) -> None:
    """Remove a set; its name goes first, so that nobody finds half of it."""
    hidden = path.with_name(f"{_OURS}old-{secrets.token_hex(8)}")
    path.rename(hidden)
    remove(hidden)
