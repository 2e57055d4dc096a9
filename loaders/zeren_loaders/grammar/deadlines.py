"""The day a time limit means: the last of the month, quarter or year where it names no day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from zeren_loaders.grammar.markers import read_chinese_number

_CN = "[一二三四五六七八九十]{1,3}"
_PIECE = re.compile(
    rf"(?P<iso>20\d{{2}} ?[-./] ?\d{{1,2}}(?: ?[-./] ?\d{{1,2}})?(?!\d))"
    rf"|(?:(?P<y>20\d{{2}}) ?年 ?|(?P<rel>今年|明年|次年|本年) ?)?"
    rf"(?:(?P<m>\d{{1,2}}|{_CN}) ?月(?:份|底|末|底前)?"
    rf" ?(?:(?P<d>\d{{1,2}}|{_CN}) ?日|(?P<part>上旬|中旬|下旬))?"
    rf"|(?:第? ?(?P<q>[1-4一二三四]) ?季度)|(?P<half>上半年|下半年)|(?P<end>年底|年末|年内|年终|底))"
    rf"|(?P<only>20\d{{2}}) ?年(?!度?-)"
)
_RECURS = re.compile(r"每 ?(?:年|月|季度?|周|日|半年)|逐月|按月|按季")
_LASTS = re.compile(r"全年|长期|持续|常年|贯穿|日常|常态")
_PART_DAYS = {"上旬": 10, "中旬": 20}


def due_date(text: str, year: int | None) -> date | None:
    """The last day a time limit names; a limit without a year is in `year`. None where it names no day.

    >>> due_date("2025年12月底前", None), due_date("6月底前启动,第三季度完成", 2024)
    (datetime.date(2025, 12, 31), datetime.date(2024, 9, 30))
    >>> due_date("持续推进", 2025) is None
    True
    """
    if _RECURS.search(text):
        return None
    found: date | None = None
    said_year = year
    for match in _PIECE.finditer(text):
        if match["iso"]:
            day = _iso(match["iso"])
        else:
            if match["y"] or match["only"]:
                said_year = int(match["y"] or match["only"])
            elif match["rel"] in ("明年", "次年") and year is not None:
                said_year = year + 1
            if said_year is None or (match["only"] and _LASTS.search(text)):
                continue
            day = _day(match, said_year)
        if day is not None and (found is None or day > found):
            found = day
    return found


def _iso(said: str) -> date | None:
    parts = [int(part) for part in re.split(r"[-./]", said.replace(" ", ""))]
    try:
        return date(*parts) if len(parts) == 3 else _last_of(parts[0], parts[1])
    except ValueError:
        return None


def _day(match: re.Match[str], year: int) -> date | None:
    month = 12
    if match["m"]:
        month = _number(match["m"])
    elif match["q"]:
        month = 3 * _number(match["q"])
    elif match["half"]:
        month = 6 if match["half"] == "上半年" else 12
    try:
        if match["m"] and match["d"]:
            return date(year, month, _number(match["d"]))
        if match["part"] in _PART_DAYS:
            return date(year, month, _PART_DAYS[match["part"]])
        return _last_of(year, month)
    except ValueError:
        return None


def _number(said: str) -> int:
    return int(said) if said.isdigit() else read_chinese_number(said)


def _last_of(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
