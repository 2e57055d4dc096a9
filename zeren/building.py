"""`zeren build`, `zeren publish` and `zeren export`: from the database to files an analyst opens."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zeren_queries.exports.outcome import SetOptions
from zeren_schema.errors import ZerenError

from zeren.beside import beside
from zeren.places import find_place
from zeren.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from zeren_loaders import LoadSummary
    from zeren_queries.catalogue import Catalogue
    from zeren_queries.exports.outcome import ExportOutcome
    from zeren_queries.publication import PublishOutcome


def build(settings: Settings) -> None:
    """Migrate, load the bundled documents, check, publish, export every report; print where things are.

    Repeating it changes nothing that has not changed. Raises what the steps raise; a step that fails
    leaves what was there before.
    """
    import zeren_schema.tables  # noqa: F401, PLC0415 - both processes need it: imported once, before they part

    with beside(partial(_load_bundled, settings)) as loading:
        # While another process reads and stores, this one lays out the snapshot.
        from zeren_queries.catalogue import load_catalogue  # noqa: PLC0415
        from zeren_queries.publication import staging  # noqa: PLC0415

        catalogue = load_catalogue()  # once for both: reading every header takes a while
        with staging(settings.home, catalogue=catalogue) as staged:
            # What the export needs takes a while to import, and now is the time.
            import zeren_queries.exports.catalogue  # noqa: PLC0415
            import zeren_queries.formats.csv_file  # noqa: F401, PLC0415

            with _step("load"):
                loaded = loading()
            with _step("publish"):
                published = staged.publish(_current_engine(settings))
    with _step("export"):
        exported = _export(settings, None, None, SetOptions(), catalogue)
    print(f"database  {find_place(settings, 'database')} ({loaded.outcome}, {loaded.n_tasks} tasks)")
    _print_published(published)
    _print_exported(settings.exports, exported)


def _load_bundled(settings: Settings) -> LoadSummary:
    from zeren_loaders import load_file  # noqa: PLC0415 - only building and loading need the loader
    from zeren_loaders.documents import BUNDLED  # noqa: PLC0415

    from zeren.loading import ready_engine  # noqa: PLC0415

    return load_file(ready_engine(settings), BUNDLED)


def publish(settings: Settings) -> None:
    """Publish the database of record; print the snapshot's id and file."""
    _print_published(_publish(settings))


def export(settings: Settings, names: Sequence[str] | None, to: Path | None, options: SetOptions) -> None:
    """Export reports (all, or those named) of the current snapshot as one set; print where it lies."""
    folder = to or settings.exports
    _print_exported(folder, _export(settings, names, to, options))


def verify(path: Path) -> None:
    """Hash the files of an exported set again and print what was found.

    Raises UsageError if there is no set, ZerenError, naming the first file, if one is not as exported.
    """
    from zeren_queries.exports.verify import verify_set  # noqa: PLC0415

    check = verify_set(path)
    if not check.is_sound:
        first, *others = check.problems
        more = f" (and {len(others)} more)" if others else ""
        raise ZerenError(f"{first}{more}; export the set again")
    print(f"sound     {check.path} ({check.files} files, snapshot {check.snapshot_id})")


def _publish(settings: Settings) -> PublishOutcome:
    from zeren_queries.publication import publish as run  # noqa: PLC0415

    return run(_current_engine(settings), settings.home)


def _current_engine(settings: Settings) -> Engine:
    """The database of record, which must be there and have the tables this version knows."""
    from zeren_schema.engine import open_engine  # noqa: PLC0415 - an export needs the snapshot alone
    from zeren_schema.migrate import require_current  # noqa: PLC0415

    from zeren.record import require_file  # noqa: PLC0415

    require_file(settings)
    engine = open_engine(settings.database_url)
    require_current(engine)
    return engine


def _export(
    settings: Settings,
    names: Sequence[str] | None,
    to: Path | None,
    options: SetOptions,
    catalogue: Catalogue | None = None,
) -> ExportOutcome:
    from zeren_queries.exports.ahead import engine_threads  # noqa: PLC0415
    from zeren_queries.exports.catalogue import export_set  # noqa: PLC0415
    from zeren_queries.snapshot import open_snapshot  # noqa: PLC0415

    with open_snapshot(settings.home, threads=engine_threads()) as snapshot:
        return export_set(
            snapshot,
            to or settings.exports,
            names=names or None,
            profile=options.profile,
            fmt=options.fmt,
            labels=options.labels,
            keep=options.keep,
            catalogue=catalogue,
        )


def _print_published(outcome: PublishOutcome) -> None:
    state = "published" if outcome.is_new else "unchanged"
    print(f"snapshot  {outcome.path} ({state}, {outcome.n_checks} checks passed)")


def _print_exported(folder: Path, outcome: ExportOutcome) -> None:
    print(f"reports   {folder / 'latest'} ({outcome.state}, {len(outcome.files)} files)")


@contextmanager
def _step(name: str) -> Iterator[None]:
    # Progress is for people: a pipe or a log gets the result alone.
    if not sys.stderr.isatty():
        yield
        return
    began = time.monotonic()
    print(f"{name} …", end="", flush=True, file=sys.stderr)
    try:
        yield
    finally:
        print(f"\r{name} {time.monotonic() - began:.1f} s", file=sys.stderr)
