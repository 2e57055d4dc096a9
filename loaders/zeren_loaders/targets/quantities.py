"""Quantities in a task's text: number, magnitude, measure word, range and the words that qualify them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from zeren_loaders.targets.measure_words import measure_end, rated_end
from zeren_loaders.targets.numerals import (
    CHINESE,
    MAGNITUDE,
    arabic_value,
    chinese_value,
    magnitude_value,
)

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
# 10家多元化企业 has no 多 of its own, nor 5亿元余热 a 余.
_MORE = r"余(?![热额杭姚干江量粮缺])|多(?![元样种层边方式点功维媒头角能云措肽倍])"
_AFTER = rf"(?P<after>及其?以上|或以上|以上|及其?以下|以内|之内|以下|左右|上下|前后|{_MORE})?"
_TO = r"(?:-+|~|至|到)"
_DIGIT_PAIR = re.compile(r"[一二三四五六七八九]{2}")
_SMALL_FRACTIONS = {"成": Decimal(10)}


@dataclass(slots=True)
class Quantity:
    """One quantity by its offsets in the text: `end` is after the qualifying word, `bare_end` before it.

    `unit` is the base unit, None where no measure word stands; `shape` is number, range, ratio (2.6:1),
    chinese, fraction, doubling or promise (保7争6).
    """

    start: int
    end: int
    bare_end: int
    low: Decimal
    high: Decimal
    magnitude: str
    unit: str | None
    after: str | None
    shape: str


_HEAD = re.compile(
    rf"(?P<low>{_NUMBER})(?P<many>{_MORE})?"
    rf"(?:(?P<magnitude>{MAGNITUDE})(?P<rest>\d{{4}}(?![\d.年])万?|\d{{1,3}}(?:千(?![瓦克米卡伏])|百(?!分)|万))?)?"
    rf"(?P<many_low>{_MORE})?"
)
_TO_ONE = re.compile(r":(?P<second>\d{1,3}(?:\.\d+)?)(?![\d:.])")
_POINTS_TOO = re.compile(r"[、和及]\d+(?:\.\d+)?个百分点")
_UP_TO = re.compile(rf"{_TO}(?P<high>{_NUMBER})(?P<magnitude>{MAGNITUDE})?")
_NUMERALS = re.compile(rf"[{CHINESE}万亿]+")
_UP_TO_NUMERALS = re.compile(rf"{_TO}(?=[{CHINESE}万亿])")
_UNSAID = re.compile(_MORE)
_QUALIFIED = re.compile(_AFTER)
_FRACTION = re.compile(
    rf"(?:百分之(?P<percent>[{CHINESE}]+(?:点[{CHINESE}]+)?)"
    rf"(?:{_TO}(?:百分之)?(?P<percent_high>[{CHINESE}]+(?:点[{CHINESE}]+)?)(?![个{CHINESE}]))?"
    rf"|(?P<below>[{CHINESE}]+|\d+)分之(?P<above>[{CHINESE}]+|\d+)"
    r"|(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/万]))" + _AFTER
)


def read_number(text: str, at: int) -> Quantity | None:
    """The quantity whose digits begin at `at`."""
    fraction = _FRACTION.match(text, at)
    if fraction:
        return _fraction(fraction)
    head = _HEAD.match(text, at)
    if head is None:
        return None
    low, magnitude = arabic_value(head["low"]), head["magnitude"] or ""
    unit_end = measure_end(text, head.end())
    unit = text[head.end() : unit_end] if unit_end else None
    if unit == "个" and unit_end and _POINTS_TOO.match(text, unit_end):
        # 增长2个和3个百分点
        unit = "个百分点"
    low_end = unit_end or head.end()
    more = _UP_TO.match(text, low_end)
    ratio = _TO_ONE.match(text, low_end) if not unit and not magnitude else None
    if ratio is not None and (second := Decimal(ratio["second"])):
        # 2.6:1, 1:1.2: how many of the first for one of the second.
        value = round(low / second, 4).normalize()
        after, end = _qualifier(text, ratio.end())
        return Quantity(at, end, ratio.end(), value, value, "", None, after, "ratio")
    if more is None:
        value = low * magnitude_value(magnitude) + _rest(head["rest"])
        after, end = _qualifier(text, low_end)
        after = after or head["many"] or head["many_low"]
        return _settled(Quantity(at, end, low_end, value, value, magnitude, unit, after, "number"), text)
    top = arabic_value(more["high"]) * magnitude_value(more["magnitude"] or "")
    top_unit_end = measure_end(text, more.end())
    top_unit = text[more.end() : top_unit_end] if top_unit_end else None
    if not magnitude and not unit:
        # 5-6万亩: the magnitude and the unit of the second number hold for both.
        magnitude = more["magnitude"] or ""
    bottom = low * magnitude_value(magnitude) + _rest(head["rest"])
    if unit and top_unit and unit != top_unit:
        return Quantity(at, low_end, low_end, bottom, bottom, magnitude, unit, None, "number")
    bare_end = top_unit_end or more.end()
    after, end = _qualifier(text, bare_end)
    after = after or head["many"] or head["many_low"]
    found = Quantity(at, end, bare_end, bottom, top, magnitude, top_unit or unit, after, "range")
    return _settled(found, text)


def read_chinese(text: str, at: int) -> Quantity | None:
    """The quantity whose Chinese numerals begin at `at`."""
    fraction = _FRACTION.match(text, at)
    if fraction:
        return _fraction(fraction)
    counted = _counted(text, at)
    if counted is None or _DIGIT_PAIR.search(counted.said):
        return _read_large(text, at)
    value = top = chinese_value(counted.said)
    bare_end = counted.end
    to = _UP_TO_NUMERALS.match(text, bare_end)
    higher = _counted(text, to.end(), may_be_more=False) if to else None
    if higher:
        if higher.unit != counted.unit:
            return None
        top, bare_end = chinese_value(higher.said), higher.end
    after, end = _qualifier(text, bare_end)
    if counted.unit == "成" and not after and (rest := _AND_A_TENTH.match(text, bare_end)):
        # 九成五以上
        value = top = value + chinese_value(rest[1]) / 10
        bare_end = rest.end(1)
        tenths = Quantity(at, rest.end(), bare_end, value, top, "", "成", rest["after"], "chinese")
        return _settled(tenths, text)
    after = after or counted.more
    found = Quantity(at, end, bare_end, value, top, counted.said, counted.unit, after, "chinese")
    return _settled(found, text)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Chinese numerals with their measure word: 十余万千瓦."""

    said: str
    more: str | None
    unit: str
    end: int


