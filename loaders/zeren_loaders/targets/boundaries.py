"""Where the clauses and sentences of a task's text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

# 达到70%以上或比上年提高3个百分点 are two promises.
_BOUNDARY = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[。;!?\n]|或(?=[比较](?:上年|去年|20\d\d年))")
_SENTENCE = re.compile(r"[。;!?]")
# 一般公共预算收入:100亿元, PM2.5平均浓度:28微克/立方米: the indicator stands before a colon.
_NAMED = re.compile(
    r"(?:^|(?<=[。;,\n、]))(?:\d{1,3}[.、])?[^,。;:\n]{0,22}?(?:总值|增加值|产值|总额|[余]额|收入|支出|投资|率|比重|占比|强度|浓度|人数"
    r"|产量|面积|总量|指数|外资|能耗|水耗|用水量|排放量|年限|寿命|进出口|出口|消费|GDP|户数|床位数|学位数|里程)(?:\([^()]*\))?$"
)
_LONGEST_NAME = 30
# How far around a number its meaning is looked for; nothing real is longer, and time stays linear.
REACH = 160
# How far before it a number is compared: 不低于上年度全市农村居民人均可支配收入的.
COMPARED = 28


class Boundaries:
    """The marks of a text, looked up by offset."""

    __slots__ = ("_floors", "_limits", "_sentences")

    def __init__(self, text: str) -> None:
        # Every mark is one character long.
        marks = [match.start() for match in _BOUNDARY.finditer(text) if not _names_indicator(text, match)]
        self._floors = [0, *[mark + 1 for mark in marks]]
        self._limits = [*marks, len(text)]
        self._sentences = [0, *[match.end() for match in _SENTENCE.finditer(text)]]

    def floor(self, at: int) -> int:
        """Where the clause around an offset begins."""
        return self._floors[bisect_right(self._floors, at) - 1]

    def limit(self, at: int) -> int:
        """Where the clause around an offset ends."""
        return self._limits[bisect_left(self._limits, at)]

    def sentence(self, at: int) -> int:
        """Where the sentence around an offset begins."""
        return self._sentences[bisect_right(self._sentences, at) - 1]


def _names_indicator(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark is the colon between an indicator and its figures."""
    at = mark.start()
    return text[at] == ":" and _NAMED.search(text, max(0, at - _LONGEST_NAME), at) is not None
