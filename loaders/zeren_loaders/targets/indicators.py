"""The common indicator a target is about, so that targets compare between governments and years.

`curation/indicators.csv` lists them: key, the wordings that mean it (a pattern for the whole indicator once
scope, verb and the word of growth are off), the units and measures it can have, and whether it falls. An
indicator that says more or less than its wordings has no key: a wrong comparison is worse than none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from zeren_loaders.curation import read_rows

_MARKS = re.compile(r"[\s“”\"'《》]")
# Where it applies and the verb before it say nothing about which indicator is meant.
_BEFORE = re.compile(
    r"^(?:全(?:省|市|县|区|州|盟|旗|域|自治区|年度?)|我[省市县区]|实现|完成|力争|确保|保持|努力|推动|促进|带动|预期|预计|年度|本年度?"
    r"|当年|年均|同比|目标|其中|省内|市域|累计(?!.*增长))+"
)
_MOVES = (
    r"增长率|增长|增速|增幅|涨幅|增加|提高|提升|上升|上涨|年均|平均|同比|比上年|较上年|总体|预期|目标|幅度"
)
_FALLS = r"下降率|降低率|下降|降低|降幅|减少|削减|压减|回落|减排|排放削减"
_AFTER = re.compile(rf"(?>{_MOVES}|{_FALLS}|年均|预期目标|目标|保持|稳定|控制|达到|的)+$")
# 人均纯收入增加500元 is no level either.
_RISING = re.compile(r"增长|增加|提高|提升|上升|上涨")
_FALLING = re.compile(rf"(?:{_FALLS})")
# Growth since a named year is not the growth of one year.
_OTHER_BASE = re.compile(r"\d{4}|十[一二三四五六七]?五")


@cache
def _patterns() -> dict[tuple[str | None, str, bool], tuple[re.Pattern[str], list[str]]]:
    """One pattern for every unit, measure and direction, and the keys of its groups in order."""
    wordings: dict[tuple[str | None, str, bool], list[tuple[str, str]]] = {}
    for row in read_rows("indicators.csv"):
        for unit in row["units"].split(";"):
            for measure in row["measures"].split(";"):
                place = (None if unit == "-" else unit, measure, row["falls"] == "yes")
                wordings.setdefault(place, []).append((row["key"], row["pattern"]))
    return {
        place: (
            re.compile("|".join(f"(?P<k{n}>(?:{pattern})$)" for n, (_, pattern) in enumerate(rows))),
            [key for key, _ in rows],
        )
        for place, rows in wordings.items()
    }


@lru_cache(maxsize=8192)
def indicator_key(indicator: str, unit: str | None, measure: str, baseline: str | None) -> str | None:
    """The key of a common indicator, None if none fits.

    >>> indicator_key("全省生产总值", "%", "growth", None)
    '地区生产总值增速'
    >>> indicator_key("路灯杆数", "根", "count", None) is None
    True
    """
    if measure == "growth" and baseline is not None and _OTHER_BASE.search(baseline):
        return None
    words = _MARKS.sub("", indicator).replace("（", "(").replace("）", ")")
    words = words[_before_end(words) :]
    after = _AFTER.search(words)
    bare = words[: after.start()] if after else words
    falls = after is not None and bool(_FALLING.search(after[0]))
    if measure != "growth":
        # A level that moves is no level: 能耗下降 in tonnes is an amount of its own.
        moves = falls or (after is not None and bool(_RISING.search(after[0])))
        return (None if falls else _match(words, unit, measure)) or (
            None if moves else _match(bare, unit, measure)
        )
    return _match(bare, unit, measure, falls=falls)


def _match(words: str, unit: str | None, measure: str, *, falls: bool = False) -> str | None:
    found = _patterns().get((unit, measure, falls))
    match = found[0].match(words) if found else None
    return found[1][int((match.lastgroup or "k0")[1:])] if found and match else None


def _before_end(words: str) -> int:
    match = _BEFORE.match(words)
    return match.end() if match else 0
