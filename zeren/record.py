"""Reading single things out of the database of record: a task with all that hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select
from zeren_schema.engine import open_engine, parse_url, read_transaction
from zeren_schema.errors import UsageError
from zeren_schema.migrate import require_current
from zeren_schema.tables import (
    documents,
    findings,
    jurisdictions,
    leaders,
    plans,
    sections,
    targets,
    task_units,
    tasks,
    units,
)

from zeren.settings import Settings


@contextmanager
def reading(settings: Settings) -> Iterator[Connection]:
    """A read transaction on the database of record.

    Raises ZerenError if the database is missing, empty, or of another revision than this code.
    """
    require_file(settings)
    engine = open_engine(settings.database_url)
    require_current(engine)
    with read_transaction(engine) as connection:
        yield connection


def require_file(settings: Settings) -> None:
    """Raises UsageError if the database is a SQLite file that is not there."""
    # SQLite would make an empty file of a mistyped path.
    database = parse_url(settings.database_url)
    if database.get_backend_name() == "sqlite" and not Path(database.database or "").is_file():
        raise UsageError(
            f"{database.database}: no database here; run `zeren build`, or set ZEREN_HOME to where it is"
        )


@dataclass(frozen=True)
class TaskRecord:
    """One task, its place, and the rows that hang on it (SQLAlchemy rows named like the columns)."""

    task: Row[Any]
    units: Sequence[Row[Any]]
    targets: Sequence[Row[Any]]
    findings: Sequence[Row[Any]]


_TASK = (
    select(
        tasks,
        sections.c.heading,
        plans.c.title.label("plan_title"),
        documents.c.document_id,
        documents.c.title.label("document_title"),
        documents.c.doc_number,
        documents.c.source_name,
        documents.c.text.label("document_text"),
        jurisdictions.c.name.label("jurisdiction"),
        leaders.c.name.label("leader"),
    )
    .join_from(tasks, sections)
    .join(plans)
    .join(documents)
    .outerjoin(jurisdictions, jurisdictions.c.jurisdiction_id == documents.c.jurisdiction_id)
    .outerjoin(leaders, leaders.c.leader_id == tasks.c.leader_id)
    .order_by(documents.c.document_id, plans.c.ordinal, sections.c.ordinal, tasks.c.ordinal)
)


def find_task(connection: Connection, code: str, document: str | None) -> TaskRecord:
    """The task with this code.

    `document` narrows by document number, title, file name or jurisdiction (a part of it is enough).
    Raises UsageError if no task, or tasks of several documents, match.
    """
    query = _TASK.where(tasks.c.code == code)
    if document is not None:
        query = query.where(document_matches(document))
    rows = connection.execute(query).all()
    if not rows:
        raise UsageError(_no_such_task(connection, code, document))
    if len(rows) > 1:
        names = ", ".join(row.doc_number or row.source_name for row in rows)
        raise UsageError(f"task {code} stands in {len(rows)} documents ({names}); choose one with --document")
    task = rows[0]
    return TaskRecord(
        task,
        connection.execute(
            select(task_units, units.c.name, units.c.kind, units.c.function)
            .join_from(task_units, units)
            .where(task_units.c.task_id == task.task_id)
            .order_by(task_units.c.position)
        ).all(),
        connection.execute(
            select(targets).where(targets.c.task_id == task.task_id).order_by(targets.c.ordinal)
        ).all(),
        connection.execute(
            select(findings).where(findings.c.task_id == task.task_id).order_by(findings.c.finding_id)
        ).all(),
    )


def document_matches(document: str) -> Any:
    """The condition that a document (joined with its jurisdiction) is like `document`."""
    pattern = _contains(document)
    return or_(
        documents.c.doc_number.like(pattern, escape="\\"),
        documents.c.title.like(pattern, escape="\\"),
        documents.c.source_name.like(pattern, escape="\\"),
        jurisdictions.c.name.like(pattern, escape="\\"),
    )


def _contains(words: str) -> str:
    return "%" + re.sub(r"([%_\\])", r"\\\1", words) + "%"


def _no_such_task(connection: Connection, code: str, document: str | None) -> str:
    import difflib  # noqa: PLC0415

    inside = f" in a document like {document!r}" if document else ""
    codes = connection.execute(select(tasks.c.code)).scalars().all()
    if not codes:
        return "no tasks are loaded; run `zeren build`, or `zeren load FILE`"
    nearest = ", ".join(difflib.get_close_matches(code, codes, n=3, cutoff=0.5))
    return f"no task {code}{inside}; " + (f"nearest: {nearest}" if nearest else f"codes look like {codes[0]}")


def find_tasks(connection: Connection, words: Sequence[str], limit: int) -> Sequence[Row[Any]]:
    """Tasks whose text, leader or unit names contain every word, in document order; at most `limit`."""
    query: Select[Any] = _TASK
    for word in words:
        pattern = _contains(word)
        on_a_unit = (
            select(task_units.c.task_id)
            .join(units)
            .where(
                and_(
                    task_units.c.task_id == tasks.c.task_id,
                    or_(
                        units.c.name.like(pattern, escape="\\"),
                        task_units.c.mention.like(pattern, escape="\\"),
                        task_units.c.second_name.like(pattern, escape="\\"),
                    ),
                )
            )
            .exists()
        )
        query = query.where(
            or_(tasks.c.text.like(pattern, escape="\\"), leaders.c.name.like(pattern, escape="\\"), on_a_unit)
        )
    return connection.execute(query.limit(limit)).all()


def unit_names_of(connection: Connection, task_ids: Sequence[int]) -> dict[int, list[tuple[str, bool]]]:
    """Task to its units in printed order: (canonical name, leads)."""
    found: dict[int, list[tuple[str, bool]]] = {task_id: [] for task_id in task_ids}
    rows = connection.execute(
        select(task_units.c.task_id, units.c.name, task_units.c.is_lead)
        .join_from(task_units, units)
        .where(task_units.c.task_id.in_(task_ids))
        .order_by(task_units.c.task_id, task_units.c.position)
    )
    for task_id, name, is_lead in rows:
        found[task_id].append((name, is_lead))
    return found
