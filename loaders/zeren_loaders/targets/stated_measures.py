"""Figures alone in a cell whose measure stands in a cell beside them, or in brackets behind the indicator
or in the header of their column.

地区生产总值 | 亿元 | 320 · 地区生产总值 | 320 | 亿元 · 地区生产总值(亿元) | 320
"""

from __future__ import annotations

import re
from bisect import bisect_left

from zeren_loaders.targets.quantities import Quantity, read_number

_FIGURE = (
    r"(?P<sign>(?:[≥≤]|不低于|不少于|突破|超过|不超过|不高于|控制在|稳定在|保持在|达到|达)?)"
    r"(?P<figure>\d[\d.]*(?:-\d[\d.]*)?)(?P<after>以上|以内|以下|左右)?"
)
_ALONE = re.compile(_FIGURE)
_STATED = re.compile(rf"(?:^|\n|\()(?P<measure>[^\d\n(),。;:]{{1,10}})\)?\n{_FIGURE}(?=\n|$)")
_BELOW = re.compile(rf"\n(?P<measure>){_FIGURE}(?=\n|$)")
_AFTER = {
    **dict.fromkeys(("≥", "不低于", "不少于", "突破", "超过"), "以上"),
    **dict.fromkeys(("≤", "不超过", "不高于", "控制在"), "以内"),
}


def joints(printed: str) -> list[int]:
    """The line ends between an indicator, its measure and its figure that part nothing, in order."""
    found = []
    lines = printed.split("\n")
    ends, at = [], 0
    for line in lines:
        at += len(line) + 1
        ends.append(at - 1)
    for place, line in enumerate(lines):
        if place == 0 or _ALONE.fullmatch(line) is None:
            continue
        if place + 1 < len(lines) and _is_measure(lines[place + 1]):
            found += [ends[place - 1], ends[place]]
        elif place > 1 and _is_measure(lines[place - 1]):
            found += [ends[place - 2], ends[place - 1]]
    return found


def with_stated_measures(
    printed: str, dropped: list[int], quantities: list[Quantity], above: str
) -> list[Quantity]:
    """The quantities, those alone in a cell read with the measure that stands before them or `above` them.

    `printed` is the text with all its lines; `dropped` are the offsets of the characters that the
    quantities' offsets leave out, in order.
    """
    stated = _stated(printed, dropped, _STATED, "")
    if not stated and _is_measure(above):
        stated = _stated(printed, dropped, _BELOW, above)
    if not stated:
        return quantities
    others = [
        quantity
        for quantity in quantities
        if not any(one.start <= quantity.start < one.end for one in stated)
    ]
    return sorted([*others, *stated], key=lambda quantity: quantity.start)


def _stated(printed: str, dropped: list[int], pattern: re.Pattern[str], above: str) -> list[Quantity]:
    """The figures alone in a cell that the pattern finds, each with its measure."""
    stated: list[Quantity] = []
    for match in pattern.finditer(printed):
        measure = match["measure"] or above
        after = match["after"] or _AFTER.get(match["sign"], "")
        quantity = read_number(f"{match['figure']}{measure}{after}", 0)
        if quantity is None or quantity.bare_end != len(match["figure"]) + len(measure):
            continue
        start = match.start() + (printed[match.start()] == "\n")
        quantity.start = start - bisect_left(dropped, start)
        quantity.end = quantity.bare_end = match.end() - bisect_left(dropped, match.end())
        stated.append(quantity)
    return stated


def _is_measure(said: str) -> bool:
    """Whether a cell says a measure and nothing else, as 亿元 and % do."""
    if not 0 < len(said) <= 10:
        return False
    quantity = read_number(f"1{said}", 0)
    return quantity is not None and quantity.unit is not None and quantity.end == len(said) + 1
