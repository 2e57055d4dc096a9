"""`zeren status`: what is loaded, published and exported."""

from __future__ import annotations

import json

from sqlalchemy import func, select
from zeren_queries.snapshot import SNAPSHOTS, read_pointer
from zeren_schema.engine import open_engine, parse_url, read_transaction
from zeren_schema.migrate import current_revision, require_current
from zeren_schema.tables import documents, jurisdictions, loads, targets, task_units, tasks, units

from zeren.places import find_place
from zeren.schedules.lateness import print_schedules
from zeren.settings import Settings


def print_status(settings: Settings, max_age: str | None = None) -> None:
    """Print the state of the database, the snapshots, the exports and the schedules.

    Nothing there yet is a state as well. With `max_age` (`8d`) raises ZerenError if the sets of a schedule
    are older than that or gone, UsageError if there is no schedule to watch. Raises ZerenError if the
    database is damaged or newer than the code.
    """
    print(f"home      {settings.home}")
    print(f"database  {find_place(settings, 'database')}")
    _print_database(settings)
    _print_snapshot(settings)
    _print_exports(settings)
    print_schedules(settings, max_age)


def _print_database(settings: Settings) -> None:
    engine = open_engine(settings.database_url)
    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and find_file(url.database) is None:
        print("          not there yet: run `zeren build`, or `zeren load FILE`")
        return
    if current_revision(engine) is None:
        print("          empty: run `zeren build`, or `zeren load FILE`")
        return
    require_current(engine)
    with read_transaction(engine) as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (documents, tasks, units, task_units, targets)
        }
        print("          " + ", ".join(f"{count} {name}" for name, count in counts.items()))
        rows = connection.execute(
            select(documents, jurisdictions.c.name.label("jurisdiction"))
            .outerjoin(jurisdictions, jurisdictions.c.jurisdiction_id == documents.c.jurisdiction_id)
            .order_by(documents.c.document_id)
        )
        for row in rows:
            described = [row.jurisdiction, row.doc_number or row.title or row.source_name]
            print("          · " + " ".join(part for part in described if part))
        last = connection.execute(select(loads).order_by(loads.c.load_id.desc()).limit(1)).one_or_none()
        if last is not None:
            said = f": {last.message}" if last.outcome == "refused" and last.message else ""
            print(
                f"last load {last.finished_at:%Y-%m-%d %H:%M:%S} UTC {last.source_name} {last.outcome}{said}"
            )


def find_file(name: str | None) -> str | None:
    """The path if there is a file."""
    from pathlib import Path  # noqa: PLC0415

    return name if name and Path(name).is_file() else None


def _print_snapshot(settings: Settings) -> None:
    pointer = read_pointer(settings.home)
    if pointer is None:
        print("snapshot  none yet: run `zeren publish`")
        return
    kept = sum(1 for _ in (settings.home / SNAPSHOTS).glob("zeren-*.duckdb"))
    print(f"snapshot  {pointer['snapshot_id']} published {pointer['published_at']} ({kept} kept)")


def _print_exports(settings: Settings) -> None:
    manifest = settings.exports / "latest" / "datapackage.json"
    if not manifest.is_file():
        print("exports   none yet: run `zeren export`")
        return
    package = json.loads(manifest.read_text(encoding="utf-8"))
    print(f"exports   {manifest.parent} ({len(package['resources'])} files)")
