"""Units that a heading names for every task of the table below it: 一、县发改局牵头的任务(3项).

Such a table says in its columns who helps, or nothing of units at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from zeren_loaders.grammar.bare import BareReader
from zeren_loaders.grammar.clauses import Clause, find_clauses
from zeren_loaders.grammar.labels import DEADLINE, LEAD, LEADER, RESPONSIBLE, SUPPORT
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.sheets import Sheet, Span, line_of
from zeren_loaders.grammar.table_headers import FOREIGN, FUND, TEXT, Column
from zeren_loaders.readers import Source

Knows = Callable[[str], bool]

_LEAD_LABEL = "牵头单位"
# A heading stands so near above its table, and is no longer.
_REACH = 3
_LENGTH = 60


# What may stand behind the units: 牵头负责的2024年重点工作任务清单, and how many there are.
_TAIL = re.compile(
    r"(?P<verb>(?:牵头|主办|负责|承担)*)的?(?:(?:20\d{2}|本)年度?)?(?:重点|主要|年度|目标|工作|任务|事项|项目)*"
    r"(?:责任)?(?:分解表?|分工表?|清单|台账|表)? ?(?:\( ?(?:共|计)? ?\d{1,3} ?[项个件条] ?\))?$"
)


def named_units(line: Line, knows: Knows) -> Clause | None:
    """The units that are all of a heading but for what they do, as a clause.

    (一)县教育局牵头负责的工作(5项) · 县水利局牵头任务清单 · 责任单位:县水利局
    """
    text = line.text
    start = line.marker.end if line.marker else 0
    if not 3 <= len(text) - start <= _LENGTH or text.endswith(("。", ";", ":")):
        return None
    reader = BareReader(knows)
    for clause in find_clauses(line, reader.read) if line.labels else ():
        if clause.names_units and clause.start <= start:
            return clause
    tail = _TAIL.search(text, start)
    if tail is None:
        return None
    judged = reader.judge(text, start, tail.end("verb"))
    if judged is None or judged[1] == "endings" or not all(part.role == RESPONSIBLE for part in judged[0]):
        return None
    return Clause("heading", start, len(text), judged[0], "heading names")


def owner_of(sheet: Sheet, heading: Line, knows: Knows) -> tuple[Line, Clause] | None:
    """The units a heading names for the tasks below, where no column says who leads or does them."""
    if sheet.of_role(LEAD, RESPONSIBLE):
        return None
    clause = named_units(heading, knows)
    if clause is None:
        return None
    if sheet.of_role(SUPPORT):
        # Beside those who help, the unit in the heading leads.
        parts = [replace(part, label=_LEAD_LABEL, role=LEAD) for part in clause.parts]
        clause = replace(clause, parts=parts)
    return heading, clause


def may_be_owned(columns: list[Column]) -> bool:
    """Whether a table with these columns lacks nothing of a table of tasks but who does them."""
    roles = {column.role for column in columns}
    return TEXT in roles and bool(roles & {DEADLINE, LEADER}) and not roles & {FOREIGN, FUND}


def heading_above(source: Source, start: int, knows: Knows) -> Line | None:
    """The line right above a table that names units and nothing else, if there is one."""
    above = [index for index, (_, end) in enumerate(source.lines) if end <= start]
    near: list[Span] = [source.lines[index] for index in above[-_REACH:] if index not in source.furniture]
    for span in reversed(near):
        if span[1] - span[0] > _LENGTH:
            return None
        line = line_of(source.folded, [span], wraps=True)
        if named_units(line, knows) is not None:
            return line
    return None
