"""Loading one file: parse, compare with what is stored, write, and leave a row about the attempt."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from zeren_schema import tables
from zeren_schema.engine import read_transaction, write_transaction
from zeren_schema.errors import BusyError, UsageError, ZerenError
from zeren_schema.migrate import upgrade

from zeren_loaders.jurisdictions import stated
from zeren_loaders.parse import parse_bytes
from zeren_loaders.readers import read_bytes
from zeren_loaders.records import LoadOptions, LoadSummary, ParsedDocument
from zeren_loaders.sidecar import read_sidecar
from zeren_loaders.version import loader_version
from zeren_loaders.writer import LoadRow, take_turn, write_document, write_load

NO_OPTIONS = LoadOptions()
# What a sidecar may say about a document and the record keeps.
SAID = ("title", "doc_number", "issuer", "issued_on", "year")


def load_file(
    engine: Engine, path: Path, *, dry_run: bool = False, options: LoadOptions = NO_OPTIONS
) -> LoadSummary:
    """Read one document and store it in one transaction.

    The same bytes under the same curation change nothing (`unchanged`); a document of the same government
    with the same number, or without numbers the same title, is replaced whole. `dry_run` only reads.
    Raises UsageError, ZerenError and BusyError; a refused file leaves nothing but its row in `loads`.
    """
    path = Path(path)
    started_at = datetime.now(UTC)
    if dry_run:
        return summarise(parse_bytes(path, read_bytes(path), options), "dry_run")
    upgrade(engine)
    row = LoadRow(path.name, None, loader_version(), started_at)
    try:
        data = read_bytes(path)
        row.sha256 = hashlib.sha256(data).hexdigest()
        unchanged = _unchanged(engine, path, row, options)
        if unchanged is not None:
            return unchanged
        document = parse_bytes(path, data, options)
    except (UsageError, BusyError):
        raise
    except ZerenError as error:
        store_refusal(engine, row, str(error))
        raise
    return store_document(engine, document, row)


def store_document(engine: Engine, document: ParsedDocument, row: LoadRow) -> LoadSummary:
    """Store a parsed document in one transaction, in place of its predecessor if there is one."""
    with write_transaction(engine) as connection:
        take_turn(connection)
        outcome, document_id, load_id = write_document(connection, document, row)
    summary = summarise(document, outcome)
    summary.document_id, summary.load_id = document_id, load_id
    return summary


def store_refusal(engine: Engine, row: LoadRow, message: str) -> None:
    """Leave a row about a file that could not be taken."""
    with write_transaction(engine) as connection:
        take_turn(connection)
        write_load(connection, row, "refused", message=message)


def _unchanged(engine: Engine, path: Path, row: LoadRow, options: LoadOptions) -> LoadSummary | None:
    """The summary of what is stored already, if these bytes would only say it again."""
    documents, loads = tables.documents, tables.loads
    with read_transaction(engine) as connection:
        stored = (
            connection.execute(
                select(documents, tables.jurisdictions.c.code, tables.jurisdictions.c.name)
                .outerjoin(tables.jurisdictions)
                .where(documents.c.sha256 == row.sha256)
            )
            .mappings()
            .first()
        )
        if stored is None:
            return None
        made_by = (
            connection.execute(
                select(loads)
                .where(loads.c.document_id == stored["document_id"])
                .where(loads.c.outcome.in_(("loaded", "replaced")))
                .order_by(loads.c.load_id.desc())
            )
            .mappings()
            .first()
        )
        if made_by is None or made_by["loader_version"] != row.loader_version:
            return None
        if told_otherwise(dict(stored), read_sidecar(path), options):
            return None
        summary = _stored_summary(connection, dict(stored), dict(made_by))
    with write_transaction(engine) as connection:
        take_turn(connection)
        summary.load_id = write_load(
            connection, row, "unchanged", document_id=stored["document_id"], counts=dict(made_by)
        )
    return summary


def told_otherwise(stored: dict[str, Any], sidecar: dict[str, Any], options: LoadOptions) -> bool:
    """Whether the sidecar or the options say something else than what was stored.

    `stored` has the columns of SAID and the `code` and `name` of the jurisdiction.
    """
    if options.jurisdiction is not None:
        place = stated(options.jurisdiction)
        same = stored["name"] == place.name if place.code is None else stored["code"] == place.code
        if not same:
            return True
    elif sidecar.get("jurisdiction") and str(sidecar["jurisdiction"]["code"]) != stored["code"]:
        return True
    return any(stored[name] != sidecar[name] for name in SAID if name in sidecar)


def _stored_summary(connection: Connection, stored: dict[str, Any], made_by: dict[str, Any]) -> LoadSummary:
    document_id = stored["document_id"]
    plans, sections, tasks = tables.plans, tables.sections, tables.tasks
    per_plan = (
        select(plans.c.title, plans.c.kind, tasks.c.task_id, tables.task_units.c.unit_id)
        .join(sections, sections.c.plan_id == plans.c.plan_id)
        .join(tasks, tasks.c.section_id == sections.c.section_id)
        .outerjoin(tables.task_units, tables.task_units.c.task_id == tasks.c.task_id)
        .where(plans.c.document_id == document_id)
        .order_by(plans.c.ordinal)
    )
    counted: dict[tuple[str, str], set[int]] = {}
    units: set[int] = set()
    for title, kind, task_id, unit_id in connection.execute(per_plan):
        counted.setdefault((title, kind), set()).add(task_id)
        if unit_id is not None:
            units.add(unit_id)
    rules = connection.execute(
        select(tables.findings.c.rule).where(tables.findings.c.load_id == made_by["load_id"])
    ).scalars()
    return LoadSummary(
        stored["source_name"],
        "unchanged",
        stored["title"],
        document_id,
        None,
        [(title, kind, len(found)) for (title, kind), found in counted.items()],
        made_by["n_plans"],
        made_by["n_sections"],
        made_by["n_tasks"],
        made_by["n_task_units"],
        len(units),
        made_by["n_leads"],
        made_by["n_targets"],
        dict(sorted(Counter(rules).items())),
    )


def summarise(document: ParsedDocument, outcome: str) -> LoadSummary:
    """The counts of a parsed document."""
    tasks = document.tasks
    return LoadSummary(
        document.source_name,
        outcome,
        document.title,
        None,
        None,
        [(plan.title, plan.kind, len(plan.tasks)) for plan in document.plans],
        len(document.plans),
        sum(len(plan.sections) for plan in document.plans),
        len(tasks),
        sum(len(task.mentions) for task in tasks),
        len(document.units),
        sum(mention.is_lead for task in tasks for mention in task.mentions),
        sum(len(task.targets) for task in tasks),
        dict(sorted(Counter(finding.rule for finding in document.findings).items())),
    )
