"""Tables flattened to one cell per line: the columns are known from the header, the rows must be found.

Each line is given to the column whose kind it looks like, in the order of the columns, so that the whole
table costs least. An empty cell leaves no line behind, a list of units may take several: both only cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from zeren_loaders.grammar.headings import heading_leader, is_plan_title
from zeren_loaders.grammar.labels import DEADLINE, LEAD, LEADER, RESPONSIBLE, SUPPORT, UNIT_ROLES
from zeren_loaders.grammar.line_kinds import is_time_limit, person_likeness, unit_likeness
from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.sheets import Sheet, SheetCell, SheetRow, Span, is_blank, read_number
from zeren_loaders.grammar.table_headers import (
    ASIDE,
    CATEGORY,
    NUMBER,
    PROGRESS,
    TEXT,
    UNKNOWN,
    Column,
    read_column,
    settle,
)
from zeren_loaders.readers import Source

Knows = Callable[[str], bool]

_HEADER_LENGTH = 14
_BROKEN_HEADER = {
    "序": ("号",),
    "责任": ("单位", "部门", "领导", "人"),
    "牵头": ("单位", "部门", "领导"),
    "配合": ("单位", "部门"),
    "分管": ("领导",),
    "完成": ("时限", "时间", "情况"),
    "工作": ("任务", "目标", "内容"),
    "重点": ("任务", "工作"),
    "主要": ("内容", "任务"),
    "任务": ("内容",),
    "目标": ("任务",),
    "项目": ("名称",),
    "备": ("注",),
}
_IMPOSSIBLE = 60.0
_STRAY = 4.5
# A page number between the rows, or a number that does not go on where the last one ended.
_ODD_NUMBER = 7.0
_MEAN_COST = 2.6

# What it costs to leave a column of the role empty.
_SKIP = {
    NUMBER: 7.0,
    CATEGORY: 0.3,
    TEXT: 4.0,
    LEAD: 4.0,
    RESPONSIBLE: 2.5,
    SUPPORT: 1.0,
    LEADER: 1.0,
    DEADLINE: 1.2,
    PROGRESS: 0.6,
}
_FURTHER_TEXT_SKIP = 1.5
_UNFINISHED = ("、", ",", "(", "和", "及")


@dataclass(slots=True)
class _Line:
    """A line of the table and what it looks like."""

    index: int
    text: str
    has_number: bool = False
    is_odd: bool = False
    glued: int = 0
    units: float = 0.0
    person: float = 0.0
    is_limit: bool = False
    heading: float = _IMPOSSIBLE
    is_unfinished: bool = False
    is_ended: bool = False


@dataclass(slots=True)
class FlatHeader:
    """A run of header cells: the lines it takes, by position in `Source.lines`, and its columns."""

    first: int
    last: int
    columns: list[Column]

    def is_like(self, other: FlatHeader) -> bool:
        """Whether both have the same columns."""
        return [column.header for column in self.columns] == [column.header for column in other.columns]


def find_headers(source: Source, taken: set[int]) -> list[FlatHeader]:
    """The headers of flattened tables in a document, in order. Lines in `taken` are none."""
    headers: list[FlatHeader] = []
    run: list[tuple[int, Column]] = []

    def close() -> None:
        columns = _arranged([column for _, column in run])
        roles = {column.role for column in columns}
        if len(columns) >= 3 and TEXT in roles and roles & UNIT_ROLES:
            headers.append(FlatHeader(run[0][0], run[-1][0], columns))
        run.clear()

    folded = source.folded
    pending: tuple[int, str] | None = None
    for index, (start, end) in enumerate(source.lines):
        if index in source.furniture:
            continue
        if end - start > _HEADER_LENGTH or index in taken:
            close()
            pending = None
            continue
        said = folded[start:end].replace(" ", "")
        if pending is not None and said in _BROKEN_HEADER[pending[1]]:
            if run and run[-1][0] == pending[0]:
                run.pop()
            said = pending[1] + said
        pending = (index, said) if said in _BROKEN_HEADER else None
        column = read_column(said)
        # 实施方案 or 重点项目 can be a cell of the body: a header word stands between others.
        if column.role == UNKNOWN and pending is None:
            close()
        else:
            run.append((index, column))
    close()
    return headers


def _arranged(columns: list[Column]) -> list[Column]:
    """The columns in the order of the body: units named below 责任分工 stand in its place."""
    while columns and columns[0].role == UNKNOWN:
        columns = columns[1:]
    for at, column in enumerate(columns):
        group = column.header in ("责任分工", "任务分工", "职责分工", "工作分工", "责任", "分工")
        tail = len(columns)
        while tail > 0 and columns[tail - 1].role in UNIT_ROLES | {LEADER}:
            tail -= 1
        if group and tail > at + 1 and tail < len(columns):
            return settle([*columns[:at], *columns[tail:], *columns[at + 1 : tail]])
        if group and at + 1 < len(columns) and columns[at + 1].role in UNIT_ROLES:
            return settle([*columns[:at], *columns[at + 1 :]])
    return settle([column for column in columns if column.role != UNKNOWN])


def read_flattened(
    source: Source, headers: list[FlatHeader], stop: int, knows: Knows, taken: set[int]
) -> Sheet | None:
    """The sheet below a header, up to line `stop`; further headers like the first are page breaks.

    Returns None where the lines do not follow the columns.
    """
    columns = headers[0].columns
    skipped = {index for header in headers for index in range(header.first, header.last + 1)}
    lines = []
    for index in range(headers[0].last + 1, stop):
        if index in source.furniture or index in skipped or index in taken:
            continue
        start, end = source.lines[index]
        lines.append(_look_at(index, source.folded[start:end], knows))
    if len(lines) < 2:
        return None
    _mark_odd_numbers(lines, any(column.role == NUMBER for column in columns))
    places, cost = _align(lines, columns)
    while places and places[-1][0] == _STRAY_STATE:
        places.pop()
        cost -= _STRAY
    if len(places) < 2 or cost > _MEAN_COST * len(places):
        return None
    return _sheet(source, headers, lines, places)


def _look_at(index: int, text: str, knows: Knows) -> _Line:
    line = _Line(index, text)
    line.has_number = len(text) <= 6 and read_number(text) is not None
    line.is_unfinished = text.endswith(_UNFINISHED) or text.count("(") > text.count(")")
    line.is_ended = text.endswith(("。", ";", "!"))
    if len(text) <= 90:
        line.units = unit_likeness(text, knows)
    if len(text) <= 20:
        line.person = person_likeness(text)
        line.is_limit = is_time_limit(text)
    marker = read_marker(text)
    if not line.has_number and marker is not None:
        said = text[marker.end :]
        if marker.style in ("1.", "1 "):
            line.glued = marker.end
        if len(text) <= 60 and not line.is_ended and heading_leader(said) is not None:
            line.heading = 0.1
        elif marker.rank < 3 and len(said) <= 40 and said and not line.is_ended:
            line.heading = 0.3 if marker.style == "一、" else 1.2
    elif len(text) <= 40 and heading_leader(text) is not None:
        line.heading = 0.6
    return line


def _mark_odd_numbers(lines: list[_Line], has_numbers: bool) -> None:
    """Mark the numbers that do not go on: page numbers, counts, figures of a column."""
    last = 0
    for place, line in enumerate(lines):
        if not (line.has_number or line.glued) or not has_numbers:
            continue
        marker = read_number(line.text) if line.has_number else read_marker(line.text)
        value = marker.value if marker else None
        if value is None:
            continue
        if value == last + 1 or value == 1 or last == 0 or value == last:
            last = value
            continue
        # Numbers left out are possible where the count goes on from here.
        following = [
            found.value
            for later in lines[place + 1 : place + 40]
            if later.has_number and (found := read_number(later.text)) is not None
        ]
        if last < value <= last + 5 and value + 1 in following and last + 1 not in following:
            last = value
        else:
            line.is_odd = True


_HEADING_STATE, _STRAY_STATE = -1, -2


def _cost(line: _Line, role: str) -> float:
    """How little a line looks like a cell of a column with this role."""
    length = len(line.text)
    if role == NUMBER:
        if line.has_number:
            return _ODD_NUMBER if line.is_odd else 0.0
        return 1.0 if line.glued and not line.is_odd else _IMPOSSIBLE
    if line.has_number:
        return {ASIDE: 0.8, PROGRESS: 1.5}.get(role, 20.0 if role in UNIT_ROLES else 5.0)
    if is_blank(line.text):
        return 0.5
    if role in UNIT_ROLES:
        if line.units > 0:
            return 2.4 * (1 - line.units) + (1.5 if line.is_limit else 0.0)
        return 9.0 if length > 12 else 3.5 if line.person else 4.5
    if role == LEADER:
        if line.person:
            return 0.9 * (1 - line.person) + (1.0 if line.units >= 0.9 else 0.0)
        return 9.0 if length > 16 else 5.0
    if role == DEADLINE:
        return 0.0 if line.is_limit else 9.0 if length > 24 or line.units >= 0.9 else 3.0
    if role == TEXT:
        if line.units >= 0.9:
            return 3.5
        if line.is_limit and length <= 12:
            return 3.0
        if line.person == 1 and length <= 5:
            return 2.0
        return 0.0 if length >= 8 else 0.6
    if role == CATEGORY:
        return 0.5 if length <= 12 and line.units < 0.9 else 5.0
    return 1.0 if role == PROGRESS else 1.3


def _align(lines: list[_Line], columns: list[Column]) -> tuple[list[tuple[int, bool]], float]:
    """For each line its column and whether it begins a row, at the least cost.

    A heading is column -1 and a stray line -2.
    """
    n = len(columns)
    skips = _skip_costs(columns)
    total = [0.0]
    for skip in skips:
        total.append(total[-1] + skip)
    roles = [column.role for column in columns]
    states = [*range(n), n]  # state n is the heading
    # After a stray line the row goes on: strays are states n+1+state of what was before them.
    size = 2 * (n + 1)
    best = [_IMPOSSIBLE * 100] * size
    best[n] = 0.0
    history: list[list[tuple[int, bool]]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        costs = [_cost(line, role) for role in roles]
        new = [_IMPOSSIBLE * 1000] * size
        back: list[tuple[int, bool]] = [(0, False)] * size
        for state in range(size):
            base = best[state]
            place = state % (n + 1)
            if base >= _IMPOSSIBLE * 50:
                continue
            hold = 6.0 if before is not None and before.is_unfinished and state <= n else 0.0
            glued = place < n and roles[place] == NUMBER and before is not None and not before.has_number
            for to in states:
                if to == n:
                    cost = base + line.heading + (total[n] - total[place + 1] if place < n else 0.0) + hold
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, True)
                    continue
                emission = costs[to]
                if place < n and to > place:
                    between = total[to] - total[place + 1]
                    if glued and to == n:
                        between = 0.0
                    elif glued:
                        between = max(0.0, between - _glued_discount(roles, place, to))
                    cost, begins = base + between + emission + hold, False
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, begins)
                if place == to:
                    cost = base + _stay(roles[to], line, before) + emission
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, False)
                if place >= n or to <= place:
                    rest = total[n] - total[place + 1] if place < n else 0.0
                    cost = base + rest + total[to] + emission + hold
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, True)
            stray = n + 1 + place
            cost = base + (_STRAY if not line.is_odd else 1.0)
            if cost < new[stray]:
                new[stray], back[stray] = cost, (state, False)
        best = new
        history.append(back)
    for state in range(n):
        best[state] += total[n] - total[state + 1]
        best[state + n + 1] += total[n] - total[state + 1]
    state = min(range(size), key=lambda one: best[one])
    cost = best[state]
    places: list[tuple[int, bool]] = []
    for back in reversed(history):
        previous, begins = back[state]
        where = _STRAY_STATE if state > n else _HEADING_STATE if state == n else state
        places.append((where, begins))
        state = previous
    places.reverse()
    return places, cost


def _skip_costs(columns: list[Column]) -> list[float]:
    skips = []
    has_text = False
    for column in columns:
        skip = _SKIP.get(column.role, 0.3)
        if column.role == TEXT:
            skip = _FURTHER_TEXT_SKIP if has_text else skip
            has_text = True
        skips.append(skip)
    return skips


def _glued_discount(roles: list[str], place: int, to: int) -> float:
    """The first text column is not empty where the text stands behind its number."""
    for at in range(place + 1, to):
        if roles[at] == TEXT:
            return _SKIP[TEXT]
    return 0.0


def _stay(role: str, line: _Line, before: _Line | None) -> float:
    """What it costs that a second line belongs to the same cell."""
    if role == NUMBER:
        return _IMPOSSIBLE
    if before is not None and before.is_unfinished:
        return 0.0
    if role in (RESPONSIBLE, SUPPORT):
        return 0.3
    if role == LEAD:
        return 0.7
    if role == TEXT:
        return 1.2 if before is not None and before.is_ended else 1.0
    return 1.5 if role == LEADER else 2.5 if role == DEADLINE else 1.0


def _sheet(
    source: Source, headers: list[FlatHeader], lines: list[_Line], places: list[tuple[int, bool]]
) -> Sheet:
    columns = headers[0].columns
    n = len(columns)
    first_text = next(at for at, column in enumerate(columns) if column.role == TEXT)
    rows: list[SheetRow] = []
    gathered: list[list[Span]] = []
    for line, (place, begins) in zip(lines, places, strict=False):
        start, end = source.lines[line.index]
        if place == _STRAY_STATE:
            continue
        if place == _HEADING_STATE:
            rows.append(SheetRow((start, end), [], "heading", SheetCell(((start, end),))))
            gathered.append([])
            continue
        if begins or not rows or rows[-1].kind == "heading":
            rows.append(SheetRow((start, end)))
            gathered.append([])
            cells: list[list[Span]] = [[] for _ in range(n)]
            rows[-1].cells = [None] * n
        row = rows[-1]
        row.span = (row.span[0], end)
        parts = [(place, (start, end))]
        if columns[place].role == NUMBER and line.glued:
            marker_end = start + line.glued
            number_end = start + len(source.folded[start:marker_end].rstrip(" "))
            parts = [(place, (start, number_end)), (first_text, (marker_end, end))]
        for at, span in parts:
            if not is_blank(line.text):
                cells[at].append(span)
                row.cells[at] = SheetCell(tuple(cells[at]))
    last = lines[len(places) - 1].index
    return Sheet(columns, rows, (source.lines[headers[0].first][0], source.lines[last][1]))


def title_line(source: Source, header: FlatHeader, taken: set[int]) -> int | None:
    """The line over a header that is a plan's title, if one of the last few is."""
    for index in range(header.first - 1, max(header.first - 6, -1), -1):
        if index in taken:
            return None
        start, end = source.lines[index]
        if is_plan_title(source.folded[start:end].replace(" ", "")) and not re.match(
            r"\d", source.folded[start:end]
        ):
            return index
    return None
