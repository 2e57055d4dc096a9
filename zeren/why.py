"""`zeren why`: a task with its units and targets, and the source lines with the matches marked."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from zeren_schema.errors import UsageError

from zeren.marking import legend, mark_spans, printable, wants_colour
from zeren.record import TaskRecord, find_task, reading
from zeren.settings import Settings

CODE = re.compile(r"(?P<code>[0-9A-Za-z.一-龥]+)(?:#(?P<ordinal>[0-9]+))?")


def print_why(settings: Settings, what: str, document: str | None) -> None:
    """Print the task (or one of its targets, `CODE#N`) to standard output.

    Raises UsageError if it does not exist or is ambiguous.
    """
    match = CODE.fullmatch(what.strip())
    if match is None:
        raise UsageError(f"{what!r} is neither a task code (2.4.12) nor a target (2.4.12#1)")
    with reading(settings) as connection:
        record = find_task(connection, match["code"], document)
    if match["ordinal"] and int(match["ordinal"]) not in {row.ordinal for row in record.targets}:
        count = len(record.targets)
        raise UsageError(
            f"task {match['code']} has {count} target{'s' if count != 1 else ''}, no #{match['ordinal']}"
        )
    only = int(match["ordinal"]) if match["ordinal"] else None
    for line in describe(record, only, colour=wants_colour()):
        print(line)


def describe(record: TaskRecord, only_target: int | None, *, colour: bool) -> Iterator[str]:
    """The lines to print."""
    task = record.task
    yield f"{task.code}  {printable(task.text)}"
    place = " › ".join(part for part in (task.plan_title, task.heading) if part)
    yield f"  in 出处        {task.document_title or task.source_name} {task.doc_number or ''}".rstrip()
    yield f"                 {place}"
    if task.leader:
        yield f"  leader 领导    {task.leader}"
    if task.due_on:
        yield f"  due 时限       {task.due_on}"
    for row in record.units:
        role = f"lead 牵头 ({row.lead_basis})" if row.is_lead else "support"
        second = f"({row.second_name})" if row.second_name else ""
        printed = (
            ""
            if fold(row.mention) == fold(row.name + second)
            else f"  printed 所印: {_one_line(row.mention)}"
        )
        yield f"  {row.position:>3}. {row.name}{second}  {role}{printed}"
    for row in record.targets:
        if only_target in (None, row.ordinal):
            yield f"  #{row.ordinal} {describe_target(row)}"
    for row in record.findings:
        yield f"  ! {row.severity} {row.rule}: {row.message}"
    yield ""
    yield f"{task.source_name}:"
    yield from _source_lines(record, only_target, colour=colour)
    yield legend(colour=colour)


def describe_target(row: Row[Any]) -> str:
    """One target in a line: indicator, comparison, number, unit and what else is known."""
    low, high = _number(row.low), _number(row.high)
    bounds = {
        "eq": f"= {low}",
        "approx": f"≈ {low}",
        "ge": f"≥ {low}",
        "le": f"≤ {high}",
        "range": f"{low}–{high}",
    }[row.comparator]
    parts = [row.indicator, bounds + (f" {row.unit}" if row.unit else ""), f"[{row.measure}]"]
    if row.commitment:
        parts.append(f"commitment 承诺: {row.commitment}")
    if row.baseline:
        parts.append(f"baseline 基准: {row.baseline}")
    if row.due_year:
        parts.append(f"by {row.due_year}")
    return "  ".join(parts)


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def fold(name: str) -> str:
    """The name with half-width brackets and no blanks, to tell a spelling from a mere form of printing."""
    return re.sub(r"\s", "", name.translate(str.maketrans("（）〔〕[]", "()()()")))


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


def _source_lines(record: TaskRecord, only_target: int | None, *, colour: bool) -> Iterator[str]:
    text: str = record.task.document_text
    spans = [(row.span_start, row.span_end, "lead" if row.is_lead else "unit") for row in record.units]
    spans += [
        (row.span_start, row.span_end, "target")
        for row in record.targets
        if only_target in (None, row.ordinal)
    ]
    starts = [0] + [match.end() for match in re.finditer(r"\n", text)]
    everything = [(record.task.span_start, record.task.span_end), *((start, end) for start, end, _ in spans)]
    wanted = sorted(
        {
            number
            for start, end in everything
            for number in range(bisect.bisect_right(starts, start), bisect.bisect_right(starts, end - 1) + 1)
        }
    )
    marked = mark_spans(text, spans, colour=colour)
    lines = marked.split("\n")
    for number in wanted:
        if lines[number - 1].strip():
            yield f"{number:>6} │ {lines[number - 1]}"
