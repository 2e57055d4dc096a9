"""The tables of a document: which of them assign tasks, and where their tasks go in the draft.

The lines a table takes are kept from the grammar of running text (`taken`); its sections and tasks are added
to the draft afterwards, in the order of the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zeren_loaders.grammar.draft import Draft, DraftPlan, DraftSection, DraftTask
from zeren_loaders.grammar.flat_headers import FlatHeader, find_headers, title_line
from zeren_loaders.grammar.flattened import read_flattened
from zeren_loaders.grammar.grids import read_grid
from zeren_loaders.grammar.headings import heading_leader, is_plan_title
from zeren_loaders.grammar.labels import find_labels
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.merged_cells import fill_merged
from zeren_loaders.grammar.sheet_owners import named_units, owner_of
from zeren_loaders.grammar.sheet_tasks import SheetReader
from zeren_loaders.grammar.sheets import Sheet, line_of
from zeren_loaders.grammar.units_marked import starred_units
from zeren_loaders.passages import Passage
from zeren_loaders.readers import Source
from zeren_loaders.readers.tables import Table
from zeren_loaders.records import Finding

Knows = Callable[[str], bool]

_HEADING_LENGTH = 60
# A longer line below a table flattened to one cell per line is text again.
_CELL_LENGTH = 40


@dataclass(slots=True)
class Tables:
    """The sheets of tasks of a document in order, and the lines (positions in `Source.lines`) tables take."""

    sheets: list[Sheet] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def find_sheets(source: Source, knows: Knows) -> Tables:
    """Read every table of a document, those flattened to lines included."""
    found = Tables()
    before: Sheet | None = None
    for number, table in enumerate(source.tables):
        if table.kind == "tabs" and _has_labels(source, table):
            # Tabs between labelled clauses (…工程。→牵头单位:市甲局→完成时限:6月) make no columns.
            continue
        sheet = read_grid(source, table, knows, before)
        if sheet is None:
            if table.kind == "tabs":
                continue
            message = f"{len(table.rows)} 行的表格,各栏不成任务与责任单位"
            found.findings.append(Finding("table_without_tasks", "info", message, table.span))
        else:
            found.sheets.append(sheet)
            before = sheet
            for header, span in sheet.unread:
                message = f"表头“{header}”未识别,该栏未用"
                found.findings.append(Finding("column_unread", "warning", message, span, header))
        found.taken.update(index for index, (at, _) in source.row_of_line.items() if at == number)
    _find_flattened(source, knows, found)
    found.sheets.sort(key=lambda one: one.span)
    return found


def _has_labels(source: Source, table: Table) -> bool:
    """Whether in most rows a cell begins with a label and what it introduces."""
    labelled = 0
    for row in table.rows:
        texts = [text for cell in row.cells for text in cell.texts(source.folded)[:1]]
        heads = [(find_labels(text), len(text)) for text in texts]
        labelled += any(found and found[0][1] == 0 and found[0][2] < length for found, length in heads)
    return labelled * 3 > len(table.rows) * 2


def _find_flattened(source: Source, knows: Knows, found: Tables) -> None:
    headers = find_headers(source, found.taken)
    if not headers:
        return
    groups: list[tuple[list[FlatHeader], int | None]] = []
    for header in headers:
        title = title_line(source, header, found.taken)
        if groups and title is None and groups[-1][0][0].is_like(header):
            groups[-1][0].append(header)
        else:
            groups.append(([header], title))
    for place, (group, _) in enumerate(groups):
        stop = len(source.lines)
        if place + 1 < len(groups):
            following, title = groups[place + 1]
            stop = title if title is not None else following[0].first
        for table in source.tables:
            if table.span[0] > source.lines[group[0].last][0]:
                stop = min(stop, _line_at(source, table.span[0]))
                break
        if group[0].is_foreign:
            _take_foreign(source, group[0], stop, found)
            continue
        sheet = read_flattened(source, group, stop, knows, found.taken)
        if sheet is None:
            continue
        fill_merged(source.folded, sheet, lost=True)
        found.sheets.append(sheet)
        low, high = sheet.span
        found.taken.update(
            index for index in range(group[0].first, stop) if low <= source.lines[index][0] < high
        )


def _take_foreign(source: Source, header: FlatHeader, stop: int, found: Tables) -> None:
    """Keep the cells of a table of another kind from the grammar of running text: its units have no tasks."""
    last = header.last
    for index in range(header.last + 1, stop):
        start, end = source.lines[index]
        if end - start > _CELL_LENGTH or source.folded[end - 1] in "。:":
            break
        last = index
    span = (source.lines[header.first][0], source.lines[last][1])
    message = "逐格成行的表格,各栏不成任务与责任单位"
    found.findings.append(Finding("table_without_tasks", "info", message, span))
    found.taken.update(range(header.first, last + 1))


def _line_at(source: Source, offset: int) -> int:
    return next(
        (index for index, (start, _) in enumerate(source.lines) if start >= offset), len(source.lines)
    )


def add_plans(draft: Draft, tables: Tables, source: Source, lines: list[Line], knows: Knows) -> None:
    """Add the tasks of the sheets to the draft. `lines` are the logical lines outside tables."""
    if not tables.sheets:
        return
    reader = SheetReader(source.folded, knows, draft)
    draft.lead_mark = starred_units(source.folded, tables.sheets)
    plans: list[DraftPlan] = []
    used: set[int] = set()
    end_of_last = 0
    last: DraftSection | None = None
    for sheet in tables.sheets:
        between = [line for line in lines if end_of_last <= line.passage.spans[0][0] < sheet.span[0]]
        title = _title(source, sheet, between)
        heading = _heading(between, title, sheet, knows)
        if title is not None or not plans:
            plans.append(DraftPlan(title))
            last = None
            if title is not None:
                used.add(id(title))
                draft.pieces.append(("plan_title", title))
        sections = reader.sections(sheet, heading, last)
        plans[-1].sections += sections
        if heading is not None and sections:
            used.add(id(heading))
        if plans[-1].sections:
            last = plans[-1].sections[-1]
        end_of_last = sheet.span[1]
        draft.leftovers += [line_of(source.folded, [span], wraps=True) for span in sheet.strays]
    plans = [plan for plan in plans if plan.sections]
    if not plans:
        return
    _drop_headings(draft, [line for line in lines if id(line) in used], knows)
    has_lines = bool(draft.plans)
    first, end = tables.sheets[0].span[0], tables.sheets[-1].span[1]
    if has_lines:
        draft.plans = sorted([*draft.plans, *plans], key=_start)
        draft.front = [line for line in draft.front if line.passage.spans[0][0] < first]
        return
    draft.plans = plans
    draft.front = [line for line in lines if line.passage.spans[0][0] < first]
    draft.back = [line for line in lines if line.passage.spans[0][0] >= end]
    draft.leftovers += [
        line for line in lines if first <= line.passage.spans[0][0] < end and id(line) not in used
    ]


def _title(source: Source, sheet: Sheet, between: list[Line]) -> Line | None:
    """The line or row over a sheet that is the title of its plan."""
    if sheet.title is not None:
        start, end = sheet.title.spans[0]
        passage = Passage(source.folded[start:end], ((start, end),))
        return Line(passage, None)
    for line in reversed(between[-6:]):
        # 市长 李某 主抓重点工作 is about its leader.
        is_heading = heading_leader(line.text) is not None
        if line.marker is None and not is_heading and is_plan_title(line.text.replace(" ", "")):
            return line
    return None


def _heading(between: list[Line], title: Line | None, sheet: Sheet, knows: Knows) -> Line | None:
    """The heading right over a sheet, below the title; a title that names who does the tasks is one too."""
    for line in reversed(between[-3:]):
        if len(line.text) <= _HEADING_LENGTH and owner_of(sheet, line, knows) is not None:
            return line
        if line is title:
            return None
        marker = read_marker(line.text)
        said = line.text[marker.end :] if marker else line.text
        if len(line.text) > _HEADING_LENGTH or line.text.endswith(("。", ":", ";")):
            continue
        if (marker is not None and marker.rank < 3) or heading_leader(said) is not None:
            return line
    return None


def _drop_headings(draft: Draft, headings: list[Line], knows: Knows) -> None:
    """Drop the tasks that the grammar of running text made of titles and of headings over tables.

    一、稳增长(副市长 李某 负责) is a heading: nobody but the leader is responsible for it. Neither is a title
    a task because its bracket names a unit: 重点任务清单(县发改局牵头).
    """
    stretches = [
        (line.passage.spans[0][0], line.passage.spans[-1][1])
        for line in headings
        if heading_leader(said := line.text[line.marker.end if line.marker else 0 :]) is not None
        or is_plan_title(said.replace(" ", ""))
        or named_units(line, knows) is not None
    ]

    def is_heading(task: DraftTask) -> bool:
        spans = [span for passage in task.body for span in passage.spans]
        return bool(spans) and any(start <= spans[0][0] and spans[-1][1] <= end for start, end in stretches)

    for plan in draft.plans:
        for section in plan.sections:
            section.tasks = [task for task in section.tasks if not is_heading(task)]
        plan.sections = [section for section in plan.sections if section.tasks]
    draft.plans = [plan for plan in draft.plans if plan.sections]


def _start(plan: DraftPlan) -> int:
    if plan.line is not None:
        return plan.line.passage.spans[0][0]
    for section in plan.sections:
        for task in section.tasks:
            for passage in task.body:
                return passage.spans[0][0]
    return 0
