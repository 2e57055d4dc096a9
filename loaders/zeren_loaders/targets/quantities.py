"""Quantities in a task's text: number, magnitude, measure word, range and the words that qualify them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zeren_loaders.curation import measures
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
# What a rate is counted for: 件/万人, 吨/日, 元/人·月, 吨标准煤/万元.
_PER = (
    r"(?:(?:/|每)(?:10万|十万|百万|万|千|百)?(?:{unit}|平方公里|公里|GDP|人口|产值)"
    r"|/(?:10|十|百)万|(?:·|/)(?:人|年|月|日|天|平方公里))"
)
_DIGIT_PAIR = re.compile(r"[一二三四五六七八九]{2}")
_SMALL_FRACTIONS = {"成": Decimal(10)}


@dataclass(slots=True)
class Quantity:
    """One quantity by its offsets in the text: `end` is after the qualifying word, `bare_end` before it.

    `unit` is the base unit, None where no measure word stands; `shape` is number, range, chinese, fraction,
    doubling or promise (保7争6).
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


@cache
def _units() -> str:
    """Any measure word, longest first, that is not the beginning of another word."""
    guards = {word: guard for word, (_, guard) in measures().items()}
    return "|".join(
        re.escape(word) + (f"(?![{guards[word]}])" if guards[word] else "")
        for word in sorted(guards, key=len, reverse=True)
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    number: re.Pattern[str]
    chinese: re.Pattern[str]
    fraction: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    unit = _units()
    # 2000套(间), 60场(次)
    unit = rf"(?:{unit})(?:\((?:{unit})(?:[、/](?:{unit}))*\))?"
    per = rf"(?:{_PER.format(unit=unit)}{{1,2}}|当量)?"
    number = re.compile(
        rf"(?P<low>{_NUMBER})(?P<many>{_MORE})?"
        rf"(?:(?P<magnitude_low>{MAGNITUDE})(?P<rest>\d{{4}}(?![\d.年])万?|\d{{1,3}}(?:千(?![瓦克米卡伏])|百(?!分)|万))?)?"
        rf"(?P<many_low>{_MORE})?(?P<unit_low>(?:{unit}){per}|/(?:10|十)万)?"
        rf"(?:{_TO}(?P<high>{_NUMBER})(?P<magnitude_high>{MAGNITUDE})?(?P<unit_high>(?:{unit}){per}|/(?:10|十)万)?)?"
        + _AFTER
    )
    chinese = re.compile(
        rf"(?P<number>[{CHINESE}万亿]+)(?P<many>{_MORE})?(?P<unit>(?:{unit}){per})"
        rf"(?:{_TO}(?P<high>[{CHINESE}万亿]+)(?P<unit_high>(?:{unit}){per}))?" + _AFTER
    )
    fraction = re.compile(
        rf"(?:百分之(?P<percent>[{CHINESE}]+(?:点[{CHINESE}]+)?)"
        rf"(?:{_TO}(?:百分之)?(?P<percent_high>[{CHINESE}]+(?:点[{CHINESE}]+)?)(?![个{CHINESE}]))?"
        rf"|(?P<below>[{CHINESE}]+|\d+)分之(?P<above>[{CHINESE}]+|\d+)"
        r"|(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/万]))" + _AFTER
    )
    return _Patterns(number, chinese, fraction)


def read_number(text: str, at: int) -> Quantity | None:
    """The quantity whose digits begin at `at`."""
    patterns = _patterns()
    fraction = patterns.fraction.match(text, at)
    if fraction:
        return _fraction(fraction)
    match = patterns.number.match(text, at)
    if match is None:
        return None
    low, high = arabic_value(match["low"]), match["high"]
    magnitude = match["magnitude_low"] or ""
    unit = match["unit_low"]
    after = match["after"] or match["many"] or match["many_low"]
    bare_end = match.start("after") if match["after"] else match.end()
    if high is None:
        value = low * magnitude_value(magnitude) + _rest(match["rest"])
        return _settled(Quantity(at, match.end(), bare_end, value, value, magnitude, unit, after, "number"))
    top = arabic_value(high) * magnitude_value(match["magnitude_high"] or "")
    top_unit = match["unit_high"]
    if not magnitude and not unit:
        # 5-6万亩: the magnitude and the unit of the second number hold for both.
        magnitude = match["magnitude_high"] or ""
    bottom = low * magnitude_value(magnitude) + _rest(match["rest"])
    if unit and top_unit and unit != top_unit:
        end = match.end("unit_low")
        return Quantity(at, end, end, bottom, bottom, magnitude, unit, None, "number")
    found = Quantity(at, match.end(), bare_end, bottom, top, magnitude, top_unit or unit, after, "range")
    return _settled(found)


def read_chinese(text: str, at: int) -> Quantity | None:
    """The quantity whose Chinese numerals begin at `at`."""
    patterns = _patterns()
    match = patterns.fraction.match(text, at)
    if match:
        return _fraction(match)
    match = patterns.chinese.match(text, at)
    if match is None or _DIGIT_PAIR.search(match["number"]):
        return _read_large(text, at)
    value = chinese_value(match["number"])
    top = chinese_value(match["high"]) if match["high"] else value
    if match["high"] and match["unit"] != match["unit_high"]:
        return None
    bare_end = match.start("after") if match["after"] else match.end()
    after = match["after"] or match["many"]
    if match["unit"] == "成" and not match["after"] and (rest := _AND_A_TENTH.match(text, match.end())):
        # 九成五以上
        value = top = value + chinese_value(rest[1]) / 10
        bare_end = rest.end(1)
        return _settled(Quantity(at, rest.end(), bare_end, value, top, "", "成", rest["after"], "chinese"))
    return _settled(
        Quantity(at, match.end(), bare_end, value, top, match["number"], match["unit"], after, "chinese")
    )


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


def read_doubling(match: re.Match[str], said: str | None, end: int) -> Quantity:
    """`翻一番`, `翻两番`, `翻番`: how many times it doubles."""
    value = chinese_value(said) if said else Decimal(1)
    return Quantity(match.start(), end, end, value, value, "", "番", None, "doubling")


_QUALIFIED = re.compile(_AFTER)
_HALVED = re.compile(
    r"(?:占比|比重|比例|占[^,。;]{1,8}|压缩|缩短|缩减|减少|压减|降低|下降|精简|压降|节省)(?:至|到|了|近|约|超)?$"
)


def read_half(text: str, match: re.Match[str]) -> Quantity | None:
    """`半数以上`, `压缩过半`: a half that is promised of something; None where it is a figure of speech."""
    start, end = match.start(), match.end()
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


def _settled(found: Quantity) -> Quantity:
    """三成 are 30 %."""
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
