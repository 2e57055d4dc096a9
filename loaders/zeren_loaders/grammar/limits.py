"""Time limits said beside who does the work, without a label: 市甲局牵头,市乙局配合,6月底前完成."""

from __future__ import annotations

import re

from zeren_loaders.grammar.line_kinds import is_time_limit
from zeren_loaders.units.shapes import COMPLETE

_BEHIND = re.compile(r"[,;。 ]([^,;。、() ]{2,20})$")
_BEFORE = re.compile(r"([^,;。、() ]{2,20})[,;。] ?")
_REACH = 22
_VERB = re.compile(r"(?:负责|牵头|配合|落实|承办|实施)$")
_DATED = re.compile(r"\d ?[年月]|[一二三四] ?季度|年[底末内]|[上下]半年")


def without_limits(text: str, start: int, end: int) -> tuple[int, int, list[tuple[int, int]]]:
    """What is left between two offsets without the time limits before and behind it, and where those stand.

    >>> without_limits("年底前完成,市甲局牵头,持续推进", 0, 16)
    (6, 11, [(0, 5), (12, 16)])
    """
    limits: list[tuple[int, int]] = []
    while behind := _BEHIND.search(text, max(start, end - _REACH), end):
        if not _is_limit(behind[1]) or behind.start() <= start:
            break
        limits.append(behind.span(1))
        end = start + len(text[start : behind.start()].rstrip(",;。 "))
    before = _BEFORE.match(text, start, end)
    if before and _is_limit(before[1]):
        limits.append(before.span(1))
        start = before.end()
    return start, end, limits[::-1]


def _is_limit(said: str) -> bool:
    # 市长期护理保险中心负责 names a unit, 9月底前出台 none.
    return is_time_limit(said) and (
        _DATED.search(said) is not None or COMPLETE.search(_VERB.sub("", said)) is None
    )
