"""Writing a parsed document: the only place of the loaders that knows the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, text, update
from zeren_schema import tables

from zeren_loaders.file_names import legible
from zeren_loaders.records import ParsedDocument
from zeren_loaders.stored_places import write_place
from zeren_loaders.stored_units import settle_names, write_units

# Any number will do as long as every zeren takes the same one.
_TURN = 7_330_000
_WAIT = "5s"
COUNTS = ("n_plans", "n_sections", "n_tasks", "n_task_units", "n_leads", "n_targets", "n_findings")


@dataclass(slots=True)
class LoadRow:
    """What is known about an attempt before it ends."""

    source_name: str
    sha256: str | None
    loader_version: str
    started_at: datetime


def take_turn(connection: Connection) -> None:
    """Wait until no other load writes; SQLite's own lock does the same when the transaction begins."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_WAIT}'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))


def write_load(
    connection: Connection,
    row: LoadRow,
    outcome: str,
    *,
    document_id: int | None = None,
    message: str | None = None,
    counts: dict[str, Any] | None = None,
) -> int:
    """Add the row about one attempt and return its key."""
    values = {
        "document_id": document_id,
        "source_name": legible(row.source_name),
        "sha256": row.sha256,
        "loader_version": row.loader_version,
        "started_at": row.started_at,
        "finished_at": datetime.now(UTC),
        "outcome": outcome,
        "message": legible(message) if message else None,
        **{name: (counts or {}).get(name, 0) for name in COUNTS},
    }
    return _insert_one(connection, tables.loads, values)


def write_document(connection: Connection, document: ParsedDocument, row: LoadRow) -> tuple[str, int, int]:
    """Store a document in place of its predecessor, if there is one.

    Returns the outcome (loaded or replaced), the document's key and the load's key.
    """
    jurisdiction_id = write_place(connection, document.jurisdiction)
    predecessors = _predecessors(connection, document, jurisdiction_id)
    if predecessors:
        connection.execute(delete(tables.documents).where(tables.documents.c.document_id.in_(predecessors)))
    outcome = "replaced" if predecessors else "loaded"
    document_id = _insert_one(
        connection,
        tables.documents,
        {
            "jurisdiction_id": jurisdiction_id,
            "title": document.title,
            "doc_number": document.doc_number,
            "issuer": document.issuer,
            "issued_on": document.issued_on,
            "year": document.year,
            "sha256": document.sha256,
            "source_name": document.source_name,
            "text": document.text,
            "loaded_at": datetime.now(UTC),
        },
    )
    leaders = _leaders(connection, document, document_id, jurisdiction_id)
    units = write_units(connection, document, jurisdiction_id)
    tasks = _outline(connection, document, document_id, leaders)
    counts = _details(connection, document, tasks, units)
    settle_names(connection, units, document.jurisdiction.code if document.jurisdiction else None)
    load_id = write_load(connection, row, outcome, document_id=document_id, counts=counts)
    _findings(connection, document, document_id, load_id, tasks)
    if predecessors:
        _sweep(connection, jurisdiction_id)
    return outcome, document_id, load_id


