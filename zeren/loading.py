"""`zeren load`: documents into the database of record, with a summary a person can check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine
from zeren_loaders import LoadOptions, LoadSummary, load_file
from zeren_schema.engine import open_engine, parse_url
from zeren_schema.errors import UsageError, ZerenError

from zeren.settings import Settings


def load(settings: Settings, paths: Sequence[Path], *, dry_run: bool, options: LoadOptions) -> None:
    """Load each document and print what was understood of it; `dry_run` reads and stores nothing.

    Raises what loading raises; documents named before the failing one stay loaded.
    """
    if dry_run:
        for path in paths:
            print_summary(load_file(open_engine(settings.database_url), path, dry_run=True, options=options))
        return
    for path in paths:
        # A wrong path is the caller's mistake and should not make a home folder.
        if not path.exists():
            raise UsageError(f"{path}: no such file; check the path")
    engine = ready_engine(settings)
    for path in paths:
        print_summary(load_file(engine, path, options=options))


def ready_engine(settings: Settings) -> Engine:
    """The engine of the database of record; for SQLite the home folder is made if it is not there."""
    engine = open_engine(settings.database_url)
    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ZerenError(
                f"{folder}: cannot be made ({error.strerror}); set ZEREN_HOME to a folder you may write"
            ) from error
    return engine


def print_summary(summary: LoadSummary) -> None:
    """Print the counts a reader can hold against the document."""
    print(f"{summary.source_name}: {summary.outcome}")
    if summary.title:
        print(f"  {summary.title}")
    for title, kind, tasks in summary.plans:
        print(f"  · {title} ({kind}): {tasks} tasks")
    counts = {
        "plans 计划": summary.n_plans,
        "sections 章节": summary.n_sections,
        "tasks 任务": summary.n_tasks,
        "mentions 责任关系": summary.n_task_units,
        "units 单位": summary.n_units,
        "leads 牵头": summary.n_leads,
        "targets 指标": summary.n_targets,
        "findings 核查": summary.n_findings,
    }
    print("  " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    for rule, count in summary.findings.items():
        print(f"    {rule}: {count}")
