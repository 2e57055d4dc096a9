"""Publishing a set: written aside, forced to disk, renamed, and only then pointed at."""

from __future__ import annotations

import contextlib
import errno
import os
from itertools import chain
from typing import TYPE_CHECKING

from zeren_schema.errors import UsageError, ZerenError

from zeren_queries.exports import layout
from zeren_queries.exports.comparing import compare, known_files, refuse_shrunken, share_unchanged
from zeren_queries.exports.durable import durable_file, remove, sync_folder
from zeren_queries.exports.lock import folder_lock
from zeren_queries.exports.manifest import describe_set, encode
from zeren_queries.exports.names import check_file_names
from zeren_queries.exports.outcome import (
    SETS_KEPT,
    ExportedFile,
    ExportOutcome,
    FileState,
    SetOptions,
    SetState,
    ShrinkGuard,
)
from zeren_queries.exports.verify import verify_set
from zeren_queries.exports.writing import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from zeren_queries.exports.reports import ExportableReport

__all__ = [
    "SETS_KEPT",
    "ExportOutcome",
    "ExportedFile",
    "FileState",
    "SetOptions",
    "SetState",
    "ShrinkGuard",
    "exclusive_folder",
    "write_into",
    "write_set",
]


def write_set(
    to: Path,
    reports: Sequence[ExportableReport],
    *,
    snapshot_id: str,
    options: SetOptions | None = None,
    sources: Sequence[Mapping[str, str]] = (),
    guard: ShrinkGuard | None = None,
) -> ExportOutcome:
    """Write all `reports` as one set into the folder `to` and make it the current one.

    The same snapshot, reports and options give the same bytes and the same set, which is then reported as
    unchanged. Whatever goes wrong, the current set stays as it was and nothing else is left behind.
    Raises UsageError for names or a folder that will not do, BusyError while another export writes there,
    ZerenError if a report fails or shrinks more than `guard` lets it, or if the disk is full.
    """
    _check_names(reports)
    with exclusive_folder(to) as folder:
        return write_into(
            folder, reports, snapshot_id=snapshot_id, options=options, sources=sources, guard=guard
        )


@contextlib.contextmanager
def exclusive_folder(to: Path) -> Iterator[Path]:
    """The folder `to`, made if missing and locked for the block; after an error what was made goes again.

    Raises UsageError for a folder that will not do, BusyError, naming the holder, while another has it.
    """
    made: list[Path] = []
    try:
        with contextlib.ExitStack() as stack:
            with told_plainly(to):
                folder, made = layout.open_folder(to)
                stack.enter_context(folder_lock(folder))
                layout.sweep(folder)
            yield folder
    except BaseException:
        layout.unmake(made)
        raise


def write_into(
    folder: Path,
    reports: Sequence[ExportableReport],
    *,
    snapshot_id: str,
    options: SetOptions | None = None,
    sources: Sequence[Mapping[str, str]] = (),
    guard: ShrinkGuard | None = None,
) -> ExportOutcome:
    """`write_set` for who already holds the folder with `exclusive_folder`."""
    _check_names(reports)
    ordered = sorted(reports, key=lambda report: report.name)
    with told_plainly(folder):
        return _publish(folder, ordered, snapshot_id, options or SetOptions(), sources, guard)


def _check_names(reports: Sequence[ExportableReport]) -> None:
    if not reports:
        raise UsageError("no report to export; name one, or leave the names out for all")
    check_file_names([report.name for report in reports], "report")


def _publish(
    folder: Path,
    reports: Sequence[ExportableReport],
    snapshot_id: str,
    options: SetOptions,
    sources: Sequence[Mapping[str, str]],
    guard: ShrinkGuard | None,
) -> ExportOutcome:
    before = layout.current_set(folder)
    staging = layout.new_staging_folder(folder)
    try:
        written = write_files(staging, reports, options, snapshot_id=snapshot_id, sources=sources)
        known = known_files(before)
        if guard is not None:
            refuse_shrunken(written, known, guard)
        states = compare(written, known)
        share_unchanged(staging, before, written, states)
        manifest = describe_set(
            written,
            snapshot_id=snapshot_id,
            fmt=options.fmt,
            profile=options.profile,
            labels=options.labels,
            sources=sources,
        )
        # Last of all: a folder with a manifest is complete.
        with durable_file(staging / layout.MANIFEST) as file:
            file.write(encode(manifest))
        sync_folder(staging)
        home = _settle(folder, staging, manifest["id"], before)
    finally:
        remove(staging)
    if home != before:
        layout.point_latest_at(folder, home.name)
    # Even if nothing changed: fewer may be kept now, or a killed export may have left a set that was never
    # pointed at.
    retired = _retire_old(folder, home, options.keep)
    return ExportOutcome(
        set_id=manifest["id"],
        path=home,
        state=SetState.UNCHANGED if home == before else SetState.PUBLISHED,
        snapshot_id=snapshot_id,
        files=tuple(
            ExportedFile(file.report.name, home / file.path, file.rows, file.size, file.sha256, state)
            for file, state in zip(written, states, strict=True)
        ),
        retired=retired,
    )


def _settle(folder: Path, staging: Path, set_id: str, before: Path | None) -> Path:
    """Give the staged set its name, or find that it is there already."""
    # The current set first: it may carry a number.
    names = (folder / name for name in layout.set_names(set_id))
    for home in chain([before] if before else [], names):
        if not os.path.lexists(home):
            staging.rename(home)
            os.utime(home)
            sync_folder(folder)
            return home
        if layout.is_set(home) and _is_this(home, set_id):
            if home != before:
                # Current again: the newest in the order in which old sets go.
                os.utime(home)
            return home
    raise ZerenError(f"{folder}: too many damaged copies of set-{set_id}; remove them")


def _is_this(home: Path, set_id: str) -> bool:
    try:
        check = verify_set(home)
    except UsageError:
        return False
    return check.is_sound and check.set_id == set_id


def _retire_old(folder: Path, current: Path, keep: int) -> tuple[str, ...]:
    others = [path for path in layout.sets_in(folder) if path != current]
    retired = []
    for path in others[keep - 1 :]:
        # The new set stands already; what cannot be removed now is tried again at the next export.
        with contextlib.suppress(OSError):
            layout.retire(path)
            retired.append(path.name)
    return tuple(retired)


@contextlib.contextmanager
def told_plainly(to: Path) -> Iterator[None]:
    """What the operating system refuses, in one line that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
            raise ZerenError(
                f"{to}: {reason}; the last export stays as it was; make room and try again"
            ) from error
        if error.errno in {
            errno.EACCES,
            errno.EPERM,
            errno.EROFS,
            errno.ENAMETOOLONG,
            errno.ENOTDIR,
            errno.ELOOP,
        }:
            raise UsageError(
                f"{to}: cannot write here ({reason}); choose another folder with --to"
            ) from error
        raise ZerenError(f"{to}: {reason}; the last export stays as it was") from error
