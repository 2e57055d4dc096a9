"""Which column each line of a flattened table belongs to, so that the whole table costs least.

A line costs little in a column whose kind it looks like. Columns come in their order; one that is left
empty costs, and so does a second line in the same cell, except in a list of units.
"""

from __future__ import annotations

from dataclasses import dataclass

from zeren_loaders.grammar.labels import DEADLINE, LEAD, LEADER, RESPONSIBLE, SUPPORT, UNIT_ROLES
from zeren_loaders.grammar.sheets import is_blank
from zeren_loaders.grammar.table_headers import ASIDE, CATEGORY, NUMBER, PROGRESS, TEXT, Column

IMPOSSIBLE = 60.0
STRAY = 4.5
# Where blank lines part the cells: the next cell without one, and one within a cell.
_NO_BLANK_LINE = 1.5
_BLANK_LINE = 0.8
# What is this much dearer than the cheapest reading so far is not followed on.
_BEAM = 25.0
# A page number between the rows, or a number that does not go on where the last one ended.
_ODD_NUMBER = 7.0
_OTHER_COLUMN = 8.0

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
# The name of an item is short and no sentence.
_ITEM_LENGTH = 20
# 市政协副主席 苗青: a name with the office before it.
_NAME_LENGTH = 16


HEADING_STATE, STRAY_STATE = -1, -2


@dataclass(slots=True)
class FlatLine:
    """A line of the table, where it stands, and what it looks like.

    `column` is its place among the cells of its printed line, if that has a cell for each column. `is_apart`
    tells whether a blank line stands above it, where blank lines part the cells; else it is None.
    """

    index: int
    start: int
    text: str
    has_number: bool = False
    is_odd: bool = False
    glued: int = 0
    units: float = 0.0
    person: float = 0.0
    is_limit: bool = False
    is_achieved: bool = False
    heading: float = IMPOSSIBLE
    is_unfinished: bool = False
    is_ended: bool = False
    column: int | None = None
    is_apart: bool | None = None


def _cost(line: FlatLine, role: str) -> float:
    """How little a line looks like a cell of a column with this role."""
    length = len(line.text)
    if role == NUMBER:
        if line.has_number:
            return _ODD_NUMBER if line.is_odd else 0.0
        return 1.0 if line.glued and not line.is_odd else IMPOSSIBLE
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
            return 3.5 if line.units < 1 else 7.0
        if line.is_achieved:
            return 3.0
        if line.is_limit and length <= 12:
            return 3.0
        if line.person == 1 and length <= _NAME_LENGTH:
            return 2.0
        return 0.0 if length >= 8 else 0.6
    if role == CATEGORY:
        return 0.5 if length <= 12 and line.units < 0.9 else 5.0
    if role == PROGRESS:
        return 0.0 if line.is_achieved else 1.0
    return 1.3


def align(lines: list[FlatLine], columns: list[Column]) -> tuple[list[tuple[int, bool]], float]:
    """For each line its column and whether it begins a row, at the least cost.

    A heading is column -1 and a stray line -2.
    """
    n = len(columns)
    skips = _skip_costs(columns)
    total = [0.0]
    for skip in skips:
        total.append(total[-1] + skip)
    roles = [column.role for column in columns]
    texts = [at for at, role in enumerate(roles) if role == TEXT]
    item = texts[0] if len(texts) > 1 else None
    states = [*range(n), n]  # state n is the heading
    # After a stray line the row goes on: strays are states n+1+state of what was before them.
    size = 2 * (n + 1)
    best = [IMPOSSIBLE * 100] * size
    best[n] = 0.0
    history: list[list[tuple[int, bool]]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        costs = [_cost(line, role) for role in roles]
        if line.column is not None:
            # The line it stands on has a cell for each column.
            costs = [
                min(cost, 1.0) if at == line.column else cost + _OTHER_COLUMN for at, cost in enumerate(costs)
            ]
        if item is not None and (line.is_ended or len(line.text) > _ITEM_LENGTH):
            costs[item] += 1.2
        new_cell = _NO_BLANK_LINE if line.is_apart is False else 0.0
        new = [IMPOSSIBLE * 1000] * size
        back: list[tuple[int, bool]] = [(0, False)] * size
        bound = min(best) + _BEAM
        for state in range(size):
            base = best[state]
            place = state % (n + 1)
            if base > bound:
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
                    cost, begins = base + between + emission + hold + new_cell, False
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, begins)
                if place == to:
                    cost = base + _stay(roles[to], line, before) + emission
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, False)
                if place >= n or to <= place:
                    rest = total[n] - total[place + 1] if place < n else 0.0
                    cost = base + rest + total[to] + emission + hold + new_cell
                    if cost < new[to]:
                        new[to], back[to] = cost, (state, True)
            stray = n + 1 + place
            cost = base + (STRAY if not line.is_odd else 1.0)
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
        where = STRAY_STATE if state > n else HEADING_STATE if state == n else state
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


def _stay(role: str, line: FlatLine, before: FlatLine | None) -> float:
    """What it costs that a second line belongs to the same cell."""
    if role == NUMBER:
        return IMPOSSIBLE
    if before is not None and before.is_unfinished:
        return 0.0
    if line.is_apart is not None:
        return _BLANK_LINE + _stay_anyhow(role, line, before) if line.is_apart else 0.1
    return _stay_anyhow(role, line, before)


def _stay_anyhow(role: str, line: FlatLine, before: FlatLine | None) -> float:
    if role in (RESPONSIBLE, SUPPORT):
        return 0.3
    if role == LEAD:
        return 0.7
    if role == TEXT:
        return 1.2 if before is not None and before.is_ended else 1.0
    if role == LEADER:
        return 1.0 if line.person == 1 else 1.5
    return 2.5 if role == DEADLINE else 1.0
