"""Numbers as these documents write them: 1,100万, 一万五千亿, 百亿, 三分之一."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

CHINESE = "零〇一二两三四五六七八九十百千"
# Longest first. 千瓦, 千克, 千米 are measures of their own, not a thousand of something.
MAGNITUDE = r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦克米卡伏])|百(?!分)"


@lru_cache(maxsize=4096)
def chinese_value(said: str) -> Decimal:
    """The value of Chinese numerals up to 万亿, with or without digits for the leading part.

    >>> chinese_value("一万五千亿"), chinese_value("二十万亿"), chinese_value("百亿")
    (Decimal('1500000000000'), Decimal('20000000000000'), Decimal('10000000000'))
    """
    if said.endswith("亿") and len(said) > 1 and not said.endswith("万亿"):
        return chinese_value(said[:-1]) * 10**8
    if said.endswith("万亿"):
        return (chinese_value(said[:-2]) if len(said) > 2 else Decimal(1)) * 10**12
    total, section, digit = 0, 0, 0
    started = False
    for character in said:
        if character in _DIGITS:
            digit, started = _DIGITS[character], True
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit, started = 0, True
        else:
            section += digit
            total = (total + (section if started else 1)) * _LARGE[character]
            section, digit = 0, 0
    return Decimal(total + section + digit)


@lru_cache(maxsize=64)
def magnitude_value(said: str) -> int:
    """What a magnitude word multiplies by; 1 for none.

    >>> magnitude_value("百万"), magnitude_value("")
    (1000000, 1)
    """
    return int(chinese_value(said)) if said else 1


def arabic_value(said: str) -> Decimal:
    """The value of digits with or without commas between the thousands."""
    return Decimal(re.sub(",", "", said))
