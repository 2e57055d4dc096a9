"""`zeren findings`: what the loader noticed and a person should look at."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, case, select
from zeren_loaders import curation
from zeren_schema.errors import UsageError
from zeren_schema.tables import documents, findings, jurisdictions, tasks

from zeren.record import document_matches, reading
from zeren.settings import Settings
from zeren.sources import excerpt, line_number


class Severity(StrEnum):
    """How grave a finding is, the least first."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_UNITS, _NAMES, _LABELS, _HEADERS = (
    f"{curation.FOLDER / name}.csv" for name in ("units", "names", "labels", "table_headers")
)
_EXPLAIN = "`zeren load --dry-run --explain FILE` shows what each line was taken for"

# What a person can do about each rule. A rule that is not here needs nothing: it says what was repaired.
ADVICE = {
    "unit_guessed": "`zeren units --unmapped` prints the line to add",
    "name_unread": f"if it is a unit, add it to {_UNITS}; if it is a label, to {_LABELS}; {_EXPLAIN}",
    "text_unclaimed": f"if a label is missing, add it to {_LABELS}; {_EXPLAIN}",
    "column_unread": f"if the column says something about tasks, add its header to {_HEADERS}",
    "task_without_units": f"if its units stand behind another label, add that to {_LABELS}; {_EXPLAIN}",
    "number_repeated": "look whether two tasks bear this number in print, or a line was taken for a task",
    "unit_repeated": f"if two bodies are meant, keep their names apart in {_NAMES}",
    "misprint_read": f"if the reading is wrong, mend its line in {_NAMES}",
    "deadline_unread": "the task has no due date: look whether the words name one",
    "leader_further": "only the first leader is kept: look whether the task is the other's as well",
    "leader_unnamed": "an office without a name: give the name in a corrected document if it is known",
    "lead_by_role": "no label says 牵头: all behind this one were taken for leads, as others only support",
    "list_open": "the list names no further units: nothing was added by guess",
    "sidecar_for_other_bytes": "bring the sidecar's sha256 in line with the file, or remove it",
    "broken_characters": "the file holds characters that could not be read: look for a better copy",
    "page_without_text": "a page is a picture: look for a copy with text, or type what it says",
    "embedded_content": "the file holds another one that was not read: load that by itself",
}


def print_findings(
    settings: Settings, document: str | None, rule: str | None, severity: Severity, limit: int
) -> None:
    """Print findings of this severity or a graver one, the gravest first, with source line and advice.

    `document` narrows by document number, title, file name or government (a part of it is enough). A rule
    that is named is shown whatever its severity. Raises UsageError for a document or rule that is not there.
    """
    with reading(settings) as connection:
        document_ids = _documents(connection, document)
        counted = _counts(connection, document_ids)
        if rule is not None:
            _require_rule(connection, rule)
            severity = Severity.INFO
        grave = list(Severity)[list(Severity).index(severity) :]
        rows = _rows(connection, document_ids, rule, grave, limit)
        for row in rows:
            for line in describe_finding(row):
                print(line)
    matching = sum(
        count for (name, weight), count in counted.items() if weight in grave and rule in (None, name)
    )
    lesser = sum(count for (_, weight), count in counted.items() if weight not in grave)
    said = f"{matching} findings" if matching != 1 else "1 finding"
    print(f"{said} to review 待核事项" if matching else "nothing to review 没有待核事项")
    if lesser:
        print(f"{lesser} of less weight: --severity info shows them")
    if len(rows) < matching:
        print(f"zeren: only the first {limit} are shown; --limit shows more", file=sys.stderr)


def describe_finding(row: Row[Any]) -> Iterator[str]:
    """One finding: severity, rule, place, what was found, the source line and what to do."""
    place = row.source_name
    if row.span_start is not None:
        place += f":{line_number(row.text, row.span_start)}"
    task = f"  {row.code}" if row.code else ""
    yield f"{row.severity} {row.rule}  {place}{task}  {row.message}"
    if row.span_start is not None:
        number = line_number(row.text, row.span_start)
        yield f"    {number} │ {excerpt(row.text, row.span_start, row.span_end)}"
    advice = ADVICE.get(row.rule)
    if advice is not None:
        yield f"    → {advice}"


def _documents(connection: Connection, document: str | None) -> list[int] | None:
    if document is None:
        return None
    query = (
        select(documents.c.document_id)
        .outerjoin(jurisdictions, jurisdictions.c.jurisdiction_id == documents.c.jurisdiction_id)
        .where(document_matches(document))
    )
    found = list(connection.execute(query).scalars())
    if not found:
        raise UsageError(f"no document is like {document!r}; `zeren status` lists what is loaded")
    return found


def _counts(connection: Connection, document_ids: list[int] | None) -> Counter[tuple[str, str]]:
    query = select(findings.c.rule, findings.c.severity)
    if document_ids is not None:
        query = query.where(findings.c.document_id.in_(document_ids))
    return Counter((name, weight) for name, weight in connection.execute(query))


def _require_rule(connection: Connection, rule: str) -> None:
    rules = set(connection.execute(select(findings.c.rule).distinct()).scalars()) | set(ADVICE)
    if rule not in rules:
        near = difflib.get_close_matches(rule, sorted(rules), n=3, cutoff=0.5)
        hint = f"nearest: {', '.join(near)}" if near else f"rules are {', '.join(sorted(rules))}"
        raise UsageError(f"no rule {rule!r}; {hint}")


def _rows(
    connection: Connection,
    document_ids: list[int] | None,
    rule: str | None,
    grave: Sequence[Severity],
    limit: int,
) -> Sequence[Row[Any]]:
    weight = case({name.value: place for place, name in enumerate(Severity)}, value=findings.c.severity)
    query = (
        select(findings, documents.c.source_name, documents.c.text, tasks.c.code)
        .join_from(findings, documents)
        .outerjoin(tasks, tasks.c.task_id == findings.c.task_id)
        .where(findings.c.severity.in_([name.value for name in grave]))
        .order_by(weight.desc(), findings.c.document_id, findings.c.span_start, findings.c.finding_id)
        .limit(limit)
    )
    if document_ids is not None:
        query = query.where(findings.c.document_id.in_(document_ids))
    if rule is not None:
        query = query.where(findings.c.rule == rule)
    return connection.execute(query).all()
