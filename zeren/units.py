"""`zeren units`: the bodies in the database and the names they go by."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select
from zeren_schema.tables import documents, findings, jurisdictions, task_units, unit_names, units

from zeren.record import reading
from zeren.settings import Settings

GUESSED = "unit_guessed"


def print_units(settings: Settings, *, unmapped: bool) -> None:
    """Print every unit with its names, or only those whose identity the rules had to guess.

    A guessed unit comes with the place where it was first seen and the nearest known names; one line in the
    curation files settles it.
    """
    with reading(settings) as connection:
        if unmapped:
            _print_unmapped(connection)
        else:
            _print_all(connection)


def _print_all(connection: Connection) -> None:
    names: dict[int, list[str]] = {}
    for row in connection.execute(
        select(unit_names).where(unit_names.c.kind != "canonical").order_by(unit_names.c.unit_name_id)
    ):
        names.setdefault(row.unit_id, []).append(f"{row.name} ({row.kind})")
    rows = connection.execute(
        select(
            units, jurisdictions.c.name.label("jurisdiction"), func.count(task_units.c.task_id).label("tasks")
        )
        .outerjoin(jurisdictions, jurisdictions.c.jurisdiction_id == units.c.jurisdiction_id)
        .outerjoin(task_units, task_units.c.unit_id == units.c.unit_id)
        .group_by(*units.c, jurisdictions.c.name)
        .order_by(jurisdictions.c.name, func.count(task_units.c.task_id).desc(), units.c.name)
    ).all()
    place = object()
    for row in rows:
        if row.jurisdiction != place:
            place = row.jurisdiction
            print(f"{row.jurisdiction or '-'}")
        also = "  = " + "、".join(names[row.unit_id]) if row.unit_id in names else ""
        function = f", {row.function}" if row.function else ""
        print(f"  {row.name}  {row.kind}{function}, {row.tasks} tasks{also}")


def _print_unmapped(connection: Connection) -> None:
    rows = connection.execute(
        select(findings, documents.c.text, documents.c.source_name)
        .join_from(findings, documents)
        .where(findings.c.rule == GUESSED)
        .order_by(findings.c.document_id, findings.c.finding_id)
    ).all()
    known = connection.execute(select(units.c.name)).scalars().all()
    if not rows:
        print("every name is known 没有待核的名称")
        return
    for row in rows:
        print(describe_unmapped(row, known))


def describe_unmapped(row: Row[Any], known: Sequence[str]) -> str:
    """One guessed name: where it stands, what was guessed, and the nearest known names."""
    line = row.text.count("\n", 0, row.span_start) + 1
    printed = " ".join((row.quote or "").split())
    near = [name for name in difflib.get_close_matches(printed, known, n=4, cutoff=0.6) if name != printed]
    hint = f"  nearest 相近: {'、'.join(near[:3])}" if near else ""
    return f"{row.source_name}:{line}  {printed}  {row.message}{hint}"
