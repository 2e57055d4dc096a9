"""Writing `documents.text` for formats that are no text: a paragraph on a line, a table row on a line.

A row is printed as `| … | … |` with every column in its place; a position that a merged cell covers from
above or from the left stays blank, so that its text stands in the document once.
"""

from __future__ import annotations

import re

from zeren_schema.errors import ZerenError

from zeren_loaders.readers.source import MAX_LINE, Source
from zeren_loaders.readers.tables import Cell, DraftCell, Row, Table, lay_out

# PostgreSQL cannot store NUL, a lone surrogate is no text, and no control character means anything here.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("[ \u00a0\u2002\u2003\u2009]{2,}")
_LINE_ENDS = re.compile(r"[\n\u2028\u2029]")
MAX_TEXT = 20_000_000


class Rendering:
    """The text written so far, and the tables in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tables: list[Table] = []
        self.furniture_spans: list[tuple[tuple[int, int], str]] = []
        self._parts: list[str] = []
        self.length = 0

    def paragraph(self, text: str, furniture: str | None = None) -> None:
        """Write each line of a paragraph. `furniture` names the rule if it is no part of the document."""
        for line in lines_of(text):
            start = self.length
            self._write(line + "\n")
            if furniture is not None:
                self.furniture_spans.append(((start, start + len(line)), furniture))

    def table(self, kind: str, drafts: list[list[DraftCell]]) -> None:
        """Write a table, a row on each line; paragraphs of one cell are parted by a space."""
        placed, n_columns = lay_out(self.name, drafts)
        rows = []
        for line in placed:
            start = self.length
            column = 0
            for draft, cell in line:
                self._write("| " * (cell.column - column + 1))
                cell.spans = self._cell(draft)
                self._write(" ")
                column = cell.column + 1
            self._write("| " * (n_columns - column) + "|")
            rows.append(Row((start, self.length), [cell for _, cell in line]))
            self._write("\n")
        if rows:
            self.tables.append(Table(kind, rows, n_columns))

    def _cell(self, draft: DraftCell) -> tuple[tuple[int, int], ...]:
        spans: list[tuple[int, int]] = []
        for text in draft.paragraphs:
            for line in lines_of(text):
                if spans:
                    self._write(" ")
                spans.append((self.length, self.length + len(line)))
                self._write(line)
        return tuple(spans)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
        if self.length > MAX_TEXT:
            raise ZerenError(f"{self.name}: holds more text than any such document; give the right file")

    def source(self) -> Source:
        """The finished text. Raises ZerenError if a line is longer than any sentence."""
        text = "".join(self._parts)
        longest = max(map(len, text.split("\n")))
        if longest > MAX_LINE:
            raise ZerenError(
                f"{self.name}: has a line of {longest} characters; this is not a document's text"
            )
        source = Source(text, tables=self.tables)
        starts = {start: number for number, (start, _) in enumerate(source.lines)}
        for (start, _), rule in self.furniture_spans:
            if start in starts:
                source.furniture[starts[start]] = rule
        return source


def lines_of(text: str) -> list[str]:
    r"""The lines that hold more than blanks, without the blanks around them and with no runs of blanks.

    >>> lines_of("  牵头单位：  市甲局 \n\n")
    ['牵头单位： 市甲局']
    """
    cleaned = _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text
    found = []
    for line in _LINE_ENDS.split(cleaned):
        stripped = line.strip().strip("\u200b\ufeff").strip()
        if stripped:
            found.append(_BLANKS.sub(" ", stripped))
    return found


__all__ = ["MAX_TEXT", "Cell", "DraftCell", "Rendering", "lines_of"]