def _counted(text: str, at: int, *, may_be_more: bool = True) -> _Counted | None:
    """The longest numerals at `at` that a measure word follows: in 十万千瓦, 千 belongs to the latter."""
    numerals = _NUMERALS.match(text, at)
    if numerals is None:
        return None
    for stop in range(numerals.end(), at, -1):
        more = _UNSAID.match(text, stop) if may_be_more else None
        for start in (more.end(), stop) if more else (stop,):
            end = rated_end(text, start)
            if end is not None:
                said_more = more[0] if more and start != stop else None
                return _Counted(text[at:stop], said_more, text[start:end], end)
    return None


def _qualifier(text: str, at: int) -> tuple[str | None, int]:
    """以上, 左右, 余 at `at`, and where they end."""
    found = _QUALIFIED.match(text, at)
    return (found["after"], found.end()) if found else (None, at)


_AND_A_TENTH = re.compile(rf"([一二三四五六七八九])(?![{CHINESE}年])" + _AFTER)
_LARGE = re.compile(r"[十百千万]+亿(?=[,。;、)]|大关|台阶|$)")
_REACHES = re.compile(r"(?:突破|达到|达|超过|超|过|破|跨越|跨上|迈上|站上)(?:了)?$")


def _read_large(text: str, at: int) -> Quantity | None:
    """`存款余额突破万亿`: what has hundreds of millions and no measure is money."""
    match = _LARGE.match(text, at)
    if match is None or not _REACHES.search(text[max(0, at - 4) : at]):
        return None
    value = chinese_value(match[0])
    return Quantity(at, match.end(), match.end(), value, value, match[0], "元", None, "chinese")


