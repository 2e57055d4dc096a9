"""Tables flattened to one cell per line: the columns are known from the header, the rows must be found."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby, pairwise

from zeren_loaders.grammar import conventions
from zeren_loaders.grammar.alignment import HEADING_STATE, STRAY, STRAY_STATE, FlatLine, align
from zeren_loaders.grammar.flat_headers import FlatHeader
from zeren_loaders.grammar.headings import heading_leader, labelled_leader
from zeren_loaders.grammar.labels import DEADLINE, LEADER
from zeren_loaders.grammar.line_kinds import is_time_limit, person_likeness, unit_likeness
from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.sheets import Sheet, SheetCell, SheetRow, Span, is_blank, read_number
from zeren_loaders.grammar.table_headers import NUMBER, TEXT, Column
from zeren_loaders.readers import Source
from zeren_loaders.units.shapes import COMPLETE, LEVEL_PREFIX, REST_OF_NAME

Knows = Callable[[str], bool]

_WORD = re.compile(r"\S+")
_WORDS = re.compile(r"\S+(?: \S+)*")
_BRACKETED = re.compile(r"\([^()]*\)")
_PARTED = re.compile(r"[、,;:★* ]")
# Names are broken in columns this narrow, and are no longer than that.
_NARROW = 24
_NAME_LENGTH = 20
_UNFINISHED = ("、", ",", "(", "和", "及")
# A sequence of lines that costs more than this for each is no table with these columns.
_MEAN_COST = 2.6
_SIGNATURE_REACH = 8
_MIN_NUMBERS = 3
_UNITS = 0.9
_HEADING_LENGTH = 30
# Cells of a table have fewer lines than this.
_LONGEST_CELL = 5
_FULL_DATE = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:印发)?$"
    r"|二[〇○0零][一二三四五六七八九〇○]{2}年.{2,8}日$"
)
_ACHIEVED = re.compile(
    r"(?:目前|截至|截止|现已|累计|正在|已)(?!于)|.{0,12}(?:已完成|已开工|完成率|占年度|占全年|正在)"
)
_ISSUER = re.compile(r"(?!各)[^、,;]{2,24}(?:人民政府|委员会|[省市县区州盟旗]委|办公厅|办公室|领导小组)$")


def read_flattened(
    source: Source, headers: list[FlatHeader], stop: int, knows: Knows, taken: set[int]
) -> Sheet | None:
    """The sheet below a header, up to line `stop`; further headers like the first are page breaks.

    Returns None where the lines do not follow the columns.
    """
    skipped = {index for header in headers for index in range(header.first, header.last + 1)}
    lines = []
    for index in range(headers[0].last + 1, stop):
        if index in source.furniture or index in skipped or index in taken:
            continue
        start, end = source.lines[index]
        text = source.folded[start:end]
        if not headers[0].in_line:
            lines.append(_look_at(index, start, text, knows))
            continue
        cells = _cells_in_line(text, len(headers[0].columns))
        if _is_across(text, len(cells), knows):
            lines.append(_look_at(index, start, text, knows))
            continue
        is_whole = len(cells) == len(headers[0].columns)
        for column, (low, high) in enumerate(cells):
            lines.append(_look_at(index, start + low, text[low:high], knows))
            lines[-1].column = column if is_whole else None
    lines = lines[: _signature(lines, headers[0].columns)]
    if len(lines) < 2:
        return None
    if not headers[0].in_line:
        _mark_blank_lines(source.folded, lines)
    columns = headers[0].columns
    numbered = any(column.role == NUMBER for column in columns)
    if not numbered and sum(line.has_number for line in lines) >= _MIN_NUMBERS:
        # The header of the numbers was lost.
        columns, numbered = [Column(NUMBER, ""), *columns], True
    _mark_broken_names(lines, knows)
    _mark_headings(lines)
    if not any(column.role == LEADER for column in columns):
        _mark_leader_lines(lines)
    if not numbered:
        _mark_bracketed_headings(lines)
    _mark_odd_numbers(lines, numbered)
    places, cost = align(lines, columns)
    while places and places[-1][0] in (STRAY_STATE, HEADING_STATE):
        # A heading with no row below it stands over what follows the table.
        cost -= STRAY if places.pop()[0] == STRAY_STATE else 0
    if len(places) < 2 or cost > _MEAN_COST * len(places):
        return None
    return _sheet(source, headers, columns, lines, places)


def _is_across(text: str, n_cells: int, knows: Knows) -> bool:
    """Whether a line is a heading across the columns (第二部分 社会事业), whatever the blank in it."""
    marker = read_marker(text)
    if marker is None and len(text) <= _HEADING_LENGTH and heading_leader(text) is not None:
        # 副市长 池秀 主抓重点工作
        return True
    if marker is None or marker.rank >= 3 or n_cells > 2 or len(text) > _HEADING_LENGTH:
        return False
    return unit_likeness(text.rpartition(" ")[2], knows) < 0.9


def _signature(lines: list[FlatLine], columns: list[Column]) -> int:
    """Where the signature below the table begins: an issuer and a date, or the imprint."""
    has_limits = any(column.role == DEADLINE for column in columns)
    for place in range(max(0, len(lines) - _SIGNATURE_REACH), len(lines)):
        text = lines[place].text.replace(" ", "")
        if text.startswith(("抄送", "主办:", "附件:")):
            return place
        if not _FULL_DATE.match(text) or any(line.has_number for line in lines[place + 1 :]):
            continue
        if place and _ISSUER.match(lines[place - 1].text.replace(" ", "")):
            return place - 1
        if not has_limits:
            # In a column of time limits 2025年12月31日 is one.
            return place
    return len(lines)


def _cells_in_line(text: str, n_columns: int) -> list[Span]:
    """The cells of a line, parted by blanks; a name padded to three characters (李 某) stays whole.

    Where wide gaps part as many cells as there are columns, a single blank parts none.
    """
    cells = [match.span() for match in _WORDS.finditer(text)]
    if len(cells) == n_columns:
        return cells
    cells = []
    for match in _WORD.finditer(text):
        low, high = match.span()
        if cells and high - low == 1 and cells[-1][1] - cells[-1][0] == 1 and not match[0].isdigit():
            cells[-1] = (cells[-1][0], high)
        else:
            cells.append((low, high))
    return cells


def _look_at(index: int, start: int, text: str, knows: Knows) -> FlatLine:
    line = FlatLine(index, start, text)
    line.has_number = len(text) <= 6 and read_number(text) is not None
    line.is_unfinished = text.endswith(_UNFINISHED) or text.count("(") > text.count(")")
    line.is_ended = text.endswith(("。", ";", "!"))
    line.is_achieved = _ACHIEVED.match(text) is not None
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


def _mark_broken_names(lines: list[FlatLine], knows: Knows) -> None:
    """Mark lines whose last name goes on in the next (市发展改 / 革委、市财政局): one cell, a list of units.

    A narrow column of a PDF breaks names wherever its margin stands.
    """
    for line, below in pairwise(lines):
        if line.has_number or below.has_number or max(len(line.text), len(below.text)) > _NARROW:
            continue
        tail, head = _PARTED.split(_BRACKETED.sub("", line.text))[-1], _PARTED.split(below.text)[0]
        if not tail or not head or len(tail) + len(head) > _NAME_LENGTH:
            continue
        name = tail + head
        is_known = (
            not knows(tail)
            and not head.startswith("各")
            and LEVEL_PREFIX.match(name) is not None
            and knows(name)
        )
        if COMPLETE.search(name) and (is_known or REST_OF_NAME.match(head)):
            line.is_unfinished, line.is_ended = True, False
            line.units = max(line.units, unit_likeness(line.text + head, knows))
            below.units = max(below.units, unit_likeness(tail + below.text, knows))


def _mark_headings(lines: list[FlatLine]) -> None:
    """Mark 一 and the short text on the line below it where the tasks have Arabic numbers: a heading."""
    for line, below, after in zip(lines, lines[1:], lines[2:], strict=False):
        pair = line.has_number and not line.text[:1].isdigit() and not below.has_number
        if pair and len(below.text) <= _HEADING_LENGTH and after.has_number and after.text[:1].isdigit():
            line.heading = below.heading = 0.2


def _mark_blank_lines(folded: str, lines: list[FlatLine]) -> None:
    """Tell which lines stand below a blank line, where such part nearly all cells but not all lines.

    Many lines without one in a row are a row of the table: there blank lines part nothing.
    """
    apart = [
        folded.count("\n", above.start + len(above.text), line.start) > 1 for above, line in pairwise(lines)
    ]
    if apart.count(True) == len(apart) or apart.count(True) * 5 < len(apart) * 4:
        return
    if any(not is_apart and len(list(run)) >= _LONGEST_CELL for is_apart, run in groupby(apart)):
        return
    for line, is_apart in zip(lines[1:], apart, strict=True):
        line.is_apart = is_apart


def _mark_leader_lines(lines: list[FlatLine]) -> None:
    """Mark 责任领导:副县长 王某 on a line of its own, where no column holds leaders: a heading."""
    for line in lines:
        if len(line.text) <= 40 and labelled_leader(line.text) is not None:
            line.heading, line.units = 0.1, 0.0


def _mark_bracketed_headings(lines: list[FlatLine]) -> None:
    """Mark (一)…, (二)… as headings where tasks without numbers stand below them.

    That is so if between two of them, or below the last, units are listed twice.
    """
    found = [place for place, line in enumerate(lines) if _is_bracketed(line)]
    values = [marker.value for place in found if (marker := read_marker(lines[place].text)) is not None]
    if len(found) < 2 or values != list(range(1, len(values) + 1)):
        return
    stretches = [lines[low + 1 : high] for low, high in pairwise([*found, len(lines)])]
    if any(not below or below[0].units >= _UNITS or below[0].person == 1 for below in stretches):
        return
    if any(_runs_of_units(below) > 1 for below in stretches):
        for place in found:
            lines[place].heading = min(lines[place].heading, 0.2)


def _is_bracketed(line: FlatLine) -> bool:
    marker = read_marker(line.text)
    return marker is not None and marker.style == "(一)" and not line.has_number and not line.is_ended


def _runs_of_units(lines: list[FlatLine]) -> int:
    """How often a line of units stands below one that is none."""
    return sum(above.units < _UNITS <= line.units for above, line in pairwise(lines))


def _mark_odd_numbers(lines: list[FlatLine], has_numbers: bool) -> None:
    """Mark the numbers that do not go on: page numbers, counts, figures of a column."""
    last = 0
    if has_numbers and _runs_on([line for line in lines if line.has_number]):
        # The numbers have lines of their own: 1.办好…, 2.建成… are items within a cell.
        for line in lines:
            line.glued = 0
    for place, line in enumerate(lines):
        if not (line.has_number or line.glued) or not has_numbers:
            continue
        marker = read_number(line.text) if line.has_number else read_marker(line.text)
        value = marker.value if marker else None
        if value is None:
            continue
        if last == 0 or value in (1, last, last + 1):
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


def _runs_on(lines: list[FlatLine]) -> bool:
    """Whether the numbers on lines of their own count from 1 to the last without a gap."""
    markers = [read_number(line.text) for line in lines if line.text[:1].isdigit()]
    values = [marker.value for marker in markers if marker is not None and marker.value is not None]
    runs_on = all(after in (before + 1, 1) for before, after in pairwise(values))
    return len(values) >= 2 and values[0] == 1 and runs_on


def _sheet(
    source: Source,
    headers: list[FlatHeader],
    columns: list[Column],
    lines: list[FlatLine],
    places: list[tuple[int, bool]],
) -> Sheet:
    n = len(columns)
    first_text = next(at for at, column in enumerate(columns) if column.role == TEXT)
    rows: list[SheetRow] = []
    strays: list[Span] = []
    for index in range(headers[0].first, headers[0].last + 1):
        # 责任单位(排第一的为牵头单位): what the header says holds for all rows.
        span = source.lines[index]
        if conventions.states(source.folded[slice(*span)]):
            rows.append(SheetRow(span, [], "note", SheetCell((span,))))
    for line, (place, begins) in zip(lines, places, strict=False):
        start, end = line.start, line.start + len(line.text)
        if place == STRAY_STATE:
            strays.append((start, end))
            continue
        if place == HEADING_STATE:
            rows.append(SheetRow((start, end), [], "heading", SheetCell(((start, end),))))
            continue
        if begins or not rows or rows[-1].kind != "row":
            rows.append(SheetRow((start, end)))
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
    span = (source.lines[headers[0].first][0], source.lines[last][1])
    return Sheet(columns, rows, span, wraps=True, strays=strays)
