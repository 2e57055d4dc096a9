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
_AFTER = r"(?P<after>及以上|以上|以内|之内|以下|左右|上下|余|多)?"


@dataclass(slots=True)
class Quantity:
    """One quantity by its offsets in the text: `end` is after the qualifying word, `bare_end` before it.

    `unit` is the base unit, None where no measure word stands; `shape` is number, range, chinese, fraction
    or rank.
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


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    unit = _units()
    per = rf"(?:(?:/|每)(?:(?:万|千|百)?(?:{unit}|平方公里)|GDP)|(?:当量))?"
    number = re.compile(
        rf"(?P<low>{_NUMBER})(?P<many_low>余|多)?(?P<magnitude_low>{MAGNITUDE})?(?P<unit_low>(?:{unit}){per})?"
        rf"(?:(?:-+|~|至|到)(?P<high>{_NUMBER})(?P<magnitude_high>{MAGNITUDE})?(?P<unit_high>(?:{unit}){per})?)?"
        + _AFTER
    )
    chinese = re.compile(
        rf"(?P<number>(?:[{CHINESE}]*[万亿])+|[{CHINESE}]{{2,}}|[{CHINESE}]+(?=个百分点|%))(?P<unit>(?:{unit}){per})"
        + _AFTER
    )
    fraction = re.compile(
        rf"(?:百分之(?P<percent>[{CHINESE}]+(?:点[{CHINESE}]+)?)"
        rf"|(?P<below>[{CHINESE}]+|\d+)分之(?P<above>[{CHINESE}]+|\d+)"
        r"|(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/]))" + _AFTER
    )
    return number, chinese, fraction


def read_number(text: str, at: int) -> Quantity | None:
    """The quantity whose digits begin at `at`."""
    fraction = _patterns()[2].match(text, at)
    if fraction and fraction["top"]:
        return _fraction(fraction)
    match = _patterns()[0].match(text, at)
    if match is None:
        return None
    low, high = arabic_value(match["low"]), match["high"]
    magnitude = match["magnitude_low"] or ""
    unit = match["unit_low"]
    after = match["after"] or match["many_low"]
    bare_end = match.start("after") if match["after"] else match.end()
    if high is None:
        value = low * magnitude_value(magnitude)
        return Quantity(at, match.end(), bare_end, value, value, magnitude, unit, after, "number")
    top = arabic_value(high) * magnitude_value(match["magnitude_high"] or "")
    top_unit = match["unit_high"]
    if not magnitude and not unit:
        # 5-6万亩: the magnitude and the unit of the second number hold for both.
        magnitude = match["magnitude_high"] or ""
    bottom = low * magnitude_value(magnitude)
    if unit and top_unit and unit != top_unit:
        end = match.end("unit_low")
        return Quantity(at, end, end, bottom, bottom, magnitude, unit, None, "number")
    return Quantity(at, match.end(), bare_end, bottom, top, magnitude, top_unit or unit, after, "range")


def read_chinese(text: str, at: int) -> Quantity | None:
    """The quantity whose Chinese numerals begin at `at`."""
    match = _patterns()[2].match(text, at)
    if match:
        return _fraction(match)
    match = _patterns()[1].match(text, at)
    if match is None:
        return None
    value = chinese_value(match["number"])
    bare_end = match.start("after") if match["after"] else match.end()
    return Quantity(
        at, match.end(), bare_end, value, value, match["number"], match["unit"], match["after"], "chinese"
    )


def _fraction(match: re.Match[str]) -> Quantity:
    if match["percent"]:
        whole, _, decimals = match["percent"].partition("点")
        value = chinese_value(whole)
        for place, digit in enumerate(decimals, 1):
            value += chinese_value(digit) / 10**place
    elif match["below"]:
        value = _either(match["above"]) * 100 / _either(match["below"])
    else:
        value = Decimal(match["top"]) * 100 / (Decimal(match["bottom"]) or 1)
    value = round(value, 4).normalize()
    bare_end = match.start("after") if match["after"] else match.end()
    return Quantity(match.start(), match.end(), bare_end, value, value, "", "%", match["after"], "fraction")


def _either(said: str) -> Decimal:
    value = Decimal(said) if said.isdigit() else chinese_value(said)
    return value or Decimal(1)
