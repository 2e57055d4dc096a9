"""Tables typed as text: rows of cells between pipes, or between tabs. The text stays as it is.

Rows that begin with a pipe are a table wherever they stand. Rows with pipes only between the cells, and
rows with tabs, are one where three or more in a row (two, with a `|---|` line) have as many cells. A row
that a page break cut is put together again, up to its closing pipe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zeren_loaders.readers.source import Source, rows_of_lines
from zeren_loaders.readers.tables import MAX_COLUMNS, Cell, Row, Table

# Box-drawing lines serve as pipes in mails and old editors. One character for one: offsets stay.
_AS_PIPE = str.maketrans("│┃║", "|||")
_RULE_MARKS = frozenset("-|:+= \t┌┬┐├┼┤└┴┘─━")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NUMBER = re.compile(r"\(?[\d一二三四五六七八九十]+[).、.]?")
_MIN_ROWS = 3
# A page break splits a row into a few lines, not into a page.
_MAX_ROW_LINES = 12

_Span = tuple[int, int]


def find_tables(source: Source) -> list[Table]:
    """All tables of the text in order: those it has and those typed with pipes or tabs.

    Marks each `|---|` line in `source.furniture`.
    """
    tables = list(source.tables)
    if "|" in source.folded or any(mark in source.text for mark in "│┃║"):
        tables += _Pipes(source).tables()
        tables.sort(key=lambda table: table.span)
    if "\t" in source.text:
        taken = rows_of_lines(source.lines, tables)
        tables += _tab_tables(source, set(taken) | set(source.furniture))
    return sorted(tables, key=lambda table: table.span)


@dataclass(slots=True)
class _Run:
    """Rows that follow each other: their spans, their cells' stretches, and the rule lines among them."""

    rows: list[_Span] = field(default_factory=list)
    cells: list[list[list[_Span]]] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    n_heads: int | None = None
    # Whether the rule has no pipes at its ends: a row that begins or ends with one has an empty cell there.
    is_bare: bool = False


class _Pipes:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.folded.translate(_AS_PIPE)

    def tables(self) -> list[Table]:
        runs = [_Run()]
        lines = self.source.lines
        index = -1
        while (index := index + 1) < len(lines):
            if index in self.source.furniture:
                continue
            if index in self.source.row_of_line:
                runs.append(_Run())
                continue
            line = self.text[slice(*lines[index])]
            if _is_rule(line):
                if "+" not in line and "|" in line and runs[-1].rows:
                    self._head(runs)
                    runs[-1].is_bare = line[0] != "|" and not self._opens(runs[-1].rows[0])
                runs[-1].rules.append(index)
                continue
            last = runs[-1]
            taken = [index] if last.is_bare and "|" in line else self._row_lines(index)
            if last.rules or last.rows:
                differs = last.rows and self._opens(last.rows[0]) != self._opens(lines[index])
                parted = not taken or (differs and not last.is_bare)
                if parted:
                    runs.append(_Run())
            if taken:
                cells = self._cells(taken, is_bare=runs[-1].is_bare)
                if runs[-1].is_bare and len(cells) == len(runs[-1].cells[0]) + 1 and _is_empty(cells[-1]):
                    cells.pop()
                runs[-1].cells.append(cells)
                runs[-1].rows.append((lines[taken[0]][0], lines[taken[-1]][1]))
                index = taken[-1]
        tables = []
        for run in runs:
            if run.rows and (table := self._table(run)):
                tables.append(table)
                self.source.furniture.update(dict.fromkeys(run.rules, "table_rule"))
        return tables

    def _head(self, runs: list[_Run]) -> None:
        """A `|---|` line: the rows above it are heads; a second one opens a table with the row before it."""
        run = runs[-1]
        if run.n_heads is not None:
            runs.append(_Run([run.rows.pop()], [run.cells.pop()]))
        runs[-1].n_heads = len(runs[-1].rows)

    def _opens(self, span: _Span) -> bool:
        return self.text[span[0]] == "|"

    def _row_lines(self, index: int) -> list[int]:
        """The lines of the row that begins here; none if it is no row."""
        lines = self.source.lines
        start, end = lines[index]
        line = self.text[start:end]
        if "|" not in line:
            return []
        if line[0] != "|":
            return [index]
        if line[-1] == "|" and len(line) > 1:
            return [index]
        # Without its closing pipe: look for it on the lines below, which must not begin a row themselves.
        for last in range(index + 1, min(index + _MAX_ROW_LINES, len(lines))):
            if last in self.source.furniture:
                continue
            below = self.text[lines[last][0] : lines[last][1]]
            if below[0] == "|" and len(below) > 1:
                break
            if below[-1] == "|":
                return [at for at in range(index, last + 1) if at not in self.source.furniture]
        return [index] if line.count("|") > 1 else []

    def _cells(self, taken: list[int], *, is_bare: bool) -> list[list[_Span]]:
        """The stretches of each cell; a cell that a line end cut has one on each of its lines."""
        cells: list[list[_Span]] = []
        for position, at in enumerate(taken):
            start, end = self.source.lines[at]
            opens = self.text[start] == "|" and position == 0 and not is_bare
            pieces = self._pieces(start + 1 if opens else start, end)
            if position:
                cells[-1].append(pieces.pop(0))
            cells.extend([piece] for piece in pieces)
        start, end = cells[-1][-1]
        if len(cells) > 1 and start == end and self.text[end - 1] == "|" and not is_bare:
            cells.pop()  # the closing pipe parts nothing
        return cells

    def _pieces(self, low: int, end: int) -> list[_Span]:
        pieces = []
        at = low
        while at <= end:
            stop = self.text.find("|", at, end)
            while stop > 0 and self.text[stop - 1] == "\\":
                stop = self.text.find("|", stop + 1, end)
            if stop < 0:
                stop = end
            pieces.append((low, stop))
            low = at = stop + 1
        return pieces

    def _table(self, run: _Run) -> Table | None:
        widths = [len(row) for row in run.cells]
        n_columns = max(widths)
        if n_columns < 2 or n_columns > MAX_COLUMNS:
            return None
        if len(widths) == 1 and self.text[run.rows[0][1] - 1] != "|":
            return None  # a line with bars
        if not self._opens(run.rows[0]):
            enough = _MIN_ROWS if run.n_heads is None else 2
            if len(widths) < enough or min(widths) < n_columns:
                return None
        table = Table("pipes", [], n_columns)
        for number, (row, span) in enumerate(zip(run.cells, run.rows, strict=True)):
            made = [
                Cell(number, column, self._printed(stretches), is_header=number < (run.n_heads or 0))
                for column, stretches in enumerate(row)
            ]
            if len(made) == 1:
                made[0].colspan = n_columns
            table.rows.append(Row(span, made))
        return table

    def _printed(self, stretches: list[_Span]) -> tuple[_Span, ...]:
        spans = []
        for start, end in stretches:
            low = start
            for mark in _BREAK.finditer(self.text, start, end):
                spans.append((low, mark.start()))
                low = mark.end()
            spans.append((low, end))
        return tuple([cut for span in spans if (cut := trim(self.source.folded, *span))])


