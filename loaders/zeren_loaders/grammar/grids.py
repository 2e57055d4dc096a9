"""Tables with rows and columns read as sheets: the header found, merged cells told, headings kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable

from zeren_loaders.grammar import conventions
from zeren_loaders.grammar.cut_rows import join_cut_rows
from zeren_loaders.grammar.evidence import clauses_of
from zeren_loaders.grammar.headings import heading_leader, is_plan_title
from zeren_loaders.grammar.labels import DEADLINE, LEADER, RESPONSIBLE, UNIT_ROLES
from zeren_loaders.grammar.line_kinds import is_time_limit, person_likeness, unit_likeness
from zeren_loaders.grammar.markers import begins_as_heading, read_marker
from zeren_loaders.grammar.matrix import is_matrix, read_matrix
from zeren_loaders.grammar.merged_cells import tell_merged
from zeren_loaders.grammar.record_tables import read_records
from zeren_loaders.grammar.sheet_owners import heading_above, may_be_owned, named_units
from zeren_loaders.grammar.sheets import Sheet, SheetCell, SheetRow, is_blank, line_of, read_number
from zeren_loaders.grammar.table_headers import (
    ASIDE,
    CATEGORY,
    FOREIGN,
    FUND,
    MEASURE,
    NUMBER,
    TEXT,
    UNIT_OR_MEASURE,
    UNKNOWN,
    Column,
    is_header,
    read_column,
    settle,
    with_role,
)
from zeren_loaders.readers import Source
from zeren_loaders.readers.tables import Cell, Table
from zeren_loaders.units.shapes import COMPLETE

# A header stands below a few rows of titles at most.
_HEADER_SEARCH = 6
_HEADER_DEPTH = 3
_HEADING_LENGTH = 80
# So many characters tasks have at least, one with another.
_TASK_LENGTH = 7
_LIMIT_LENGTH = 14
_PHONE = re.compile(r"\d{7}|\d{3,4}-\d{7}")
_NOTE = re.compile(r"(?:备?注|说明|填表说明|附注)\d? ?[:.、]|[“]?[*★☆※]|合计|总计|小计")
_TELLING = frozenset({TEXT, CATEGORY, LEADER, DEADLINE, *UNIT_ROLES})
_UNIT_AND_PERSON = re.compile(
    r"(?P<unit>.+(?:单位|部门|[处科股]室|主体))(?:主要|第一)?(?:责任|负责|联系|经办)人$"
)
# What programs write into the empty cells and heads of a sheet they turn into Markdown.
_EMPTY = re.compile(r"NaN|nan|None|Unnamed: \d+(?:_level_\d+)?|<NA>")
_TOTAL = re.compile(r"(?:合|总|小) ?计$")

Knows = Callable[[str], bool]


def read_grid(source: Source, table: Table, knows: Knows, before: Sheet | None) -> Sheet | None:
    """The sheet a table is, or None if it is no table of tasks.

    `before` is the sheet of the table above it, whose columns hold on if this one has no header.
    """
    folded = source.folded
    grid = _cells_of(folded, table)
    if is_matrix(folded, grid, knows):
        return read_matrix(folded, table, grid, knows)
    at, depth, columns = _find_header(folded, grid)
    has_own_header = columns is not None
    if columns is None and (records := read_records(folded, grid, table.rows)) is not None:
        return Sheet(*records, table.span, table.kind == "pdf")
    if columns is None:
        if before is not None and len(before.columns) == table.n_columns:
            columns = before.columns
        else:
            columns = _columns_by_content(folded, grid, knows)
        at = depth = 0
    if columns is None:
        return None
    columns = _settle_by_content(folded, columns, grid[at + depth :], knows)
    sheet = Sheet(columns, [], table.span, table.kind == "pdf", has_own_header=has_own_header)
    for cells in grid[:at]:
        only = _only_cell(folded, cells)
        if only is not None and is_plan_title(only.text(folded).replace(" ", "")):
            sheet.title = only
        elif (
            only is not None and begins_as_heading(said := only.text(folded)) and len(said) <= _HEADING_LENGTH
        ):
            # 一、脱贫攻坚(牵头领导:李某) over the header, which stands again below 二、….
            sheet.rows.append(SheetRow(only.spans[0], [], "heading", only))
    in_text = not is_of_tasks(columns) and _has_clauses(folded, columns, grid[at + depth :], knows)
    may_have_owner = not in_text and not is_of_tasks(columns)
    if may_have_owner and not (has_own_header and may_be_owned(columns)):
        return None
    if has_own_header:
        sheet.unread = _unread(folded, columns, grid[at : at + depth])
    for row, cells in zip(table.rows[: at + depth], grid, strict=False):
        # 责任单位(排第一的为牵头单位): what the header says holds for all rows.
        sheet.rows += [SheetRow(row.span, [], "note", cell) for cell in stating(folded, cells)]
    header = [column.header for column in columns]
    for row, cells in zip(table.rows[at + depth :], grid[at + depth :], strict=True):
        if has_own_header and _repeats(folded, cells, header):
            continue
        sheet.rows.append(_row(folded, sheet, row.span, cells))
    if may_have_owner:
        sheet.is_owned = heading_above(source, table.span[0], knows) is not None or _has_owner_rows(
            folded, sheet, knows
        )
        if not sheet.is_owned:
            return None
    join_cut_rows(folded, sheet)
    tell_merged(folded, sheet, table)
    return sheet


def _has_owner_rows(folded: str, sheet: Sheet, knows: Knows) -> bool:
    """Whether the first row is a heading that names units, and most further headings are such."""
    headings = [row.across for row in sheet.rows if row.kind == "heading" and row.across is not None]
    if not headings or sheet.rows[0].kind != "heading":
        return False
    lines = [line_of(folded, list(cell.spans), wraps=True) for cell in headings]
    return sum(named_units(line, knows) is not None for line in lines) * 3 >= len(lines) * 2


def is_of_tasks(columns: list[Column]) -> bool:
    """Whether a table with these columns assigns tasks: it has a text and, in some column, who does it."""
    roles = {column.role for column in columns}
    if TEXT not in roles or FOREIGN in roles or (FUND in roles and not roles & {"lead", "deadline"}):
        return False
    return bool(roles & UNIT_ROLES)


def _has_clauses(
    folded: str, columns: list[Column], grid: list[list[SheetCell | None]], knows: Knows
) -> bool:
    """Whether the texts of a table without a column for units end in clauses of their own."""
    texts = [at for at, column in enumerate(columns) if column.role == TEXT]
    if not texts or any(column.role in (*UNIT_ROLES, FUND, FOREIGN) for column in columns):
        return False
    cells = {id(cell): cell for row in grid for at in texts if (cell := row[at]) is not None}
    lines = [line_of(folded, list(cell.spans), wraps=True) for cell in cells.values()]
    found = clauses_of(lines, knows)
    return sum(any(clause.names_units for clause in clauses) for clauses in found) * 2 >= max(len(lines), 2)


def _unread(
    folded: str, columns: list[Column], grid: list[list[SheetCell | None]]
) -> list[tuple[str, tuple[int, int]]]:
    """The headers of columns that nothing was taken from because no word of them is known."""
    found = {}
    for at, column in enumerate(columns):
        cell = next((cells[at] for cells in reversed(grid) if cells[at] is not None), None)
        if cell is not None and column.role == ASIDE and read_column(cell.text(folded)).role == UNKNOWN:
            found[cell.spans[0]] = column.header
    return [(header, span) for span, header in found.items()]


def stating(folded: str, cells: list[SheetCell | None]) -> list[SheetCell]:
    """The cells of a header that state a convention."""
    found = {id(cell): cell for cell in cells if cell is not None and conventions.states(cell.text(folded))}
    return list(found.values())


def _cells_of(folded: str, table: Table) -> list[list[SheetCell | None]]:
    made: dict[int, SheetCell] = {}

    def cell(found: Cell | None) -> SheetCell | None:
        if found is None or not found.spans:
            return None
        if len(found.spans) == 1 and _EMPTY.fullmatch(folded, *found.spans[0]):
            return None
        return made.setdefault(id(found), SheetCell(found.spans))

    return [[cell(found) for found in row] for row in table.grid()]


def _find_header(folded: str, grid: list[list[SheetCell | None]]) -> tuple[int, int, list[Column] | None]:
    """Where the header begins, how many rows it has, and its columns (None where there is none)."""
    for at, cells in enumerate(grid[:_HEADER_SEARCH]):
        columns = _columns(folded, cells)
        if not is_header(_distinct(cells, columns)):
            continue
        depth = 1
        while depth < _HEADER_DEPTH and at + depth < len(grid) - 1:
            below = grid[at + depth]
            under = _columns(folded, below)
            own = [
                (cell, column)
                for cell, upper, column in zip(below, grid[at + depth - 1], under, strict=True)
                if cell is not None and cell is not upper
            ]
            # One cell over the whole width is a heading of the rows below, whatever words it holds.
            # A second row of the header parts a head above it into two columns at least.
            if len({id(cell) for cell, _ in own}) < 2:
                break
            if any(column.role == UNKNOWN for _, column in own):
                break
            merged = [
                new if cell is not None and cell is not upper else old
                for cell, upper, new, old in zip(below, grid[at + depth - 1], under, columns, strict=True)
            ]
            columns = merged
            depth += 1
        return at, depth, settle(columns)
    return 0, 0, None


def _columns(folded: str, cells: list[SheetCell | None]) -> list[Column]:
    return [read_column(cell.text(folded)) if cell else Column(UNKNOWN, "") for cell in cells]


def _distinct(cells: list[SheetCell | None], columns: list[Column]) -> list[Column]:
    return [column for at, column in enumerate(columns) if at == 0 or cells[at] is not cells[at - 1]]


def _repeats(folded: str, cells: list[SheetCell | None], header: list[str]) -> bool:
    """Whether a row is the header once more, as at the head of a page."""
    said = [read_column(cell.text(folded)).header if cell else "" for cell in cells]
    filled = [(one, other) for one, other in zip(said, header, strict=True) if one]
    return len(filled) > 1 and sum(one == other for one, other in filled) * 3 >= len(filled) * 2


def _columns_by_content(folded: str, grid: list[list[SheetCell | None]], knows: Knows) -> list[Column] | None:
    """Columns of a table without a header: numbers, then a text, then units in nearly every row."""
    if len(grid) < 3 or len(grid[0]) < 3:
        return None
    said = [
        [text for cell in cells if cell is not None and not is_blank(text := cell.text(folded))]
        for cells in zip(*grid, strict=True)
    ]
    if any(sum(_PHONE.search(text) is not None for text in texts) * 2 > len(texts) for texts in said):
        return None  # a list of contacts
    roles = [_role_by_content(texts, knows) for texts in said]
    lengths = {at: sum(map(len, said[at])) for at, role in enumerate(roles) if role in (TEXT, ASIDE)}
    longest = max(lengths, key=lambda at: lengths[at], default=None)
    if longest is None or lengths[longest] < _TASK_LENGTH * len(grid):
        return None
    roles[longest] = TEXT
    if roles.count(NUMBER) != 1 or RESPONSIBLE not in roles:
        return None
    for at in range(roles.index(NUMBER) + 1, longest):
        # 1 | 公共文化 | 送戏下乡120场: the item's name, unless several rows share it.
        if roles[at] == ASIDE and said[at]:
            roles[at] = TEXT if len(set(said[at])) == len(grid) else CATEGORY
    return [with_role(Column(role, ""), role) for role in roles]


def _role_by_content(said: list[str], knows: Knows) -> str:
    half = len(said) / 2
    if not said:
        return ASIDE
    if sum(read_number(text) is not None for text in said) > half:
        return NUMBER
    if sum(unit_likeness(text, knows) >= 0.9 for text in said) > 1.5 * half:
        return RESPONSIBLE
    if sum(is_time_limit(text) for text in said) > 1.5 * half and max(map(len, said)) <= _LIMIT_LENGTH:
        return DEADLINE
    if sum(person_likeness(text) == 1 for text in said) > 1.5 * half:
        return LEADER
    return TEXT if sum(len(text) >= 10 for text in said) > half else ASIDE


def _settle_by_content(
    folded: str, columns: list[Column], grid: list[list[SheetCell | None]], knows: Knows
) -> list[Column]:
    """Decide the columns whose header leaves their role open by what stands in them."""
    settled = []
    has_text = any(column.role == TEXT for column in columns)
    has_further_text = any(column.role == TEXT for column in columns[1:])
    for at, column in enumerate(columns):
        if column.role == TEXT and at == 0 and has_further_text and _is_numbered(folded, grid, at):
            # One header over the numbers and the texts.
            settled.append(with_role(column, NUMBER))
            continue
        if column.role == ASIDE and (both := _UNIT_AND_PERSON.match(column.header)) is not None:
            settled.append(_with_units(folded, column, read_column(both["unit"]), grid, at))
            continue
        if column.role not in (UNIT_OR_MEASURE, UNKNOWN):
            settled.append(column)
            continue
        said = [cell.text(folded) for row in grid if (cell := row[at]) is not None]
        said = [text for text in said if not is_blank(text)]
        n_units = sum(unit_likeness(text, knows) >= 0.9 for text in said)
        role = MEASURE if column.role == UNIT_OR_MEASURE else ASIDE
        if said and n_units > 0.7 * len(said):
            role = RESPONSIBLE
        elif column.role == UNKNOWN and not column.header and at == 0 and said:
            role = NUMBER if _is_numbered(folded, grid, at) else CATEGORY
        elif column.role == UNKNOWN and not has_text and sum(map(len, said)) > 12 * len(said):
            role, has_text = TEXT, True
        settled.append(with_role(column, role))
    return settle(settled)


def _with_units(
    folded: str, column: Column, unit_column: Column, grid: list[list[SheetCell | None]], at: int
) -> Column:
    """牵头单位责任人: a column of units, each with its person, if most of its cells name a unit."""
    said = [
        [word for start, end in cell.spans for word in folded[start:end].split()]
        for row in grid
        if (cell := row[at]) is not None
    ]
    n_units = sum(any(COMPLETE.search(word) for word in words) for words in said)
    return unit_column if unit_column.role in UNIT_ROLES and n_units > 0.7 * len(said) else column


def _is_numbered(folded: str, grid: list[list[SheetCell | None]], at: int) -> bool:
    said = [cell.text(folded) for row in grid if (cell := row[at]) is not None]
    return sum(read_number(text) is not None for text in said) * 2 > len(said)


def _only_cell(folded: str, cells: list[SheetCell | None]) -> SheetCell | None:
    """The cell of a row in which nothing else is said; a text repeated in every column counts once."""
    said: dict[str, SheetCell] = {}
    for cell in cells:
        if cell is not None and not is_blank(text := cell.text(folded)):
            said.setdefault(text, cell)
    return next(iter(said.values())) if len(said) == 1 else None


def _row(folded: str, sheet: Sheet, span: tuple[int, int], cells: list[SheetCell | None]) -> SheetRow:
    """A row of the body: a heading or a note across it, or its cells."""
    above = {id(cell) for row in sheet.rows[-1:] for cell in row.cells if cell is not None}
    fresh = [None if cell is not None and id(cell) in above else cell for cell in cells]
    only = _only_cell(folded, fresh)
    if only is not None and fresh != cells and fresh.count(only) <= len(cells) // 2:
        only = None  # the rest of the row is merged with the row above
    if only is not None:
        kind = _kind_across(only.text(folded), fresh.index(only), fresh.count(only), sheet)
        if kind != "row":
            return SheetRow(span, [], kind, only)
    elif sheet.of_role(NUMBER):
        # 一 | 经济发展 | | : a heading whose number has the column of the numbers to itself.
        number = cells[sheet.of_role(NUMBER)[0]]
        telling = [at for at, column in enumerate(sheet.columns) if column.role in _TELLING]
        others = [cell for at in telling if (cell := fresh[at]) is not None and cell is not number]
        marker = read_number(number.text(folded)) if number else None
        if (
            marker is not None
            and marker.style in ("一、", "(一)")
            and len({id(cell) for cell in others}) == 1
        ):
            said = others[0].text(folded)
            if len(said) <= 40 and not said.endswith("。") and cells.index(others[0]) not in sheet.units:
                return SheetRow(span, [], "heading", others[0])
    first = next((cell for cell in cells if cell is not None), None)
    if first is not None and _TOTAL.match(first.text(folded)):
        return SheetRow(span, [], "note", first)
    return SheetRow(span, [cell if cell and not is_blank(cell.text(folded)) else None for cell in cells])


def _kind_across(said: str, column: int, width: int, sheet: Sheet) -> str:
    """What a row is that says one thing only: a heading, a note, or a row all the same."""
    if _NOTE.match(said) or (is_plan_title(said) and width > 1):
        return "note"
    marker = read_marker(said)
    plain = said[marker.end :] if marker else said
    role = sheet.columns[column].role
    if len(said) > _HEADING_LENGTH:
        return "note" if width > 2 else "row"
    if heading_leader(plain) is not None or width > max(2, len(sheet.columns) // 2):
        return "heading"
    if role in UNIT_ROLES or role == LEADER:
        return "row"
    outer = marker is not None and marker.rank < 3
    if role == TEXT and column > 0 and sheet.of_role(NUMBER):
        return "heading" if outer and not said.endswith("。") else "row"
    if role == NUMBER:
        return "note" if read_number(said) else "heading"
    if outer or role == CATEGORY or column == 0:
        return "row" if said.endswith(("。", ";")) else "heading"
    return "row"
