"""From pieces to plans, sections and tasks.

What closes a task is its responsibility clause. Which numbers begin tasks and which begin headings is not
fixed: the innermost numbered lines that carry clauses of their own are tasks, what stands over them are
headings, and what stands below a task without a clause of its own belongs to its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from zeren_loaders.grammar.clauses import Clause
from zeren_loaders.grammar.divide import Divider
from zeren_loaders.grammar.draft import Draft, DraftPlan, DraftSection, DraftTask
from zeren_loaders.grammar.evidence import clauses_of
from zeren_loaders.grammar.headings import heading_leader, is_plan_title
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.line_kinds import names_office_holder
from zeren_loaders.grammar.nodes import is_frame
from zeren_loaders.grammar.outline import outline

__all__ = ["Draft", "DraftPlan", "DraftSection", "DraftTask", "assemble"]

_ANNEX = re.compile(r"附 ?(?:件|表|录) ?[\d一二三四五六七八九十]{0,3} ?[:.]?$")
_PORTFOLIO = re.compile(r"(?:主管|分管|联系|协管)(?:部门|单位|科室)")
# 建设内容:…, and 推进计划: alone over what it announces.
_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,8}:")
# So long a task can stand after the last clause without a clause of its own.
_LAST_TASK_LENGTH = 300


def assemble(lines: list[Line], knows: Callable[[str], bool]) -> Draft:
    """Take the logical lines of a document apart. `knows` tells whether a name is a known unit's."""
    draft = Draft()
    lines, draft.leftovers = _without_portfolios(lines)
    clauses = clauses_of(lines, knows)
    carrying = [index for index, found in enumerate(clauses) if any(clause.names_units for clause in found)]
    if not carrying:
        draft.front = lines
        draft.pieces = [("text", line) for line in lines]
        return draft
    titles = _plan_titles(lines, clauses, carrying)
    first = titles[0] if titles else _first_of_body(lines, clauses, carrying[0])
    end = carrying[-1] + 1
    end += _closing_lines(clauses, end)
    end += _lines_below(lines, clauses, carrying)
    end = _last_items(lines, clauses, carrying[-1], end)
    draft.front, draft.back = lines[:first], lines[end:]
    draft.pieces += [("front", line) for line in draft.front]
    bounds = [*(titles or [first]), end]
    titled = bool(titles)
    for start, stop in pairwise(bounds):
        plan = DraftPlan(lines[start] if titled else None)
        if titled:
            draft.pieces.append(("plan_title", lines[start]))
        body = [at for at in range(start + titled, stop) if clauses[at] or not _ANNEX.match(lines[at].text)]
        Divider(plan, draft).divide(outline([lines[at] for at in body], [clauses[at] for at in body]))
        draft.plans.append(plan)
    draft.pieces += [("back", line) for line in draft.back]
    return draft


def _without_portfolios(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without those that say what a leader is in charge of, right below his name; and those.

    管委会副主任 李某 / 主管部门:招商局、科技局 / 2.…
    """
    dropped = [
        line
        for above, line in pairwise(lines)
        if line.marker is None
        and line.labels
        and line.labels[0][1] == 0
        and _PORTFOLIO.fullmatch(line.labels[0][0])
        and heading_leader(above.text) is not None
    ]
    gone = set(map(id, dropped))
    return [line for line in lines if id(line) not in gone], dropped


def _plan_titles(lines: list[Line], clauses: list[list[Clause]], carrying: list[int]) -> list[int]:
    """The lines that are titles of plans: each has a clause below it before the next title."""
    candidates = [
        index
        for index, line in enumerate(lines)
        if line.marker is None and not clauses[index] and is_plan_title(line.text)
    ]
    titles = []
    for place, index in enumerate(candidates):
        following = candidates[place + 1] if place + 1 < len(candidates) else len(lines)
        if any(index < carrier < following for carrier in carrying):
            titles.append(index)
    return titles


def _first_of_body(lines: list[Line], clauses: list[list[Clause]], first_clause: int) -> int:
    """Where the body begins in a document without a title for its plan: at its first numbered line."""
    for index in range(first_clause + 1):
        if lines[index].marker is not None:
            # 副市长: 李某 stands over the first number.
            above = lines[index - 1].text if index else ""
            return index - (names_office_holder(above) or heading_leader(above) is not None)
    if clauses[first_clause][0].start == 0:
        return max(first_clause - 1, 0)
    return first_clause


def _closing_lines(clauses: list[list[Clause]], end: int) -> int:
    """How many lines after the last list of units still belong to its clause, such as a deadline."""
    count = 0
    while end + count < len(clauses) and clauses[end + count] and clauses[end + count][0].start == 0:
        count += 1
    return count


def _lines_below(lines: list[Line], clauses: list[list[Clause]], carrying: list[int]) -> int:
    """How many lines stand below the last clause because they do below each before it.

    一、推进绿色发展 / (牵头单位:市甲局) / 植树2万亩。
    """
    counts = []
    for at in carrying:
        if clauses[at][0].start > 0 or at == 0 or lines[at - 1].marker is None:
            return 0
        below = at + 1
        while below < len(lines) and lines[below].marker is None and not clauses[below]:
            below += 1
        counts.append(below - at - 1)
    return min(counts) if len(counts) > 2 else 0


def _content_label(line: Line) -> str:
    """What a line of a task's description begins with (建设内容:); a blank if with nothing of the kind."""
    match = _CONTENT.match(line.text)
    return match[0] if match else " "


def _has_items_below(lines: list[Line], clauses: list[list[Clause]], at: int, last: int) -> bool:
    """Whether items stand below the clause of a headline before, as they may below that of the last.

    二、项目建设 / 牵头单位:市甲局 / 4.… / 三、创新发展 / 牵头单位:市乙局 / 5.…
    """
    head = lines[at].marker
    if head is None or any(
        not clauses[index] or clauses[index][0].start for index in range(at + 1, last + 1)
    ):
        return False
    return any(
        clauses[index] and not clauses[index][0].start and below.marker and below.marker.rank > head.rank
        for index, below in enumerate(lines[1:at])
    )


def _last_items(lines: list[Line], clauses: list[list[Clause]], last: int, end: int) -> int:
    """Where the last task ends: behind the items below its headline, and behind its like without units."""
    if lines[last].marker is None and clauses[last][0].shape == "heading" and end < len(lines):
        # 责任单位:市乙局 / 1.… / 2.…: what is numbered below the last line of units is said of them.
        first = lines[end].marker
        while first is not None and end < len(lines) and not clauses[end]:
            number = lines[end].marker
            if number is None or number.rank < first.rank:
                break
            end += 1
        return end
    at = last
    while at > 0 and lines[at].marker is None:
        at -= 1
    marker = lines[at].marker
    if marker is None:
        return end
    value = marker.value
    described: set[str] = set()
    has_items = at == last or _has_items_below(lines, clauses, at, last)
    while end < len(lines):
        line = lines[end]
        found = line.marker
        if found is None and _CONTENT.match(line.text):
            described = described or {_content_label(above) for above in lines[:at]}
            if _content_label(line) in described:
                end += 1
                continue
        if found is None or clauses[end]:
            break
        inner = found.rank > marker.rank
        next_one = found.style == marker.style and value is not None and found.value == value + 1
        if inner and has_items:
            end += 1
        elif next_one and len(line.text) <= _LAST_TASK_LENGTH and not is_frame(line.text) and at != last + 1:
            value = found.value
            end += 1
        else:
            break
    return end
