"""`zeren load`: documents into the database of record, with a summary a person can check."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from zeren_loaders import LoadOptions, LoadSummary, load_file
from zeren_loaders.file_names import legible
from zeren_loaders.parse import check_options
from zeren_schema.engine import open_engine, parse_url
from zeren_schema.errors import UsageError, ZerenError

from zeren.folders import Selection, find_documents
from zeren.settings import Settings

if TYPE_CHECKING:
    from zeren_loaders.many import Attempt

OUTCOMES = {
    "loaded": "载入",
    "replaced": "替换",
    "unchanged": "未变",
    "dry_run": "试读",
    "refused": "拒绝",
}
_COLUMNS = {
    "tasks 任务": "n_tasks",
    "leads 牵头": "n_leads",
    "targets 指标": "n_targets",
    "findings 核查": "n_findings",
}


def load(
    settings: Settings,
    paths: Sequence[Path],
    *,
    dry_run: bool,
    options: LoadOptions,
    explain: bool = False,
    jobs: int | None = None,
) -> None:
    """Load each document and print what was understood of it; `dry_run` reads and stores nothing.

    A folder stands for all documents in it. Of several documents one that is refused does not stop the
    others: a table tells what became of each. `explain` prints every line with what it was taken for.
    Raises what loading raises, and ZerenError at the end if any of several was refused.
    """
    check_options(options)
    if explain and not dry_run:
        raise UsageError("--explain shows how a document is read and stores nothing: add --dry-run")
    # A wrong path is the caller's mistake and should not make a home folder.
    selection = find_documents(paths, leave_out=[settings.home])
    if explain:
        from zeren.explain import print_explained  # noqa: PLC0415

        print_explained(selection.documents, options)
    elif len(paths) == 1 and not paths[0].is_dir():
        _load_one(settings, paths[0], dry_run=dry_run, options=options)
    else:
        _load_many(settings, paths, selection, dry_run=dry_run, options=options, jobs=jobs)


def _load_one(settings: Settings, path: Path, *, dry_run: bool, options: LoadOptions) -> None:
    engine = open_engine(settings.database_url) if dry_run else ready_engine(settings)
    print_summary(load_file(engine, path, dry_run=dry_run, options=options))


def _load_many(
    settings: Settings,
    paths: Sequence[Path],
    selection: Selection,
    *,
    dry_run: bool,
    options: LoadOptions,
    jobs: int | None,
) -> None:
    from zeren_loaders.many import load_many, parse_many  # noqa: PLC0415 - one document needs no processes

    documents = selection.documents
    if dry_run:
        attempts = parse_many(documents, options=options, jobs=jobs)
    else:
        attempts = load_many(ready_engine(settings), documents, options=options, jobs=jobs)
    done: list[Attempt] = []
    root = paths[0] if len(paths) == 1 else None
    try:
        for attempt in _watched(attempts, len(documents)):
            done.append(attempt)  # noqa: PERF402 - one by one: what was done stays where the next one raises
    finally:
        # Whatever stopped the run, what was done is said.
        for line in describe_attempts(done, root):
            print(line)
        for line in describe_skipped(selection):
            print(line)
    refused = sum(attempt.outcome == "refused" for attempt in done)
    if refused:
        of = f"{refused} of {len(done)} documents"
        raise ZerenError(
            f"{of} refused, the others are {'read' if dry_run else 'stored'}; the table says why"
        )


def _watched(attempts: Iterator[Attempt], total: int) -> Iterator[Attempt]:
    """The attempts as they come, with a progress bar where somebody is watching."""
    if not sys.stderr.isatty():
        yield from attempts
        return
    from rich.console import Console  # noqa: PLC0415 - a pipe or a log gets the result alone
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=total)
        refused = 0
        for attempt in attempts:
            refused += attempt.outcome == "refused"
            said = f"{refused} refused 拒绝 · " if refused else ""
            progress.update(bar, advance=1, description=said + legible(attempt.path.name))
            yield attempt


def describe_attempts(attempts: Sequence[Attempt], root: Path | None) -> Iterator[str]:
    """A table of outcomes, and a line of totals. Paths below `root` are told from there."""
    if not attempts:
        return
    header = ["outcome 结果", *_COLUMNS, "document 文件"]
    rows = []
    for attempt in attempts:
        path = attempt.path
        shown = str(path.relative_to(root)) if root is not None and path.is_relative_to(root) else str(path)
        figures = [str(attempt.counts[name]) if attempt.counts else "" for name in _COLUMNS.values()]
        said = attempt.title or ""
        if attempt.message:
            message = attempt.message.removeprefix(f"{path}: ")
            said = f"{said} ({message})" if said else message
        outcome = f"{attempt.outcome} {OUTCOMES[attempt.outcome]}"
        rows.append([outcome, *figures, legible(f"{shown}: {said}" if said else shown)])
    yield from _table(header, rows)
    counted = Counter(attempt.outcome for attempt in attempts)
    parts = [f"{counted[outcome]} {outcome}" for outcome in OUTCOMES if counted[outcome]]
    tasks = sum(attempt.counts.get("n_tasks", 0) for attempt in attempts)
    targets = sum(attempt.counts.get("n_targets", 0) for attempt in attempts)
    yield f"{len(attempts)} documents: {', '.join(parts)}; {tasks} tasks 任务, {targets} targets 指标"


def _table(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Lines with columns under each other, a Chinese character counted as two wide; the last runs free."""
    from rich.cells import cell_len  # noqa: PLC0415

    body = [header, *rows]
    widths = [max(map(cell_len, column)) for column in list(zip(*body, strict=True))[:-1]]
    for number, row in enumerate(body):
        cells = []
        for place, width in enumerate(widths):
            padding = " " * (width - cell_len(row[place]))
            cells.append(row[place] + padding if place == 0 or number == 0 else padding + row[place])
        yield "  ".join([*cells, " ".join(row[-1].split())])


def describe_skipped(selection: Selection) -> Iterator[str]:
    """A line for each reason why files of a folder were left out."""
    for reason, paths in sorted(selection.skipped.items()):
        names = "、".join(legible(path.name) for path in paths[:3])
        more = " …" if len(paths) > 3 else ""
        yield f"left out 略过: {len(paths)} {reason} ({names}{more})"


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