def read_doubling(match: re.Match[str]) -> Quantity:
    """`翻一番`, `翻两番以上`, `翻番`: how many times it doubles."""
    value = chinese_value(match["times"]) if match["times"] else Decimal(1)
    after, end = _qualifier(match.string, match.end())
    return Quantity(match.start(), end, match.end(), value, value, "", "番", after, "doubling")


_HALVED = re.compile(
    r"(?:占比|比重|比例|占[^,。;]{1,8}|压缩|缩短|缩减|减少|压减|降低|下降|精简|压降|节省)(?:至|到|了|近|约|超)?$"
)


_HALF_OF = re.compile(r"个?工作日|天|个?小时")
_SETTLED = re.compile(r"(?:之?内)?(?:办结|办成|办好)")
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|减少|控制|降低?|提速|提升)(?:至|到|在|为)$")


def read_half(text: str, match: re.Match[str]) -> Quantity | None:
    """`半数以上`, `压缩过半`: a half that is promised of something; None where it is a figure of speech."""
    start, end = match.start(), match.end()
    if match[0] == "半":
        # 办理时间压缩至半天以内
        unit = _HALF_OF.match(text, end)
        shortened = _SHORTENED.search(text[max(0, start - 4) : start])
        if unit is None or not (shortened or _SETTLED.match(text, unit.end())):
            return None
        qualifier, stop = _qualifier(text, unit.end())
        half = Decimal("0.5")
        return Quantity(start, stop, unit.end(), half, half, "", unit[0], qualifier, "number")
    after = _QUALIFIED.match(text, end)
    qualifier = after["after"] if after else None
    if match[0] == "过半":
        qualifier = "以上"
    halved = _HALVED.search(text[max(0, start - 12) : start])
    if not halved and (match[0] == "过半" or not qualifier):
        return None
    half = Decimal(50)
    return Quantity(start, after.end() if after else end, end, half, half, "", "%", qualifier, "fraction")


def _rest(said: str | None) -> Decimal:
    """What 6千 adds to 25万: 25万6千 are 256,000."""
    if not said:
        return Decimal(0)
    digits = said.rstrip("千百万")
    return Decimal(digits) * magnitude_value(said[len(digits) :])


def _settled(found: Quantity, text: str) -> Quantity:
    """三成 are 30 %, 1个以上百分点 one point."""
    if found.unit == "个" and found.after and text.startswith("百分点", found.end):
        found.unit = "个百分点"
        found.end += len("百分点")
    tenth = _SMALL_FRACTIONS.get(found.unit or "")
    if tenth is not None:
        found.low, found.high, found.unit, found.shape = (
            found.low * tenth,
            found.high * tenth,
            "%",
            "fraction",
        )
    return found


def _fraction(match: re.Match[str]) -> Quantity:
    top: Decimal | None = None
    if match["percent"]:
        value = _percent(match["percent"])
        top = _percent(match["percent_high"]) if match["percent_high"] else None
    elif match["below"]:
        value = _either(match["above"]) * 100 / _either(match["below"])
    else:
        value = Decimal(match["top"]) * 100 / (Decimal(match["bottom"]) or 1)
    value = round(value, 4).normalize()
    bare_end = match.start("after") if match["after"] else match.end()
    return Quantity(
        match.start(),
        match.end(),
        bare_end,
        value,
        value if top is None else top,
        "",
        "%",
        match["after"],
        "fraction",
    )


def _percent(said: str) -> Decimal:
    """七点五 behind 百分之."""
    whole, _, decimals = said.partition("点")
    value = chinese_value(whole)
    for place, digit in enumerate(decimals, 1):
        value += chinese_value(digit) / 10**place
    return value


def _either(said: str) -> Decimal:
    value = Decimal(said) if said.isdigit() else chinese_value(said)
    return value or Decimal(1)
