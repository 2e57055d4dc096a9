"""The persons that some tables put below or behind each unit of a list, left out of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from zeren_loaders.grammar.line_kinds import person_likeness
from zeren_loaders.grammar.sheets import Span
from zeren_loaders.units.shapes import COMPLETE

Knows = Callable[[str], bool]

_TITLED_PERSON = re.compile(
    r"(?:党组|党委)?(?:副)?(?:书记|局长|主任|厅长|部长|院长|行长|总经理|董事长|负责人|分管领导)"
    r"[: ]?[\u4e00-\u9fff]? ?[\u4e00-\u9fff]{1,3}$"
)

# 县教育局 局长 王五 · 县教育局(王五)
_PERSON_BEHIND = re.compile(r" ?[ (:](?P<said>[^ ():、,;]{0,6} ?[\u4e00-\u9fff] ?[\u4e00-\u9fff]{1,3})\)?$")

# No cell lists more units; what is longer is not worth taking apart.
_LONGEST_LIST = 2000
_ITEM = re.compile(r"(?:[^、,;()]|\([^()]*\)?)+")


def without_persons(folded: str, spans: list[Span], knows: Knows) -> list[Span]:
    """The stretches of a list of units without the persons some tables put below each unit."""
    kept: list[Span] = []
    for start, end in spans:
        said = folded[start:end]
        if is_person(said, knows) and kept:
            continue
        kept += _without_persons_behind(start, said, knows)
    return kept


def _without_persons_behind(start: int, said: str, knows: Knows) -> list[Span]:
    """The stretches of 县工信局 吕明、县水利局 高峰 that name units."""
    if len(said) > _LONGEST_LIST:
        return [(start, start + len(said))]
    kept: list[Span] = []
    low = 0
    for item in _ITEM.finditer(said):
        person = _PERSON_BEHIND.search(item[0])
        if person and COMPLETE.search(item[0][: person.start()]) and is_person(person["said"], knows):
            kept.append((start + low, start + item.start() + person.start()))
            low = item.end()
    if low < len(said):
        kept.append((start + low, start + len(said)))
    return kept


def is_person(said: str, knows: Knows) -> bool:
    """Whether an entry of a list is a person and no unit."""
    if _TITLED_PERSON.match(said):
        return True
    return (
        len(said.replace(" ", "")) <= 4
        and not knows(said)
        and person_likeness(said) == 1
        and not COMPLETE.search(said)
    )
