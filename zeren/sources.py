"""Places in a source text: line numbers and excerpts."""

from __future__ import annotations

from zeren.marking import printable

_AROUND = 40


def line_number(text: str, position: int) -> int:
    """The line in which the character stands, counted from 1."""
    return text.count("\n", 0, position) + 1


def excerpt(text: str, start: int, end: int, around: int = _AROUND) -> str:
    """The stretch between ⟦ and ⟧ with what stands around it on its lines, line ends shown as ⏎."""
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    after = len(text) if after < 0 else after
    first, last = max(before, start - around), min(after, end + around)
    head = ("…" if first > before else "") + text[first:start]
    tail = text[end:last] + ("…" if last < after else "")
    inside = text[start:end]
    if len(inside) > 3 * around:
        inside = inside[: 2 * around] + "…" + inside[-around:]
    shown = f"{head}⟦{inside}⟧{tail}"
    return printable(" ⏎ ".join(part.strip() for part in shown.split("\n") if part.strip()))
