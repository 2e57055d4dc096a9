"""`zeren observe`: what indicators and targets had reached, from a CSV file."""

from __future__ import annotations

from pathlib import Path

from zeren_loaders.observations import load_observations
from zeren_schema.engine import open_engine

from zeren.record import require_file
from zeren.settings import Settings


def observe(settings: Settings, path: Path, *, dry_run: bool) -> None:
    """Record the observations of a file, all or none, and print how many were new.

    Raises ZerenError that names file and line for the first row that cannot be taken.
    """
    require_file(settings)
    summary = load_observations(open_engine(settings.database_url), path, dry_run=dry_run)
    done = "would be recorded" if dry_run else "recorded"
    print(
        f"{summary.source_name}: {summary.n_rows} rows, {summary.n_new} new, {summary.n_changed} changed,"
        f" {summary.n_unchanged} unchanged ({done})"
    )
    for subject in summary.unmatched:
        print(f"  no loaded document mentions {subject} 未见于已载入的文件")
    if summary.n_new + summary.n_changed and not dry_run:
        print("zeren publish brings them into the reports")
