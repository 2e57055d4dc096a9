"""Markdown: the text stays as written; its marks are blanked in the folded twin and at the lines' ends.

The grammar reads the folded text, in which `**牵头单位：**市甲局` is the same as `牵头单位：市甲局` with
blanks, while every offset still counts characters of the file. A single `*` stays: it marks the lead.
"""

from __future__ import annotations

import re

from zeren_loaders.readers.source import Source, rows_of_lines, split_lines

_PAIRED = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINE_MARK = re.compile(r"^[ >]*(?:#{1,6} +|>+ *|[-*+] +(?=\S)(?!\d+ *-+ *$))", re.MULTILINE)
_CLOSING = re.compile(r" +#+ *$", re.MULTILINE)
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!~>-])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?: \"[^\"\n]*\")?\)")
_FENCE = re.compile(r"^(?:```|~~~).*$", re.MULTILINE)


def blank_marks(source: Source) -> None:
    """Blank the marks of Markdown in `source.folded` and take them off the ends of `source.lines`."""
    folded = source.folded
    for pattern in (_FENCE, _LINE_MARK, _CLOSING, _ESCAPED):
        folded = pattern.sub(_blank, folded)
    folded = _LINK.sub(_link, folded)
    # Bold inside bold italics, and bold within a link, take a second round.
    for _ in range(2):
        folded = _PAIRED.sub(_paired, folded)
    source.folded = folded
    source.lines = split_lines(folded)
    source.row_of_line = rows_of_lines(source.lines, source.tables)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _paired(match: re.Match[str]) -> str:
    blanks = " " * len(match.group(1))
    return blanks + match.group(2) + blanks


def _link(match: re.Match[str]) -> str:
    low, high = match.span(1)
    return " " * (low - match.start()) + match.group(1) + " " * (match.end() - high)
