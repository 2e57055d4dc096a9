"""Publishing a set: written aside, forced to disk, renamed, and only then pointed at."""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import duckdb
import pyarrow as pa
from zeren_schema.errors import UsageError, ZerenError

from zeren_queries.exports import layout
from zeren_queries.exports.durable import durable_file, remove, sync_folder
from zeren_queries.exports.lock import folder_lock
from zeren_queries.exports.manifest import WrittenFile, describe_set, encode
from zeren_queries.exports.names import check_file_names
from zeren_queries.exports.verify import read_manifest, verify_set
from zeren_queries.formats import Format, Labels, Profile, headers_of, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from zeren_queries.exports.reports import ExportableReport

SETS_KEPT = 5


@dataclass(frozen=True, slots=True)
class SetOptions:
    """How a set is written. `keep` counts the sets that stay, the current one included."""

    fmt: Format = Format.CSV
    profile: Profile = Profile.DATA
    labels: Labels = Labels.NAMES
    keep: int = SETS_KEPT

    def __post_init__(self) -> None:
        """Raise UsageError for what no set can be."""
        if self.fmt is Format.TABLE:
            raise UsageError(
                "a set is files for programs: choose csv, parquet, xlsx, json, jsonl or markdown"
            )
        if self.keep < 1:
            raise UsageError(f"keep={self.keep}: at least the current set stays; give 1 or more")


class SetState(StrEnum):
    """What an export came to."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"


class FileState(StrEnum):
    """A file compared with the one of the same name in the set before."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of the set. `size` is in bytes."""

    name: str
    path: Path
    rows: int
    size: int
    sha256: str
    state: FileState


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What an export came to. `retired` names the old sets that were removed."""

    set_id: str
    path: Path
    state: SetState
    snapshot_id: str
    files: tuple[ExportedFile, ...]
    retired: tuple[str, ...] = ()


def write_set(
    to: Path,
    reports: Sequence[ExportableReport],
    *,
    snapshot_id: str,
    options: SetOptions | None = None,
    sources: Sequence[Mapping[str, str]] = (),
) -> ExportOutcome:
    """Write all `reports` as one set into the folder `to` and make it the current one.

    The same snapshot, reports and options give the same bytes and the same set, which is then reported as
    unchanged. Whatever goes wrong, the current set stays as it was and nothing else is left behind.
    Raises UsageError for names or a folder that will not do, BusyError while another export writes there,
    ZerenError if a report fails or the disk is full.
    """
    options = options or SetOptions()
    if not reports:
        raise UsageError("no report to export; name one, or leave the names out for all")
    check_file_names([report.name for report in reports], "report")
    ordered = sorted(reports, key=lambda report: report.name)
    with _told_plainly(to):
        folder, made = layout.open_folder(to)
        try:
            with folder_lock(folder):
                layout.sweep(folder)
                return _publish(folder, ordered, snapshot_id, options, sources)
        except BaseException:
            layout.unmake(made)
            raise


def _publish(
    folder: Path,
    reports: Sequence[ExportableReport],
    snapshot_id: str,
    options: SetOptions,
    sources: Sequence[Mapping[str, str]],
) -> ExportOutcome:
    before = layout.current_set(folder)
    staging = layout.new_staging_folder(folder)
    try:
        written = [_write_report(staging, report, options) for report in reports]
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
        states = _compare(written, before)
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


def _write_report(staging: Path, report: ExportableReport, options: SetOptions) -> WrittenFile:
    name = f"{report.name}.{options.fmt.suffix}"
    try:
        rows = report.read()
        headers = headers_of(report.columns, rows.schema, options.labels)
        with durable_file(staging / name) as file:
            count = write_rows(
                rows,
                report.columns,
                cast("BinaryIO", file),
                options.fmt,
                profile=options.profile,
                labels=options.labels,
                title=report.name,
                spill=staging,
            )
    except (pa.ArrowException, duckdb.Error) as error:
        reason = str(error).strip().partition("\n")[0]
        raise ZerenError(f"report {report.name}: {reason}; nothing was exported") from error
    except ZerenError as error:
        if report.name in str(error):
            raise
        raise type(error)(f"report {report.name}: {error}") from error
    return WrittenFile(report, name, file.sha256, file.size, count, rows.schema, headers)


def _settle(folder: Path, staging: Path, set_id: str, before: Path | None) -> Path:
    """Give the staged set its name, or find that it is there already."""
    # The current set first: it may carry a number.
    for home in [*([before] if before else []), *(folder / name for name in layout.set_names(set_id))]:
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


def _compare(written: Sequence[WrittenFile], before: Path | None) -> list[FileState]:
    known: dict[str, Any] = {}
    if before is not None:
        # A damaged manifest compares with nothing; the new set replaces it.
        with contextlib.suppress(ValueError):
            known = {entry["path"]: entry.get("hash") for entry in read_manifest(before)["resources"]}
    return [
        FileState.NEW
        if file.path not in known
        else FileState.UNCHANGED
        if known[file.path] == f"sha256:{file.sha256}"
        else FileState.CHANGED
        for file in written
    ]


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
def _told_plainly(to: Path) -> Iterator[None]:
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
