"""From the rows of a sheet to sections and tasks.

A row with a number of its own, or with a text and units of its own, is a task; what is merged with the rows
above holds for each of them. A row that has neither continues the task above it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from zeren_loaders.grammar.bare import BareReader, find_bare
from zeren_loaders.grammar.clauses import Clause, Part, find_clauses
from zeren_loaders.grammar.draft import Draft, DraftSection, DraftTask
from zeren_loaders.grammar.labels import DEADLINE, LEADER, UNIT_ROLES, find_labels
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import Marker, begins_as_heading, read_marker
from zeren_loaders.grammar.sheet_owners import owner_of
from zeren_loaders.grammar.sheet_persons import without_persons
from zeren_loaders.grammar.sheets import (
    Sheet,
    SheetCell,
    SheetRow,
    Span,
    is_blank,
    line_of,
    list_passage,
    read_number,
    text_passage,
)
from zeren_loaders.grammar.table_headers import CATEGORY, MEASURE, NUMBER, TEXT, Column
from zeren_loaders.passages import Passage


def _nothing_bare(text: str, start: int, end: int) -> list[Part] | None:
    """In a cell a list without a label belongs to its column, not to the label after it."""
    return [] if not text[start:end].strip() else None


# A longer text over several tasks is a heading; a figure in it would be promised by each of them.
_ITEM_LENGTH = 25
_FIGURE = re.compile(r"\d")
_BARE_FIGURE = re.compile(
    r"(?:[≥≤]|不低于|不少于|突破|超过|不超过|不高于|控制在|稳定在|保持在|达到|达)?\d[\d.]*(?:以上|以内|以下|左右)?"
)


def _rank(line: Line) -> int:
    return line.marker.rank if line.marker is not None else -1


@dataclass(slots=True, eq=False)
class _Group:
    """The rows of one task."""

    rows: list[SheetRow] = field(default_factory=list)
    number: SheetCell | None = None


class SheetReader:
    """Reads the sheets of one document into sections. `knows` tells whether a unit of that name is known."""

    def __init__(self, folded: str, knows: Callable[[str], bool], draft: Draft) -> None:
        self.folded = folded
        self.knows = knows
        self.draft = draft
        self._heading_columns: set[int] = set()

    def sections(self, sheet: Sheet, heading: Line | None, last: DraftSection | None) -> list[DraftSection]:
        """The sections of a sheet. `heading` stands over it; without one it goes on with section `last`."""
        sections: list[DraftSection] = []
        current = DraftSection(heading) if heading is not None or last is None else last
        owner = owner_of(sheet, heading, self.knows) if heading is not None else None
        has_headings = any(row.kind == "heading" for row in sheet.rows)
        groups: list[_Group] = []

        def close() -> None:
            made = self._tasks(sheet, groups, current, owner)
            sections.extend(section for section in made if section is not last and section.tasks)
            groups.clear()

        self._by_category = not has_headings and heading is None
        previous: SheetRow | None = None
        path: list[Line] = []
        for row in sheet.rows:
            if row.kind == "note":
                self._note(row)
            elif row.kind == "heading" and row.across is not None:
                close()
                current = self._heading(row.across, path)
                if current.line is not None:
                    owner = owner_of(sheet, current.line, self.knows) or owner
                previous = None
            elif self._begins(sheet, row, previous):
                number = self._own(sheet, row, previous, NUMBER)
                groups.append(_Group([row], number))
                previous = row
            elif groups:
                groups[-1].rows.append(row)
                previous = row
            else:
                self._before_tasks(sheet, row, last if heading is None else None)
        close()
        return sections

    def _before_tasks(self, sheet: Sheet, row: SheetRow, last: DraftSection | None) -> None:
        """A row that begins no task where there is none yet: a page break cut the last row of `last`."""
        cells = [cell for at in sheet.texts if (cell := row.cells[at]) is not None]
        spans = sorted(span for cell in cells for span in cell.spans)
        if not spans:
            return
        if last is not None and last.tasks:
            last.tasks[-1].body.append(text_passage(self.folded, spans, sheet.wraps))
        else:
            self.draft.leftovers.append(line_of(self.folded, spans, sheet.wraps))

    def _heading(self, cell: SheetCell, path: list[Line]) -> DraftSection:
        """The section below a heading; `path` holds the headings above it and gets this one."""
        line = line_of(self.folded, list(cell.spans), wraps=True)
        while path and _rank(path[-1]) >= _rank(line):
            path.pop()
        above = tuple(path)
        path.append(line)
        self.draft.pieces.append(("heading", line))
        leaders = [
            (line, clause)
            for clause in find_clauses(line, _nothing_bare)
            if any(part.role == LEADER for part in clause.parts) and not clause.names_units
        ]
        return DraftSection(line, above=above, clauses=leaders)

    def _note(self, row: SheetRow) -> None:
        if row.across is not None:
            self.draft.notes.append(line_of(self.folded, list(row.across.spans), wraps=True))

    def _own(self, sheet: Sheet, row: SheetRow, previous: SheetRow | None, *roles: str) -> SheetCell | None:
        """The first cell of a role that is not merged with the row above."""
        for at in sheet.of_role(*roles):
            cell = row.cells[at]
            if cell is not None and (previous is None or previous.cells[at] is not cell):
                return cell
        return None

    def _begins(self, sheet: Sheet, row: SheetRow, previous: SheetRow | None) -> bool:
        """Whether a row begins a task of its own."""
        if not any(row.cells[at] is not None for at in sheet.texts):
            return False
        if self._own(sheet, row, previous, NUMBER) is not None:
            return True
        has_text = self._own(sheet, row, previous, "text") is not None
        has_units = self._own(sheet, row, previous, *UNIT_ROLES) is not None
        if previous is None:
            return has_text and (has_units or not sheet.of_role(NUMBER))
        if not has_text:
            return False
        if sheet.is_owned and not sheet.of_role(NUMBER):
            return True
        if has_units:
            # A blank number beside the units of the row above: one more line of the same item.
            return not sheet.of_role(NUMBER) or not self._same_units(sheet, row, previous)
        if sheet.of_role(NUMBER):
            return False
        # Several contents of one item under one list of units are one task.
        texts = sheet.texts
        item_goes_on = len(texts) > 1 and row.cells[texts[0]] is previous.cells[texts[0]] is not None
        shares_units = any(row.cells[at] is not None for at in sheet.units)
        return shares_units and not item_goes_on

    def _same_units(self, sheet: Sheet, row: SheetRow, previous: SheetRow) -> bool:
        def said(of: SheetRow) -> list[str]:
            return [cell.text(self.folded) if (cell := of.cells[at]) else "" for at in sheet.units]

        return said(row) == said(previous)

    def _tasks(
        self,
        sheet: Sheet,
        groups: list[_Group],
        section: DraftSection,
        owner: tuple[Line, Clause] | None,
    ) -> list[DraftSection]:
        holders: dict[int, set[int]] = defaultdict(set)
        for number, group in enumerate(groups):
            for row in group.rows:
                for at in sheet.texts:
                    cell = row.cells[at]
                    if cell is not None:
                        holders[id(cell)].add(number)
        self._heading_columns = {
            at
            for at in sheet.texts[:-1]
            for group in groups
            for row in group.rows
            if (cell := row.cells[at]) is not None and self._is_merged(cell, holders)
        }
        sections = [section]
        label: SheetCell | None = None
        for group in groups:
            over = self._group_heading(sheet, group, holders)
            if self._by_category and over is not None and over is not label:
                line = line_of(self.folded, list(over.spans), wraps=True)
                self.draft.pieces.append(("heading", line))
                sections.append(DraftSection(line))
                label = over
            task = self._task(sheet, group, holders)
            if task is None:
                continue
            if owner is not None:
                task.clauses.insert(0, owner)
            sections[-1].tasks += [task] if sheet.units or owner is not None else self._by_clauses(task)
        return sections

    def _group_heading(self, sheet: Sheet, group: _Group, holders: dict[int, set[int]]) -> SheetCell | None:
        """The cell that stands over this task and others: a category, or an item merged over several."""
        row = group.rows[0]
        for at in sheet.of_role(CATEGORY):
            if row.cells[at] is not None:
                return row.cells[at]
        for at in sheet.texts:
            cell = row.cells[at]
            if cell is not None and self._is_over(at, cell, holders):
                return cell
        return None

    def _is_over(self, at: int, cell: SheetCell, holders: dict[int, set[int]]) -> bool:
        """Whether a text is a heading: merged over several tasks, or like those merged in its column."""
        return self._is_merged(cell, holders) or (
            at in self._heading_columns and begins_as_heading(cell.text(self.folded))
        )

    def _is_merged(self, cell: SheetCell, holders: dict[int, set[int]]) -> bool:
        """Whether a text is merged over several tasks and no item that each of them begins with."""
        return len(holders[id(cell)]) > 1 and not self._is_item(cell)

    def _is_item(self, cell: SheetCell) -> bool:
        """Whether a text merged over several tasks is the name of an item that each of them begins with."""
        said = cell.text(self.folded)
        return len(said) <= _ITEM_LENGTH and not _FIGURE.search(said) and read_marker(said) is None

    def _task(self, sheet: Sheet, group: _Group, holders: dict[int, set[int]]) -> DraftTask | None:
        folded = self.folded
        body: list[Span] = []
        shared: list[Span] = []
        starts: set[int] = set()
        seen: set[int] = set()
        for row in group.rows:
            for at in self._text_columns(sheet, row):
                cell = row.cells[at]
                if cell is None or id(cell) in seen:
                    continue
                seen.add(id(cell))
                starts.add(cell.spans[0][0])
                (shared if self._is_over(at, cell, holders) else body).extend(cell.spans)
        if not body:
            body = shared
        body.sort()
        if not body:
            return None
        number = read_number(group.number.text(folded)) if group.number is not None else None
        passage = text_passage(folded, body, sheet.wraps, starts, sheet.joints)
        passage = passage.cut(0, len(passage.text))
        if not sheet.of_role(NUMBER):
            passage, number = self._number_in_text(passage)
        if not passage.text:
            return None
        task = DraftTask(number, measure=sheet.measure)
        lists: list[tuple[int, SheetCell]] = []
        listed: set[tuple[int, str]] = set()
        for row in group.rows:
            for at, cell in enumerate(row.cells):
                if cell is not None and (key := (at, cell.text(folded))) not in listed:
                    listed.add(key)
                    lists.append((at, cell))
        lists.sort(key=lambda entry: entry[0])
        for at, cell in lists:
            column = sheet.columns[at]
            if column.role in UNIT_ROLES:
                self._unit_clauses(task, cell, column)
            elif column.role in (LEADER, DEADLINE):
                self._plain_clause(task, cell, column)
        task.body = [passage]
        if sheet.units:
            self._take_clauses(task)
        task.closed = True
        return task

    def _text_columns(self, sheet: Sheet, row: SheetRow) -> list[int]:
        """The columns that make up a row's text; 亿元 belongs to it where a figure stands alone in a cell."""
        figures = [cell for at in sheet.texts[1:] if (cell := row.cells[at]) is not None]
        if any(_BARE_FIGURE.fullmatch(cell.text(self.folded)) for cell in figures):
            return sheet.of_role(TEXT, MEASURE)
        return sheet.texts

    def _number_in_text(self, passage: Passage) -> tuple[Passage, Marker | None]:
        """A number in front of the text, where the table has no column for it and the text no second one."""
        marker = read_marker(passage.text)
        if marker is None or marker.style in ("▲", "第"):
            return passage, None
        for piece in passage.text.split("\n")[1:]:
            other = read_marker(piece)
            if other is not None and other.style == marker.style:
                return passage, None
        return passage.cut(marker.end, len(passage.text)), marker

    def _take_clauses(self, task: DraftTask) -> None:
        """Take clauses with labels out of the text, where the table has columns for units besides."""
        (passage,) = task.body
        labels = find_labels(passage.text)
        if not labels:
            return
        line = Line(passage, None, labels)
        body, position = [], 0
        for clause in find_clauses(line, _nothing_bare):
            body.append(passage.cut(position, clause.start))
            task.clauses.append((line, clause))
            position = clause.end
        body.append(passage.cut(position, len(passage.text)))
        task.body = [piece for piece in body if piece.text.strip("。;,. \n")] or [passage]

    def _by_clauses(self, task: DraftTask) -> list[DraftTask]:
        """The tasks in a text that says itself who does what: each of its clauses with units closes one."""
        (passage,) = task.body
        line = Line(passage, None, find_labels(passage.text))
        reader = BareReader(self.knows)
        found = find_clauses(line, reader.read)
        found = sorted([*found, *find_bare(line, found, reader)], key=lambda clause: clause.start)
        tasks: list[DraftTask] = []
        current, position = DraftTask(task.number, [], list(task.clauses)), 0
        for clause in found:
            body = passage.cut(position, clause.start)
            if body.text.strip("。;,. \n"):
                if current.closed:
                    tasks.append(current)
                    current = DraftTask(None, [], list(task.clauses))
                current.body.append(body)
            current.clauses.append((line, clause))
            current.closed = current.closed or clause.names_units
            position = clause.end
        rest = passage.cut(position, len(passage.text))
        if rest.text.strip("。;,. \n"):
            current.body.append(rest)
        tasks.append(current)
        return [one for one in tasks if one.closed and one.body]

    def _plain_clause(self, task: DraftTask, cell: SheetCell, column: Column) -> None:
        passage = text_passage(self.folded, list(cell.spans), wraps=True)
        length = len(passage.text)
        clause = Clause("line", 0, length, [Part(column.label, column.role, 0, length)])
        task.clauses.append((Line(passage, None), clause))

    def _unit_clauses(self, task: DraftTask, cell: SheetCell, column: Column) -> None:
        """The lists of a cell: under its own labels if it has any, else under the column's."""
        passage = list_passage(
            self.folded, without_persons(self.folded, list(cell.spans), self.knows), self.knows
        )
        if is_blank(passage.text):
            return
        line = Line(passage, None, find_labels(passage.text))
        length = len(passage.text)
        found = find_clauses(line, _nothing_bare)
        start = min((clause.start for clause in found), default=length)
        if passage.text[:start].strip(" (\n;,。"):
            clause = Clause("line", 0, start, [Part(column.label, column.role, 0, start)])
            task.clauses.append((line, clause))
        task.clauses += [(line, clause) for clause in found]
