"""`zeren units`: the bodies in the database and the names they go by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select
from zeren_schema.tables import documents, findings, jurisdictions, task_units, unit_names, units

from zeren.curating import may_be, nearest, spelling_line, unit_line
from zeren.record import reading
from zeren.settings import Settings
from zeren.sources import excerpt, line_number

GUESSED = "unit_guessed"


def print_units(settings: Settings, *, unmapped: bool) -> None:
    """Print every unit with its names, or only those whose identity the rules had to guess.

    A guessed unit comes with the place where it was first seen, the nearest known names, and the lines of
    the curation files of which one settles it.
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
    mention = and_(
        task_units.c.task_id == findings.c.task_id, task_units.c.span_start == findings.c.span_start
    )
    rows = connection.execute(
        select(
            units,
            findings.c.span_start,
            findings.c.span_end,
            documents.c.source_name,
            documents.c.doc_number,
            documents.c.title,
            documents.c.text,
            jurisdictions.c.code,
        )
        .join_from(findings, documents)
        .join(task_units, mention)
        .join(units, units.c.unit_id == task_units.c.unit_id)
        .outerjoin(jurisdictions, jurisdictions.c.jurisdiction_id == units.c.jurisdiction_id)
        .where(findings.c.rule == GUESSED)
        .order_by(findings.c.document_id, findings.c.finding_id)
    )
    # One government's documents repeat the name: it is settled once.
    first: dict[int, Row[Any]] = {}
    for row in rows:
        first.setdefault(row.unit_id, row)
    if not first:
        print("every name is known 没有待核的名称")
        return
    known: dict[int | None, list[str]] = {}
    for name, place in connection.execute(select(units.c.name, units.c.jurisdiction_id)):
        known.setdefault(place, []).append(name)
    for row in first.values():
        for line in describe_unmapped(row, known[row.jurisdiction_id]):
            print(line)
    print(f"{len(first)} names to review 待核名称: add the line that is right, then load the document again")


def describe_unmapped(row: Row[Any], known: Sequence[str]) -> Iterator[str]:
    """One guessed unit: where it stands, what was guessed, and the lines of which one settles it.

    `known` has the names of all units of the same government.
    """
    number = line_number(row.text, row.span_start)
    yield f"{row.source_name}:{number}  {row.name}: guessed to be {row.kind} 类别为推断"
    yield f"    {number} │ {excerpt(row.text, row.span_start, row.span_end)}"
    near = nearest(row.name, known)
    if near:
        yield f"    nearest 相近: {'、'.join(near)}"
    evidence = row.doc_number or row.title or row.source_name
    yield f"    if so, add to {unit_line(row.code, row.name, row.kind, row.function, evidence)}"
    same = may_be(row.name, known)
    if same is not None:
        yield f"    or, if it is {same}, to {spelling_line(row.code, row.name, same, evidence)}"
    if row.code is None:
        yield "    (such a line holds for every government; load with --jurisdiction CODE for a narrower one)"
