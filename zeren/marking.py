"""Marks around the stretches of a source text that something was read from."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable

# What stands around a match in the source, in a pipe and on a terminal.
MARKS = {"lead": ("⟦★", "⟧"), "unit": ("⟦", "⟧"), "target": ("⟪", "⟫")}
STYLES = {
    "lead": ("\x1b[1;32m", "\x1b[0m"),
    "unit": ("\x1b[36m", "\x1b[0m"),
    "target": ("\x1b[1;33m", "\x1b[0m"),
}
FOUND = ("\x1b[1;33m", "\x1b[0m")
# What a terminal would take for a command, and the marks that end a line only for some programs.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def wants_colour() -> bool:
    """Whether standard output is a terminal that shows colours and whose owner has not declined them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def legend(*, colour: bool) -> str:
    """What the marks, or the colours, mean."""
    if not colour:
        return "★ lead unit 牵头 · ⟦unit 单位⟧ · ⟪target 指标⟫"
    words = {"lead": "lead unit 牵头", "unit": "unit 单位", "target": "target 指标"}
    return " · ".join(STYLES[kind][0] + said + STYLES[kind][1] for kind, said in words.items())


def mark_words(text: str, words: Iterable[str]) -> str:
    """The text with each of the words in colour, for a terminal."""
    # All at once: a word such as 1 must not be found in the mark of another.
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(either, lambda match: FOUND[0] + match[0] + FOUND[1], printable(text))


def mark_spans(text: str, spans: Iterable[tuple[int, int, str]], *, colour: bool) -> str:
    """The text with marks around each span (start, end, kind), in colours for a terminal.

    The number of lines stays the same: a mark never reaches over the end of one.
    """
    marks = STYLES if colour else MARKS
    inserts: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        opening, closing = marks[kind]
        for piece in re.finditer(r"[^\n]+", text[start:end]):
            inserts.append((start + piece.start(), 1, opening))
            inserts.append((start + piece.end(), 0, closing))
    pieces, at = [], 0
    for position, _, mark in sorted(inserts):
        pieces += [printable(text[at:position]), mark]
        at = position
    return "".join(pieces) + printable(text[at:])


def printable(text: str) -> str:
    """The text without characters that would command a terminal."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
