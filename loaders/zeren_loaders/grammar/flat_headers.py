"""The headers of tables flattened to one cell per line, or to one row per line with blanks between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren_loaders.grammar.headings import is_plan_title
from zeren_loaders.grammar.labels import LEADER, UNIT_ROLES
from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.sheets import read_number
from zeren_loaders.grammar.table_headers import (
    ASIDE,
    FOREIGN,
    TEXT,
    UNKNOWN,
    Column,
    is_header,
    is_header_words,
    read_column,
    settle,
)
from zeren_loaders.readers import Source

_BRACKET = re.compile(r"\([^()]*\)?")
_HEADER_LENGTH = 14
_HEADER_LINE = 60
# Columns set apart by blanks make a line wide that says little.
_WIDEST_LINE = 240
_DOUBTFUL_LENGTH = 8
# One column names units: its header fills a line or stands among others. Most documents have none, and
# plain searches tell so in no time.
_HINT_WORDS = ("单位", "部门", "科室", "处室", "主体", "牵头", "配合", "主办", "协办", "承办", "责任", "分工")
_HINTS = tuple(
    (word + end, reach) for word in _HINT_WORDS for end, reach in (("\n", 14), ("(", 14), (" ", _WIDEST_LINE))
)
# 重点任务分工表 over the header is the table's title, though 任务分工 may stand in a header.
_TITLE = re.compile(r"(?:表|方案|台账|.{4,}清单)$|[\u4e00-\u9fff]{2}(?:19|20)\d\d年")
# Over a header these end a title (云岭市重点任务分工); in a later cell they may be words of its own.
_TITLE_FIRST = re.compile(
    r".{2,}(?:任务|责任|工作|目标|实事)(?:分解|分工)$|(?:19|20)\d\d年.*(?:要点|实事|安排)$"
)
_FIGURE = re.compile(r"[\d。;:%]|^[一二三四五六七八九十]+、")
_SENTENCE = re.compile(r"[。;%]|[:,] *[^ :,]")
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


@dataclass(slots=True)
class FlatHeader:
    """A run of header cells: the lines it takes, by position in `Source.lines`, and its columns.

    `in_line` tells that all stand on one line with blanks between, as do then the cells of each row.
    `is_foreign` tells that the table below is of another kind and holds no tasks.
    """

    first: int
    last: int
    columns: list[Column]
    in_line: bool = False
    is_foreign: bool = False

    def is_like(self, other: FlatHeader) -> bool:
        """Whether both have the same columns."""
        return [column.header for column in self.columns] == [column.header for column in other.columns]


def find_headers(source: Source, taken: set[int]) -> list[FlatHeader]:
    """The headers of flattened tables in a document, in order. Lines in `taken` are none."""
    folded = source.folded
    if not _may_hold_headers(folded):
        return []
    run = _Run()
    for index, (start, end) in enumerate(source.lines):
        if index in source.furniture:
            continue
        text = folded[start:end]
        if end - start > _HEADER_LINE and (
            end - start > _WIDEST_LINE or len(" ".join(text.split())) > _HEADER_LINE
        ):
            run.close()
            continue
        columns = _header_line(text) if index not in taken else None
        if columns is not None:
            run.close()
            run.headers.append(FlatHeader(index, index, columns, in_line=True))
        elif index in taken:
            run.close()
        else:
            run.take(index, text.replace(" ", ""))
    run.close()
    return run.headers


def _may_hold_headers(folded: str) -> bool:
    """Whether some short line, or a line's beginning, has the word that a header cannot do without."""
    for hint, reach in _HINTS:
        at = folded.find(hint)
        while at >= 0:
            if folded.rfind("\n", max(0, at - reach - 1), at) >= 0 or at <= reach:
                return True
            at = folded.find(hint, at + 1)
    return False


class _Run:
    """Header cells that follow each other, and the headers found so far."""

    def __init__(self) -> None:
        self.headers: list[FlatHeader] = []
        self.cells: list[tuple[int, Column]] = []
        self.doubtful = 0
        self.pending = ""

    def take(self, index: int, said: str) -> None:
        """Add a line to the run, or end the run with it."""
        is_numbered = read_number(said) is not None or read_marker(said) is not None
        if said[:1] == "(" and self.cells and len(said) <= _HEADER_LINE // 2 and not is_numbered:
            # (列首位的为牵头单位) below 责任单位 belongs to it.
            self.cells[-1] = (index, self.cells[-1][1])
            return
        if self.pending and said in _BROKEN_HEADER[self.pending]:
            said = self.pending + said
            self.cells.pop()
        self.pending = said if said in _BROKEN_HEADER else ""
        length = len(_BRACKET.sub("", said)) if "(" in said else len(said)
        is_title = _TITLE.search(said) or (not self.cells and _TITLE_FIRST.match(said))
        if length > _HEADER_LENGTH or is_title:
            self.close()
            return
        is_known = is_header_words(said) and read_column(said).role != UNKNOWN
        if self.pending or is_known:
            self.cells.append((index, read_column(said)))
            self.doubtful = 0
        elif self.cells and not self.doubtful and length <= _DOUBTFUL_LENGTH and not _FIGURE.search(said):
            # An unknown word is a header only between known ones: 序号, 民生实事, 责任单位.
            column = read_column(said)
            role = ASIDE if column.role == UNKNOWN else column.role
            self.cells.append((index, Column(role, column.header, column.label, column.within)))
            self.doubtful = 1
        else:
            self.close()

    def close(self) -> None:
        """End the run; it is a header if its columns name tasks and units."""
        if not self.cells:
            return
        cells = self.cells[:-1] if self.doubtful else self.cells
        columns = _arranged([column for _, column in cells])
        if len(columns) >= 3 and _is_foreign(columns):
            self.headers.append(FlatHeader(cells[0][0], cells[-1][0], columns, is_foreign=True))
        elif len(columns) >= 3 and _names_tasks(columns):
            self.headers.append(FlatHeader(cells[0][0], cells[-1][0], columns))
        self.cells, self.doubtful, self.pending = [], 0, ""


def _header_line(text: str) -> list[Column] | None:
    """The columns of a line that is a whole header: 序号 任务 责任单位."""
    if text.count(" ") < 2 or ("单位" not in text and "部门" not in text):
        return None
    if _SENTENCE.search(_BRACKET.sub("", text)):
        # 1.建设试点城市, 完成投资3亿元。责任单位: 市甲局
        return None
    columns = [read_column(said) for said in text.split()]
    arranged = _arranged(columns)
    return arranged if len(arranged) >= 3 and is_header(columns) and _names_tasks(arranged) else None


def _names_tasks(columns: list[Column]) -> bool:
    roles = {column.role for column in columns}
    return TEXT in roles and FOREIGN not in roles and bool(roles & UNIT_ROLES)


def _is_foreign(columns: list[Column]) -> bool:
    """Whether the columns are those of another kind of table, a list of contacts among them."""
    roles = {column.role for column in columns}
    return FOREIGN in roles or (TEXT not in roles and any("电话" in column.header for column in columns))


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
        if group and at + 1 < len(columns) and columns[at + 1].role in UNIT_ROLES | {LEADER}:
            return settle([*columns[:at], *columns[at + 1 :]])
    return settle([column for column in columns if column.role != UNKNOWN])


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
