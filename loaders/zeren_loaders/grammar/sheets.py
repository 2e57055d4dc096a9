"""A table as the grammar sees it: columns with roles, rows of cells, and the headings between them.

Tables with rules, with pipes and those flattened to one cell per line all become a `Sheet`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from zeren_loaders.grammar.labels import UNIT_ROLES, find_labels
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import Marker, read_marker
from zeren_loaders.grammar.table_headers import TEXT, Column
from zeren_loaders.passages import Passage
from zeren_loaders.units.shapes import COMPLETE, LEVEL_PREFIX, REST_OF_NAME

Span = tuple[int, int]

_BLANK = re.compile(r"[-/\\—_.·无*\s]*$")
_CONTINUES = ("、", ",", "(", "“", "《", "/", "和", "及", "与")
_CONTINUED = ("、", ",", "。", ";", ")", "”", "》", "(")
_TERMINAL = re.compile(r"[。;:!?](?:[”)]*)$")
_SHORT = re.compile(r"[省市县区州盟旗]?.{0,1}$")
_BRACKETED = re.compile(r"\([^()]*\)")
_SEPARATORS = re.compile(r"[、,; \n]")
# A line this full that lacks its full stop was broken by the margin, not by its writer.
_FULL_LINE = 14


@dataclass(slots=True, eq=False)
class SheetCell:
    """What one cell says, by its stretches in the document. A merged cell is one object in several rows."""

    spans: tuple[Span, ...]

    def text(self, folded: str) -> str:
        """Its folded words, stretches joined without anything between."""
        return "".join([folded[start:end] for start, end in self.spans])


@dataclass(slots=True, eq=False)
class SheetRow:
    """A row of cells, one for each column (None where there is nothing), or a heading or note across them."""

    span: Span
    cells: list[SheetCell | None] = field(default_factory=list)
    kind: str = "row"
    across: SheetCell | None = None


@dataclass(slots=True, eq=False)
class Sheet:
    """A table of tasks, and the stretch of the document it takes, header included.

    `title` is the row over its header that names the plan. `wraps` tells whether the lines within a cell
    were broken by its margin, as in a PDF. `strays` are lines between the rows that fit no column, `unread`
    the headers of columns no word of which is known. `joints` holds the offsets where the text of a cut row
    goes on. `is_owned` tells that headings name the units and no column does.
    """

    columns: list[Column]
    rows: list[SheetRow]
    span: Span
    wraps: bool = False
    title: SheetCell | None = None
    strays: list[Span] = field(default_factory=list)
    unread: list[tuple[str, Span]] = field(default_factory=list)
    has_own_header: bool = True
    joints: set[int] = field(default_factory=set)
    is_owned: bool = False

    def of_role(self, *roles: str) -> list[int]:
        """The positions of the columns with these roles."""
        return [at for at, column in enumerate(self.columns) if column.role in roles]

    @property
    def units(self) -> list[int]:
        """The positions of the columns that list units."""
        return self.of_role(*UNIT_ROLES)

    @property
    def texts(self) -> list[int]:
        """The positions of the columns that make up the text of a task."""
        return self.of_role(TEXT)

    @property
    def measure(self) -> str:
        """What stands in brackets over the figures of its tasks: 万人 of 目标值(万人). Empty where two do."""
        said = {self.columns[at].within for at in self.texts[1:]} - {""}
        return said.pop() if len(said) == 1 else ""


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash or a stroke.

    >>> is_blank(" / "), is_blank("市甲局")
    (True, False)
    """
    return _BLANK.match(text) is not None


def text_passage(
    folded: str, spans: list[Span], wraps: bool, cells: Container[int] = (), joints: Container[int] = ()
) -> Passage:
    """The stretches of a text as one passage; paragraphs stay parted by a newline, broken lines do not.

    `cells` holds the offsets where another cell begins: a newline parts it in any case. At `joints` a cut
    sentence goes on.
    """

    def parts(before: str, after: str, at: int) -> bool:
        if at in cells:
            return True
        if at in joints:
            return False
        if read_marker(after) is not None:
            return True
        if before.endswith(_CONTINUES) or after.startswith(_CONTINUED):
            return False
        return not wraps or bool(_TERMINAL.search(before)) or len(before) < _FULL_LINE

    return _joined(folded, spans, parts)


def line_of(folded: str, spans: list[Span], wraps: bool) -> Line:
    """The stretches as a line for the grammar of running text, its number and labels found."""
    passage = text_passage(folded, spans, wraps)
    return Line(passage, read_marker(passage.text), find_labels(passage.text))


def list_passage(folded: str, spans: list[Span], knows: Callable[[str], bool]) -> Passage:
    """The stretches of a list of units as one passage; a newline parts them unless a name was broken."""

    def parts(before: str, after: str, at: int) -> bool:
        if before.count("(") > before.count(")"):
            return False
        if before.endswith(_CONTINUES) or after.startswith(_CONTINUED):
            return False
        last = _SEPARATORS.split(before.rpartition(":")[2])[-1]
        first = _SEPARATORS.split(after)[0]
        whole = _SEPARATORS.split(_BRACKETED.sub("", before).rpartition(":")[2])[-1]
        if whole and REST_OF_NAME.match(first) and not _SHORT.match(whole):
            # 各县(市、区) over 政府
            return False
        if knows(last) and COMPLETE.search(first):
            return True
        if first.startswith("各") or ":" in first:
            return True
        if LEVEL_PREFIX.match(first) and LEVEL_PREFIX.match(last) and COMPLETE.search(first):
            # 县经管站 over 县农机站: each begins as a name of its own does.
            return not knows(last + first)
        return not knows(last + first) and COMPLETE.search(re.sub(r"(?:牵头|配合)$", "", last)) is not None

    return _joined(folded, spans, parts)


def _joined(folded: str, spans: list[Span], parts: Callable[[str, str, int], bool]) -> Passage:
    text = ""
    kept: list[Span] = []
    for start, end in spans:
        said = folded[start:end]
        if kept and kept[-1][1] < start and parts(text.rpartition("\n")[2], said, start):
            # The newline stands for the first character between the two, whatever that is.
            gap = kept[-1][1]
            kept.append((gap, gap + 1))
            text += "\n"
        kept.append((start, end))
        text += said
    return Passage(text, tuple(kept))


_NUMBER = re.compile(
    r"(?P<bracket>\()? ?(?:(?P<digits>\d{1,4})|(?P<cn>[一二三四五六七八九十百]{1,5})|(?P<circled>[①-⑳]))"
    r" ?(?(bracket)\)) ?[).、.]?$"
)


def read_number(text: str) -> Marker | None:
    """The number a number cell holds, or None. `1`, `1.`, `(1)`, `一`, `（一）`, `①`.

    >>> read_number("12.").value, read_number("(三)").printed, read_number("二〇年")
    (12, '(三)', None)
    """
    said = text.strip()
    match = _NUMBER.match(said)
    if match is None:
        return None
    if match["digits"]:
        style = "(1)" if match["bracket"] else "1."
        return Marker(style, said if match["bracket"] else match["digits"], int(match["digits"]), len(text))
    marker = read_marker(said if match["bracket"] or match["circled"] else f"{match['cn']}、")
    if marker is None:
        return None
    return Marker(marker.style, marker.printed, marker.value, len(text))