def _insert_one(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    key = next(iter(table.primary_key.columns))
    return int(connection.execute(insert(table).values(values).returning(key)).scalar_one())


def _insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their keys in the same order."""
    if not rows:
        return []
    key = next(iter(table.primary_key.columns))
    statement = insert(table).returning(key, sort_by_parameter_order=True)
    return [int(value) for value in connection.execute(statement, rows).scalars()]


def _predecessors(connection: Connection, document: ParsedDocument, jurisdiction_id: int | None) -> list[int]:
    """The documents this one takes the place of: the same bytes, or the same number or title."""
    table = tables.documents
    same = [table.c.sha256 == document.sha256]
    place = table.c.jurisdiction_id == jurisdiction_id
    if jurisdiction_id is not None:
        if document.doc_number:
            same.append(place & (table.c.doc_number == document.doc_number))
        elif document.title:
            same.append(
                place
                & table.c.doc_number.is_(None)
                & (table.c.title == document.title)
                & (table.c.year == document.year if document.year else table.c.year.is_(None))
            )
    return list(connection.execute(select(table.c.document_id).where(or_(*same))).scalars())


def _within(table: Table, jurisdiction_id: int | None) -> Any:
    column = table.c.jurisdiction_id
    return column.is_(None) if jurisdiction_id is None else column == jurisdiction_id


def _leaders(
    connection: Connection, document: ParsedDocument, document_id: int, jurisdiction_id: int | None
) -> dict[str, int]:
    table = tables.leaders
    known: dict[str, int] = {
        name: key
        for key, name in connection.execute(
            select(table.c.leader_id, table.c.name).where(_within(table, jurisdiction_id))
        )
    }
    new = [name for name in document.leaders if name not in known]
    keys = _insert_many(
        connection, table, [{"jurisdiction_id": jurisdiction_id, "name": name} for name in new]
    )
    known.update(zip(new, keys, strict=True))
    titles = [
        {"leader_id": known[name], "document_id": document_id, "title": title}
        for name, held in document.leaders.items()
        for title in held
    ]
    if titles:
        connection.execute(insert(tables.leader_titles), titles)
    return known


def _outline(
    connection: Connection, document: ParsedDocument, document_id: int, leaders: dict[str, int]
) -> dict[str, int]:
    """Plans, sections and tasks; returns the keys of the tasks by their codes."""
    plans = document.plans
    plan_ids = _insert_many(
        connection,
        tables.plans,
        [
            {
                "document_id": document_id,
                "ordinal": plan.ordinal,
                "title": plan.title,
                "kind": plan.kind,
                "starts_on": plan.starts_on,
                "ends_on": plan.ends_on,
            }
            for plan in plans
        ],
    )
    section_ids = _insert_many(
        connection,
        tables.sections,
        [
            {
                "plan_id": plan_id,
                "ordinal": section.ordinal,
                "heading": section.heading,
                "leader_id": leaders[section.leader] if section.leader else None,
                "theme": section.theme,
            }
            for plan, plan_id in zip(plans, plan_ids, strict=True)
            for section in plan.sections
        ],
    )
    sections = [section for plan in plans for section in plan.sections]
    task_ids = _insert_many(
        connection,
        tables.tasks,
        [
            {
                "section_id": section_id,
                "ordinal": task.ordinal,
                "code": task.code,
                "number": task.number,
                "leader_id": leaders[task.leader] if task.leader else None,
                "text": task.text,
                "due_on": task.due_on,
                "span_start": task.span[0],
                "span_end": task.span[1],
            }
            for section, section_id in zip(sections, section_ids, strict=True)
            for task in section.tasks
        ],
    )
    return dict(zip((task.code for task in document.tasks), task_ids, strict=True))


def _details(
    connection: Connection, document: ParsedDocument, tasks: dict[str, int], units: dict[str, int]
) -> dict[str, int]:
    """Responsibilities and targets; returns the counts of everything stored."""
    mentions = [
        {
            "task_id": tasks[task.code],
            "unit_id": units[mention.unit],
            "position": mention.position,
            "is_lead": mention.is_lead,
            "lead_basis": mention.lead_basis,
            "second_name": mention.second_name,
            "mention": mention.mention,
            "span_start": mention.span[0],
            "span_end": mention.span[1],
        }
        for task in document.tasks
        for mention in task.mentions
    ]
    targets = [
        {
            "task_id": tasks[task.code],
            "ordinal": ordinal,
            "indicator": target.indicator,
            "indicator_key": target.indicator_key,
            "comparator": target.comparator,
            "low": target.low,
            "high": target.high,
            "unit": target.unit,
            "measure": target.measure,
            "commitment": target.commitment,
            "baseline": target.baseline,
            "due_year": target.due_year,
            "quote": target.quote,
            "span_start": target.span[0],
            "span_end": target.span[1],
        }
        for task in document.tasks
        for ordinal, target in enumerate(task.targets, 1)
    ]
    if mentions:
        connection.execute(insert(tables.task_units), mentions)
    if targets:
        connection.execute(insert(tables.targets), targets)
    return {
        "n_plans": len(document.plans),
        "n_sections": sum(len(plan.sections) for plan in document.plans),
        "n_tasks": len(tasks),
        "n_task_units": len(mentions),
        "n_leads": sum(bool(mention["is_lead"]) for mention in mentions),
        "n_targets": len(targets),
        "n_findings": len(document.findings),
    }


def _findings(
    connection: Connection, document: ParsedDocument, document_id: int, load_id: int, tasks: dict[str, int]
) -> None:
    rows = [
        {
            "load_id": load_id,
            "document_id": document_id,
            "task_id": tasks[finding.task_code] if finding.task_code else None,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "quote": finding.quote,
            "span_start": finding.span[0] if finding.span else None,
            "span_end": finding.span[1] if finding.span else None,
        }
        for finding in document.findings
    ]
    if rows:
        connection.execute(insert(tables.findings), rows)


def _sweep(connection: Connection, jurisdiction_id: int | None) -> None:
    """Remove the units and leaders that only a replaced document named."""
    units, leaders = tables.units, tables.leaders
    orphans = _within(units, jurisdiction_id) & units.c.unit_id.not_in(select(tables.task_units.c.unit_id))
    gone = select(units.c.unit_id).where(orphans).scalar_subquery()
    connection.execute(update(units).where(units.c.parent_unit_id.in_(gone)).values(parent_unit_id=None))
    connection.execute(delete(units).where(orphans))
    led = (
        select(tables.sections.c.leader_id).where(tables.sections.c.leader_id.is_not(None)),
        select(tables.tasks.c.leader_id).where(tables.tasks.c.leader_id.is_not(None)),
        select(tables.leader_titles.c.leader_id),
    )
    idle = _within(leaders, jurisdiction_id)
    for kept in led:
        idle = idle & leaders.c.leader_id.not_in(kept)
    connection.execute(delete(leaders).where(idle))
