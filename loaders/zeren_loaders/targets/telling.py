"""Sentences that tell what was reached or what will come of a project, and promise nothing by it."""

from __future__ import annotations

import re

# How far back: 截至去年底, 截至2023年底.
_PAST = re.compile(r"(?:截至|截止)到?(?:去年|上年|前年|目前|(?P<year>20\d\d)年)[^,。;]{0,6},")
# What will come of it: 项目建成后,年产值可达5亿元
_EFFECT = re.compile(r"(?:建成|投产|达产|投用|竣工)(?:投产|投用|运营|达产)?后")
_PROMISES = re.compile(r"今年|明年|今后|力争|确保|争取|计划|年内|目标|下一步|预期|到20\d\d年|完成")


def told(sentence: str, year: int | None) -> str | None:
    """Why a number is only told: achieved or size, None if it may be promised.

    `sentence` runs from its beginning to the number; `year` is the first the plan runs.

    >>> told("截至去年底,高新技术企业达到", 2024), told("项目建成后,年产值可达", 2024)
    ('achieved', 'size')
    >>> told("截至去年底,已有企业860家,今年力争净增", 2024) is None
    True
    """
    if "截" not in sentence and "后" not in sentence:
        return None
    past = _PAST.search(sentence)
    is_past = past is not None and (past["year"] is None or (year is not None and int(past["year"]) < year))
    if past and is_past and not _PROMISES.search(sentence, past.end()):
        return "achieved"
    effect = _EFFECT.search(sentence)
    return "size" if effect and not _PROMISES.search(sentence, effect.end()) else None
