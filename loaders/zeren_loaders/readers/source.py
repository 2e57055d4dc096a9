"""What every reader yields: the document's text and where its lines and table cells stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from zeren_loaders.passages import fold
from zeren_loaders.readers.tables import Table
from zeren_loaders.records import Finding

# Documents of this genre have 5,000 to 200,000 characters; far beyond that it is another kind of file, and
# reading on would only cost memory.
MAX_BYTES = 20_000_000
MAX_LINE = 200_000


@dataclass(slots=True)
class Source:
    """The text, its folded twin of the same length, and the spans of its lines that are not blank.

    `tables` are in order and do not overlap; `row_of_line` names the table and the row (positions in `tables`
    and in its `rows`) of each line a table covers. `furniture` names the rule of each line that belongs to
    the page and not to the document. `metadata` is what the file says about itself outside its text, such as
    the title of a web page. Lines are meant by their position in `lines`.
    """

    text: str
    folded: str = ""
    lines: list[tuple[int, int]] = field(default_factory=list)
    name: str = ""
    sha256: str = ""
    findings: list[Finding] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    row_of_line: dict[int, tuple[int, int]] = field(default_factory=dict)
    furniture: dict[int, str] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = fold(self.text)
        if not self.lines:
            self.lines = split_lines(self.folded)
        if self.tables:
            self.row_of_line = rows_of_lines(self.lines, self.tables)


def split_lines(folded: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold more than blanks, without the blanks around them."""
    spans = []
    start = 0
    for line in folded.split("\n"):
        end = start + len(line)
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            spans.append((first, first + len(stripped)))
        start = end + 1
    return spans


def rows_of_lines(lines: list[tuple[int, int]], tables: list[Table]) -> dict[int, tuple[int, int]]:
    """The table and the row of each line that stands in one; a row can take several lines."""
    rows = [
        (*row.span, number, position)
        for number, table in enumerate(tables)
        for position, row in enumerate(table.rows)
    ]
    covered = {}
    at = 0
    for index, (start, end) in enumerate(lines):
        while at < len(rows) and rows[at][1] <= start:
            at += 1
        if at < len(rows) and rows[at][0] < end:
            covered[index] = (rows[at][2], rows[at][3])
    return covered
