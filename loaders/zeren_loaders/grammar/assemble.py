"""From pieces to plans, sections and tasks.

What closes a task is its responsibility clause. Which numbers begin tasks and which begin headings is not
fixed: the style that stands before (nearly) every clause of a plan is the style of its tasks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from zeren_loaders.grammar.clauses import Clause, find_clauses
from zeren_loaders.grammar.headings import heading_leader, is_plan_title, is_theme_heading
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import Marker
from zeren_loaders.passages import Passage

# The style of the tasks stands before so large a share of the clauses.
_TASK_STYLE_SHARE = 0.6
_HEADING_LENGTH = 60


@dataclass(slots=True, eq=False)
class DraftTask:
    """A task before its clause is read: body stretches and clauses, each with the line it stands in."""

    number: Marker | None
    body: list[Passage] = field(default_factory=list)
    clauses: list[tuple[Line, Clause]] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True, eq=False)
class DraftSection:
    """A heading line (None where the plan begins without one) and the tasks below it."""

    line: Line | None
    tasks: list[DraftTask] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class DraftPlan:
    """A title line (None where the document has no title of its own for the plan) and its sections."""

    line: Line | None
    sections: list[DraftSection] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Draft:
    """A document taken apart. Every line is in exactly one place; `pieces` says which.

    `notes` are remarks inside tables that may state a convention; `lead_mark` is a mark seen at units there.
    """

    front: list[Line] = field(default_factory=list)
    plans: list[DraftPlan] = field(default_factory=list)
    back: list[Line] = field(default_factory=list)
    leftovers: list[Line] = field(default_factory=list)
    pieces: list[tuple[str, Line]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    lead_mark: str | None = None


def assemble(lines: list[Line]) -> Draft:
    """Take the logical lines of a document apart."""
    draft = Draft()
    clauses = [find_clauses(line) if line.labels else [] for line in lines]
    carrying = [index for index, found in enumerate(clauses) if any(clause.names_units for clause in found)]
    if not carrying:
        draft.front = lines
        draft.pieces = [("text", line) for line in lines]
        return draft
    titles = _plan_titles(lines, clauses, carrying)
    first = titles[0] if titles else _first_of_body(lines, carrying[0])
    end = carrying[-1] + 1
    end += _closing_lines(lines, clauses, end)
    draft.front, draft.back = lines[:first], lines[end:]
    draft.pieces += [("front", line) for line in draft.front]
    bounds = [*(titles or [first]), end]
    for start, stop in pairwise(bounds):
        titled = bool(titles)
        plan = DraftPlan(lines[start] if titled else None)
        if titled:
            draft.pieces.append(("plan_title", lines[start]))
        _fill_plan(plan, lines[start + titled : stop], clauses[start + titled : stop], draft)
        draft.plans.append(plan)
    draft.pieces += [("back", line) for line in draft.back]
    return draft


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


def _first_of_body(lines: list[Line], first_clause: int) -> int:
    """Where the body begins in a document without a title for its plan: at its first numbered line."""
    for index in range(first_clause + 1):
        if lines[index].marker is not None:
            return index
    return max(first_clause - 1, 0) if not lines[first_clause].text else first_clause


def _closing_lines(lines: list[Line], clauses: list[list[Clause]], end: int) -> int:
    """How many lines after the last list of units still belong to its clause, such as a deadline."""
    count = 0
    while end + count < len(lines) and clauses[end + count] and clauses[end + count][0].start == 0:
        count += 1
    return count


def task_style(lines: list[Line], clauses: list[list[Clause]], headings: list[bool]) -> str | None:
    """The numbering style of the tasks of a plan, or None where they carry no numbers.

    Between one clause and the next stand the numbers of the task, of the headings above it and of the items
    inside it. The task's own style is among them nearly every time; of several such styles the outermost.
    `headings` tells which lines are headings whatever their style.
    """
    intervals: list[list[str]] = []
    pending: list[str] = []
    for line, found, is_heading in zip(lines, clauses, headings, strict=True):
        if line.marker is not None and not is_heading:
            pending.append(line.marker.style)
        units = [clause for clause in found if clause.names_units]
        if units and (pending or found[0].shape != "line"):
            intervals.append(pending)
            # Each further bracket in a paragraph closes a task of its own that has no number.
            intervals.extend([] for clause in units[1:] if clause.shape == "bracket")
            pending = []
    if not intervals:
        return None
    seen = Counter(style for interval in intervals for style in set(interval))
    often = [style for style, count in seen.items() if count >= _TASK_STYLE_SHARE * len(intervals)]
    if not often:
        return None
    first_places = {
        style: min(interval.index(style) for interval in intervals if style in interval) for style in often
    }
    often.sort(key=lambda style: (first_places[style], -seen[style]))
    # A style that only ever stands over a single item of the next style is a heading's: 一、 with one 1.
    total = Counter(style for interval in intervals for style in interval)
    while len(often) > 1 and _are_titles(lines, clauses, often[0]) and total[often[1]] < 1.5 * seen[often[1]]:
        often.pop(0)
    return often[0]


def _are_titles(lines: list[Line], clauses: list[list[Clause]], style: str) -> bool:
    """Whether the lines of a style are all titles: short, without a full stop and without a clause."""
    return all(
        not found and len(line.text) <= _HEADING_LENGTH and not line.text.endswith(("。", ";", ":"))
        for line, found in zip(lines, clauses, strict=True)
        if line.marker is not None and line.marker.style == style
    )


def _is_heading(line: Line, found: list[Clause]) -> bool:
    """Whether a numbered line is a heading whatever the other lines are."""
    if found or line.marker is None:
        return False
    said = line.text[line.marker.end :]
    return len(said) <= _HEADING_LENGTH and (heading_leader(said) is not None or is_theme_heading(said))


def _fill_plan(plan: DraftPlan, lines: list[Line], clauses: list[list[Clause]], draft: Draft) -> None:
    headings = [_is_heading(line, found) for line, found in zip(lines, clauses, strict=True)]
    style = task_style(lines, clauses, headings)
    section: DraftSection | None = None
    task: DraftTask | None = None

    def begin(number: Marker | None) -> DraftTask:
        nonlocal section
        if section is None:
            section = DraftSection(None)
        if not section.tasks:
            plan.sections.append(section)
        new = DraftTask(number)
        section.tasks.append(new)
        return new

    for line, found, is_heading in zip(lines, clauses, headings, strict=True):
        marker = line.marker
        position = 0
        if marker is not None and (marker.style != style or is_heading):
            outer = style is None or marker.rank < _rank(style) or is_heading
            if outer and not any(clause.names_units for clause in found):
                section, task = DraftSection(line), None
                draft.pieces.append(("heading", line))
                continue
        elif marker is not None:
            task = begin(marker)
            position = marker.end
        draft.pieces.append((_piece(line, found, style), line))
        for clause in found:
            body = line.passage.cut(position, clause.start)
            if body.text.strip("。;,. "):
                if task is None or task.closed:
                    task = begin(None)
                task.body.append(body)
            if task is None:
                task = begin(None)
            task.clauses.append((line, clause))
            task.closed = task.closed or clause.names_units
            position = clause.end
        rest = line.passage.cut(position, len(line.text))
        if not rest.text.strip("。;,. "):
            continue
        if task is not None and not task.closed:
            task.body.append(rest)
        elif style is None or task is None:
            task = begin(None)
            task.body.append(rest)
        else:
            draft.leftovers.append(line)


def _rank(style: str) -> int:
    return Marker(style, "", None, 0).rank


def _piece(line: Line, found: list[Clause], style: str | None) -> str:
    if found and found[0].start == 0:
        return "clause"
    if line.marker is not None and line.marker.style == style:
        return "task"
    return "text"
