"""A set held against the one before it: what changed, what shrank, what need not be stored twice."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from typing import TYPE_CHECKING, Any

from zeren_schema.errors import ZerenError

from zeren_queries.exports.manifest import parameters_of
from zeren_queries.exports.outcome import FileState
from zeren_queries.exports.verify import read_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from zeren_queries.exports.manifest import WrittenFile
    from zeren_queries.exports.outcome import ShrinkGuard

Known = dict[str, dict[str, Any]]


def known_files(before: Path | None) -> Known:
    """What the manifest of the set before says of each report; nothing without one, or if it is damaged."""
    if before is None:
        return {}
    # A damaged manifest compares with nothing; the new set replaces it.
    with contextlib.suppress(ValueError):
        return {str(entry.get("name")): entry for entry in read_manifest(before)["resources"]}
    return {}


def compare(written: Sequence[WrittenFile], known: Known) -> list[FileState]:
    """For each report whether its file is new, changed or unchanged."""
    return [_state(file, known.get(file.report.name)) for file in written]


def _state(file: WrittenFile, before: Mapping[str, Any] | None) -> FileState:
    if before is None:
        return FileState.NEW
    is_same = (before.get("path"), before.get("hash")) == (file.path, f"sha256:{file.sha256}")
    return FileState.UNCHANGED if is_same else FileState.CHANGED


def refuse_shrunken(written: Sequence[WrittenFile], known: Known, guard: ShrinkGuard) -> None:
    """Raise ZerenError, naming them all, if reports lost a greater share of their rows than they may."""
    shrunken = []
    for file in written:
        before = known.get(file.report.name)
        if before is None or file.report.name in guard.allowed:
            continue
        rows = before.get("rows")
        if not isinstance(rows, int) or before.get("parameters") != parameters_of(file.report):
            continue
        if file.rows < rows and rows - file.rows > guard.limit * rows:
            shrunken.append(f"{file.report.name} has {file.rows} rows, {rows} in the set before")
    if shrunken:
        raise ZerenError(
            f"report {'; '.join(shrunken)}: more than {guard.limit:.0%} were lost, so nothing was exported;"
            " if that is right, allow the report to shrink"
        )


def share_unchanged(
    staging: Path, before: Path | None, written: Sequence[WrittenFile], states: Sequence[FileState]
) -> None:
    """Give unchanged files of a staged set the bytes of the set before: a hard link, where there can be one.

    The file before is hashed first: somebody may have changed it since.
    """
    if before is None:
        return
    shared = set()
    for file, state in zip(written, states, strict=True):
        if state is not FileState.UNCHANGED or file.path in shared:
            continue
        shared.add(file.path)
        if not _has_digest(before / file.path, file.sha256):
            continue
        link = staging / f".link-{secrets.token_hex(8)}"
        # Where links cannot be, the copy that was just written stays.
        with contextlib.suppress(OSError):
            os.link(before / file.path, link, follow_symlinks=False)
            link.replace(staging / file.path)


def _has_digest(path: Path, sha256: str) -> bool:
    try:
        if path.is_symlink():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
