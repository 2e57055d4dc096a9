"""Ruled tables on a PDF page: the cells between the lines, and the characters inside them."""

from __future__ import annotations

from dataclasses import dataclass

from zeren_loaders.readers.pdf_lines import cell_paragraphs, lines_of_glyphs
from zeren_loaders.readers.pdf_page import Glyph, PageContent, Rule
from zeren_loaders.readers.tables import MAX_COLUMNS, DraftCell

# Lines this near to each other are one; lines that miss each other by less meet. In points.
_SNAP = 2.5
_MEET = 4.0
# More lines or boxes on a page are a drawing.
_MAX_RULES = 1500
_MAX_BOXES = 10_000
# A line parts two cells if it runs along most of their common side.
_COVER = 0.6


@dataclass(slots=True)
class PdfTable:
    """A table on one page: its rows, and the edges of its columns and its box."""

    rows: list[list[DraftCell]]
    edges: list[float]
    top: float
    bottom: float


def find_ruled_tables(content: PageContent) -> tuple[list[PdfTable], list[Glyph]]:
    """The tables of a page from top to bottom, and the characters outside them."""
    across, down = _merged(content.across), _merged(content.down)
    if len(across) < 2 or not down or len(across) + len(down) > _MAX_RULES:
        return [], content.glyphs
    tables = []
    glyphs = content.glyphs
    for rows, columns in _groups(across, down):
        grid = _Grid(rows, columns)
        if not 2 <= grid.n_rows * grid.n_columns <= _MAX_BOXES or grid.n_columns > MAX_COLUMNS:
            continue
        inside = [glyph for glyph in glyphs if grid.holds(glyph)]
        if not inside:
            continue
        glyphs = [glyph for glyph in glyphs if not grid.holds(glyph)]
        tables.append(PdfTable(grid.drafts(inside), grid.xs, grid.ys[0], grid.ys[-1]))
    return sorted(tables, key=lambda table: table.top), glyphs


def _merged(rules: list[Rule]) -> list[Rule]:
    """The rules with those on the same line put together where they touch."""
    merged: list[Rule] = []
    for level in _levels(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in level) / len(level)
        level.sort(key=lambda rule: rule.start)
        current = Rule(at, level[0].start, level[0].end)
        for rule in level[1:]:
            if rule.start <= current.end + _MEET:
                current.end = max(current.end, rule.end)
            else:
                merged.append(current)
                current = Rule(at, rule.start, rule.end)
        merged.append(current)
    return merged


def _levels(rules: list[Rule]) -> list[list[Rule]]:
    levels: list[list[Rule]] = []
    for rule in rules:
        if levels and rule.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules that meet each other, directly or through others: one table's each."""
    group = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for i, row in enumerate(across):
        for j, column in enumerate(down, len(across)):
            meets = (
                row.start - _MEET <= column.at <= row.end + _MEET
                and column.start - _MEET <= row.at <= column.end + _MEET
            )
            if meets:
                group[root(i)] = root(j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate([*across, *down]):
        found.setdefault(root(at), ([], []))[at >= len(across)].append(rule)
    return [(rows, columns) for rows, columns in found.values() if len(rows) >= 2 and columns]


class _Grid:
    """The smallest boxes between the lines of one table, and which of them make one cell."""

    def __init__(self, across: list[Rule], down: list[Rule]) -> None:
        # A table can be open at its sides: its rows' ends are edges too.
        outer_x = [min(rule.start for rule in across), max(rule.end for rule in across)]
        outer_y = [min(rule.start for rule in down), max(rule.end for rule in down)]
        self.xs = _distinct([rule.at for rule in down] + outer_x)
        self.ys = _distinct([rule.at for rule in across] + outer_y)
        self.n_rows, self.n_columns = len(self.ys) - 1, len(self.xs) - 1
        self.across = [[rule for rule in across if abs(rule.at - y) <= _SNAP] for y in self.ys]
        self.down = [[rule for rule in down if abs(rule.at - x) <= _SNAP] for x in self.xs]

    def holds(self, glyph: Glyph) -> bool:
        """Whether a character stands inside the table."""
        middle = (glyph.x0 + glyph.x1) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[0] <= glyph.middle <= self.ys[-1]

    def drafts(self, glyphs: list[Glyph]) -> list[list[DraftCell]]:
        """The cells by rows, with their text."""
        owner = self._owners()
        content: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            row = _interval(self.ys, glyph.middle)
            column = _interval(self.xs, (glyph.x0 + glyph.x1) / 2)
            content.setdefault(owner[row][column], []).append(glyph)
        drafts: list[list[DraftCell]] = []
        for row in range(self.n_rows):
            cells = []
            for column in range(self.n_columns):
                if owner[row][column] != (row, column):
                    continue
                colspan = rowspan = 1
                while column + colspan < self.n_columns and owner[row][column + colspan] == (row, column):
                    colspan += 1
                while row + rowspan < self.n_rows and owner[row + rowspan][column] == (row, column):
                    rowspan += 1
                lines = lines_of_glyphs(content.get((row, column), []))
                left, right = self.xs[column], self.xs[column + colspan]
                paragraphs = cell_paragraphs(lines, left, right)
                cells.append(DraftCell(paragraphs, rowspan, colspan, column))
            drafts.append(cells)
        return drafts

    def _owners(self) -> list[list[tuple[int, int]]]:
        """For each box the upper left box of its cell."""
        owner = [[(row, column) for column in range(self.n_columns)] for row in range(self.n_rows)]
        taken = [[False] * self.n_columns for _ in range(self.n_rows)]
        for row in range(self.n_rows):
            for column in range(self.n_columns):
                if taken[row][column]:
                    continue
                end_column = column + 1
                while end_column < self.n_columns and not taken[row][end_column]:
                    if _is_ruled(self.down[end_column], self.ys[row], self.ys[row + 1]):
                        break
                    end_column += 1
                end_row = row + 1
                while end_row < self.n_rows and self._is_open_below(end_row, column, end_column):
                    end_row += 1
                for r in range(row, end_row):
                    for c in range(column, end_column):
                        taken[r][c] = True
                        owner[r][c] = (row, column)
        return owner

    def _is_open_below(self, row: int, column: int, end_column: int) -> bool:
        """Whether no line parts the cell from the boxes below it, nor those from each other."""
        for at in range(column, end_column):
            if _is_ruled(self.across[row], self.xs[at], self.xs[at + 1]):
                return False
            if at > column and _is_ruled(self.down[at], self.ys[row], self.ys[row + 1]):
                return False
        return True


def _is_ruled(rules: list[Rule], start: float, end: float) -> bool:
    """Whether the rules on one line run along most of a side."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _COVER * (end - start)


def _distinct(values: list[float]) -> list[float]:
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > _SNAP:
            distinct.append(value)
    return distinct


def _interval(edges: list[float], value: float) -> int:
    for index in range(len(edges) - 2):
        if value < edges[index + 1]:
            return index
    return max(0, len(edges) - 2)