def _is_empty(cell: list[_Span]) -> bool:
    return all(start == end for start, end in cell)


def _is_rule(line: str) -> bool:
    if line[0] not in "|:+┌├└─━-" or not any(mark in line for mark in "|+─━"):
        return False
    # A single dash rules a column where a colon says how it is set: |:-:|
    if "--" not in line and ":" not in line and not any(mark in line for mark in "─━="):
        return False
    return _RULE_MARKS.issuperset(line) and any(mark in line for mark in "-─━=")


def trim(folded: str, start: int, end: int) -> _Span | None:
    """The span without blanks at its ends; None if nothing is left."""
    text = folded[start:end]
    stripped = text.strip()
    if not stripped:
        return None
    first = start + text.index(stripped[0])
    return first, first + len(stripped)


def _tab_tables(source: Source, taken: set[int]) -> list[Table]:
    tables = []
    run: list[tuple[_Span, list[_Span]]] = []

    def close() -> None:
        if len(run) >= _MIN_ROWS and (table := _tab_table(source, run)):
            tables.append(table)
        run.clear()

    for index, (start, end) in enumerate(source.lines):
        low = source.text.rfind("\n", 0, start) + 1
        high = source.text.find("\n", end)
        high = len(source.text) if high < 0 else high
        n_tabs = source.text.count("\t", low, high)
        if index in taken or not n_tabs or n_tabs >= MAX_COLUMNS:
            close()
            continue
        cells = []
        for piece in source.text[low:high].split("\t"):
            cells.append((low, low + len(piece)))
            low += len(piece) + 1
        if run and len(run[-1][1]) != len(cells):
            close()
        run.append(((start, end), cells))
    close()
    return tables


def _tab_table(source: Source, run: list[tuple[_Span, list[_Span]]]) -> Table | None:
    printed = [[trim(source.folded, *piece) for piece in pieces] for _, pieces in run]
    filled = [sum(piece is not None for piece in row) for row in printed]
    if sum(count > 1 for count in filled) * 2 < len(run):
        return None  # tabs as indents
    if len(printed[0]) == 2 and sum(_is_number(source, row[0]) for row in printed) * 2 > len(run):
        return None  # numbered paragraphs, a tab after each number
    rows = [
        Row(span, [Cell(number, column, (cut,) if cut else ()) for column, cut in enumerate(pieces)])
        for number, ((span, _), pieces) in enumerate(zip(run, printed, strict=True))
    ]
    return Table("tabs", rows, len(printed[0]))


def _is_number(source: Source, span: _Span | None) -> bool:
    return span is not None and _NUMBER.fullmatch(source.folded[span[0] : span[1]]) is not None
